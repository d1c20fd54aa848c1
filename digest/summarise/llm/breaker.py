"""When to stop asking: an endpoint that fails again and again is left alone for the rest of the run."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Breaker:
    """Counts failures in a row. `open` once there were too many, or one that no second try mends, for good."""

    limit: int  #: failures in a row
    failures: int = 0
    reason: str = ""  #: why it is open; "" while it is not

    @property
    def open(self) -> bool:
        return bool(self.reason)

    def succeeded(self) -> Breaker:
        return self if self.open else replace(self, failures=0)

    def failed(self, reason: str, *, fatal: bool = False) -> Breaker:
        """One failure more. `fatal`: every other request would fail the same way, as with a wrong key."""
        if self.open:
            return self
        failures = self.failures + 1
        if fatal:
            return replace(self, failures=failures, reason=reason)
        if failures >= self.limit:
            return replace(
                self, failures=failures, reason=f"{failures} failures in a row, the last: {reason}"
            )
        return replace(self, failures=failures)
