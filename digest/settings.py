"""Every key of feeds.yaml and every variable of the environment: what it is called and what it may hold.

pydantic models; what a single value may be is in `digest.values`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    SecretStr,
    Tag,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from digest import slots
from digest.values import (
    LANGUAGE_TAG,
    Address,
    Duration,
    Line,
    at_least_5m,
    cadence,
    colour,
    endpoint,
    example,
    language_tag,
    mailbox,
    networks,
    or_a_line,
    outlet_address,
    web_address,
    wording,
    zone,
)

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
        str,
        AfterValidator(language_tag),
        Field(json_schema_extra={"pattern": LANGUAGE_TAG}, description="BCP 47, e.g. en or pt-BR"),
    ] = "en"
    timezone: Annotated[str, AfterValidator(zone)] = "UTC"
    sender: Annotated[
        str, AfterValidator(mailbox), Field(alias="from", description="Name <name@example.org>")
    ] = "Digest <digest@localhost>"
    reply_to: Annotated[str, AfterValidator(lambda v: v and mailbox(v))] = ""
    address: Annotated[Line, Field(description="Postal address, required in commercial mail")] = ""


class SitePart(Part):
    url: Annotated[str, AfterValidator(lambda v: v and web_address(v).rstrip("/"))] = ""


class DkimPart(Part):
    """Letters are signed here when there is a selector; the key's file is DIGEST_DKIM_KEY_FILE."""

    selector: Annotated[
        str,
        Field(
            pattern=r"^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$",
            description="of SELECTOR._domainkey",
        ),
    ] = ""
    domain: Annotated[Line, Field(description="default: that of newsletter.from")] = ""


class DeliveryPart(Part):
    outlet: Annotated[str, AfterValidator(outlet_address)] = "file://outbox"
    dkim: DkimPart = DkimPart()


class SchedulePart(Part):
    every: Annotated[str, AfterValidator(cadence), Field(description=slots.EXPECTED)] = "thursday 09:00"
    review: Annotated[Duration, Field(description="The draft is made this long before the slot")] = "24h"
    start: Annotated[date, Field(description="A date in a week in which a fortnightly issue goes out")] = (
        slots.EPOCH
    )


class ExamplePart(Part):
    """A story: its title, perhaps some of its text; or the address of its page, for both."""

    model_config = ConfigDict(json_schema_extra=or_a_line)

    title: Annotated[Line, Field(min_length=3)] = ""
    text: str = ""
    url: Annotated[str, AfterValidator(lambda v: v and web_address(v))] = ""

    @model_validator(mode="after")
    def _is_told(self) -> Self:
        if not (self.title or self.url):
            raise ValueError("expected a `title`, or a `url` whose page has one")
        return self


Examples = list[Annotated[ExamplePart, BeforeValidator(example)]]


class TopicPart(Part):
    """What the newsletter is about, by example."""

    name: Annotated[Line, Field(min_length=1, max_length=80)]
    describe: str = ""
    like: Examples = []
    unlike: Examples = []
    must: list[Annotated[Line, AfterValidator(wording)]] = []
    never: list[Annotated[Line, AfterValidator(wording)]] = []

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.describe or self.like):
            raise ValueError("expected a description (`describe`) or a story like those you want (`like`)")
        return self


class IssuePart(Part):
    stories: Annotated[int, Field(ge=1, le=50)] = 12
    per_source: Annotated[int, Field(ge=1, le=50, description="Stories led by one outlet at most")] = 3
    per_section: Annotated[
        int | None,
        Field(
            ge=1, le=50, description="Stories of one section of your feeds, or else of one medium, at most"
        ),
    ] = None
    per_theme: Annotated[int, Field(ge=1, le=50, description="Stories that are much alike, at most")] = 3
    floor: Annotated[float, Field(ge=0, le=1, description="Relevance below which nothing ships")] = 0.5


class SummariserPart(Part):
    """Who writes the summaries; all but the first two only for `kind: llm`."""

    kind: Literal["extractive", "llm"] = "extractive"
    words: Annotated[int, Field(ge=20, le=200)] = 60
    base_url: Annotated[
        str,
        AfterValidator(lambda v: v and endpoint(v)),
        Field(description="Of an OpenAI-compatible endpoint: https://api.example.org/v1"),
    ] = ""
    model: Annotated[Line, Field(max_length=200, description="As the endpoint names it")] = ""
    headline: Annotated[bool, Field(description="Headlines in the newsletter's voice")] = True
    why: Annotated[bool, Field(description="A line on why it matters, where a report says so")] = True
    intro: Annotated[bool, Field(description="Two sentences that lead into the issue")] = True
    timeout: Annotated[float, Field(ge=1, le=600, description="Seconds for one request")] = 60
    deadline: Annotated[
        float, Field(ge=1, le=3600, description="Seconds for all summaries of a draft; the rest are extracts")
    ] = 300
    concurrency: Annotated[int, Field(ge=1, le=16, description="Stories written at a time")] = 4
    retries: Annotated[int, Field(ge=0, le=5, description="Further tries of a request that failed")] = 2
    failures: Annotated[
        int, Field(ge=1, le=50, description="Failures in a row after which the rest are extracts")
    ] = 6
    temperature: Annotated[float, Field(ge=0, le=2)] = 0
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    max_tokens: Annotated[int, Field(ge=100, le=8000, description="Of one answer")] = 800
    tokens: Annotated[
        int, Field(ge=1000, le=50_000_000, description="Of a draft, in and out; beyond it, extracts")
    ] = 300_000
    cost: Annotated[
        float | None,
        Field(ge=0, description="Of a draft, in the currency of your prices; beyond it, extracts"),
    ] = None
    price_in: Annotated[float, Field(ge=0, description="Of a million tokens that are sent")] = 0
    price_out: Annotated[float, Field(ge=0, description="Of a million tokens that come back")] = 0

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.kind == "llm" and not (self.base_url and self.model):
            raise ValueError("expected `base_url` and `model` with `kind: llm`")
        if self.kind != "llm" and (only := sorted(self.model_fields_set - {"kind", "words"})):
            raise ValueError(f"{only[0]} is only for `kind: llm`")
        if self.cost is not None and not (self.price_in or self.price_out):
            raise ValueError(
                "expected `price_in` and `price_out` with `cost`: a limit of what has no price holds nothing"
            )
        return self


