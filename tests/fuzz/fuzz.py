"""`python -m tests.fuzz.fuzz --mutants 1000000 --seed 1`: mutants of real feeds, in as many processes as there are cores.

A find is an exception that no reader may raise, a broken promise about a result, a process that died, or an input
over five seconds. Each kind is made small, kept in tests/corpus/finds and replayed by tests/feeds/test_finds.py.
The mutant of a number depends on the seed alone: the count of processes changes nothing.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from tests.fuzz.mutate import Mutator
from tests.fuzz.seeds import gathered
from tests.fuzz.shrink import shrunk

FINDS = Path(__file__).resolve().parent.parent / "corpus" / "finds"
SLOW = 5.0  #: seconds that no input may take
_CHUNK = 500
#: Beyond these seconds a process is taken for hung and killed; more than SLOW, for the machine may be busy.
_HUNG = 20.0

Target = Callable[[bytes], bool]


@dataclass
class Tally:
    """What became of one target's mutants."""

    mutants: int = 0
    accepted: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    finds: int = 0


@dataclass
class Report:
    tallies: dict[str, Tally] = field(default_factory=dict)
    finds: dict[str, tuple[str, bytes]] = field(default_factory=dict)  #: signature -> target and mutant

    @property
    def mutants(self) -> int:
        return sum(tally.mutants for tally in self.tallies.values())

    def add(
        self, rows: list[tuple[str, int, int, float, float]], finds: list[tuple[str, str, bytes]]
    ) -> None:
        for target, mutants, accepted, seconds, slowest in rows:
            tally = self.tallies.setdefault(target, Tally())
            tally.mutants += mutants
            tally.accepted += accepted
            tally.seconds += seconds
            tally.slowest = max(tally.slowest, slowest)
        for signature, target, body in finds:
            self.tallies.setdefault(target, Tally()).finds += 1
            self.finds.setdefault(signature, (target, body))


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    position: Any  #: shared: the number at work, so that it is known which mutant killed the process
    todo: tuple[int, int] | None = None
    since: float = 0.0
    seen: int = -1


def signature_of(error: BaseException) -> str:
    """What makes two finds the same: the exception, and the line of ours that it came through last."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "digest" in frame.filename]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else "?"
    promise = str(error) if isinstance(error, AssertionError) else ""
    return " ".join(part for part in (type(error).__name__, where, promise) if part)


def tried(target: Target, body: bytes) -> tuple[bool, str, float]:
    """Whether it was accepted, the signature of what went wrong ("" when nothing), and the seconds it took."""
    begun = time.perf_counter()
    try:
        accepted, signature = target(body), ""
    except RecursionError:
        accepted, signature = False, "RecursionError"
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        accepted, signature = False, signature_of(error)
    seconds = time.perf_counter() - begun
    return accepted, signature or ("over five seconds" if seconds > SLOW else ""), seconds


def work(pipe: Connection, position: Any, mutator: Mutator, targets: dict[str, Target]) -> None:
    """A worker: chunks of numbers come in, tallies and finds go out."""
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while (chunk := pipe.recv()) is not None:
        tallies: dict[str, list[Any]] = {}
        finds: list[tuple[str, str, bytes]] = []
        for number in range(*chunk):
            position.value = number
            name, body = mutator.mutant(number)
            accepted, signature, seconds = tried(targets[name], body)
            row = tallies.setdefault(name, [0, 0, 0.0, 0.0])
            row[0] += 1
            row[1] += accepted
            row[2] += seconds
            row[3] = max(row[3], seconds)
            if signature and len(finds) < 50:
                finds.append((f"{name}: {signature}", name, body))
        pipe.send(([(name, *row) for name, row in tallies.items()], finds))


def run(
    mutator: Mutator, targets: dict[str, Target], *, mutants: int, workers: int, hung: float = _HUNG,
    progress: Callable[[Report], None] = lambda report: None,
) -> Report:  # fmt: skip
    """All mutants from number 0 on."""
    report, chunks = Report(), _chunks(mutants)
    context = multiprocessing.get_context("fork")  # the seeds are shared
    crew = [_started(context, mutator, targets) for _ in range(workers)]
    for worker in crew:
        _next(worker, chunks)
    while any(worker.todo for worker in crew):
        busy = [worker.pipe for worker in crew if worker.todo]
        ready = wait(busy, timeout=1.0)
        for place, worker in enumerate(crew):
            if worker.pipe in ready and _heard(worker, report):
                progress(report)
                _next(worker, chunks)
            elif worker.todo and _gone(worker, hung):
                crew[place] = _replaced(worker, context, mutator, targets, report)
    for worker in crew:
        worker.pipe.send(None)
        worker.process.join(10)
    return report


def _chunks(mutants: int) -> Iterator[tuple[int, int]]:
    for begin in range(0, mutants, _CHUNK):
        yield begin, min(begin + _CHUNK, mutants)


def _started(context: Any, mutator: Mutator, targets: dict[str, Target]) -> _Worker:
    ours, theirs = context.Pipe()
    position = context.Value("q", -1, lock=False)
    process = context.Process(target=work, args=(theirs, position, mutator, targets), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours, position)


def _next(worker: _Worker, chunks: Iterator[tuple[int, int]]) -> None:
    worker.todo = next(chunks, None)
    if worker.todo:
        worker.since = time.monotonic()
        worker.pipe.send(worker.todo)


def _heard(worker: _Worker, report: Report) -> bool:
    try:
        report.add(*worker.pipe.recv())
    except (EOFError, ConnectionResetError):
        return False
    return True


def _gone(worker: _Worker, hung: float) -> bool:
    """Whether the process died, or has been at one mutant for too long."""
    if worker.position.value != worker.seen:
        worker.seen, worker.since = worker.position.value, time.monotonic()
    return not worker.process.is_alive() or time.monotonic() - worker.since > hung


def _replaced(
    worker: _Worker, context: Any, mutator: Mutator, targets: dict[str, Target], report: Report
) -> _Worker:
    """Another process for one that died or hung: the mutant is a find, its chunk is gone on with behind it."""
    died = not worker.process.is_alive()
    assert worker.todo
    number = max(worker.position.value, worker.todo[0])
    if worker.process.pid and not died:
        os.kill(worker.process.pid, signal.SIGKILL)
    worker.process.join(10)
    name, body = mutator.mutant(number)
    why = f"the process died ({worker.process.exitcode})" if died else "it hangs"
    report.add([(name, number + 1 - worker.todo[0], 0, 0.0, 0.0)], [(f"{name}: {why}", name, body)])
    fresh = _started(context, mutator, targets)
    fresh.todo, fresh.since = (number + 1, worker.todo[1]), time.monotonic()
    fresh.pipe.send(fresh.todo)
    return fresh


def small(target: Target, signature: str, body: bytes) -> bytes:
    """A find made small, if trying it again is harmless."""
    ending = signature.partition(": ")[2]
    if ending.startswith(("the process died", "it hangs", "over five")):
        return body  # each try would cost seconds; a person makes it small
    return shrunk(body, lambda smaller: tried(target, smaller)[1] == ending)


def keep(name: str, body: bytes, folder: Path = FINDS) -> Path:
    """The file of a find: its hash, and the target as its ending."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(body).hexdigest()[:16]}.{name}"
    path.write_bytes(body)
    return path


