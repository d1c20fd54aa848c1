"""Jobs for the box: what a reader of hostile documents may come to do. Run inside the child only."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from digest.errors import FeedError


def echo(argument: object, blob: bytes) -> object:
    return [argument, len(blob)]


def spin(argument: object, blob: bytes) -> None:
    while True:
        pass


def hoard(argument: object, blob: bytes) -> int:
    return len(bytearray(2**30))


def die(argument: object, blob: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave(argument: object, blob: bytes) -> None:
    os._exit(3)


def chatter(argument: object, blob: bytes) -> str:
    return "x" * 2_000_000


def secret_object(argument: object, blob: bytes) -> object:
    return object()


def descend(argument: object, blob: bytes) -> object:
    return descend(argument, blob)


def fail(argument: object, blob: bytes) -> float:
    return 1 / 0


def sleep(argument: object, blob: bytes) -> None:
    time.sleep(60)


def complain(argument: object, blob: bytes) -> None:
    raise FeedError("no feed", mend="look elsewhere")


def connect(argument: object, blob: bytes) -> None:
    socket.create_connection(("127.0.0.1", 9))


def resolve(argument: object, blob: bytes) -> None:
    socket.getaddrinfo("localhost", 80)


def write(argument: str, blob: bytes) -> None:
    Path(argument).with_name("made").write_text("x")


def start(argument: object, blob: bytes) -> None:
    subprocess.run([sys.executable, "-c", "pass"], check=False)


def remove(argument: str, blob: bytes) -> None:
    Path(argument).unlink()


def environment(argument: object, blob: bytes) -> list[str]:
    return sorted(os.environ)


def shout(argument: object, blob: bytes) -> str:
    print("noise")
    os.write(1, b"more noise")
    return "done"


def burn(argument: float, blob: bytes) -> str:
    """So many seconds of processor time."""
    end = time.process_time() + argument
    while time.process_time() < end:
        pass
    return "done"


def give_what_there_is(argument: object, blob: bytes) -> int:
    count = 0
    try:
        while True:
            count += 1
    except TimeoutError:
        return count


def go_on_regardless(argument: object, blob: bytes) -> None:
    while True:
        try:
            spin(argument, blob)
        except TimeoutError:
            continue


def backtrack(argument: object, blob: bytes) -> bool:
    return re.match(r"(?:a|aa)+$", "a" * 200 + "b") is None


_left: list[bytearray] = []


def leave_memory(argument: int, blob: bytes) -> int:
    _left.append(bytearray(b"x") * (argument * 2**20))
    return len(_left)
