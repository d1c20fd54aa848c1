"""The fuzzer itself: it finds what is planted, and its mutants break nothing now."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from tests.fuzz.fuzz import keep, run, signature_of, small, tried
from tests.fuzz.mutate import Mutator
from tests.fuzz.seeds import LARGEST, Seeds, gathered
from tests.fuzz.shrink import shrunk
from tests.fuzz.targets import SHARES, TARGETS, BrokenPromiseError, holds

SEEDS: Seeds = {
    "planted": [b"<item><title>Words of a publisher</title><pubDate>Mon, 02 Nov 2026</pubDate></item>"] * 2
}


def planted(body: bytes) -> bool:
    holds(b"<!--" not in body, "no comments")
    return True


def _first_comment(mutator: Mutator) -> int:
    return next(number for number in range(5000) if b"<!--" in mutator.mutant(number)[1])


def test_mutants_break_nothing() -> None:
    """A few hundred of them, on each target; `make fuzz` runs as many as one likes."""
    report = run(Mutator(gathered(), 7, SHARES), TARGETS, mutants=600, workers=1)
    assert report.finds == {}
    assert report.mutants == 600
    assert report.tallies["document"].accepted > 100


def test_a_broken_promise_is_found() -> None:
    """And told apart by what was broken."""
    report = run(Mutator(SEEDS, 1, {"planted": 1}), {"planted": planted}, mutants=2000, workers=2)
    ((signature, (name, body)),) = report.finds.items()
    assert signature.endswith("no comments")
    assert name == "planted"
    assert small(planted, signature, body) == b"<!--"


def test_mutants_depend_on_the_seed_alone() -> None:
    """So that a find can be made again from its number, whatever the machine has for cores."""
    first, again, other = (Mutator(SEEDS, seed, {"planted": 1}) for seed in (1, 1, 2))
    bodies = [first.mutant(number) for number in range(200)]
    assert bodies == [again.mutant(number) for number in range(200)]
    assert bodies != [other.mutant(number) for number in range(200)]
    assert all(len(body) <= LARGEST for _, body in bodies)
    assert len(set(bodies)) > 150


def test_a_process_that_dies_is_a_find() -> None:
    """A crash in C takes the process along; its mutant is known, and the others are tried all the same."""

    def deadly(body: bytes) -> bool:
        if b"<!--" in body:
            os.kill(os.getpid(), signal.SIGSEGV)
        return True

    mutator = Mutator(SEEDS, 1, {"planted": 1})
    report = run(mutator, {"planted": deadly}, mutants=_first_comment(mutator) + 5, workers=1)
    assert any("died (-11)" in signature for signature in report.finds)
    assert report.mutants == _first_comment(mutator) + 5


def test_a_process_that_hangs_is_a_find() -> None:
    """It is killed, and the rest goes on."""

    def endless(body: bytes) -> bool:
        while b"<!--" in body:
            time.sleep(1)
        return True

    mutator = Mutator(SEEDS, 1, {"planted": 1})
    report = run(mutator, {"planted": endless}, mutants=_first_comment(mutator) + 5, workers=1, hung=0.5)
    assert any("hangs" in signature for signature in report.finds)
    assert report.mutants == _first_comment(mutator) + 5


def test_a_find_is_made_small_and_loses_its_words(tmp_path: Path) -> None:
    """A corpus file holds what breaks the reader and nothing a publisher wrote."""

    def fails(body: bytes) -> bool:
        return b"<title" in body and body.count(b"&") > 1

    found = shrunk(b"<rss><title>Some words & others & more</title></rss>", fails)
    assert found in (b"<title&&", b"&<title&", b"&&<title")
    path = keep("document", found, tmp_path)
    assert (path.suffix, path.read_bytes()) == (".document", found)


def test_what_a_reader_raises_is_told_apart() -> None:
    """By the exception and by the line of ours that it came through."""
    assert tried(lambda body: bool(1 / 0), b"")[1].startswith("ZeroDivisionError")
    assert signature_of(BrokenPromiseError("x")) == "BrokenPromiseError ? x"
    assert tried(planted, b"fine")[:2] == (True, "")
