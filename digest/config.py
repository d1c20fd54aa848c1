"""feeds.yaml (what an editor changes) and the DIGEST_* environment (machine and secrets), validated.

An error names file, line and key, what was expected and what was found:
`feeds.yaml:14: feeds[3].url: expected http(s) address, got 'htp://…'`.
"""

from __future__ import annotations

import difflib
import ipaddress
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    SecretStr,
    Tag,
    ValidationError,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from digest import slots, yamlfile
from digest.errors import ConfigError
from digest.types import Example, Feed, Limits, Newsletter, Topic

# -- values -----------------------------------------------------------------------------------------


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"expected http(s) address, got {value!r}")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except Exception:  # noqa: BLE001 - zoneinfo raises five kinds for what is one mistake
        raise ValueError(f"expected an IANA timezone such as Europe/Berlin, got {value!r}") from None
    return value


def _mailbox(value: str) -> str:
    if any(c in value for c in "\r\n") or not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(value)[1]):
        raise ValueError(f"expected 'Name <name@example.org>', got {value!r}")
    return value


def _every(value: str) -> str:
    slots.parse_every(value)
    return value


def _duration(value: str) -> str:
    slots.parse_duration(value)
    return value


def _outlet(value: str) -> str:
    if urlsplit(value).scheme not in ("file", "smtp", "smtps"):
        raise ValueError(
            f"expected file://folder, smtp://user@host:587 or smtps://user@host:465, got {_no_secret(value)!r}"
        )
    if urlsplit(value).password:
        raise ValueError(
            "a password does not belong in this file; put it into DIGEST_SMTP_PASSWORD (environment or .env)"
        )
    return value


def _no_secret(url: str) -> str:
    return re.sub(r"(//[^/@:]*):[^/@]*@", r"\1:…@", url)


def _line(value: str) -> str:
    if any(ord(c) < 32 for c in value):
        raise ValueError(f"expected one line of text, got {value!r}")
    return value.strip()


def _example(value: object) -> object:
    return {"title": value} if isinstance(value, str) else value


def _networks(value: object) -> object:
    for network in value if isinstance(value, list) else ():
        try:
            ipaddress.ip_network(str(network))
        except ValueError:
            raise ValueError(
                f"expected true, false or networks such as 10.0.0.0/8, got {network!r}"
            ) from None
    return value


Line = Annotated[str, AfterValidator(_line)]
Address = Annotated[str, AfterValidator(_address)]
Duration = Annotated[str, AfterValidator(_duration)]

# -- the file ---------------------------------------------------------------------------------------


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True)


class NewsletterPart(Part):
    """Who writes to whom."""

    id: Annotated[
        str,
        Field(
            pattern=r"^[a-z0-9][a-z0-9-]{0,39}$",
            description="Names this newsletter in the store; never change it.",
        ),
    ] = "main"
    title: Annotated[Line, Field(min_length=1, max_length=80)] = "Digest"
    tagline: Annotated[Line, Field(max_length=160)] = ""
    language: Annotated[
        str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="BCP 47, e.g. en or pt-BR")
    ] = "en"
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    sender: Annotated[
        str, AfterValidator(_mailbox), Field(alias="from", description="Name <name@example.org>")
    ] = "Digest <digest@localhost>"
    reply_to: Annotated[str, AfterValidator(lambda v: v and _mailbox(v))] = ""
    address: Annotated[Line, Field(description="Postal address, required in commercial mail")] = ""


class SitePart(Part):
    url: Annotated[str, AfterValidator(lambda v: v and _address(v).rstrip("/"))] = ""


class DeliveryPart(Part):
    outlet: Annotated[str, AfterValidator(_outlet)] = "file://outbox"


class SchedulePart(Part):
    every: Annotated[str, AfterValidator(_every), Field(description=slots.EXPECTED)] = "thursday 09:00"
    review: Annotated[Duration, Field(description="The draft is made this long before the slot")] = "24h"
    start: Annotated[date, Field(description="A date in a week in which a fortnightly issue goes out")] = (
        slots.EPOCH
    )


class ExamplePart(Part):
    title: Annotated[Line, Field(min_length=3)]
    text: str = ""


Examples = list[Annotated[ExamplePart, BeforeValidator(_example)]]


class TopicPart(Part):
    """What the newsletter is about, by example."""

    name: Annotated[Line, Field(min_length=1, max_length=80)]
    describe: str = ""
    like: Examples = []
    unlike: Examples = []
    must: list[Line] = []
    never: list[Line] = []


class IssuePart(Part):
    stories: Annotated[int, Field(ge=1, le=50)] = 12
    per_source: Annotated[int, Field(ge=1, le=50, description="Stories led by one outlet at most")] = 3
    floor: Annotated[float, Field(ge=0, le=1, description="Relevance below which nothing ships")] = 0.5


class SummariserPart(Part):
    kind: Literal["extractive"] = "extractive"
    words: Annotated[int, Field(ge=20, le=200)] = 60


class FetchPart(Part):
    allow_private: Annotated[bool | list[str], BeforeValidator(_networks)] = False
    contact: Annotated[
        Line, Field(description="Mail or web address in the User-Agent, so that a publisher can reach you")
    ] = ""
    every: Annotated[Duration, Field(description="How often `digest serve` reads the feeds")] = "3h"
    workers: Annotated[int, Field(ge=1, le=64)] = 16
    ports: list[Annotated[int, Field(ge=1, le=65535)]] = [80, 443]
    silent_weeks: Annotated[
        int, Field(ge=1, le=52, description="Weeks without an entry after which a feed is called silent")
    ] = 4


