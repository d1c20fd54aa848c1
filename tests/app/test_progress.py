"""What is shown while work goes on, and what is logged."""

from __future__ import annotations

import io
import json
import logging
import sys

import pytest
from rich.console import Console

from digest.app.log import LOG, configure
from digest.app.progress import Bars, Lines, progress


def test_in_a_pipe_a_line_ends_each_piece_of_work() -> None:
    """A log file is no place for bars."""
    out = io.StringIO()
    with Lines(out).step("fetching feeds", 3) as advance:
        advance()
        advance(2)
    assert out.getvalue().startswith("fetching feeds: 3 of 3 in ")
    assert "\x1b" not in out.getvalue()


def test_on_a_terminal_a_bar_moves_and_goes() -> None:
    """Drawn on the real console class, with a terminal's width."""
    out = io.StringIO()
    with Bars(Console(file=out, force_terminal=True, width=80)).step("fetching feeds", 2) as advance:
        advance(2)
    assert "fetching feeds" in out.getvalue()
    assert "2/2" in out.getvalue()


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Cron mails every line."""
    watcher = progress(quiet=True)
    with watcher.step("fetching feeds", 1) as advance:
        advance()
    watcher.note("something")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("as_json", [False, True])
def test_a_log_line_has_keys(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    """One line an event, whatever stands in it: a program reads them."""
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    if as_json:
        monkeypatch.setenv("DIGEST_LOG", "json")
    configure(1)
    LOG.info("slot", extra={"data": {"slot": "2026-11-26", "said": 'sent to "2"\nand more'}})
    LOG.debug("not shown")
    [line] = capsys.readouterr().err.splitlines()
    if as_json:
        event = json.loads(line)
        assert (event["event"], event["slot"], event["said"]) == (
            "slot",
            "2026-11-26",
            'sent to "2"\nand more',
        )
    else:
        assert 'event=slot slot=2026-11-26 said="sent to \\"2\\"\\nand more"' in line
    LOG.setLevel(logging.WARNING)
