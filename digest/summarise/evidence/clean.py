"""What no summary holds, whatever its source says: addresses, markup, instructions to a reader or a model."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,15}://|\bwww\.\w|\b(?:mailto|javascript|data):\S|[\w.+-]{1,64}@[\w-]{1,63}\.\w|\]\(|\bhxxps?\b",
    re.IGNORECASE,
)
#: "example.com": a site's name may be a company's, so it passes where the source has it too.
_SITE = re.compile(
    r"\b(?:[\w-]{1,63}\.){1,4}(?:com|org|net|io|ai|co|app|dev|info|biz|xyz|ru|cn|de|es|fr|uk|me|tv|ly)\b",
    re.I,
)
_PATH = re.compile(r"\b[\w-]{1,63}\.[a-z]{2,6}/\w", re.IGNORECASE)
_MARKUP = re.compile(
    r"</?[a-z!][^<>]{0,200}>|&(?:[a-z]{2,8}|#\d{1,6});|\*\*|__|`|\{\{|\}\}|^\s*#{1,6}\s|\[\[|<\|"
)
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instruction|prompt|rule|previous|above|prior)"
    r"|\b(?:click|tap) (?:here|below|the link|this)\b"
    r"|\bas an? (?:ai|artificial intelligence|(?:large )?language model)\b"
    r"|\bi(?:'m| am) (?:an ai|a language model|unable|not able|sorry)\b|\bi (?:cannot|can't|can not|apologi[sz]e)\b"
    r"|\bsystem prompt\b"
    r"|\b(?:subscribe|sign up|buy|order|download|visit|call|follow|donate|log in) (?:now|today|here|us|our|at)\b"
    r"|\byou (?:must|should|need to|have to|are now|can now) "
    r"(?:click|visit|send|enter|reply|respond|act|pretend|answer|output)\b"
    r"|\b(?:here is|here's|sure,|certainly[,!]|of course[,!])\b.{0,20}\b(?:summary|summar|sentence|json)\b"
    r"|\b(?:user|assistant|system)\s?:\s",
    re.IGNORECASE,
)


def unclean(text: str, source: str) -> str:
    """What `text` holds that no summary may, or ""."""
    folded = text.replace("’", "'")
    if found := _ADDRESS.search(text) or _PATH.search(text):
        return f"holds an address: “{found[0]}”"
    for site in _SITE.finditer(text):
        if site[0].casefold() not in source.casefold():
            return f"holds an address: “{site[0]}”"
    if found := _MARKUP.search(text):
        return f"holds markup: “{found[0]}”"
    if found := _INSTRUCTION.search(folded):
        return f"holds an instruction: “{found[0]}”"
    return ""
