"""Makes digest/letter/gate/clients.json, what mail clients support, from the facts of caniemail.com (MIT).

    python -m benchmarks.caniemail FOLDER        the `_features` of https://github.com/hteumeuleu/caniemail

A feature keeps its name, its notes, and what clients say to it: `{"y": "gd gi", "2007..2019 n1": "ow"}` reads: yes, in
the clients gd and gi; not from version 2007 to 2019 of ow, with note 1. `a` is partial support, `u` unknown. Of clients
that are known by the date of the test, which all readers have in one version, the last test alone is kept.
"""

from __future__ import annotations

import argparse
import json
import re
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from benchmarks.measure import ROOT

OUT = ROOT / "digest" / "letter" / "gate" / "clients.json"
_DATE = re.compile(r"20\d\d-\d\d")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_STATUS = re.compile(r"([ynau])\s*((?:#\d+\s*)*)$")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    facts = {path.stem: front_matter(path.read_text("utf-8")) for path in sorted(folder.glob("[!_]*.md"))}
    clients = sorted(
        {
            f"{family}.{platform}"
            for f in facts.values()
            for family in f["stats"]
            for platform in f["stats"][family]
        }
    )
    codes = {client: chr(97 + n // 26) + chr(97 + n % 26) for n, client in enumerate(clients)}
    table: dict[str, Any] = {
        "source": "caniemail.com, MIT License, (c) 2019 Rémi Parmentier",
        "clients": {code: client for client, code in codes.items()},
        "features": {slug: feature(told, codes) for slug, told in facts.items()},
    }
    rows = [f'"{slug}":{_json(row)}' for slug, row in table["features"].items()]  # a feature a line
    head = f'"source":{_json(table["source"])},\n"clients":{_json(table["clients"])},\n'
    text = "{" + head + '"features":{\n' + ",\n".join(rows) + "\n}}\n"
    assert json.loads(text) == table
    OUT.write_text(text, "utf-8")
    print(f"{len(facts)} features of {len(clients)} clients, {len(text.encode()):,} bytes")


def front_matter(text: str) -> dict[str, Any]:
    """One file's facts: its front matter is YAML, but for tabs."""
    return dict(yaml.safe_load(text.split("\n---", 1)[0].removeprefix("---").replace("\t", "    ")))


def feature(facts: dict[str, Any], codes: dict[str, str]) -> dict[str, Any]:
    said: dict[str, list[str]] = {}
    for family, platforms in facts["stats"].items():
        for platform, tests in platforms.items():
            if tests:
                said.setdefault(versions(tests), []).append(codes[f"{family}.{platform}"])
    numbers = {
        number for told in said for part in told.split(", ") for number in part.split()[-1][1:].split("/")
    }
    notes = {
        str(n): _plain(note) for n, note in (facts.get("notes_by_num") or {}).items() if str(n) in numbers
    }
    told = {line: " ".join(sorted(clients)) for line, clients in sorted(said.items())}
    return {"name": facts["title"], "said": told} | ({"notes": notes} if notes else {})


def versions(tests: dict[Any, str]) -> str:
    """`2003..2019 n1, 2021 y`: the versions in their order, those that say the same together."""
    rows = [(str(version), state(value)) for version, value in tests.items()]
    if all(told == "y" for _, told in rows):
        return "y"
    if all(_DATE.fullmatch(version) for version, _ in rows):
        return max(rows)[1]
    parts = []
    for told, group in groupby(rows, key=lambda row: row[1]):
        names = [name for name, _ in group]
        parts.append(f"{names[0]}..{names[-1]} {told}" if len(names) > 1 else f"{names[0]} {told}")
    return ", ".join(parts)


def state(value: str) -> str:
    """`n #1 #2` as `n1/2`."""
    found = _STATUS.match(value.strip())
    if not found:
        raise SystemExit(f"what is {value!r}?")
    return found[1] + "/".join(re.findall(r"\d+", found[2]))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(note: str) -> str:
    return " ".join(_LINK.sub(r"\1", str(note)).split())


if __name__ == "__main__":
    main()
