"""Where the files that ship with digest are, in a checkout and in a wheel alike."""

from __future__ import annotations

from pathlib import Path

from digest.errors import ConfigError

PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The shipped file or folder `name` ("templates", "feeds.yaml", "sample").

    In a wheel it lies in `digest/_data/` (or inside the package), in a checkout beside the package.
    """
    for home in (PACKAGE / "_data", PACKAGE, PACKAGE.parent):
        if (home / name).exists():
            return home / name
    raise ConfigError(f"{name}: not found in the installation at {PACKAGE}", mend="install digest again")
