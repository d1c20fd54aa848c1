"""The README's picture: the demo's letter at 600 px in light and at 375 px in dark, side by side.

    python -m benchmarks.screenshot [--out docs/letter.png]

With `--each DIR` it writes one full-length picture of each width and mode instead, to be looked at.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT, digest_command

#: Chromium asks the network for nothing of its own.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
HEIGHT = 1040


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "letter.png")
    parser.add_argument("--each", type=Path)
    options = parser.parse_args()
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        subprocess.run([*digest_command(), "-q", "demo", "--no-open", "--out", scratch], check=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = Path(scratch) / "issue.html"
        if options.each:
            options.each.mkdir(parents=True, exist_ok=True)
            for width in (600, 375):
                for mode in ("light", "dark"):
                    picture = _shot(browser, page, width, mode, full=True)
                    (options.each / f"{width}-{mode}.png").write_bytes(picture)
        else:
            pictures = [_shot(browser, page, 600, "light"), _shot(browser, page, 375, "dark")]
            options.out.write_bytes(_beside(browser, pictures))
            print(f"{options.out}: {options.out.stat().st_size / 1024:.0f} KB")
        browser.close()


def _shot(browser: Any, page: Path, width: int, mode: str, *, full: bool = False) -> bytes:
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=mode, device_scale_factor=1 if full else 1.5
    )
    tab = context.new_page()
    tab.goto(page.as_uri())
    picture = tab.screenshot(full_page=full)
    context.close()
    return bytes(picture)


def _beside(browser: Any, pictures: list[bytes]) -> bytes:
    images = "".join(
        f'<img style="width:{width}px" src="data:image/png;base64,{base64.b64encode(picture).decode()}">'
        for width, picture in zip((600, 375), pictures, strict=True)
    )
    style = "margin:0;padding:24px;background:#E6E9EE;display:flex;gap:24px;align-items:flex-start"
    tab = browser.new_page(viewport={"width": 600 + 375 + 72, "height": HEIGHT + 48}, device_scale_factor=1.5)
    tab.set_content(f'<body style="{style}">{images}')
    return bytes(tab.screenshot())


if __name__ == "__main__":
    main()
