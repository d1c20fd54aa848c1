"""How long `digest --help` takes, beside Python itself starting (median of nine, in turn).

python -m benchmarks.startup
"""

from __future__ import annotations

import sys

from benchmarks.measure import cost, digest_command, machine, median


def main() -> None:
    ours, bare = [], []
    for _ in range(10):
        ours.append(cost([*digest_command(), "--help"]).wall)
        bare.append(cost([sys.executable, "-c", "pass"]).wall)
    print(f"start-up; {machine()}")
    help_, python = median(ours[1:]), median(bare[1:])
    print(f"  digest --help        {help_:6.3f} s   {help_ / python:5.1f} x")
    print(f"  python -c pass       {python:6.3f} s   1.0 x")


if __name__ == "__main__":
    main()
