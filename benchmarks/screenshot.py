"""Pictures of the letter, to be looked at and kept in docs/.

    python -m benchmarks.screenshot [--out docs]       # letter.png and three contact sheets
    python -m benchmarks.screenshot --each DIR         # the single pictures, full length

letter.png is the README's: the demo's letter at 600 px in light and at 375 px in dark. The sheets show the demo, the
sample in each theme, and a week in Arabic, Japanese and German, at 600 and 375 px, in light, in dark, and under the
inversion that some clients force on a light letter. Japanese and Arabic need fonts that have them (Debian:
fonts-noto-cjk, fonts-hosny-amiri); without, their letters are boxes.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import ROOT, digest_command
from digest.letter.render import Templates, render
from digest.letter.sample import sample_issue
from digest.paths import shipped
from digest.types import Look
from tests.letter.languages import issue_in

#: Chromium asks the network for nothing of its own.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
HEIGHT = 1040
#: What Gmail on iOS and Outlook on Windows make of a letter that they take for a light one, roughly.
INVERTED = "html { filter: invert(1) hue-rotate(180deg); background: #fff; }"
#: A sheet's pictures, by width and mode; and its scale, at which headlines can still be read.
SHOTS = ((600, "light"), (600, "dark"), (600, "inverted"), (375, "light"), (375, "dark"), (375, "inverted"))
SCALE = 0.36
_PIXELS = """
async picture => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return [image.width, image.height, btoa(text)];
}
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: of which page, how."""

    page: Path
    width: int
    mode: str

    @property
    def name(self) -> str:
        return f"{self.page.stem}-{self.width}-{self.mode}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    parser.add_argument("--each", type=Path)
    options = parser.parse_args()
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        sheets = _sheets(Path(scratch))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        if options.each:
            _write_each(browser, sheets, options.each)
        else:
            demo = sheets["letter-demo"][0].page
            pictures = [
                _taken(browser, Shot(demo, *how), full=False) for how in ((600, "light"), (375, "dark"))
            ]
            _write(options.out / "letter.png", _beside(browser, pictures, (600, 375), HEIGHT))
            for name, shots in sheets.items():
                widths = [round(shot.width * SCALE) for shot in shots]
                taken = [_taken(browser, shot) for shot in shots]
                _write(options.out / f"{name}.png", _beside(browser, taken, widths, None))
        browser.close()


def _sheets(scratch: Path) -> dict[str, list[Shot]]:
    """Sheet -> its pictures."""
    subprocess.run([*digest_command(), "-q", "demo", "--no-open", "--out", str(scratch)], check=True)
    demo = scratch / "demo.html"
    (scratch / "issue.html").rename(demo)
    templates = Templates(None, shipped("templates"))
    looks, languages = [], []
    for theme in ("journal", "wire", "plain"):
        page = scratch / f"{theme}.html"
        page.write_text(render(sample_issue(), templates, Look(theme=theme)).html, "utf-8")
        looks += [Shot(page, *how) for how in ((600, "light"), (375, "dark"), (375, "inverted"))]
    for language, theme in (("ar", "journal"), ("ja", "journal"), ("ar", "wire"), ("de", "plain")):
        page = scratch / f"{language}-{theme}.html"
        page.write_text(render(issue_in(language), templates, Look(theme=theme)).html, "utf-8")
        languages += [Shot(page, *how) for how in ((600, "light"), (375, "dark"))]
    return {
        "letter-demo": [Shot(demo, *how) for how in SHOTS],
        "letter-themes": looks,
        "letter-languages": languages,
    }


def _write_each(browser: Any, sheets: dict[str, list[Shot]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for shot in _all(sheets.values()):
        (folder / f"{shot.name}.png").write_bytes(_taken(browser, shot))


def _all(sheets: Any) -> Iterator[Shot]:
    for shots in sheets:
        yield from shots


def _write(path: Path, picture: bytes) -> None:
    path.write_bytes(picture)
    print(f"{path}: {len(picture) / 1000:.0f} KB")


def _taken(browser: Any, shot: Shot, *, full: bool = True) -> bytes:
    context = browser.new_context(
        viewport={"width": shot.width, "height": HEIGHT},
        color_scheme="dark" if shot.mode == "dark" else "light",
        device_scale_factor=1 if full else 1.5,
    )
    tab = context.new_page()
    tab.goto(shot.page.as_uri())
    if shot.mode == "inverted":
        tab.add_style_tag(content=INVERTED)
    picture = tab.screenshot(full_page=full)
    context.close()
    return bytes(picture)


def _beside(browser: Any, pictures: Sequence[bytes], widths: Sequence[int], height: int | None) -> bytes:
    """The pictures in a row, each that wide; as high as the highest when no height is given."""
    images = "".join(
        f'<img style="width:{width}px" src="data:image/png;base64,{base64.b64encode(picture).decode()}">'
        for width, picture in zip(widths, pictures, strict=True)
    )
    gap = 24 if height else 12
    style = f"margin:0;padding:{gap}px;background:#C9CED6;display:flex;gap:{gap}px;align-items:flex-start"
    size = {"width": sum(widths) + gap * (len(widths) + 1), "height": (height or 100) + 2 * gap}
    tab = browser.new_page(viewport=size, device_scale_factor=1.5 if height else 1)
    tab.set_content(f'<body style="{style}">{images}')
    picture = bytes(tab.screenshot(full_page=height is None))
    across, down, pixels = tab.evaluate(_PIXELS, base64.b64encode(picture).decode())
    tab.close()
    return _png(across, down, base64.b64decode(pixels))


def _png(width: int, height: int, rgba: bytes) -> bytes:
    """A PNG of 256 colours, the others as the nearest of them: less than half of the size, and no eye sees it."""
    pixels = np.frombuffer(rgba, np.uint8).reshape(-1, 4)[:, :3].astype(np.int32)
    codes = pixels[:, 0] << 16 | pixels[:, 1] << 8 | pixels[:, 2]
    known, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
    parts = np.stack([known >> 16, known >> 8 & 255, known & 255], axis=1)
    palette = _palette(parts, counts)
    nearest = np.concatenate(
        [
            ((some[:, None] - palette[None]) ** 2).sum(axis=2).argmin(axis=1)
            for some in np.array_split(parts, 1 + len(parts) // 4096)
        ]
    ).astype(np.uint8)
    rows = np.zeros((height, width + 1), np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = nearest[places].reshape(height, width)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette.astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _palette(colours: Any, counts: Any) -> Any:
    """The commonest 128, then 128 times the one that is farthest from all chosen: so rare ones, the accents, stay."""
    chosen = list(np.argsort(-counts, kind="stable")[:128])
    away = np.min([((colours - colours[one]) ** 2).sum(axis=1) for one in chosen], axis=0)
    for _ in range(min(128, len(colours) - len(chosen))):
        chosen.append(int(away.argmax()))
        away = np.minimum(away, ((colours - colours[chosen[-1]]) ** 2).sum(axis=1))
    return colours[chosen]


if __name__ == "__main__":
    main()
