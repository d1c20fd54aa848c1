"""Addresses as people and lists write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver import address_key, clean_address, masked_address, read_subscribers


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("jane@example.org", "jane@example.org"),
        ("  Jane.Doe+news@Example.ORG\n", "Jane.Doe+news@example.org"),
        ("jane@bücher.example.org", "jane@xn--bcher-kva.example.org"),
        ("jane@BÜCHER.example.org", "jane@xn--bcher-kva.example.org"),
        ("o'hara@example.co.uk", "o'hara@example.co.uk"),
    ],
)
def test_the_form_it_is_sent_to(text: str, clean: str) -> None:
    """The domain in ASCII and lower case, the local part as its owner writes it; clean is clean for good."""
    assert clean_address(text) == clean
    assert clean_address(clean) == clean


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "@-sign"),
        ("jane", "@-sign"),
        ("jane@", "after the @-sign"),
        ("@example.org", "before the @-sign"),
        ("jane@localhost", "after the @-sign|period"),
        ("jane doe@example.org", "before the @-sign"),
        ("jörg@example.org", "[Ii]nternationalized"),
        ("jane@example.org\r\nBcc: all@example.org", "after the @-sign"),
        ("Jane <jane@example.org>", "display name|angle"),
        ("a" * 65 + "@example.org", "too long"),
    ],
)
def test_what_is_no_address_we_can_send_to(text: str, why: str) -> None:
    """Each with the reason in words for the person who typed it."""
    with pytest.raises(ValueError, match=why):
        clean_address(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jane@Example.org", "jane@example.ORG"), ("j@BÜCHER.example.org", " j@xn--bcher-kva.example.org")],
)
def test_one_person_one_key(one: str, other: str) -> None:
    """Or the same letter comes twice."""
    assert address_key(one) == address_key(other) == address_key(clean_address(one))


@given(st.text())
def test_every_text_has_a_key_and_a_key_is_its_own(text: str) -> None:
    """Law: total and idempotent (`remove` looks up whatever was typed)."""
    key = address_key(text)
    assert address_key(key) == key


def test_a_masked_address() -> None:
    """Its owner knows it; nobody else learns it."""
    assert masked_address("jane@example.org") == "j•••@example.org"


@pytest.mark.parametrize(
    "text",
    [
        "a@x.example\nb@x.example\n",
        "\ufeffa@x.example\r\n\r\n  b@x.example  ",
        "email\na@x.example\nb@x.example",
        "email,name\na@x.example,Ann\nB@x.example,Ben\nb@X.example,Ben again\n",
        '"Name";"E-Mail"\n"Doe; Ann";"a@x.example"\n"Ben";b@x.example\n',
        "name\temail address\nAnn\ta@x.example\nBen\tb@x.example\n",
    ],
)
def test_lists_as_they_come(text: str) -> None:
    """An address a line, or a CSV of any common make; each person once."""
    addresses, problems = read_subscribers(text)
    assert [address.lower() for address in addresses] == ["a@x.example", "b@x.example"]
    assert problems == ()


def test_each_problem_names_its_line_and_spoils_no_other() -> None:
    """An unclosed quotation mark must not swallow the rest of the list."""
    text = 'name,email\nAnn,a@x.example\n"Ben,b@x.example\nCat,cat\nDan\nEve,e@x.example\n'
    addresses, problems = read_subscribers(text)
    assert addresses == ("a@x.example", "e@x.example")
    assert [problem.split(":")[0] for problem in problems] == ["line 3", "line 4", "line 5"]
    assert "'cat'" in problems[1]
    assert "the column with the address is missing" in problems[2]


def test_a_csv_without_a_column_of_addresses_is_named() -> None:
    """Every line is a problem then; nothing is guessed."""
    addresses, problems = read_subscribers("name,town\nAnn,Bonn\n")
    assert addresses == ()
    assert len(problems) == 2


def test_an_empty_list() -> None:
    """Nobody, and no problem."""
    assert read_subscribers("\n \n") == ((), ())


@given(st.text(alphabet=st.sampled_from('ab@.,;"\t\n\r \0\ufeffemail')))
def test_any_text_is_read(text: str) -> None:
    """Law: never raises; what comes out is clean and each once."""
    addresses, _ = read_subscribers(text)
    assert [clean_address(address) for address in addresses] == list(addresses)
    assert len({address_key(address) for address in addresses}) == len(addresses)
