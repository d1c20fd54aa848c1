"""General concepts, and topics read as them."""

from __future__ import annotations

import numpy as np
import pytest

from digest.choose.facets import directions, facets, spoken
from digest.choose.reading import read
from digest.choose.spelled import vectors
from digest.types import Example, Topic

NONE = np.zeros((0, 384), np.float32)
COLUMN = {facet.name: n for n, facet in enumerate(facets().all)}


@pytest.mark.parametrize(
    ("text", "there", "missing"),
    [
        ("Songwriter releases an album", "music", "ai"),
        ("Chatbot maker raises money", "ai", "music"),
        ("Telescope sees a comet", "space", "games"),
        ("Ransomware gang hits a hospital", "security", "film"),
        ("Online marketplace raises its fees for sellers", "commerce", "space"),
        ("Wind farm cuts emissions", "climate", "security"),
    ],
)
def test_words_tell_of_facets(text: str, there: str, missing: str) -> None:
    """A title of a few plain words is enough."""
    said = spoken([f"{text}\n\n"]).title[0]
    assert said[COLUMN[there]] >= 0.5 > said[COLUMN[missing]]


def test_neighbours_speak_of_one_another() -> None:
    """ "AI-generated songs" is one thing; an AI firm that a singer passes by is two."""
    near, far = spoken(["AI songs\n\n", "AI\n\nSongs are sung in spring."]).beside
    pair = COLUMN["ai"], COLUMN["music"]
    assert near[pair] == near[pair[::-1]] > 0.3
    assert far[pair] == 0


def test_every_facet_has_a_direction() -> None:
    """Who adds a facet has to run `python -m training.facets`."""
    assert directions().shape == (len(COLUMN), 385)
    assert np.isfinite(directions()).all()
    assert len(COLUMN) == len(facets().all)


def labels(topic: Topic) -> list[str]:
    return [side.label for side in read(topic, vectors(topic.like) if topic.like else NONE).sides]


@pytest.mark.parametrize(
    ("describe", "sides"),
    [
        ("Artificial intelligence and the media", ["artificial intelligence", "media"]),
        ("Video games and the people who make them", ["games"]),
        ("Rockets, satellites and astronomy", ["space"]),
        ("Artificial intelligence in medicine", ["artificial intelligence", "health and medicine"]),
        ("Beekeeping for beginners in the city", []),
    ],
)
def test_a_description_is_read_as_sides(describe: str, sides: list[str]) -> None:
    """The longest phrase has its words: video games are no videos."""
    assert labels(Topic(name="main", describe=describe)) == sides


def test_a_side_that_no_example_shows_is_not_asked_for() -> None:
    """A list may name what is only sometimes there: lawsuits, here."""
    describe = "AI and the media: new tools, and the lawsuits over them."
    like = (
        Example(title="Musician makes a video with an AI model"),
        Example(title="Film festival shows AI films"),
    )
    assert labels(Topic(name="main", describe=describe, like=like)) == ["artificial intelligence", "media"]


def test_a_family_that_is_named_takes_in_all_its_kinds() -> None:
    """One example of music stands for "media", which are films and books as well; of "music" it does not."""
    like = (Example(title="Label releases an AI-generated album"),)
    for describe, film in (("AI and the media", 1.0), ("AI and music", 0.1)):
        topic = Topic(name="main", describe=describe, like=like)
        [media] = [side for side in read(topic, vectors(like)).sides if len(side.facets) > 1]
        assert media.share[media.facets.index(COLUMN["film"])] == film


def test_what_the_topic_names_is_not_put_aside() -> None:
    """A newsletter of bargains wants deals; every other one can do without them."""
    assert COLUMN["deals"] in read(Topic(name="main", describe="Space"), NONE).aside
    assert COLUMN["deals"] not in read(Topic(name="main", describe="Deals on tablets"), NONE).aside
