"""Mail addresses, as people write them and as lists bring them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

#: What other programs call the column, lower case.
EMAIL_COLUMNS = ("email", "e-mail", "email address", "e-mail address", "email_address", "mail")


def clean_address(text: str) -> str:
    """The address in the form it is sent to: the domain in lower-case ASCII (IDNA), the local part as it is.

    Nothing is asked of the DNS. ValueError says why it is none, or none we can send to: a local part beyond
    ASCII needs SMTPUTF8 all the way (RFC 6531), which relays do not promise.
    """
    from email_validator import validate_email

    found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False, strict=True)
    if found.ascii_email is None:  # cannot be, with allow_smtputf8=False; the type allows it
        raise ValueError("the address has no ASCII form")
    return found.ascii_email


def address_key(email: str) -> str:
    """What makes an address the same as another: no case, one spelling of the domain.

    RFC 5321 § 2.4 lets the local part's case matter; no mailbox provider does. Text that is no address has a
    key too, so that it can be looked up (and not be found).
    """
    try:
        return clean_address(email).casefold()
    except ValueError:
        return email.strip().casefold()


def masked_address(email: str) -> str:
    """Enough to know one's own address by, too little to learn another's: `j•••@example.org`."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}•••@{domain}"


def read_subscribers(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The addresses of a list, cleaned, each once, in order; and the problems, each with its line's number.

    A CSV with a header that has a column `email` (comma, semicolon or tab), or an address a line. A line is
    read for itself: an unclosed quotation mark spoils that line and no other.
    """
    addresses: dict[str, str] = {}
    problems = []
    for number, field, problem in _fields(text.removeprefix("\ufeff")):
        try:
            address = "" if problem else clean_address(field)
        except ValueError as error:
            address, problem = "", f"{_short(field)}: {error}"
        if problem:
            problems.append(f"line {number}: {problem}")
        else:
            addresses.setdefault(address_key(address), address)
    return tuple(addresses.values()), tuple(problems)


def _fields(text: str) -> Iterator[tuple[int, str, str]]:
    """Of each line that is not blank: its number, the address field, and why there is none ("" when there is)."""
    numbered = enumerate(re.split(r"\r\n|\r|\n", text), 1)
    lines = [(number, line) for number, line in numbered if line.strip()]
    if not lines:
        return
    delimiter = max(",;\t", key=lines[0][1].count)
    column = _column(lines[0][1], delimiter)
    if column is None:
        yield from ((number, line, "") for number, line in lines)
        return
    for number, line in lines[1:]:
        try:
            yield number, _row(line, delimiter)[column], ""
        except csv.Error as error:
            yield number, "", f"expected comma-separated values: {error}"
        except IndexError:
            yield number, "", "the column with the address is missing"


def _column(header: str, delimiter: str) -> int | None:
    """Which column holds the address; None when the first line is no header."""
    try:
        names = [name.strip().lower() for name in _row(header, delimiter)]
    except csv.Error:
        return None
    return next((names.index(name) for name in EMAIL_COLUMNS if name in names), None)


def _row(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter, strict=True, skipinitialspace=True))


def _short(text: str) -> str:
    shown = repr(text)
    return shown if len(shown) <= 60 else f"{shown[:58]}…'"
