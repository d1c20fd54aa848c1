"""Every error this program raises on purpose, in one tree.

    DigestError
    ├── ConfigError      feeds.yaml, the environment or the templates' settings are wrong        exit 78
    ├── UsageError       a slot or week that is none                                        exit 2
    ├── FeedError        one feed could not be fetched or read (a value in a run, not its end)
    │   ├── BudgetError  it was not asked for: no time is left, or no network
    │   ├── RefusedError we do not ask there: the address is forbidden or is none
    │   ├── UnreachableError  nobody was there: no such name, or no connection
    │   └── OfflineError no feed answered at all                                                exit 75
    ├── LetterError      a template is broken, or the letter may not be sent as it is
    ├── MailError        the relay or the outbox refused
    ├── StoreError       the database is missing, damaged, full or locked
    └── BusyError        another process is at the same work                                     exit 75

A message says what, where, what was expected and how to mend it; it is shown to the user as it is.
What a run can survive (one dead feed, one poisoned entry) is returned as a value, never raised through it.
"""

from __future__ import annotations

#: Exit codes (sysexits.h where it has one): 0 done or nothing due, 1 failed, 2 usage.
EXIT_OK = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_TRY_AGAIN = 75
EXIT_CONFIG = 78


class DigestError(Exception):
    """Something a user can read and act upon. `mend` is the next step, shown on a line of its own."""

    exit_code = EXIT_FAILED

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.mend = mend


class ConfigError(DigestError):
    """`feeds.yaml:14: feeds[3].url: expected http(s) address, got 'htp://…'`."""

    exit_code = EXIT_CONFIG


class UsageError(DigestError):
    """What was asked for on the command line cannot be meant: a week that is none, a day without a slot."""

    exit_code = EXIT_USAGE


class FeedError(DigestError):
    """One feed could not be fetched or read. `status` is HTTP's, 0 when there was no answer."""

    def __init__(self, message: str, *, mend: str = "", status: int = 0) -> None:
        super().__init__(message, mend=mend)
        self.status = status


class BudgetError(FeedError):
    """It was not asked for: the time of the whole run is used up, or there is no network. No fault of the address."""


class RefusedError(FeedError):
    """The guard's word: not asked, whatever the network is like. It says nothing about the network or the site."""


class UnreachableError(FeedError):
    """The name was not resolved or nobody took the connection: the site is down, or our network is."""


class OfflineError(FeedError):
    """No feed answered: the network is down, not the feeds."""

    exit_code = EXIT_TRY_AGAIN


class LetterError(DigestError):
    """A template is broken (file, line, story), or a check forbids to send the letter."""


class MailError(DigestError):
    """The outlet refused. `temporary` when trying again later may help."""

    def __init__(self, message: str, *, mend: str = "", temporary: bool = False) -> None:
        super().__init__(message, mend=mend)
        if temporary:
            self.exit_code = EXIT_TRY_AGAIN


class StoreError(DigestError):
    """The database is missing, damaged, full, read-only or locked. Nothing was half written."""

    def __init__(self, message: str, *, mend: str = "", temporary: bool = False) -> None:
        super().__init__(message, mend=mend)
        if temporary:
            self.exit_code = EXIT_TRY_AGAIN


class BusyError(DigestError):
    """Another process holds the lease on this work; it was left to it."""

    exit_code = EXIT_TRY_AGAIN
