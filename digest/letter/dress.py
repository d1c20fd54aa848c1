"""What a letter wears: the theme's tokens, the accent made readable, and type for the language's script. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from digest.letter.colour import contrast, readable
from digest.letter.templates import Templates, is_rtl
from digest.types import Finding, Look

#: Families that have the glyphs of a script, put before the generic one: sans and serif, of Apple, Windows, Android.
#: The Latin families stay first, so that a name in Latin letters looks as it does elsewhere.
_FAMILIES: Mapping[str, tuple[str, str]] = {
    "arab": ("Tahoma, 'Geeza Pro', 'Noto Sans Arabic'", "'Geeza Pro', 'Noto Naskh Arabic'"),
    "hebr": ("'Arial Hebrew', 'Noto Sans Hebrew'", "'Arial Hebrew', 'Noto Serif Hebrew'"),
    "jpan": (
        "'Hiragino Sans', 'Yu Gothic', Meiryo, 'Noto Sans JP', 'Noto Sans CJK JP'",
        "'Hiragino Mincho ProN', 'Yu Mincho', 'Noto Serif JP', 'Noto Serif CJK JP'",
    ),
    "hans": (
        "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC'",
        "'Songti SC', SimSun, 'Noto Serif SC', 'Noto Serif CJK SC'",
    ),
    "hant": (
        "'PingFang TC', 'Microsoft JhengHei', 'Noto Sans TC', 'Noto Sans CJK TC'",
        "'Songti TC', PMingLiU, 'Noto Serif TC', 'Noto Serif CJK TC'",
    ),
    "kore": (
        "'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', 'Noto Sans CJK KR'",
        "AppleMyungjo, Batang, 'Noto Serif KR', 'Noto Serif CJK KR'",
    ),
}
_SCRIPTS = {"ja": "jpan", "ko": "kore", "he": "hebr", "iw": "hebr", "yi": "hebr"}
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    tokens: Mapping[str, Any]  #: what a template may name: light, dark, sans, serif, size, …
    findings: tuple[Finding, ...] = ()  #: what was changed of what was asked for


def dress(templates: Templates, look: Look, language: str) -> Dress:
    """The tokens of a look. LetterError when there is no such theme, or its tokens are broken."""
    tokens = templates.tokens(look.theme)
    findings: list[Finding] = []
    if look.accent:
        for mode in ("light", "dark"):
            palette = tokens[mode]
            grounds = tuple(palette[name] for name in ("card", "page"))
            made = readable(look.accent, grounds)
            if made != look.accent.upper():
                findings.append(_changed(look.accent, made, mode, grounds))
            tokens[mode] = {**palette, "accent": made}
    return Dress(tokens=tokens | _type(tokens, script_of(language)), findings=tuple(findings))


def _changed(asked: str, made: str, mode: str, grounds: tuple[str, ...]) -> Finding:
    worst = min(contrast(asked, ground) for ground in grounds)
    return Finding(
        severity="warning",
        rule="accent",
        message=f"{asked} has {worst:.1f}:1 in {mode} mode, text needs 4.5:1; {made} of the same hue is used there",
        place="letter.accent",
        mend="nothing is wrong with the letter; choose another accent if you do not like that one",
    )


def script_of(language: str) -> str:
    """The script of a BCP 47 tag where type must know it, by ISO 15924 in small letters; else "latn"."""
    first, *rest = language.lower().replace("_", "-").split("-")
    if first == "zh":
        return "hant" if _TRADITIONAL & set(rest) else "hans"
    if first in _SCRIPTS:
        return _SCRIPTS[first]
    return "arab" if is_rtl(language) else "latn"


def _type(tokens: Mapping[str, Any], script: str) -> dict[str, Any]:
    """Families and spacing. Spaced or capital letters tear Arabic apart, and mean nothing in Han; both stand taller
    in their line than Latin letters do."""
    if script == "latn":
        return {}
    sans, serif = _FAMILIES[script]
    faces = {
        name: f"{tokens[name].rpartition(',')[0]}, {more}, {tokens[name].rpartition(',')[2].strip()}"
        for name, more in (("sans", sans), ("serif", serif), ("mono", sans))
    }
    display = next((faces[name] for name in faces if tokens["display"] == tokens[name]), tokens["display"])
    looser = {"spacing": "normal", "tight": "normal", "capitals": "none", "leading": "1.7", "close": "1.4"}
    return {**faces, **looser, "display": display, "size": {**tokens["size"], "kicker": 13}}
