"""Dates, as feedparser reads them: the two forms that nearly all feeds use here, all others by feedparser itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from digest.feeds.fast.unusual import Unusual

_RFC822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?([0-9]{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"([0-9]{4}) ([0-9]{2}):([0-9]{2})(?::([0-9]{2}))? "
    r"(?:([+-])([0-9]{2})([0-9]{2})|(GMT|UTC|UT|Z|E[DS]T|C[DS]T|M[DS]T|P[DS]T))"
)
_W3CDTF = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{1,9})?(?:([+-])([0-9]{2}):([0-9]{2})|Z)"
)
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: f"{number:02}" for number, name in enumerate(_NAMES, 1)}
_ZONES = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
#: Characters of a date that is read at all; feedparser would read a longer one too.
_LONGEST_DATE = 100


def date(value: str) -> str:
    """ISO 8601 in UTC, "" when it is no date."""
    if found := _RFC822.fullmatch(value):
        day, month, year, hour, minute, second, sign, hours, minutes, zone = found.groups("00")
        month, day = _MONTHS[month], day.zfill(2)
        offset = timedelta(hours=_ZONES[zone]) if zone in _ZONES else None
    elif found := _W3CDTF.fullmatch(value):
        year, month, day, hour, minute, second, sign, hours, minutes = found.groups("00")
        offset = None
    else:
        return _odd_date(value)
    if hours != "00" or minutes != "00":
        offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
    if offset is None and year > "0000" and "01" <= month <= "12" and "01" <= day <= "28":
        plain = hour < "24" and minute < "60" and second < "60"  # two digits each: they compare as numbers do
        if plain:
            return f"{year}-{month}-{day}T{hour}:{minute}:{second}+00:00"
    return _calculated((year, month, day, hour, minute, second), offset) or _odd_date(value)


def _calculated(parts: Iterable[str], offset: timedelta | None) -> str:
    try:
        when = datetime(*map(int, parts))  # type: ignore[arg-type]  # noqa: DTZ001
        return (when - offset if offset else when).isoformat() + "+00:00"
    except (ValueError, OverflowError):
        return ""


def _odd_date(value: str) -> str:
    from feedparser.datetimes import _parse_date

    from digest.feeds.slow import iso

    if len(value) > _LONGEST_DATE:
        raise Unusual("a long date")
    try:
        return iso(_parse_date(value)) if value else ""
    except TimeoutError:  # the box says that it takes long
        raise
    except Exception as error:  # whatever it is, feedparser shall be the one to raise it
        raise Unusual("a date that breaks feedparser") from error
