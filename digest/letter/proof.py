"""The templates tried out on their sample: every mistake of theirs, with its file and line, before there is a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digest.errors import DigestError
from digest.letter.dress import dress
from digest.letter.mjml import linted, places
from digest.letter.render import render
from digest.letter.sample import NEWSLETTER, sample_issue
from digest.letter.templates import JOURNAL, Templates
from digest.letter.webpage import filled, sample_pages
from digest.types import Finding, Look


def template_findings(templates: Templates, look: Look) -> tuple[Finding, ...]:
    """All that is wrong with them: the letter's, then those of the public pages, each mistake once."""
    letter = _letter_findings(templates, look)
    told = {finding.message for finding in letter}
    return (*letter, *(finding for finding in _page_findings(templates, look) if finding.message not in told))


def _page_findings(templates: Templates, look: Look) -> tuple[Finding, ...]:
    """What stops a public page: readers would get the shipped one."""
    found: dict[str, Finding] = {}
    for page in sample_pages("en").values():
        try:
            filled(page, templates, look, NEWSLETTER, sample=True)
        except DigestError as error:
            stopped = Finding(severity="error", rule="template", message=str(error), mend=error.mend)
            found.setdefault(stopped.message, stopped)
    return tuple(found.values())


def _letter_findings(templates: Templates, look: Look) -> tuple[Finding, ...]:
    """What the linter of MJML says of the templates, warnings too, and what was changed of the look that was asked
    for; else the one error that stopped them."""
    heard = _Heard(templates)
    try:
        render(sample_issue(), heard, look, sample=True)
        return (*heard.findings(), *dress(templates, look, "en").findings)
    except DigestError as error:
        stopped = Finding(severity="error", rule="template", message=str(error), mend=error.mend)
        found = heard.findings()
        return found if any(one.severity == "error" for one in found) else (stopped, *found)


class _Heard(Templates):
    """Templates that remember what they gave last for issue.mjml, and of what."""

    def __init__(self, templates: Templates) -> None:
        super().__init__(templates.user_dir, templates.shipped_dir)
        self._filled: tuple[str, Mapping[str, Any], str] | None = None

    def fill(self, name: str, context: Mapping[str, Any], theme: str = JOURNAL) -> str:
        text = super().fill(name, context, theme)
        if name == "issue.mjml":
            self._filled = text, context, theme
        return text

    def findings(self) -> tuple[Finding, ...]:
        """Each mistake once: what stands in a loop is wrong in every round of it."""
        if self._filled is None:
            return ()
        mjml, context, theme = self._filled
        homes = tuple(home for home in (self.user_dir, self.shipped_dir) if home)
        found = linted(mjml, lambda: places(self.themed(theme), homes, "issue.mjml", context, mjml))
        return tuple(dict.fromkeys(found))
