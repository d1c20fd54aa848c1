"""The kinds of values that MJML's attributes take, and what to say of one that is not of its kind."""

from __future__ import annotations

import re

#: The colours CSS has names for (CSS Color 4, 6.1), and the two words that stand for one.
COLOURS = frozenset(
    re.split(
        " ",
        "aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown "
        "burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan "
        "darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid "
        "darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet "
        "deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro "
        "ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki "
        "lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow "
        "lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray "
        "lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine "
        "mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise "
        "mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab "
        "orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru "
        "pink plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen "
        "seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle "
        "tomato turquoise violet wheat white whitesmoke yellow yellowgreen transparent inherit none",
    )
)
_LENGTH = r"(?:\d+(?:\.\d+)?(?:px|%)|0)"
#: kind -> (what is right, what to say that it is)
_KINDS: dict[str, tuple[re.Pattern[str], str]] = {
    "px": (re.compile(r"\d+(?:\.\d+)?px|0"), "a length in px, such as 16px"),
    "length": (re.compile(_LENGTH), "a length in px or %, such as 16px"),
    "lengths": (
        re.compile(rf"{_LENGTH}(?: +{_LENGTH}){{0,3}}"),
        "one to four lengths in px or %, such as 0 28px",
    ),
    "size": (re.compile(rf"{_LENGTH}|auto"), "a length in px or %, or auto"),
    "height": (re.compile(r"\d+(?:\.\d+)?(?:px|%|em)?"), "a number, or a length in px or %, such as 1.5"),
    "spacing": (re.compile(r"-?\d*\.?\d+(?:px|em)|0|normal"), "a length in px or em, such as -0.5px"),
    "number": (re.compile(r"\d+"), "a whole number"),
}
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|(?:rgb|hsl)a?\([^()<>]{3,60}\)")


def wanted(kind: str, value: str) -> str:
    """What was expected where `value` is not of that kind; "" when it is."""
    value = value.strip()
    if kind == "any":
        return ""
    if kind == "colour":
        right = _COLOUR.fullmatch(value) or value.lower() in COLOURS
        return "" if right else "a colour, such as #0B57D0"
    if kind in _KINDS:
        pattern, words = _KINDS[kind]
        return "" if pattern.fullmatch(value) else words
    choices = kind.split("|")
    return "" if value in choices else "one of " + ", ".join(choice for choice in choices if choice)
