"""Why an issue has no story, for the editor of a newsletter that has just been set up."""

from __future__ import annotations

from collections import Counter

from digest.types import Choice

#: From this share of the window on, what bars entries is named before anything else.
MOST = 0.5


def why_none(choice: Choice, language: str) -> str:
    """One or two sentences: what kept the entries out, and the key of feeds.yaml that says so.

    `language` is the newsletter's. Of entries in other languages the commonest are named.
    """
    total = len(choice.verdicts)
    if not total:
        return "No entry is in this window. `digest fetch` reads the feeds."
    others = Counter(
        reason.removeprefix("language: ")
        for verdict in choice.verdicts
        for reason in verdict.reasons
        if reason.startswith("language: ")
    )
    barred = sum(
        any(reason.startswith(("must: none of ", "never: '")) for reason in verdict.reasons)
        for verdict in choice.verdicts
    )
    if others.total() >= MOST * total:
        named = ", ".join(
            name for name, _ in sorted(others.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
        )
        return (
            f"{others.total()} of {total} entries are in another language ({named}) than the newsletter: "
            f"`newsletter.language` in feeds.yaml is {language}, and takes no others."
        )
    if barred >= MOST * total:
        return f"{barred} of {total} entries are kept out by `topic.must` or `topic.never` in feeds.yaml."
    return "No story is on topic. `digest explain` shows what came nearest."
