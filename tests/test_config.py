"""feeds.yaml: what is accepted, and what a mistake's message says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from digest.config import load, parse, schema
from digest.errors import ConfigError
from digest.paths import shipped
from digest.types import Topic
from digest.yamlfile import append_item

FEEDS = "feeds: [{url: https://a.example/feed}]\n"
ISSUE_EXAMPLE = """\
newsletter: {title: The Frame, language: en, timezone: Europe/Berlin, from: "The Frame <hello@example.org>", address: "postal address"}
site: {url: https://news.example.org/}
delivery: {outlet: file://outbox}
schedule: {every: thursday 09:00, review: 24h}
topic: ai-and-media
issue: {stories: 12}
summariser: extractive
fetch: {allow_private: false}
feeds:
  - {title: Ars Technica, url: https://feeds.arstechnica.com/arstechnica/index, section: technology}
"""


def config(text: str, folder: Path | None = None):
    return parse(text, (folder or Path()) / "feeds.yaml")


def test_the_keys_that_others_rely_on() -> None:
    """The example of the contract is a valid file, and each key arrives where it is used."""
    found = config(ISSUE_EXAMPLE)
    assert found.newsletter.sender_name == "The Frame"
    assert found.newsletter.sender_email == "hello@example.org"
    assert found.newsletter.site_url == "https://news.example.org"
    assert found.feeds[0].section == "technology"
    assert found.topic == "ai-and-media"
    assert found.limits.stories == 12


def test_everything_but_feeds_has_a_default(tmp_path: Path) -> None:
    """Three lines are a newsletter; its files lie beside its configuration, wherever the command runs."""
    found = config(FEEDS, tmp_path)
    assert found.newsletter.timezone == "UTC"
    assert found.database_url.database == str(tmp_path / "var" / "digest.db")
    assert found.key_path == tmp_path / "var" / "digest.key"


def test_the_shipped_configuration_is_valid() -> None:
    """What `digest init` hands out must pass `digest check`; the issue asks for 25 to 40 feeds."""
    assert 25 <= len(load(shipped("feeds.yaml")).feeds) <= 40


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("feeds:\n  - {url: htp://x}\n", "feeds.yaml:2: feeds[0].url: expected http(s) address, got 'htp://x'"),
        (FEEDS + "newsletter:\n  langage: en\n", "feeds.yaml:3: newsletter.langage: unknown key; did you mean 'language'?"),
        (FEEDS + "sumariser: extractive\n", "feeds.yaml:2: sumariser: unknown key; did you mean 'summariser'?"),
        (FEEDS + "zzz: 1\n", "feeds.yaml:2: zzz: unknown key; known here: newsletter, site"),
        ("newsletter: {}\n", "feeds.yaml:1: feeds: missing"),
        ("feeds: []\n", "feeds.yaml:1: feeds: expected one at least"),
        ("feeds: [https://a.example/]\n", "feeds.yaml:1: feeds[0]: expected keys and values, got 'https://a"),
        ("{[a]: 1}\n", "feeds.yaml:1: expected a word as the key"),
        (FEEDS + "topic: {name: x}\n", "feeds.yaml:2: topic: expected a description (`describe`) or a story"),
        (FEEDS + "fetch: {every: 1m}\n", "feeds.yaml:2: fetch.every: expected 5m or more"),
        (FEEDS + "schedule: {every: monthly 1 09:00, review: 28d}\n", "schedule.review: expected less than the time"),
        (FEEDS + "schedule: {every: someday}\n", "feeds.yaml:2: schedule.every: expected e.g. 'thursday 09:00'"),
        (FEEDS + "schedule: {review: 24}\n", "feeds.yaml:2: schedule.review: expected"),
        (FEEDS + "schedule: {every: daily 09:00, review: 24h}\n", "feeds.yaml:2: schedule.review: expected less than the time"),
        (FEEDS + "newsletter: {timezone: Berlin}\n", "expected an IANA timezone such as Europe/Berlin, got 'Berlin'"),
        (FEEDS + "newsletter: {from: nobody}\n", "feeds.yaml:2: newsletter.from: expected 'Name <name@example.org>'"),
        (FEEDS + "issue: {stories: many}\n", "feeds.yaml:2: issue.stories: expected a valid integer"),
        (FEEDS + "delivery: {outlet: 'ftp://x'}\n", "delivery.outlet: expected file://folder, smtp://"),
        (FEEDS + "topic: {name: x, likes: [a]}\n", "feeds.yaml:2: topic.likes: unknown key; did you mean 'like'?"),
        (FEEDS + "fetch: {allow_private: [10.0.0.0/99]}\n", "expected true, false or networks such as 10.0.0.0/8"),
        ("feeds:\n  - {url: https://a.example/}\n  - {url: https://a.example/}\n", "feeds.yaml:3: feeds[1].url: the same"),
        ("feeds: [\n", "feeds.yaml:2:"),
        (FEEDS + "newsletter: {language: klingon}\n", "feeds.yaml:2: newsletter.language: expected a BCP 47 tag such as en"),
        (FEEDS + "letter:\n  theme: wir\n", "feeds.yaml:3: letter.theme: there is no theme 'wir'; did you mean 'wire'?"),
        (FEEDS + "letter: {theme: zzz}\n", "feeds.yaml:2: letter.theme: there is no theme 'zzz'"),
        ("letter: {accent: #FFD400}\nissue:\n  stories: 5\n\n" + FEEDS, 'feeds.yaml:1: a # begins a comment: put the colour in quotes, "#FFD400"'),
        (FEEDS + "letter: { theme: wire, accent: #0a7 }\n", 'feeds.yaml:2: a # begins a comment: put the colour in quotes, "#0a7"'),
        (FEEDS + "letter: {\n  accent: #FFD400,\n  theme: wire\n}\n", "feeds.yaml:3: a # begins a comment"),
        (FEEDS + "newsletter: {title: #media, id: x}\n", 'feeds.yaml:2: a # begins a comment: put it in quotes, "#media"'),
        (FEEDS + "newsletter: {title: 'a #b, c'}\nissue: {stories: 5  # not: #a, b\ntopic: x\n", "feeds.yaml:4: expected"),
        ("a: 1\na: 2\n", "feeds.yaml:2: the key 'a' stands here twice"),
        ("- just a list\n", "feeds.yaml:1: expected keys such as"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_line_key_and_what_was_expected(text: str, message: str) -> None:
    """An editor mends it without looking anything up."""
    with pytest.raises(ConfigError) as caught:
        config(text)
    assert message in str(caught.value)


def test_a_theme_is_a_shipped_one_or_a_folder_of_ones_own(tmp_path: Path) -> None:
    """A typo is told when the file is read, with what there is; one's own folder beside it counts, and where the
    letter may be made with templates as they last worked, one among those."""
    with pytest.raises(ConfigError) as caught:
        config(FEEDS + "letter: {theme: harbour}\n", tmp_path)
    assert "journal, plain, wire, or make the folder templates/themes/harbour" in caught.value.mend
    (tmp_path / "templates" / "themes" / "harbour").mkdir(parents=True)
    assert config(FEEDS + "letter: {theme: harbour}\n", tmp_path).look.theme == "harbour"
    kept = tmp_path / "var" / "templates-last-good" / "themes" / "quay"
    kept.mkdir(parents=True)
    with pytest.raises(ConfigError, match="no theme 'quay'"):
        config(FEEDS + "letter: {theme: quay}\n", tmp_path)
    config(FEEDS + "letter: {theme: quay, templates_fallback: last-good}\n", tmp_path)
    for theme in ("journal", "plain", "wire"):
        assert config(FEEDS + f"letter: {{theme: {theme}}}\n", tmp_path).look.theme == theme


def test_every_mistake_is_told_at_once() -> None:
    """One run of `digest check`, not one for each mistake."""
    with pytest.raises(ConfigError) as caught:
        config("newsletter: {langage: en}\nissue: {stories: 0}\nfeeds: [{url: x}, {title: y}]\n")
    assert len(str(caught.value).splitlines()) == 4


@pytest.mark.parametrize(
    "outlet",
    [
        "smtp://me:hunter2@mail.example:587",
        "ftp://me:hunter2@mail.example",
        "stmp://me:hun/hunter2@mail.example",
    ],
)
def test_a_password_in_the_file_is_refused_and_not_repeated(outlet: str) -> None:
    """The file is shared and committed; an error message ends up in a log."""
    with pytest.raises(ConfigError) as caught:
        config(FEEDS + f"delivery: {{outlet: '{outlet}'}}\n")
    assert "hunter2" not in str(caught.value)


def test_secrets_come_from_the_environment_or_dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`.env` beside feeds.yaml, the environment above it; neither shows in a printed configuration."""
    (tmp_path / ".env").write_text(
        "DIGEST_SMTP_PASSWORD=from-dotenv\nDIGEST_DATABASE=sqlite:///elsewhere.db\n"
    )
    found = config(FEEDS, tmp_path)
    assert found.environment.smtp_password.get_secret_value() == "from-dotenv"
    assert found.database_url.database == str(tmp_path / "elsewhere.db")
    assert found.key_path == tmp_path / "digest.key"
    assert "from-dotenv" not in repr(found.environment)
    monkeypatch.setenv("DIGEST_SMTP_PASSWORD", "from-environment")
    assert config(FEEDS, tmp_path).environment.smtp_password.get_secret_value() == "from-environment"


def test_yaml_without_its_surprises() -> None:
    """`no` is Norwegian and 09:00 is text; YAML 1.1 says false and 540."""
    found = config(
        FEEDS + "newsletter: {language: no, title: 2026-11-26, tagline: on}\nissue: {floor: 0.4}\n"
    )
    assert (found.newsletter.language, found.newsletter.title, found.newsletter.tagline) == (
        "no",
        "2026-11-26",
        "on",
    )


def test_a_topic_spelled_out() -> None:
    """A title alone, or a title with text, is an example."""
    topic = config(
        FEEDS
        + "topic: {name: Space, describe: d, like: [A rocket flies, {title: Orbit, text: x}], never: [ad]}\n"
    ).topic
    assert isinstance(topic, Topic)
    assert [(example.title, example.text) for example in topic.like] == [
        ("A rocket flies", ""),
        ("Orbit", "x"),
    ]


def test_no_file(tmp_path: Path) -> None:
    """The first thing a new user sees: it must say what to do."""
    with pytest.raises(ConfigError, match="no such file") as caught:
        load(tmp_path / "feeds.yaml")
    assert "digest init" in caught.value.mend


def test_the_schema_knows_every_key_of_the_example() -> None:
    """Editors complete from it."""
    text = json.dumps(schema())
    for key in ("newsletter", "from", "outlet", "every", "review", "allow_private", "like", "summariser"):
        assert f'"{key}"' in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("feeds:\n  - url: https://a/\n", "feeds:\n  - url: https://a/\n  - {url: 'https://b/'}\n"),
        ("feeds:\n- url: https://a/ # why\n\n# end\n", "feeds:\n- url: https://a/ # why\n- {url: 'https://b/'}\n\n# end\n"),
        ("feeds:\n  - url: https://a/\n    title: A\n\nissue: {}\n", "feeds:\n  - url: https://a/\n    title: A\n  - {url: 'https://b/'}\n\nissue: {}\n"),
        ("feeds:\n  - {url: https://a/}", "feeds:\n  - {url: https://a/}\n  - {url: 'https://b/'}\n"),
        ("issue: {}\n", "issue: {}\nfeeds:\n  - {url: 'https://b/'}\n"),
    ],
)  # fmt: skip
def test_adding_a_feed_touches_nothing_else(before: str, after: str) -> None:
    """An editor's comments and order are theirs."""
    assert append_item(before, "feeds", {"url": "https://b/"}, "feeds.yaml") == after


def test_a_list_on_one_line_is_left_to_the_editor() -> None:
    """The message holds the line to write."""
    with pytest.raises(ConfigError) as caught:
        append_item("feeds: [{url: https://a/}]\n", "feeds", {"url": "https://b/"}, "feeds.yaml")
    assert "- {url: 'https://b/'}" in caught.value.mend
