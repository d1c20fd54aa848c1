"""Text against its ground: in light mode, in dark mode, and where a client turns the colours itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from digest.letter import colour
from digest.letter.gate.hues import Hue, shades
from digest.letter.gate.page import Page
from digest.letter.gate.paint import Paint, Reading, seen, turned_text
from digest.letter.gate.painted import Run, readings, runs
from digest.letter.gate.rule import Fault, rule

#: WCAG 2.2, 1.4.3: text, and large text, which is 24 px, or 18.66 px (14 pt) in bold.
TEXT, LARGE_TEXT = 4.5, 3.0
_LARGE, _LARGE_BOLD = 24.0, 18.66
#: Below it nobody reads a text with ease; such a letter is not sent.
UNREADABLE = 3.0


@dataclass(frozen=True, slots=True)
class _Poor:
    """A pair of colours that is too close, and where it is first met."""

    run: Run
    front: Hue
    ground: Hue
    needs: float

    @property
    def ratio(self) -> float:
        return colour.contrast(self.front.hex, self.ground.hex)


@rule(
    "contrast",
    source="WCAG 2.2, 1.4.3 (AA)",
    wants="Text has 4.5:1 on its ground (large text 3:1) in light and dark mode; an error below 3:1, else a warning.",
    mend="take a darker colour in light mode, a lighter one in dark mode",
)
def contrast(page: Page) -> Iterator[Fault]:
    yield from _faults(page, lambda reading: not reading.turn)


@rule(
    "inversion",
    severity="warning",
    source="WCAG 2.2, 1.4.3 (AA); the dark modes of Gmail on iOS and of Outlook, which turn a letter’s colours",
    wants="Text keeps 4.5:1 (large text 3:1) where a client inverts all colours, or light grounds and dark text.",
    mend="take a colour with more contrast, or give the text's element a ground of its own",
)
def inversion(page: Page) -> Iterator[Fault]:
    """What is poor before a client turns it is the other rule's."""
    yield from _faults(page, lambda reading: bool(reading.turn))


def _faults(page: Page, wanted: Callable[[Reading], bool]) -> Iterator[Fault]:
    told: set[tuple[Hue, Hue, float]] = set()
    before: set[tuple[Hue, Hue | None]] = set()
    for reading in readings(page.html):
        found = _poor(runs(page.html, reading))
        if not wanted(reading):
            before |= {(poor.run.paint.was, poor.run.paint.ground_was) for poor, _ in found}
            continue
        for poor, times in found:
            key = (poor.front, poor.ground, poor.needs)
            paint = poor.run.paint
            if key not in told and (paint.was, paint.ground_was) not in before:
                told.add(key)
                yield _fault(poor, times, reading)


def _poor(texts: tuple[Run, ...]) -> list[tuple[_Poor, int]]:
    """Each pair that is too close, and how many texts have it."""
    found: dict[tuple[Hue, Hue, float], tuple[_Poor, int]] = {}
    fine: set[tuple[Paint, float]] = set()
    for run in texts:
        needs = needed(run.paint)
        if (run.paint, needs) in fine or (pair := seen(run.paint)) is None:
            continue
        poor = _Poor(run, *pair, needs)
        if poor.ratio >= needs:
            fine.add((run.paint, needs))
        else:
            first, times = found.get((*pair, needs), (poor, 0))
            found[(*pair, needs)] = (first, times + 1)
    return list(found.values())


def needed(paint: Paint) -> float:
    """The ratio that a text of this size must have."""
    large = paint.size >= _LARGE or (paint.bold and paint.size >= _LARGE_BOLD)
    return LARGE_TEXT if large else TEXT


def _fault(poor: _Poor, times: int, reading: Reading) -> Fault:
    ratio = int(poor.ratio * 100) / 100  # not rounded up to what it does not reach
    message = (
        f"{poor.front.hex} on {poor.ground.hex} has {ratio:.2f}:1 in {reading.name}, needs {poor.needs}:1"
    )
    paint = poor.run.paint
    if reading.turn and paint.ground_was:
        message += f" (written as {paint.was.hex} on {paint.ground_was.hex})"
    if times > 1:
        message += f"; {times} texts"
    return Fault(
        message,
        place=f"<{poor.run.node.tag}> {poor.run.text[:80]}",
        severity="error" if poor.ratio < UNREADABLE and not reading.turn else "warning",
        mend=_mend(poor, reading),
    )


def _mend(poor: _Poor, reading: Reading) -> str:
    """A colour of the same hue that has the ratio."""
    paint = poor.run.paint
    if paint.colour == paint.was:
        made = colour.readable(poor.front.hex, [poor.ground.hex], poor.needs)
        plainly = "" if paint.opacity == paint.colour.alpha == 1 else ", without opacity"
        return f"write color: {made} there{plainly}, which has {colour.contrast(made, poor.ground.hex):.1f}:1"
    if paint.ground_was is None:
        return ""
    for shade in shades(paint.was):
        now = colour.contrast(shade.hex, paint.ground_was.hex)
        then = colour.contrast(turned_text(shade, reading).hex, poor.ground.hex)
        if min(now, then) >= poor.needs:
            return f"write color: {shade.hex} there, which has {now:.1f}:1 as written and {then:.1f}:1 then"
    return f"give the text's element another ground than {paint.ground_was.hex}"


RULES = (contrast, inversion)
