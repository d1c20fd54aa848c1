"""The pipe's sixth part: an issue as its letter, with the user's templates and within what mail clients show.

Its pictures are had when the draft is made (`pictured`), and put into the letter from the store (`dressed`), so that
dressing a draft again asks nobody and gives the same letter.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from digest.account import Account, Progress
from digest.config import Config
from digest.errors import MailError
from digest.types import Entry, Finding, ImageFile, Issue, Item, Letter

if TYPE_CHECKING:
    from digest.letter.pictures import Part
    from digest.letter.render import Templates
    from digest.letter.trim import Trimmed
    from digest.net.client import Policy
    from digest.store import Store

#: Seconds for all pictures of a draft and for one of them, and how many are asked for at a time.
BUDGET, DEADLINE, WORKERS = 30.0, 10.0, 4
#: Warnings of pictures in one account.
WARNINGS = 5
_NO_BYTES: Mapping[str, bytes] = {}


def templates_of(config: Config) -> Templates:
    from digest.letter.render import Templates as LetterTemplates
    from digest.paths import shipped

    return LetterTemplates(config.templates_dir, shipped("templates"))


def dressed(
    issue: Issue,
    config: Config,
    account: Account,
    progress: Progress,
    *,
    earlier: Sequence[Letter] = (),
    evidence: Mapping[str, Entry] | None = None,
    pictures: Mapping[str, bytes] = _NO_BYTES,
) -> tuple[Issue, Letter]:
    """The issue as its letter tells it, and the letter: without stories that cannot be rendered, and short enough.

    `earlier` are letters whose subject is not composed again. With `evidence` the same letter is rendered once more,
    each sentence with what it rests on: that makes it larger, and must not make it another. `pictures` are bytes by
    hash. They are put in when all else is done: what is measured and cut is the HTML that is sent, which only names
    them.
    """
    from digest.letter.pictures import only_wanted, parts_of, without_lost
    from digest.letter.render import render

    look = config.look
    drafted = only_wanted(issue, config.file.letter.images)
    issue = without_lost(drafted, pictures)
    notes = [_missing(now) for was, now in zip(drafted.items, issue.items, strict=True) if was != now]
    with account.stage("render"):
        templates, result, told = _rendered(issue, config, progress, earlier, pictures)
    notes += [*told, *result.notes]
    account.warnings += [said for said in notes if said not in account.warnings]
    parts = parts_of(result.issue, pictures)
    letter = _carrying(result.letter, parts)
    _weigh(letter, result, account)
    if evidence is None:
        return result.issue, letter
    shown = render(result.issue, templates, look, evidence, earlier=earlier)
    return result.issue, _carrying(shown, parts)


#: The templates, the letter that they make, and what there is to tell of how they did.
_Rendered = tuple["Templates", "Trimmed", list[str]]


def _rendered(
    issue: Issue,
    config: Config,
    progress: Progress,
    earlier: Sequence[Letter],
    pictures: Mapping[str, bytes],
) -> _Rendered:
    """The letter made with the user's templates, or with them as they last worked, where that is asked for."""
    from digest.letter.lastgood import with_last_good
    from digest.letter.pictures import parts_of
    from digest.letter.render import render
    from digest.letter.survive import surviving
    from digest.letter.trim import trimmed

    def in_these(templates: Templates) -> _Rendered:
        def made(one: Issue) -> Letter:
            return render(one, templates, config.look, earlier=earlier)

        whole = surviving(issue, made)
        return templates, trimmed(whole.issue, whole.letter, made), list(map(str, whole.left_out))

    def refused(made: _Rendered) -> str:
        letter = _carrying(made[1].letter, parts_of(made[1].issue, pictures))
        errors = [found for found in findings(letter, config) if found.severity == "error"]
        return f"{errors[0].rule}: {errors[0].message}" if errors else ""

    if config.look.fallback != "last-good":
        return in_these(templates_of(config))
    (templates, result, told), wrong = with_last_good(in_these, templates_of(config), _kept(config), refused)
    if wrong:
        progress.note(f"warning: {wrong}")
    return templates, result, [*told, *([wrong] if wrong else [])]


def findings(letter: Letter, config: Config) -> tuple[Finding, ...]:
    """What the gate says of a letter, as it would be sent."""
    from digest.letter.gate import lint

    return lint(letter, config.newsletter)


def _carrying(letter: Letter, parts: Sequence[Part]) -> Letter:
    from digest.letter.pictures import embedded

    return dataclasses.replace(letter, html=embedded(letter.html, *parts)) if parts else letter


