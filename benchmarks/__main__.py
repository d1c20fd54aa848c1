"""Every benchmark, one after the other: `make bench`."""

from __future__ import annotations

import importlib

from benchmarks.measure import DATA

ALWAYS = ("startup", "requests", "fetch_peers", "letter", "evidence")
WITH_DATA = (
    "parse_speed",
    "week",
    "hijack",
    "articles",
    "choose_weeks",
    "events",
    "topics",
    "summarise_quality",
)


def main() -> None:
    for name in (*ALWAYS, *(WITH_DATA if DATA.is_dir() else ())):
        print(f"== {name}")
        importlib.import_module(f"benchmarks.{name}").main()
    if not DATA.is_dir():
        print(
            "the recorded data is not here ($DIGEST_DATA, or ../shared/data); the figures that need it are left out"
        )


if __name__ == "__main__":
    main()
