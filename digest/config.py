"""A validated configuration: feeds.yaml (what an editor changes) and the DIGEST_* environment (machine, secrets).

An error names file, line and key, what was expected and what was found:
`feeds.yaml:14: feeds[3].url: expected http(s) address, got 'htp://…'`.
"""

from __future__ import annotations

import difflib
import importlib.util
from collections.abc import Iterable
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from digest import settings, slots, yamlfile
from digest.errors import ConfigError
from digest.paths import shipped
from digest.settings import Environment, File
from digest.types import Example, Feed, Limits, Look, Newsletter, Topic
from digest.values import redacted

if TYPE_CHECKING:
    from sqlalchemy import URL

#: The theme that the shipped templates are by themselves: it has no folder.
PLAIN_LOOK = "journal"


class Config:
    """A validated configuration. Relative paths start at the folder of its file."""

    def __init__(
        self, path: Path, file: File, environment: Environment, document: yamlfile.Document | None = None
    ) -> None:
        self.path = path
        self.file = file
        self.environment = environment
        self._document = document

    def place(self, *keys: str | int) -> str:
        """`feeds.yaml:31: topic.like[2]`: where a key stands, for a message about what it names."""
        where = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).lstrip(".")
        return f"{self._document.at(*keys) if self._document else self.path.name}: {where}"

    @property
    def folder(self) -> Path:
        return self.path.parent

    @property
    def newsletter(self) -> Newsletter:
        part = self.file.newsletter
        name, email = parseaddr(part.sender)
        return Newsletter(
            id=part.id,
            title=part.title,
            tagline=part.tagline,
            language=part.language,
            timezone=part.timezone,
            sender_name=name or part.title,
            sender_email=email,
            reply_to=parseaddr(part.reply_to)[1],
            address=part.address,
            site_url=self.file.site.url,
        )

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return tuple(
            Feed(url=f.url, title=f.title, section=f.section, weight=f.weight) for f in self.file.feeds
        )

    @property
    def topic(self) -> Topic | str:
        """The topic spelled out, or the name of a shipped one. An example that has nothing but an address stands there
        as it is: it takes the store, and maybe the network, to know its story (`digest.lessons`)."""
        part = self.file.topic
        if isinstance(part, str):
            return part
        like, unlike = (
            tuple(Example(title=e.title, text=e.text, url=e.url) for e in es)
            for es in (part.like, part.unlike)
        )
        return Topic(
            name=part.name,
            describe=part.describe,
            like=like,
            unlike=unlike,
            must=tuple(part.must),
            never=tuple(part.never),
        )

    @property
    def limits(self) -> Limits:
        part = self.file.issue
        return Limits(
            stories=part.stories,
            per_source=part.per_source,
            per_section=part.per_section,
            per_theme=part.per_theme,
            floor=part.floor,
        )

    @property
    def look(self) -> Look:
        part = self.file.letter
        return Look(
            theme=part.theme,
            accent=part.accent,
            masthead=part.masthead,
            fallback=part.templates_fallback,
            marks=part.marks,
        )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.file.newsletter.timezone)

    @property
    def schedule(self) -> slots.Schedule:
        part = self.file.schedule
        return slots.Schedule(
            cadence=slots.parse_every(part.every),
            review=slots.parse_duration(part.review),
            zone=self.zone,
            start=part.start,
        )

    @property
    def fetch_every(self) -> timedelta:
        return slots.parse_duration(self.file.fetch.every)

    @property
    def database_url(self) -> URL:
        """Where the store is. A relative path starts at the folder of feeds.yaml, as every path does."""
        from sqlalchemy import URL, make_url
        from sqlalchemy.exc import ArgumentError

        given = self.environment.database.get_secret_value()
        if not given:
            return URL.create("sqlite", database=str(self.folder / "var" / "digest.db"))
        try:
            url = make_url(given)
        except ArgumentError:
            raise ConfigError(
                "DIGEST_DATABASE: expected sqlite:///path/to/digest.db (its value is not shown)"
            ) from None
        if url.get_backend_name() != "sqlite" or not url.database:
            raise ConfigError(
                "DIGEST_DATABASE: expected sqlite:///path/to/digest.db; other databases come later"
            )
        return url.set(database=str(self.folder / url.database))

    @property
    def key_path(self) -> Path:
        """The signing key, beside the store unless told otherwise."""
        if self.environment.key_file:
            return self.folder / self.environment.key_file
        return Path(str(self.database_url.database)).with_name("digest.key")

    @property
    def dkim_key_path(self) -> Path:
        """The key that letters are signed with for the sender's domain. ConfigError when it is not named."""
        if not self.environment.dkim_key_file:
            message = f"{self.place('delivery', 'dkim', 'selector')}: set, but DIGEST_DKIM_KEY_FILE is not"
            raise ConfigError(message, mend="name the file of the private key, or take delivery.dkim out")
        return self.folder / self.environment.dkim_key_file

    @property
    def weeks(self) -> Path | None:
        """The folder of labelled weeks; None when there is none."""
        return self.folder / self.file.evaluation.folder if self.file.evaluation.folder else None

    @property
    def templates_dir(self) -> Path:
        return self.folder / self.file.templates

    @property
    def last_good_dir(self) -> Path:
        """Where the user's templates are kept as they last worked (`digest.letter.lastgood`): beside the store."""
        return Path(str(self.database_url.database)).with_name("templates-last-good")

    def themes(self) -> tuple[str, ...]:
        """What `letter.theme` may be: the shipped ones, and each folder of `themes` among the user's own templates."""
        homes = [home / "themes" for home in (self.templates_dir, shipped("templates"))]
        folders = {path.name for home in homes if home.is_dir() for path in home.iterdir() if path.is_dir()}
        return tuple(sorted(folders | {PLAIN_LOOK}))


