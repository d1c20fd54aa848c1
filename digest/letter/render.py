"""Issue -> Letter: Jinja2 -> MJML -> HTML with its styles inlined, and the text part. Pure but for the templates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from digest.errors import LetterError
from digest.letter import plain as words
from digest.letter.subject import preheader, subject
from digest.types import TOKEN, Issue, Item, Letter, Newsletter

if TYPE_CHECKING:
    from jinja2 import Environment

#: Right-to-left scripts by the language's own subtag.
_RTL = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"})
#: MJML's `<mj-style inline="inline">`, which mjml-python takes for an ordinary one.
_INLINE = re.compile(r'<mj-style inline="inline">(.*?)</mj-style>', re.DOTALL)
#: A tag of an element that may hold others; `br` and its like open nothing.
_TAG = re.compile(r"<(/?)(?!(?:br|hr|img|link|meta|wbr)\b)[A-Za-z][^<>]*?(/?)>")
#: Elements inside one another. The shipped templates stay below 12; the compiler's stack ends at some thousands.
_DEPTH = 100
MEND = "mend the template, or move your own copy away to use the shipped one"


class Templates:
    """The user's templates first, the shipped ones next and also as `default:NAME`.

    `{% extends "default:issue.mjml" %}` in a user's issue.mjml changes single blocks. Everything is escaped
    but in templates named .txt; a name that is not defined is an error.
    """

    def __init__(self, user_dir: Path | None, shipped_dir: Path) -> None:
        self.user_dir = user_dir
        self.shipped_dir = shipped_dir

    @cached_property
    def environment(self) -> Environment:
        from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

        shipped = FileSystemLoader(self.shipped_dir)
        own = [FileSystemLoader(self.user_dir)] if self.user_dir else []
        environment = Environment(
            loader=ChoiceLoader([*own, shipped, PrefixLoader({"default": shipped}, delimiter=":")]),
            autoescape=lambda name: not (name or "").endswith(".txt"),  # noqa: S701 - only plain text is not
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters |= {"wrap": words.wrap, "web": words.web, "line": words.line}
        environment.globals |= {"outlets": words.outlets, "count": words.count}
        return environment

    def fill(self, name: str, context: dict[str, Any]) -> str:
        """The template's text. LetterError names the file, the line and the story being rendered."""
        from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

        try:
            return self.environment.get_template(name).render(context)
        except TemplateNotFound as error:
            message = f"template {error.name}: not found{self._place(error.__traceback__)}"
            raise LetterError(message, mend=f"looked in {self._homes()}") from error
        except TemplateSyntaxError as error:
            place = f"{self._relative(error.filename) or error.name}:{error.lineno}"
            raise LetterError(f"{place}: {error.message}", mend=MEND) from error
        except RecursionError as error:
            message = f"template {name}: it extends or includes itself"
            raise LetterError(
                message, mend='extend the shipped one: {% extends "default:' + name + '" %}'
            ) from error
        except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            place = self._place(error.__traceback__) or f" in {name}"
            raise LetterError(f"{place.removeprefix(' in ')}: {error}", mend=MEND) from error
        except OSError as error:
            raise LetterError(f"template {name}: {error.strerror or error}", mend=MEND) from error

    def _place(self, traceback: TracebackType | None) -> str:
        """` in FILE:LINE (while rendering “HEADLINE”)`, from the innermost frame that is a template's."""
        where, story = "", ""
        for frame, number in walk_tb(traceback):
            file = self._relative(frame.f_code.co_filename)
            if file:
                where = f" in {file}:{number}"
                item = frame.f_locals.get("item")
                story = f" (while rendering “{item.headline}”)" if isinstance(item, Item) else story
        return where + story

    def _relative(self, filename: str | None) -> str:
        """`templates/issue.mjml` for a file of ours, "" for any other."""
        for home in (self.user_dir, self.shipped_dir):
            if filename and home and Path(filename).is_relative_to(home):
                return str(Path(home.name) / Path(filename).relative_to(home))
        return ""

    def _homes(self) -> str:
        return " and ".join(str(home) for home in (self.user_dir, self.shipped_dir) if home)


def render(issue: Issue, templates: Templates) -> Letter:
    """Dress an issue. LetterError when a template is broken, missing, or gives MJML that does not compile."""
    issue = _followable(words.safe(issue))
    heading = subject(issue)
    preview = preheader(issue, heading)
    context = {**_context(issue), "subject": heading, "preheader": preview}
    html = _html(templates.fill("issue.mjml", context))
    text = templates.fill("issue.txt", context)
    return Letter(subject=heading, preheader=preview, html=html, text=_tidy(text))


def _followable(issue: Issue) -> Issue:
    """Without links to this machine's own network, unless the site itself is there (someone is trying out)."""
    site = issue.newsletter.site_url
    if not site or words.is_local(site):
        return issue

    def item_of(item: Item) -> Item:
        reports = tuple(replace(r, url="") if words.is_local(r.url) else r for r in item.reports)
        return replace(item, reports=reports)

    return replace(
        issue, sections=tuple(replace(s, items=tuple(map(item_of, s.items))) for s in issue.sections)
    )