def main(arguments: list[str] | None = None) -> int:
    from tests.fuzz.targets import SHARES, TARGETS

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--mutants", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--only", choices=sorted(SHARES), help="one target")
    options = parser.parse_args(arguments)
    shares = {options.only: 1} if options.only else SHARES
    seeds = gathered()
    begun = time.monotonic()
    print(
        f"{options.mutants} mutants of {sum(map(len, seeds.values()))} seeds, seed {options.seed}, {options.workers} processes"
    )
    report = run(
        Mutator(seeds, options.seed, shares), TARGETS, mutants=options.mutants, workers=options.workers,
        progress=_progress(begun, options.mutants),
    )  # fmt: skip
    _show(report, time.monotonic() - begun)
    for signature, (name, body) in report.finds.items():
        body = small(TARGETS[name], signature, body)
        print(f"FOUND {signature}\n      {keep(name, body).name} {body[:160]!r}")
    return 1 if report.finds else 0


def _progress(begun: float, mutants: int) -> Callable[[Report], None]:
    last = [begun]

    def show(report: Report) -> None:
        if time.monotonic() - last[0] > 15:
            last[0] = time.monotonic()
            rate = report.mutants / (last[0] - begun)
            print(
                f"  {report.mutants} of {mutants}, {rate:.0f} a second, {len(report.finds)} finds", flush=True
            )

    return show


def _show(report: Report, seconds: float) -> None:
    print(f"{'target':10}{'mutants':>10}{'accepted':>10}{'ms each':>10}{'slowest':>10}{'finds':>7}")
    for name, tally in sorted(report.tallies.items()):
        print(
            f"{name:10}{tally.mutants:>10}{tally.accepted / tally.mutants:>10.0%}"
            f"{1000 * tally.seconds / tally.mutants:>10.2f}{tally.slowest:>9.2f}s{tally.finds:>7}"
        )
    print(
        f"{report.mutants} mutants in {seconds:.0f} s, {report.mutants / seconds:.0f} a second, {len(report.finds)} kinds of finds"
    )


if __name__ == "__main__":
    sys.exit(main())