# -- reading ----------------------------------------------------------------------------------------


def load(path: Path) -> Config:
    """Read and validate feeds.yaml and the environment. ConfigError names every mistake, a line each."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        mend = "`digest init` makes one; --config PATH names another"
        raise ConfigError(f"{path.absolute()}: no such file", mend=mend) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from None
    return parse(text, path)


def parse(text: str, path: Path) -> Config:
    """`load` for text that is at hand; `path` is where it belongs."""
    document = yamlfile.read(text, path.name)
    try:
        file = File.model_validate(document.data)
    except ValidationError as error:
        raise ConfigError("\n".join(_messages(error, document)), mend="see docs/configuration.md") from None
    config = Config(path.resolve(), file, _environment(path), document)
    _check_whole(config, document)
    return config


def _environment(path: Path) -> Environment:
    try:
        return Environment(_env_file=path.parent / ".env")
    except UnicodeDecodeError:
        raise ConfigError(f"{path.parent / '.env'}: expected UTF-8 text") from None
    except ValidationError as error:
        names = ", ".join(f"DIGEST_{str(e['loc'][0]).upper()}" for e in error.errors())
        raise ConfigError(f"environment: {names}: not usable (its value is not shown)") from None


def _check_whole(config: Config, document: yamlfile.Document) -> None:
    """What no single key can be blamed for."""
    if config.file.summariser.kind == "llm" and importlib.util.find_spec("openai") is None:
        raise ConfigError(
            f"{document.at('summariser')}: summariser.kind: llm needs the package openai, which is not installed",
            mend="pip install 'digest-newsletter[llm]'",
        )
    _check_theme(config, document)
    schedule = config.schedule
    if schedule.review >= schedule.shortest_gap():
        raise ConfigError(
            f"{document.at('schedule', 'review')}: schedule.review: expected less than the time "
            f"between two issues, got {config.file.schedule.review!r}"
        )
    seen: dict[str, int] = {}
    for number, feed in enumerate(config.feeds):
        if feed.url in seen:
            place = document.at("feeds", number, "url")
            raise ConfigError(
                f"{place}: feeds[{number}].url: the same address as feeds[{seen[feed.url]}]: {feed.url}",
                mend="remove one of the two",
            )
        seen[feed.url] = number


def _check_theme(config: Config, document: yamlfile.Document) -> None:
    """A theme that is none is told here and not when the letter is dressed: a week may lie between."""
    theme, known = config.file.letter.theme, config.themes()
    if theme in known or _kept_theme(config):
        return
    near = difflib.get_close_matches(theme, known, n=1, cutoff=0.5)
    guess = f"; did you mean {near[0]!r}?" if near else ""
    raise ConfigError(
        f"{document.at('letter', 'theme')}: letter.theme: there is no theme {theme!r}{guess}",
        mend=f"choose one of {', '.join(known)}, or make the folder {config.file.templates}/themes/{theme}",
    )


def _kept_theme(config: Config) -> bool:
    """Whether the letter can wear a theme that is gone as it last worked, because `templates_fallback` asks so."""
    part = config.file.letter
    kept = part.templates_fallback == "last-good" and config.last_good_dir / "themes" / part.theme
    return bool(kept and kept.is_dir())


def _messages(error: ValidationError, document: yamlfile.Document) -> Iterable[str]:
    for fault in error.errors():
        # The tags of union members stand in pydantic's place but are no keys of the file.
        keys = tuple(part for part in fault["loc"] if not str(part).startswith("("))
        where = "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in keys).lstrip(".")
        if fault["type"] == "extra_forbidden":
            text = _unknown(keys)
        elif fault["type"] == "missing":
            text = "missing"
        elif fault["type"] == "too_short":
            text = "expected one at least"
        elif fault["type"] in ("model_type", "model_attributes_type", "dict_type"):
            text = f"expected keys and values, got {_short(fault.get('input'))}"
        elif fault["type"] == "value_error":
            text = str(fault["msg"]).removeprefix("Value error, ")
        else:
            said = str(fault["msg"]).removeprefix("Input should be ")
            text = f"expected {said[0].lower()}{said[1:]}, got {_short(fault.get('input'))}"
        yield f"{document.at(*keys)}: {where or 'file'}: {text}"


def _short(value: object) -> str:
    text = redacted(repr(value))
    return text if len(text) <= 60 else text[:57] + "…"


#: Which part a key opens, for telling the keys that are known where an unknown one stands.
_PARTS: dict[str, type[settings.Part]] = {
    "newsletter": settings.NewsletterPart,
    "site": settings.SitePart,
    "delivery": settings.DeliveryPart,
    "schedule": settings.SchedulePart,
    "topic": settings.TopicPart,
    "issue": settings.IssuePart,
    "summariser": settings.SummariserPart,
    "letter": settings.LetterPart,
    "fetch": settings.FetchPart,
    "feeds": settings.FeedPart,
    "like": settings.ExamplePart,
    "unlike": settings.ExamplePart,
    "eval": settings.EvalPart,
    "floors": settings.FloorsPart,
}


def _unknown(keys: tuple[str | int, ...]) -> str:
    model: type[settings.Part] = File
    for key in keys[:-1]:
        if isinstance(key, str):
            model = _PARTS.get(key, model)
    known = [field.alias or name for name, field in model.model_fields.items()]
    near = difflib.get_close_matches(str(keys[-1]), known, n=1, cutoff=0.5)
    return (
        f"unknown key; did you mean {near[0]!r}?" if near else f"unknown key; known here: {', '.join(known)}"
    )


def schema() -> dict[str, Any]:
    """JSON Schema of feeds.yaml, for editors that complete and check while one types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **File.model_json_schema(by_alias=True),
    }