def _context(issue: Issue) -> dict[str, Any]:
    """All that a template may name, besides `subject` and `preheader`."""
    newsletter = issue.newsletter
    language, sender = newsletter.language, newsletter.reply_to or newsletter.sender_email
    site = words.web(newsletter.site_url)
    unsubscribe = f"{site}/unsubscribe/{TOKEN}" if site else f"mailto:{sender}?subject=unsubscribe"
    return {
        "issue": issue,
        "newsletter": newsletter,
        "direction": "rtl" if language.split("-")[0].lower() in _RTL else "ltr",
        "topic": words.topic_words(issue.topic),
        "date": words.issue_date(issue.slot, newsletter.timezone, language),
        "minutes": words.minutes(issue),
        "reply": f"mailto:{sender}",
        "unsubscribe": unsubscribe,
        "online": f"{site}/issues/{issue.slot.name}" if site else "",
        "made": _made(issue),
        "imprint": _imprint(issue.newsletter),
        "media": words.MEDIA,
        "day": partial(_local_day, timezone=newsletter.timezone, language=language),
        "slot_day": partial(_slot_day, language=language),
    }


def _imprint(newsletter: Newsletter) -> str:
    """Who sends this and where they live; an address that begins with the name does not say it twice."""
    if not newsletter.address or newsletter.address.startswith(newsletter.title):
        return newsletter.address or newsletter.title
    return f"{newsletter.title}, {newsletter.address}"


def _made(issue: Issue) -> str:
    """How the letter came about, in one sentence that is true of this issue."""
    chosen = f"Chosen from {issue.considered:,} entries of {words.count(issue.sources, 'feed')}"
    if any(item.summary.by == "llm" for item in issue.items):
        return f"{chosen}; summaries are written by a language model and checked against their sources."
    return f"{chosen}; every sentence is quoted from its source."


def _local_day(moment: datetime, *, timezone: str, language: str) -> str:
    """`4 April` in the newsletter's timezone; the space does not break."""
    return words.day(moment.astimezone(ZoneInfo(timezone)), language).replace(" ", "\u00a0")


def _slot_day(name: str, *, language: str) -> str:
    """The day a slot is named by, in words; a name that is no day (`2026-W18`) as it is."""
    try:
        return words.day(date.fromisoformat(name), language).replace(" ", "\u00a0")
    except ValueError:
        return name


# -- MJML -------------------------------------------------------------------------------------------


def _html(mjml: str) -> str:
    """MJML -> HTML: compiled, `mj-style inline="inline"` inlined, every other style kept in the head."""
    import css_inline
    from mjml import mjml2html

    _guard(mjml)
    styles = "\n".join(_INLINE.findall(mjml))
    try:
        # fonts={}: by default the compiler adds an @import of a third party's web fonts.
        html = mjml2html(_INLINE.sub("", mjml), fonts={})
    except ValueError as error:
        message = f"issue.mjml: the MJML does not compile: {_diagnosis(mjml) or error}"
        raise LetterError(message, mend=MEND) from error
    inliner = css_inline.CSSInliner(extra_css=styles, keep_style_tags=True, load_remote_stylesheets=False)
    try:
        # Marked, the compiler's and the template's own <style> are neither inlined nor dropped.
        html = inliner.inline(html.replace("<style", '<style data-css-inline="ignore"'))
    except css_inline.InlineError as error:
        raise LetterError(f"issue.mjml: its styles cannot be inlined: {error}", mend=MEND) from error
    return html.replace('<style data-css-inline="ignore"', "<style")


def _guard(mjml: str) -> None:
    """LetterError before the compiler, which recurses, is given something too deep (it dies by a signal)."""
    depth = 0
    for match in _TAG.finditer(mjml):
        depth += -1 if match[1] else 0 if match[2] else 1
        if depth > _DEPTH:
            row = mjml.count("\n", 0, match.start()) + 1
            message = f"issue.mjml: line {row} of its output: elements are nested over {_DEPTH} deep"
            raise LetterError(message, mend="close what is open; " + MEND)


def _diagnosis(mjml: str) -> str:
    """Where the output stops being well-formed, which the compiler does not say; "" when it does not."""
    from xml.parsers import expat

    parser = expat.ParserCreate()
    parser.UseForeignDTD(True)  # so that &nbsp; is skipped; nothing is fetched without a handler
    try:
        parser.Parse(re.sub(r"<(br|hr|img|link|meta|wbr)\b([^>]*?)/?>", r"<\1\2/>", mjml).strip(), True)
    except expat.ExpatError as error:
        rows = mjml.strip().splitlines()
        row = rows[min(error.lineno, len(rows)) - 1].strip()
        shown = row if len(row) <= 100 else row[:100] + "…"
        return f"{expat.errors.messages[error.code]} at line {error.lineno} of its output: {shown}"
    return ""


def _tidy(text: str) -> str:
    """No blanks at line ends, no two empty lines in a row, one line feed at the end."""
    lines = "\n".join(part.rstrip() for part in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