class FeedPart(Part):
    url: Address
    title: Annotated[Line, Field(max_length=120)] = ""
    section: Annotated[Line, Field(max_length=60)] = ""
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0


class File(Part):
    """feeds.yaml. Everything but `feeds` has a default."""

    newsletter: NewsletterPart = NewsletterPart()
    site: SitePart = SitePart()
    delivery: DeliveryPart = DeliveryPart()
    schedule: SchedulePart = SchedulePart()
    topic: Annotated[
        Annotated[str, Tag("(named)")] | Annotated[TopicPart, Tag("(spelled)")],
        Discriminator(lambda value: "(named)" if isinstance(value, str) else "(spelled)"),
    ] = "ai-and-media"
    issue: IssuePart = IssuePart()
    summariser: Annotated[
        SummariserPart, BeforeValidator(lambda v: {"kind": v} if isinstance(v, str) else v)
    ] = SummariserPart()
    fetch: FetchPart = FetchPart()
    templates: Annotated[
        str, Field(description="Folder of your own templates, looked up before the shipped ones")
    ] = "templates"
    feeds: Annotated[list[FeedPart], Field(min_length=1)]


class Environment(BaseSettings):
    """DIGEST_* variables, also from a `.env` beside feeds.yaml."""

    model_config = SettingsConfigDict(env_prefix="DIGEST_", extra="ignore")

    database: SecretStr = SecretStr("")  #: SQLAlchemy URL; default: var/digest.db beside feeds.yaml
    smtp_password: SecretStr = SecretStr("")
    key_file: str = ""  #: the signing key; default: digest.key beside the database


class Config:
    """A validated configuration. Relative paths start at the folder of its file."""

    def __init__(self, path: Path, file: File, environment: Environment) -> None:
        self.path = path
        self.file = file
        self.environment = environment

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
        """The topic spelled out, or the name of a shipped one."""
        part = self.file.topic
        if isinstance(part, str):
            return part
        like, unlike = (
            tuple(Example(title=e.title, text=e.text) for e in es) for es in (part.like, part.unlike)
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
        return Limits(stories=part.stories, per_source=part.per_source, floor=part.floor)

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
    def database_url(self) -> str:
        """A SQLAlchemy URL; may hold a password, so it is never printed."""
        return (
            self.environment.database.get_secret_value() or f"sqlite:///{self.folder / 'var' / 'digest.db'}"
        )

    @property
    def key_path(self) -> Path:
        return self.folder / (self.environment.key_file or "var/digest.key")

    @property
    def templates_dir(self) -> Path:
        return self.folder / self.file.templates


# -- reading ----------------------------------------------------------------------------------------


def load(path: Path) -> Config:
    """Read and validate feeds.yaml and the environment. ConfigError names every mistake, a line each."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        mend = "`digest init` makes one; --config PATH names another"
        raise ConfigError(f"{path}: no such file", mend=mend) from None
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
    config = Config(path.resolve(), file, _environment(path))
    _check_whole(config, document)
    return config


def _environment(path: Path) -> Environment:
    try:
        return Environment(_env_file=path.parent / ".env")
    except ValidationError as error:
        names = ", ".join(f"DIGEST_{str(e['loc'][0]).upper()}" for e in error.errors())
        raise ConfigError(f"environment: {names}: not usable (its value is not shown)") from None


def _check_whole(config: Config, document: yamlfile.Document) -> None:
    """What no single key can be blamed for."""
    schedule = config.schedule
    slot = schedule.next(datetime.now(config.zone))
    if slot.at and schedule.review >= slot.at - (slot.window.begin + schedule.review):
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


def _messages(error: ValidationError, document: yamlfile.Document) -> Iterable[str]:
    for fault in error.errors():
        # The tags of union members stand in pydantic's place but are no keys of the file.
        keys = tuple(part for part in fault["loc"] if not str(part).startswith("("))
        where = "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in keys).lstrip(".")
        if fault["type"] == "extra_forbidden":
            text = _unknown(keys)
        elif fault["type"] == "missing":
            text = "missing"
        elif fault["type"] == "value_error":
            text = str(fault["msg"]).removeprefix("Value error, ")
        else:
            said = str(fault["msg"]).removeprefix("Input should be ")
            text = f"expected {said[0].lower()}{said[1:]}, got {_short(fault.get('input'))}"
        yield f"{document.at(*keys)}: {where or 'file'}: {text}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


#: Which part a key opens, for telling the keys that are known where an unknown one stands.
_PARTS: dict[str, type[Part]] = {
    "newsletter": NewsletterPart,
    "site": SitePart,
    "delivery": DeliveryPart,
    "schedule": SchedulePart,
    "topic": TopicPart,
    "issue": IssuePart,
    "summariser": SummariserPart,
    "fetch": FetchPart,
    "feeds": FeedPart,
    "like": ExamplePart,
    "unlike": ExamplePart,
}


def _unknown(keys: tuple[str | int, ...]) -> str:
    model: type[Part] = File
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
