"""What MJML 4 knows: every component that the compiler here (mrml, in mjml-python) supports, where it may stand, and
the attributes it takes with the kind of their values.

Sources: the tables `allowedAttributes` and `dependencies` of the reference implementation (npm mjml 4.18, MIT), held
against the compiler itself by a test. `ignored` are attributes that MJML has and this compiler passes over.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

#: Names that stand for several attributes.
_GROUPS = {
    "PADDING": "padding=lengths padding-top=length padding-right=length padding-bottom=length padding-left=length",
    "BORDERS": "border=any border-top=any border-right=any border-bottom=any border-left=any",
    "FACE": "font-family=any font-size=px font-weight=any",
    "FONT": "font-family=any font-size=px font-style=any font-weight=any line-height=height text-decoration=any",
    "SPACED": "letter-spacing=spacing text-transform=any",
    "BOX": "container-background-color=colour PADDING",
    "SIDE": "align=left|center|right",
    "UP": "vertical-align=top|middle|bottom",
    "LINK": "href=any rel=any target=any title=any",
    "GROUND": "background-color=colour background-url=any background-repeat=repeat|no-repeat background-size=any "
    "background-position=any background-position-x=any background-position-y=any",
    "STRIP": "GROUND BORDERS PADDING border-radius=any direction=ltr|rtl full-width=full-width|false| "
    "text-align=left|center|right text-padding=lengths",
    "ICON": "icon-align=top|middle|bottom icon-width=length icon-height=length icon-wrapped-url=any "
    "icon-wrapped-alt=any icon-unwrapped-url=any icon-unwrapped-alt=any icon-position=left|right",
}
#: component -> what it holds; its attributes. `*` holds HTML, `-` nothing, `"` words only.
_INNER = "mj-accordion mj-button mj-carousel mj-divider mj-image mj-navbar mj-raw mj-social mj-spacer mj-table mj-text"
_TABLE: dict[str, tuple[str, str]] = {
    "mjml": ("mj-head mj-body", "lang=any dir=ltr|rtl|auto owa=any version=any"),
    "mj-head": ("mj-attributes mj-breakpoint mj-font mj-preview mj-raw mj-style mj-title", ""),
    "mj-attributes": ("", ""),  # any component, mj-all and mj-class: filled in below
    "mj-breakpoint": ("-", "width=px"),
    "mj-font": ("-", "name=any href=any"),
    "mj-preview": ('"', ""),
    "mj-style": ('"', "inline=inline"),
    "mj-title": ('"', ""),
    "mj-raw": ("*", "position=file-start"),
    "mj-body": ("mj-section mj-wrapper mj-hero mj-raw", "width=px background-color=colour id=any"),
    "mj-wrapper": ("mj-section mj-hero mj-raw", "STRIP gap=px"),
    "mj-section": ("mj-column mj-group mj-raw", "STRIP"),
    "mj-group": ("mj-column mj-raw", "background-color=colour direction=ltr|rtl UP width=length"),
    "mj-column": (
        _INNER,
        "background-color=colour BORDERS border-radius=lengths direction=ltr|rtl inner-background-color=colour "
        "inner-border=any inner-border-top=any inner-border-right=any inner-border-bottom=any "
        "inner-border-left=any inner-border-radius=lengths PADDING UP width=length",
    ),
    "mj-hero": (
        _INNER,
        "mode=fixed-height|fluid-height height=length background-color=colour background-url=any "
        "background-width=length background-height=length background-position=any border-radius=any BOX UP "
        "inner-background-color=colour inner-padding=lengths inner-padding-top=length inner-padding-right=length "
        "inner-padding-bottom=length inner-padding-left=length",
    ),
    "mj-text": (
        "*",
        "align=left|right|center|justify background-color=colour color=colour BOX FONT SPACED height=length UP",
    ),
    "mj-table": (
        "*",
        "SIDE border=any cellpadding=number cellspacing=number BOX color=colour FACE "
        "line-height=height role=none|presentation table-layout=auto|fixed|initial|inherit UP width=size",
    ),
    "mj-button": (
        "*",
        "SIDE background-color=colour BORDERS border-radius=any color=colour BOX FONT SPACED height=length LINK "
        "name=any inner-padding=lengths UP text-align=left|center|right width=length",
    ),
    "mj-image": (
        "-",
        "LINK name=any src=any srcset=any sizes=any alt=any SIDE BORDERS border-radius=lengths BOX "
        "fluid-on-mobile=true|false width=px height=size max-height=length font-size=px usemap=any",
    ),
    "mj-divider": ("-", "border-color=colour border-style=any border-width=px BOX width=length SIDE"),
    "mj-spacer": ("-", "BORDERS BOX height=length"),
    "mj-social": (
        "mj-social-element mj-raw",
        "SIDE border-radius=length BOX color=colour FONT icon-size=length icon-height=length "
        "icon-padding=lengths inner-padding=lengths mode=horizontal|vertical table-layout=auto|fixed "
        "text-padding=lengths UP",
    ),
    "mj-social-element": (
        "*",
        "SIDE icon-position=left|right background-color=colour color=colour border-radius=px FONT LINK "
        "icon-size=length icon-height=length icon-padding=lengths name=any PADDING text-padding=lengths src=any "
        "srcset=any sizes=any alt=any UP",
    ),
    "mj-navbar": (
        "mj-navbar-link mj-raw",
        "SIDE base-url=any hamburger=hamburger ico-align=left|center|right ico-open=any ico-close=any "
        "ico-color=colour ico-font-size=length ico-font-family=any ico-text-transform=any ico-padding=lengths "
        "ico-padding-top=length ico-padding-right=length ico-padding-bottom=length ico-padding-left=length "
        "ico-text-decoration=any ico-line-height=height PADDING",
    ),
    "mj-navbar-link": ("*", "color=colour FONT SPACED href=any rel=any target=any name=any PADDING"),
    "mj-accordion": ("mj-accordion-element mj-raw", "BOX border=any font-family=any ICON"),
    "mj-accordion-element": (
        "mj-accordion-title mj-accordion-text mj-raw",
        "background-color=colour border=any font-family=any ICON",
    ),
    "mj-accordion-title": ("*", "background-color=colour color=colour FACE PADDING"),
    "mj-accordion-text": (
        "*",
        "background-color=colour color=colour FACE letter-spacing=spacing line-height=height PADDING",
    ),
    "mj-carousel": (
        "mj-carousel-image",
        "SIDE border-radius=lengths BOX icon-width=length left-icon=any right-icon=any "
        "thumbnails=visible|hidden|supported tb-border=any tb-border-radius=length tb-hover-border-color=colour "
        "tb-selected-border-color=colour tb-width=length",
    ),
    "mj-carousel-image": (
        "-",
        "LINK src=any alt=any thumbnails-src=any border-radius=lengths tb-border=any tb-border-radius=lengths",
    ),
}
_IGNORED = {
    "mjml": "owa version",
    "mj-body": "id",
    "mj-hero": "mode border-radius container-background-color",
    "mj-button": "title",
    "mj-image": "sizes border-top border-bottom",
    "mj-section": "text-padding",
    "mj-wrapper": "text-padding gap",
    "mj-spacer": "border border-top border-right border-bottom border-left",
    "mj-text": "background-color",
    "mj-table": "font-weight role",
    "mj-social": "table-layout",
    "mj-social-element": "icon-position srcset sizes",
    "mj-accordion-title": "font-weight",
}
#: What a component is nothing without.
NEEDED = {
    "mj-class": "name",
    "mj-font": "name",
    "mj-image": "src",
    "mj-breakpoint": "width",
    "mj-carousel-image": "src",
}
#: MJML 4 has them; the compiler here does not, or not as a template would want.
REFUSED = {
    "mj-include": 'it loads nothing here; write {% include "partials/…" %}',
    "mj-html-attributes": "the compiler does not know it; write the HTML in mj-text or mj-raw",
}


@dataclass(frozen=True, slots=True)
class Component:
    holds: frozenset[str]  #: components that may stand directly inside
    html: bool  #: holds HTML, in which no component may stand
    words: bool  #: holds words, HTML's or its own
    attributes: dict[str, str]  #: name -> kind
    ignored: frozenset[str]


@cache
def grammar() -> dict[str, Component]:
    """Every component by its name, `mj-all` and `mj-class` among them."""
    made = {
        name: Component(
            holds=frozenset(part for part in holds.split() if part.startswith("mj-")),
            html=holds == "*",
            words=holds in ("*", '"'),
            attributes=_attributes(attributes)
            | ({} if _in_head(name) else {"css-class": "any", "mj-class": "any"}),
            ignored=frozenset(_IGNORED.get(name, "").split()),
        )
        for name, (holds, attributes) in _TABLE.items()
    }
    every = {a: kind for component in made.values() for a, kind in component.attributes.items()}
    for name in (
        "mj-all",
        "mj-class",
    ):  # an attribute may mean a size here and a colour there: any value will do
        own = {"name": "any"} if name == "mj-class" else {}
        made[name] = Component(frozenset(), False, False, dict.fromkeys(every, "any") | own, frozenset())
    dressed = frozenset(name for name in made if not _in_head(name) and name != "mj-raw") | {
        "mj-class",
        "mj-all",
    }
    made["mj-attributes"] = Component(dressed, False, False, {}, frozenset())
    return made


def _in_head(name: str) -> bool:
    return name in ("mjml", "mj-raw") or name in _TABLE["mj-head"][0].split() or name == "mj-head"


def _attributes(written: str) -> dict[str, str]:
    """`SIDE color=colour` -> {"align": "left|center|right", "color": "colour"}."""
    attributes: dict[str, str] = {}
    for part in written.split():
        name, _, kind = part.partition("=")
        attributes |= _attributes(_GROUPS[name]) if name in _GROUPS else {name: kind}
    return attributes
