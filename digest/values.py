"""What a value of feeds.yaml may be: a validator each, whose message is what the editor reads
("expected http(s) address, got 'htp://…'")."""

from __future__ import annotations

import ipaddress
import re
from datetime import timedelta
from email.utils import parseaddr
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

from digest import slots


def web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"expected http(s) address, got {value!r}")
    return value


def endpoint(value: str) -> str:
    parts = urlsplit(web_address(redacted(value)))
    if "@" in parts.netloc:
        raise ValueError(
            "a key does not belong in this file; put it into DIGEST_LLM_KEY (environment or .env)"
        )
    if parts.query or parts.fragment:
        raise ValueError("expected an address without ? and #, such as https://api.example.org/v1")
    return value.rstrip("/")


def zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except Exception:  # noqa: BLE001 - zoneinfo raises five kinds for what is one mistake
        raise ValueError(f"expected an IANA timezone such as Europe/Berlin, got {value!r}") from None
    return value


#: BCP 47 (RFC 5646 § 2.1), of a language by its two or three letters: registered ones of more there are none.
LANGUAGE_TAG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"


def language_tag(value: str) -> str:
    if not re.fullmatch(LANGUAGE_TAG, value):
        raise ValueError(f"expected a BCP 47 tag such as en or pt-BR, got {value!r}")
    return value


def mailbox(value: str) -> str:
    if any(c in value for c in "\r\n") or not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(value)[1]):
        raise ValueError(f"expected 'Name <name@example.org>', got {value!r}")
    return value


def cadence(value: str) -> str:
    slots.parse_every(value)
    return value


def duration(value: str) -> str:
    slots.parse_duration(value)
    return value


def at_least_5m(value: str) -> str:
    if slots.parse_duration(value) < timedelta(minutes=5):
        raise ValueError(f"expected 5m or more, out of courtesy to publishers, got {value!r}")
    return value


def redacted(text: str) -> str:
    """`text` without what stands between the // and the last @ of an address, but for the user's name."""
    return re.sub(r"//([^/@:\s]*)\S*@", r"//\1:…@", text)


def outlet_address(value: str) -> str:
    if urlsplit(value).scheme not in ("file", "smtp", "smtps"):
        raise ValueError(
            f"expected file://folder, smtp://user@host:587 or smtps://user@host:465, got {redacted(value)!r}"
        )
    if re.search(r"//[^@]*:[^@]*@", value):
        raise ValueError(
            "a password does not belong in this file; put it into DIGEST_SMTP_PASSWORD (environment or .env)"
        )
    return value


def one_line(value: str) -> str:
    if any(ord(c) < 32 for c in value):
        raise ValueError(f"expected one line of text, got {value!r}")
    return value.strip()


def colour(value: object) -> object:
    """`#RRGGBB`. Without quotes YAML takes it for a comment, or for a number when it has no letter and no #."""
    said = f"{value:06d}" if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(said, str) and (found := re.fullmatch(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3}|)", said.strip())):
        digits = found[1] if len(found[1]) != 3 else "".join(2 * digit for digit in found[1])
        return f"#{digits.upper()}" if digits else ""
    given = "nothing: # begins a comment" if value is None else repr(value)
    raise ValueError(f'expected a colour in quotes, such as "#0A7A4B", got {given}')


def example(value: object) -> object:
    """A line alone is a title, or the address of a page that has one."""
    if not isinstance(value, str):
        return value
    return {"url" if re.fullmatch(r"\w+://\S*", value.strip()) else "title": value}


def wording(value: str) -> str:
    """A word or several: an emoji alone is found in no text, and `must` of it would keep everything out."""
    if not any(letter.isalnum() for letter in value):
        raise ValueError(f"expected a word or a phrase, got {value!r}")
    return value


def or_a_line(schema: dict[str, Any]) -> None:
    """An example may be a line of text, of which the model itself knows nothing."""
    whole = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string", "minLength": 3}, whole]


def networks(value: object) -> object:
    for network in value if isinstance(value, list) else ():
        try:
            ipaddress.ip_network(str(network))
        except ValueError:
            raise ValueError(
                f"expected true, false or networks such as 10.0.0.0/8, got {network!r}"
            ) from None
    return value


Line = Annotated[str, AfterValidator(one_line)]
Address = Annotated[str, AfterValidator(web_address)]
Duration = Annotated[str, AfterValidator(duration)]