def _weigh(letter: Letter, result: Trimmed, account: Account) -> None:
    """The HTML as it is sent; where pictures go beside it, these, and the whole mail to somebody."""
    from digest.letter.mime import mail_of
    from digest.letter.pictures import detached

    account.count(letter_bytes=len(result.letter.html.encode("utf-8", "replace")))
    parts = detached(letter.html)[1]
    if not parts:
        return
    newsletter, slot = result.issue.newsletter, result.issue.slot
    account.count(pictures_bytes=sum(len(part.data) for part in parts))
    with suppress(MailError):  # the gate says what is wrong with it
        mail = mail_of(letter, newsletter, slot_name=slot.name, date=slot.window.end)
        account.count(mail_bytes=len(mail.for_recipient(newsletter.sender_email, "preview")))


def _kept(config: Config) -> Path:
    """Where the user's templates are kept as they last worked: beside the store."""
    return Path(str(config.database_url.database)).with_name("templates-last-good")


# -- pictures ---------------------------------------------------------------------------------------


def pictured(
    issue: Issue, config: Config, store: Store, account: Account, progress: Progress, *, now: datetime
) -> Issue:
    """The issue with the pictures that `letter.images` wants and that could be had; what is known is not asked for
    again. One that cannot be had never stops the letter: the story says why, and so does the account."""
    from digest.letter.pictures import unasked, wanting, with_pictures

    images = config.file.letter.images
    store.pictures.prune(now)
    if images == "off":
        return issue
    wanted = wanting(issue, images)
    urls = dict.fromkeys(item.image.url for item in wanted if item.image and not unasked(item))
    found = store.pictures.get(urls)
    due = [url for url in urls if url not in found or not (found[url].data or found[url].retry_at > now)]
    if due:
        found |= _asked(due, config, store, account, progress, now=now)
    made = with_pictures(issue, images, found)
    _reckon(made, images, account)
    return made


def policy(base: Policy) -> Policy:
    """The network's rules for pictures: the feeds', in less time and for less than a letter may carry."""
    from digest.letter.pictures import LIMIT

    return dataclasses.replace(base, budget=BUDGET, deadline=DEADLINE, max_body=LIMIT)


def _asked(
    urls: Sequence[str],
    config: Config,
    store: Store,
    account: Account,
    progress: Progress,
    *,
    now: datetime,
) -> dict[str, ImageFile]:
    """What became of asking for these, and kept; without a network nothing was learnt of them, and nothing is."""
    from digest.collect import policy as feeds_policy
    from digest.feeds.pictures import Asker
    from digest.feeds.robots import origin_of
    from digest.net.box import Boxes
    from digest.net.client import Client

    robots = store.articles.robots(origin_of(url) for url in urls)
    with (
        account.stage("pictures"),
        Client(policy(feeds_policy(config))) as client,
        Boxes() as boxes,
        progress.step("fetching pictures", len(urls)) as advance,
        ThreadPoolExecutor(min(WORKERS, len(urls)), "pictures") as pool,
        Asker(client, boxes, robots, now=now, budget=BUDGET) as asker,
    ):
        found: dict[str, ImageFile] = {}
        for url, one in zip(urls, pool.map(asker.picture, urls), strict=True):
            found |= {url: _judged(one)} if one else {}
            advance()
    store.articles.keep_robots(asker.robots.fresh)
    if asker.reached:
        store.pictures.keep(found.values())
    return found


def _judged(file: ImageFile) -> ImageFile:
    """The file; without its bytes when they will not do."""
    from digest.feeds.pictures import LATER
    from digest.letter.pictures import picture

    made = picture(file.data) if file.data else None
    if not isinstance(made, str):
        return file
    return dataclasses.replace(file, data=b"", detail=made, retry_at=file.fetched + LATER)


def _reckon(issue: Issue, images: str, account: Account) -> None:
    """How many there are; of the lead always, and of others whose publisher gives one, why there is none."""
    from digest.letter.pictures import wanting

    wanted = wanting(issue, images)
    shown = sum(item.picture is not None for item in wanted)
    account.count(pictures_shown=shown, pictures_left_out=len(wanted) - shown)
    said = [_missing(item) for nth, item in enumerate(wanted) if item.no_picture and (nth == 0 or item.image)]
    if len(said) > WARNINGS:
        said[WARNINGS:] = [f"and {len(said) - WARNINGS} more pictures that could not be had"]
    account.warnings += said


def _missing(item: Item) -> str:
    return f"no picture over “{item.headline[:80]}”: {item.no_picture}"
