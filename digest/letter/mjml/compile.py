"""MJML -> HTML with its styles inlined: linted, then compiled in the box.

The compiler and the inliner are native code that recurses: deep enough input ends them by a signal, and this process
with them. In the box that is an error as any other. It costs 0.6 ms a letter and 36 ms for the first.
"""

from __future__ import annotations

import atexit
import re
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from digest.errors import LetterError
from digest.letter.mjml.lint import Mistake, mistakes
from digest.letter.mjml.places import Places
from digest.types import Finding

if TYPE_CHECKING:
    from digest.net.box import Box

MEND = "mend the template, or move your own copy away to use the shipped one"
#: MJML's `<mj-style inline="inline">`, which mjml-python takes for an ordinary one.
_INLINE = re.compile(r'<mj-style inline="inline">(.*?)</mj-style>', re.DOTALL)
#: Where the compiler stopped: bytes from and to.
_POSITION = re.compile(r" in root template(?: at position (\d+):\d+)?$")
#: Of the first mistakes that a message tells; the gate tells all.
_TOLD = 3


def compiled(mjml: str, where: Callable[[], Places] | None = None) -> str:
    """The HTML: compiled, `mj-style inline="inline"` inlined, every other style kept in the head.

    LetterError for MJML that is wrong, at most three mistakes of it, each with its place. `where` is asked for the
    places when there is something to tell; without it they are lines of the output.
    """
    wrong = [mistake for mistake in mistakes(mjml) if mistake.severity == "error"]
    if wrong:
        at = where() if where else Places(mjml)
        said = "\n".join(f"{at.at(mistake.at)}: {mistake.message}" for mistake in wrong[:_TOLD])
        more = f"\nand {len(wrong) - _TOLD} more" if len(wrong) > _TOLD else ""
        raise LetterError(said + more, mend=f"{wrong[0].mend}; {MEND}" if wrong[0].mend else MEND)
    return _html(mjml, where)


def linted(mjml: str, where: Callable[[], Places] | None = None) -> tuple[Finding, ...]:
    """Everything that the linter has to say of some MJML, warnings too."""
    found = mistakes(mjml)
    at = where() if where and found else Places(mjml)
    return tuple(_finding(mistake, at) for mistake in found)


def _finding(mistake: Mistake, at: Places) -> Finding:
    return Finding(
        severity=mistake.severity,
        rule=mistake.rule,
        message=mistake.message,
        place=at.at(mistake.at),
        mend=mistake.mend,
    )


# -- the box ----------------------------------------------------------------------------------------

_LOCK = threading.Lock()
_BOXES: list[Box] = []


def _box() -> Box:
    """One for this process: started with the first letter, ended with the process."""
    from digest.net.box import Box

    with _LOCK:
        if not _BOXES:
            _BOXES.append(Box())
            atexit.register(_BOXES[0].close)
        return _BOXES[0]


def _html(mjml: str, where: Callable[[], Places] | None) -> str:
    """Compiled in the box. LetterError when the compiler refuses, or dies."""
    from digest.net.box import BoxError

    styles = "\n".join(_INLINE.findall(mjml))
    # Its lines stay, so that the compiler's words about a place are true of the whole.
    rest = _INLINE.sub(lambda style: "\n" * style[0].count("\n"), mjml)
    try:
        answer = _box().call("digest.letter.mjml.compile:in_box", styles, rest.encode())
    except OSError as error:
        message = f"issue.mjml: the compiler cannot be started: {error.strerror or error}"
        raise LetterError(message, mend="see that another process can be started") from None
    except BoxError as error:
        raise LetterError(f"issue.mjml: the compiler stopped: {error}", mend=MEND) from None
    if "html" in answer:
        return str(answer["html"])
    raise LetterError(_refusal(str(answer["refused"]), mjml, rest, where), mend=MEND)


def _refusal(said: str, mjml: str, rest: str, where: Callable[[], Places] | None) -> str:
    """The compiler's own words, with the place where it says one (in bytes of what it was given)."""
    position = _POSITION.search(said)
    words = _POSITION.sub("", said)
    if not position or not position[1]:
        return f"issue.mjml: the MJML does not compile: {words}"
    row = rest.encode()[: int(position[1])].count(b"\n")
    offset = sum(len(line) + 1 for line in mjml.split("\n")[:row])
    return f"{(where() if where else Places(mjml)).at(offset)}: the MJML does not compile: {words}"


def in_box(styles: str, mjml: bytes) -> dict[str, str]:
    """Inside the box: `html`, or in `refused` what the compiler said."""
    import css_inline
    from mjml import mjml2html

    try:
        # fonts={}: by default the compiler adds an @import of a third party's web fonts.
        html = mjml2html(mjml.decode(), fonts={})
        inliner = css_inline.CSSInliner(extra_css=styles, keep_style_tags=True, load_remote_stylesheets=False)
        # Marked, the compiler's and the template's own <style> are neither inlined nor dropped.
        html = inliner.inline(html.replace("<style", '<style data-css-inline="ignore"'))
    except (ValueError, css_inline.InlineError) as error:
        return {"refused": str(error)}
    return {"html": html.replace('<style data-css-inline="ignore"', "<style")}
