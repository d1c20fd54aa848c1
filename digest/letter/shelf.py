"""Compiled templates, kept from one letter to the next as long as each place where one was looked for is as it was.

Reading and loading some thirty templates costs as much as filling them. What is kept is a whole environment of Jinja2;
before it is taken again, every file that it read, and every place where it found none, is looked at once more: a
hundred `stat`, a tenth of a millisecond. So a change of the user's shows in the next letter, a new file too.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import BaseLoader, BytecodeCache, Environment

#: Compiled templates that are kept: some thirty a theme, and every version that an editor tries.
_CODES = 500
#: Environments that are kept: one a theme and folder.
_MOST = 16
#: Nanoseconds for which a file is too young to be known by its time: a second change may bear the same one (FAT: 2 s).
_YOUNG = 2_000_000_000
_LOCK = threading.Lock()
_KEPT: dict[tuple[str, ...], tuple[Environment, Watch]] = {}


class Watch:
    """Where templates were looked for, and what stood there. Used by several threads at once."""

    def __init__(self) -> None:
        self._seen: dict[Path, tuple[int, ...]] = {}

    def note(self, path: Path) -> None:
        """Before a file is read, so that a change after that is seen. What was seen first counts."""
        stamp = _stamp(path)
        if stamp and time.time_ns() - max(stamp[:2]) < _YOUNG:
            stamp = (-1,)
        self._seen.setdefault(path, stamp)

    def holds(self) -> bool:
        """Whether all of it is as it was."""
        return all(_stamp(path) == stamp for path, stamp in self._seen.copy().items())


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes when a file does, its times first; () where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ()
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def kept(key: tuple[str, ...], make: Callable[[Watch], Environment]) -> Environment:
    """The environment by that key, made anew when a file of it has changed. Thread-safe."""
    with _LOCK:
        environment, watch = _KEPT.get(key, (None, None))
    if environment is not None and watch is not None and watch.holds():
        return environment
    watch = Watch()
    environment = make(watch)
    with _LOCK:
        _KEPT.pop(key, None)
        _KEPT[key] = environment, watch
        while len(_KEPT) > _MOST:
            del _KEPT[next(iter(_KEPT))]
    return environment


def folder(path: Path, watch: Watch) -> BaseLoader:
    """The templates in a folder, each noted before it is read, whether it is there or not."""
    made: BaseLoader = _loader()(path, watch)
    return made


@cache
def _loader() -> Any:
    """Made here because importing Jinja2 takes a while."""
    from jinja2 import FileSystemLoader
    from jinja2.loaders import split_template_path

    class Watched(FileSystemLoader):
        def __init__(self, path: Path, watch: Watch) -> None:
            super().__init__(path)
            self._home, self._watch = path, watch

        def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
            self._watch.note(self._home.joinpath(*split_template_path(template)))
            return super().get_source(environment, template)

    return Watched


@cache
def compiled_before() -> BytecodeCache:
    """Templates that this process has compiled before, by their text: when one of thirty has changed, the others cost
    5 ms instead of 100."""
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

    class Compiled(BytecodeCache):
        def __init__(self) -> None:
            self._code: dict[tuple[str, str], bytes] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            # An overlay is what finds the places of mistakes: it reads the templates in another way.
            code = self._code.get((bucket.key, bucket.checksum))
            if code and not bucket.environment.overlayed:
                bucket.bytecode_from_string(code)

        def dump_bytecode(self, bucket: Bucket) -> None:
            if bucket.environment.overlayed:
                return
            if len(self._code) >= _CODES:
                self._code.clear()
            self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()

    return Compiled()
