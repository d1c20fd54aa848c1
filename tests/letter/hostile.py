"""Ten thousand hostile stories, made anew from a seed, and a browser that tells what became of them.

    python -m tests.letter.hostile --cases 10000 --seed 1

Each letter carries twenty cases, each case in every field of a story and of what is around it. In Chromium, with
scripts on, the letter must run nothing, ask for nothing, and show every word as it was written.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from digest.letter.plain import line
from digest.letter.render import Templates, render
from digest.paths import shipped
from digest.types import TOKEN, Image, Issue, Item, Letter, Look, Report, Section, Sentence, Summary, Told
from tests.makers import NOW, issue, newsletter

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEMPLATES = Templates(None, shipped("templates"))
LANGUAGES = ("en", "de", "es", "ar", "ja")
#: Cases a letter.
EACH = 20
#: Chromium asks the network for nothing of its own.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

EVIL = (
    "<script>alert(1)</script>", "<ScRiPt src=//evil.example/x.js></sCrIpT>", "<img src=x onerror=alert(1)>",
    "\"'><img src=https://evil.example/x.gif>", "<svg/onload=alert(1)>", "<svg><script>alert&#40;1)</script></svg>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>", "<object data=https://evil.example/x></object>",
    "<embed src=https://evil.example/x>", "<video><source onerror=alert(1)></video>", "<body onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>", "<form action=https://evil.example><input autofocus onfocus=alert(1)>",
    "<base href=https://evil.example/>", "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href=https://evil.example/x.css>", "<style>@import 'https://evil.example/x.css';</style>",
    "</style><style>@import url(https://evil.example/x.css)</style>", "</title><script>alert(1)</script>",
    "<div style=\"background:url(https://evil.example/x)\">", "' onmouseover='alert(1)", '" onclick="alert(1)" x="',
    "` onerror=alert(1) `", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<details open ontoggle=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->", "--><script>alert(1)</script><!--", "<![endif]--><script>alert(1)</script>",
    "<!--[if mso]><p>x</p><![endif]-->", "<!--[if !mso]><!-->", "]]><![CDATA[ <!-- --> ", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY e 'x'>]>&e;",
    "</mj-text></mj-column></mj-section><mj-raw><img src=x onerror=alert(1)></mj-raw>", "<mj-include path='/etc/passwd' />",
    "<mj-style inline=\"inline\">* { display: none }</mj-style>", "</mj-title></mj-head><mj-body>", "<mj-text>", "</mjml>",
    "{{ issue }} {% include 'x' %} {# c #}", "{{ ''.__class__.__mro__ }}", "{% raw %}", "{{ 7 * 7 }}${7*7}<%= 7*7 %>#{7*7}",
    "& &amp; &#60;script&#62; &lt; &nbsp &copy; &#x0; &#xFFFE; &bogus;", "\\u003cscript\\u003e", "%3Cscript%3E", "+ADw-script+AD4-",
    "\x00\x01\x08\x0b\x0c\x1b\x1f\x7f\x80\x9f", "\ud800 \udfff", "\ufffe\uffff\U0001ffff\ufdd0", "\u2028\u2029\x85", "\u202e\u2066\u200f abc \u202c\u2069",
    "\ufeff\u200b\u2060\u00ad", "Z\u0310\u0351\u030e\u0343\u033fa\u0334\u0351l\u0334\u034bg\u0337\u0308\u0341\u030bo\u0336", "🏳️‍🌈👩‍👩‍👧‍👦🇩🇪🫠", "العربية עברית فارسی",
    "日本語の見出し。「引用」", "中>文", "“x” > y", "ß ﬁ İ ı Ω K", "=?utf-8?q?Bcc=3A_x?=\r\nBcc: x@evil.example", "\r\n\r\n.\r\nMAIL FROM:<x@evil.example>",
    "=\r\n=3D=", "--=_boundary--\r\nContent-Type: text/html", TOKEN, f"{TOKEN[:8]}{TOKEN}{TOKEN[8:]}", f"https://evil.example/?t={TOKEN}", "W" * 300, "a\u00a0" * 40, "\n\n\n\t \n",
    "-" * 80, ". . . .", "1. 2. 3)", "$(touch x)`id`", "'; DROP TABLE issues; --", "../../etc/passwd", "100 % of 5 billion, 12-34,567.89",
)  # fmt: skip
SCHEMES = (
    "https://a.example/", "http://a.example:81/", "javascript:", "JaVaScRiPt:", " javascript:", "java\nscript:", "vbscript:", "data:text/html,", "data:image/svg+xml,",
    "file:///etc/passwd?", "//evil.example/", "https:evil", "https://", "https://[::1", "https://a.example:99999999/", "https://user:pass@a.example/", "mailto:x@a.example?bcc=",
    "https://ünï.example/", "https://a.example/%", "https://a.example/?q=\"'<>&amp;", "ftp://a.example/", "blob:https://a.example/", "http://127.0.0.1/", "http://[::ffff:7f00:1]/", "",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hostile:
    """An issue and the words of it that must be seen."""

    issue: Issue
    look: Look
    headlines: tuple[str, ...]
    texts: tuple[str, ...]


def issues(cases: int, seed: int) -> Iterator[Hostile]:
    """Issues with that many cases in all; the same for the same seed."""
    chance = random.Random(seed)
    for start in range(0, cases, EACH):
        yield hostile_issue(chance, min(EACH, cases - start))


def hostile_issue(chance: random.Random, cases: int) -> Hostile:
    items = tuple(_item(chance, number) for number in range(cases))
    around = [_words(chance) for _ in range(5)]
    sections = [Section(kind="lead", title="", items=items[:1])]
    if items[1:]:
        middle = 1 + len(items[1:]) // 2
        sections.append(Section(kind="stories", title=_words(chance) or "More", items=items[1:middle]))
        sections.append(Section(kind="brief", title="In brief", items=items[middle:]))
    made = issue(
        sections=tuple(section for section in sections if section.items),
        intro=around[0], topic=around[1] or "x", subject=around[2] if chance.random() < 0.5 else "",
        newsletter=newsletter(title=line(around[3]) or "The Frame", tagline=around[4], address=line(around[1]), language=chance.choice(LANGUAGES)),
    )  # fmt: skip
    texts = [sentence.text for item in items for sentence in item.summary.sentences]
    texts += [item.why_it_matters for section in sections[:2] for item in section.items] + [around[0]]
    look = Look(
        theme=chance.choice(TEMPLATES.themes()), marks=chance.random() < 0.5, masthead=line(around[4])
    )
    return Hostile(made, look, tuple(line(i.headline) for i in items), tuple(filter(None, map(line, texts))))


def _words(chance: random.Random) -> str:
    """One to four scraps of evil, or of any characters there are, changed a little."""
    scraps = []
    for _ in range(chance.randint(1, 4)):
        scrap = chance.choice(EVIL)
        roll = chance.random()
        if roll < 0.15:
            scrap = "".join(
                chr(chance.choice((chance.randrange(0x250), chance.randrange(0x11_0000)))) for _ in range(12)
            )
        elif roll < 0.3:
            cut = chance.randrange(len(scrap) + 1)
            scrap = (
                scrap[:cut]
                + chance.choice(("\x00", ">", "<", '"', "'", "&", "\u00a0", "中", ""))
                + scrap[cut:]
            )
        scraps.append(scrap)
    return chance.choice(("", " ")).join(scraps)


def _url(chance: random.Random) -> str:
    return chance.choice(SCHEMES) + (_words(chance) if chance.random() < 0.8 else "x")


def _item(chance: random.Random, number: int) -> Item:
    # A name that is nothing once it is cleaned never comes out of `compose`, and would be a link without words.
    reports = tuple(
        Report(entry_id=f"e{number}-{n}", source=line(_words(chance)) or "Outlet", title=_words(chance), url=_url(chance), published=NOW)
        for n in range(chance.randint(1, 3))
    )  # fmt: skip
    sentences = tuple(
        Sentence(text=_words(chance), entry_id=chance.choice(reports).entry_id, start=0, end=1)
        for _ in range(chance.randint(1, 2))
    )
    return Item(
        story_id=f"s{number}",
        headline=line(_words(chance)) or "Untitled report",
        reports=reports,
        summary=Summary(sentences=sentences, by=chance.choice(("extractive", "llm", "feed"))),
        medium=chance.choice(("music", "news", _words(chance), "")),
        why_it_matters=_words(chance) if chance.random() < 0.5 else "",
        image=Image(url=_url(chance), alt=_words(chance), width=600, height=300),
        update_of=Told(slot=_words(chance), headline=_words(chance), url=_url(chance)) if chance.random() < 0.5 else None,
    )  # fmt: skip


# -- the browser ------------------------------------------------------------------------------------

#: What a page tells of itself: what is shown, and what in it could act.
_LOOK = """() => ({
  shown: document.body.textContent,
  headlines: [...document.querySelectorAll('h2:not(.section), h3')].map(node => node.textContent),
  pwned: 'pwned' in window,
  active: [...document.querySelectorAll('*')].filter(node => /^(script|iframe|object|embed|form|input|base|link|svg|math|video|audio|template)$/i.test(node.localName)
    || node.localName.startsWith('mj-') || [...node.attributes].some(one => /^on/i.test(one.name))).map(node => node.outerHTML.slice(0, 200)),
  links: [...document.querySelectorAll('[href], [src], [action], [background]')].map(node => node.href || node.src || node.outerHTML.slice(0, 200)),
})"""


class Browser:
    """A page in which letters are opened one after the other, and a list of all that went wrong."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._html = ""
        self.wrong: list[str] = []
        page.route("**/*", self._answer)
        page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda said: self.wrong.append(f"console: {said.text[:200]}"))
        page.on("pageerror", lambda error: self.wrong.append(f"script error: {str(error)[:200]}"))

    def _answer(self, route: Any) -> None:
        if route.request.url == "https://letter.test/":
            route.fulfill(body=self._html.encode("utf-8", "replace"), content_type="text/html; charset=utf-8")
        else:
            self.wrong.append(f"request: {route.request.url[:200]}")
            route.abort()

    def look(self, hostile: Hostile, letter: Letter) -> None:
        """Open a letter, and note what it did and what cannot be read in it."""
        self._html = letter.html
        self._page.goto("https://letter.test/")
        seen = self._page.evaluate(_LOOK)
        shown = " ".join(seen["shown"].split())
        self.wrong += [f"not shown: {text[:200]!r}" for text in hostile.texts if _flat(text) not in shown]
        if [h for h in map(_flat, seen["headlines"]) if h in hostile.headlines] != [
            _flat(h) for h in hostile.headlines
        ]:
            self.wrong.append(f"headlines: {hostile.headlines!r} came out as {seen['headlines']!r}"[:2000])
        self.wrong += [f"active: {node}" for node in seen["active"]]
        allowed = ("https://", "http://", "mailto:hello@frame.example")
        self.wrong += [f"link: {href[:200]}" for href in seen["links"] if not href.startswith(allowed)]
        self.wrong += ["a script ran"] if seen["pwned"] else []


def _flat(text: str) -> str:
    return " ".join(text.split())


def run(chromium: str, cases: int, seed: int) -> list[str]:
    """All that went wrong with so many cases."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        browser = Browser(started.new_page(viewport={"width": 375, "height": 700}))
        for number, hostile in enumerate(issues(cases, seed)):
            before = len(browser.wrong)
            try:
                letter = render(hostile.issue, TEMPLATES, hostile.look)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
                browser.wrong.append(f"not rendered: {type(error).__name__}: {error}")
            else:
                browser.look(hostile, letter)
            browser.wrong[before:] = [
                f"letter {number} of seed {seed}: {said}" for said in browser.wrong[before:]
            ]
        started.close()
    return browser.wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed")
    wrong = run(chromium, options.cases, options.seed)
    print("\n".join(wrong[:40]))
    print(
        f"{options.cases} cases in {-(-options.cases // EACH)} letters, seed {options.seed}: {len(wrong)} wrong"
    )
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
