"""The letters that are kept in golden/, to be compared byte for byte: the sample in each theme, and a week in each
language of which the letter has words.

    python -m tests.letter.golden_files        # writes them anew, after a change that was meant

`git diff` then shows what readers will see differently.
"""

from __future__ import annotations

from pathlib import Path

from digest.letter.render import Templates, render
from digest.letter.sample import sample_issue
from digest.paths import shipped
from digest.types import Issue, Letter, Look
from tests.letter.languages import issue_in

FOLDER = Path(__file__).parent / "golden"
THEMES = ("journal", "wire", "plain")
#: name -> issue and look
CASES: dict[str, tuple[Issue, Look]] = {
    **{theme: (sample_issue(), Look(theme=theme)) for theme in THEMES},
    **{f"journal-{language}": (issue_in(language), Look()) for language in ("de", "es", "ar", "ja")},
    "journal-accent": (issue_in("de"), Look(accent="#FFD400", masthead="Rahmen & Werk", marks=True)),
}


def letter(name: str) -> Letter:
    issue, look = CASES[name]
    return render(issue, Templates(None, shipped("templates")), look)


def texts(made: Letter) -> dict[str, str]:
    """File ending -> what is in it. A `>` that ends a tag begins a line, so that a change shows as one."""
    head = f"Subject: {made.subject}\nPreheader: {made.preheader}\n\n"
    return {"html": made.html.replace("><", ">\n<"), "txt": head + made.text}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name in CASES:
        for ending, text in texts(letter(name)).items():
            (FOLDER / f"{name}.{ending}").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