class LetterPart(Part):
    """How the letter is dressed."""

    theme: Annotated[
        str,
        Field(
            pattern=r"^[a-z0-9][a-z0-9-]{0,39}$",
            description="journal, wire, plain, or a folder of your own in templates/themes",
        ),
    ] = "journal"
    accent: Annotated[
        str, BeforeValidator(colour), Field(description='A colour in quotes, such as "#0A7A4B"')
    ] = ""
    masthead: Annotated[
        Line, Field(max_length=80, description="What stands over the letter, if not newsletter.title")
    ] = ""
    templates_fallback: Annotated[
        Literal["none", "last-good"],
        Field(description="When a template of yours is broken: stop, or use it as it last worked"),
    ] = "none"
    images: Annotated[
        Literal["off", "lead", "all"],
        Field(
            description="Publishers' pictures in the letter: none, the lead's, or those of all stories told in full"
        ),
    ] = "off"
    marks: Annotated[
        bool, Field(description="Numbers in the summaries that lead to the report each sentence rests on")
    ] = False


class FetchPart(Part):
    allow_private: Annotated[bool | list[str], BeforeValidator(networks)] = False
    contact: Annotated[
        Line, Field(description="Mail or web address in the User-Agent, so that a publisher can reach you")
    ] = ""
    every: Annotated[
        Duration, AfterValidator(at_least_5m), Field(description="How often the feeds are read")
    ] = "3h"
    workers: Annotated[int, Field(ge=1, le=64)] = 16
    budget: Annotated[Duration, Field(description="The longest that one reading of all feeds may take")] = (
        "10m"
    )
    articles: Annotated[
        int, Field(ge=0, le=500, description="Pages of chosen stories read for a draft; 0 reads none")
    ] = 40
    notify: Annotated[
        str,
        AfterValidator(lambda v: v and mailbox(v)),
        Field(description="Who gets a mail when a feed newly needs care; at most one a day"),
    ] = ""
    ports: list[Annotated[int, Field(ge=1, le=65535)]] = [80, 443]
    silent_weeks: Annotated[
        int, Field(ge=1, le=52, description="Weeks without an entry after which a feed is called silent")
    ] = 4


class FeedPart(Part):
    url: Address
    title: Annotated[Line, Field(max_length=120)] = ""
    section: Annotated[Line, Field(max_length=60)] = ""
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0


AtLeast = Annotated[float | None, Field(ge=0, le=1)]
AtMost = Annotated[float | None, Field(ge=0)]


class FloorsPart(Part):
    """Means over the labelled weeks that `digest eval` must reach; what is not named may be anything."""

    ap: AtLeast = None
    ndcg: AtLeast = None
    p20: AtLeast = None
    b3: AtLeast = None
    grade2: AtLeast = None
    graded: AtLeast = None
    top: AtLeast = None
    told_twice: AtMost = None
    mixed: AtMost = None


class EvalPart(Part):
    """What `digest eval` measures, and when it fails."""

    folder: Annotated[Line, Field(description="Of labelled weeks: WEEK.jsonl and WEEK.gold.tsv")] = ""
    floors: FloorsPart = FloorsPart()


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
    letter: LetterPart = LetterPart()
    fetch: FetchPart = FetchPart()
    templates: Annotated[
        str, Field(description="Folder of your own templates, looked up before the shipped ones")
    ] = "templates"
    evaluation: Annotated[EvalPart, Field(alias="eval")] = EvalPart()
    feeds: Annotated[list[FeedPart], Field(min_length=1)]


class Environment(BaseSettings):
    """DIGEST_* variables, also from a `.env` beside feeds.yaml."""

    model_config = SettingsConfigDict(env_prefix="DIGEST_", extra="ignore")

    database: SecretStr = SecretStr("")  #: SQLAlchemy URL; default: var/digest.db beside feeds.yaml
    smtp_password: SecretStr = SecretStr("")
    llm_key: SecretStr = SecretStr("")  #: of the endpoint `summariser.base_url`; a local server wants none
    key_file: str = ""  #: the signing key; default: digest.key beside the database
    dkim_key_file: str = ""  #: RSA or Ed25519, PEM; see `delivery.dkim`
