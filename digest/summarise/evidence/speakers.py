"""Who says what, beside the source's own: the speaker, and whether there is one at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from digest.summarise.evidence.quotes import Quote, flat, is_name
from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.evidence.speech import Speech, speeches
from digest.summarise.evidence.text import root
from digest.summarise.evidence.voices import OWN, Voices
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

#: The share of a sentence's words at home in a claim, from which on the claim is what it tells.
MOST = 0.6
#: And the share of its words that nobody is given for.
APART = 0.3
#: Speeches of a sentence that are looked at.
_MOST_HERE = 8
_PAIRS = words_of("pair duo both two three trio")

_ANNOUNCE = words_of("announced announces announce confirmed confirms disclosed revealed unveiled")
_DISPUTE = words_of(
    "court judge tribunal accusing denied denies deny disputed disputes dispute blamed blames alleging alleges alleged"
)
_COMMON = words_of(
    "say says said saying tell tells told add adds added according write wrote writes call calls called"
)
_BENCH = words_of(
    "court judge tribunal arbitrator regulator authority watchdog commission ministry panel jury"
)
#: In what is said of another these make it an accusation.
_BLAME = words_of(
    "wrongly falsely illegally unlawfully unfairly improperly deliberately knowingly secretly mistakenly stole"
)
_SAYINGS = words_of(
    "argument arguments claim claims pledge promise allegation allegations accusation contention warning warnings "
    "objects objected regards regarded considers considered doubts doubted questions questioned worries worried "
    "thinks believes wants finds assertion view opinion version account explanation"
)
_TOLD = words_of("told tells asked asks urged warned")

_REPORTS = words_of(
    "study survey poll report letter statement email memo interview blog filing announcement lawsuit"
)


@lru_cache(maxsize=8)
def _reports(meaning: Meaning) -> frozenset[str]:
    """Roots of what can say something in somebody's stead: "a study by Acme puts"."""
    return frozenset(root(word, meaning) for word in _REPORTS)


def _disputed(source: Reading, meaning: Meaning) -> frozenset[int]:
    """Sentences that tell of a dispute."""
    words = meaning.accusers | _DISPUTE
    return frozenset(token.sentence for token in source.tokens if token.low in words)


class Speeches:
    """Both texts with who says what."""

    def __init__(self, scene: Scene, meaning: Meaning, anonymous: frozenset[str]) -> None:
        self.scene, self.meaning, self.anonymous = scene, meaning, anonymous
        self.here, self.there = (text.once(speeches, meaning) for text in (scene.said, scene.source))
        self.voices = Voices(scene, meaning, self.there)
        self.disputed = scene.source.once(_disputed, meaning)
        self._own: dict[int, tuple[int, ...]] = {}

    def misattributed(self) -> str:
        return self._wrong_mouth() or self._wrong_speaker() or self._unattributed()

    def _wrong_mouth(self) -> str:
        """A quotation that the source gives to somebody else."""
        for quote in self.scene.said.quotes:
            words = flat(quote.text)
            if words.count(" ") < 2:
                continue
            known = [one for one in self.scene.source.quotes if words in flat(one.text)]
            mine = self._speech_of(self.scene.said, self.here, quote)
            theirs = [
                self._speech_of(self.scene.source, self.there, one) or self._led_to(one) for one in known
            ]
            if mine and theirs and all(one and not self.voices.same(mine, one) for one in theirs):
                who = self._words(self.scene.said, mine.speaker)
                return f"the quotation is not from “{who}” in the source"
        return ""

    def _speech_of(self, reading: Reading, found: Sequence[Speech], quote: Quote) -> Speech | None:
        """The speech that a quotation belongs to; the nearest where two verbs claim it."""
        places = [p for p, token in enumerate(reading.tokens) if quote.start <= token.start < quote.end]
        near = [one for one in found if places and not set(places).isdisjoint(one.content)]
        return min(near, key=lambda one: min(abs(one.verb - p) for p in places)) if near else None

    def _led_to(self, quote: Quote) -> Speech | None:
        """Whoever stands before a quotation without a verb of saying: "Roe disagreed: “…”", "Roe spoke of “…”"."""
        tokens = self.scene.source.tokens
        begin = next((p for p, token in enumerate(tokens) if token.start >= quote.start), 0) - 1
        first = begin
        while first > 0 and tokens[first - 1].sentence == tokens[begin].sentence and begin - first < 30:
            first -= 1
        speaker = tuple(p for p in range(first, begin) if p not in self.scene.source.quoted)
        if begin <= 0 or is_name(quote.text) or not any(p in self.scene.source.named for p in speaker):
            return None
        return Speech(
            begin, speaker, tuple(p for p in range(begin, len(tokens)) if tokens[p].end <= quote.end), False
        )

    def _wrong_speaker(self) -> str:
        """Words that the source gives to somebody else."""
        for one in self.here[:_MOST_HERE]:
            content = [index for index in one.content if self._tells(index)]
            shares = [
                (self._weight(content, other) + self._as_said(one, other), other) for other in self.there
            ]
            best = max((share for share, _ in shares), default=0.0)
            if best < 1.0 or best < 0.2 * len(content):
                continue
            close = [other for share, other in shares if share >= 0.5 * best]
            if not any(self.voices.same(one, other) for other in close):
                who, whom = (
                    self._words(self.scene.said, one.speaker),
                    self._words(self.scene.source, close[0].speaker),
                )
                return f"is said by “{whom}” in the source, not by “{who}”"
        return ""

    def _unattributed(self) -> str:
        """What the source only has from a speaker, told as if it were so."""
        covered = {index for one in self.here for index in (*one.content, *one.speaker)}
        told = [
            index
            for index, token in enumerate(self.scene.said.tokens)
            if index not in covered | self.scene.said.quoted and self._tells(index) and not token.capital
        ]
        telling = [index for index in range(len(self.scene.said.tokens)) if self._tells(index)]
        if (
            not told
            or len(told) < APART * len(telling)
            or any(
                token.low in self.meaning.judging
                or token.low in self.meaning.claimers | _SAYINGS
                or not token.means.isdisjoint(_reports(self.meaning))
                for token in self.scene.said.tokens
            )
        ):
            return ""
        found = [index for index in told if self.scene.places[index]]
        planned = any(token.low in self.meaning.willing for token in self.scene.said.tokens)
        inside: frozenset[int] = frozenset()
        for other in self.there:
            if not self._claimed(other, planned=planned):
                continue
            inside |= frozenset(other.content)
            homes = [index for index in found if self._home(index) in inside]
            here = len(homes)
            if sum(bool(self._exact(index)) for index in homes) < min(2, len(found)):
                continue  # by words of like meaning alone one tells nothing apart
            if here >= max(MOST * len(found), min(2, len(told))) and 2 * len(found) >= len(told):
                whom = self._words(self.scene.source, other.speaker)
                return f"is only said by “{whom}” in the source"
        return ""

    def _home(self, index: int) -> int:
        """The place of the source where a word fits best: the word itself before one like it."""
        places = self._exact(index) or self.scene.places[index]
        return max(places, key=lambda place: (self.scene.fits(index, place), -place))

    def _claimed(self, speech: Speech, *, planned: bool) -> bool:
        """Whether nobody but the speaker stands for it: an allegation, people without a name; in a dispute a party.

        What a party plans itself is its own to tell.
        """
        tokens = self.scene.source.tokens
        if speech.claim or tokens[speech.verb].low in self.meaning.judging:
            return True
        if self._orders(speech):
            return False
        if {tokens[place].low for place in speech.speaker} & self.anonymous:
            return True
        if self._of_another(speech):
            return True
        sentence = [token for token in tokens if token.sentence == tokens[speech.verb].sentence]
        if any(token.low in self.meaning.accusers for token in sentence) and (
            tokens[speech.verb].low.endswith("ing") or any(tokens[p].low in OWN for p in speech.speaker)
        ):
            return True
        titled = any(tokens[place].low in self.meaning.titles for place in speech.speaker)
        pronoun = any(tokens[place].low in ("they", "he", "she") for place in speech.speaker)
        past = any(tokens[p].low == "had" for p in speech.content[:4])  # what was, and no announcement
        if past and (titled or pronoun) and self.disputed:
            return True
        around = {tokens[speech.verb].sentence + step for step in (-1, 0, 1)}
        return (titled or pronoun) and not planned and not self.disputed.isdisjoint(around)

    def _orders(self, speech: Speech) -> bool:
        """ "An arbitrator has told the studio to remove": whom it binds has to, whoever tells it."""
        tokens = self.scene.source.tokens
        bench = any(tokens[place].low in _BENCH for place in speech.speaker)
        bound = any(
            tokens[place].low == self.meaning.clauses.to
            for place in range(speech.verb + 1, min(len(tokens), speech.verb + 9))
        )
        return bench and bound and tokens[speech.verb].low in _TOLD

    def _of_another(self, speech: Speech) -> bool:
        """Whether the speaker tells what somebody else did: "the estate said that the studio had …"."""
        tokens = self.scene.source.tokens
        if tokens[speech.verb].low in _ANNOUNCE:
            return False
        if any(tokens[place].low in self.meaning.clauses.possessives for place in speech.speaker):
            return False  # "its owner said": the text is about whom it speaks for
        if any(
            tokens[one].low in ("companies", "company", "firm", "firms", "both", "they")
            for one in speech.speaker
        ):
            return False
        if any(tokens[place].text.endswith("'s") and not tokens[place].capital for place in speech.speaker):
            return False  # "the newspaper's owner"
        if any(tokens[place].low in _BLAME for place in speech.content):
            return True
        for place in speech.content:
            token = tokens[place]
            if token.low in OWN or place in self.scene.source.quoted:
                return False
            if token.bare or not token.word:
                continue
            means = frozenset().union(*(tokens[one].means for one in speech.speaker))
            other = place in self.scene.source.named or token.low in self.meaning.agents
            return other and not token.means & means
        return False

    def _tells(self, index: int) -> bool:
        token = self.scene.said.tokens[index]
        return not token.bare and index not in self.scene.said.dated and (token.word or token.number)

    def _weight(self, content: Sequence[int], other: Speech) -> float:
        """How many words of a content only this speech of the source has; little for those it tells elsewhere too."""
        inside = frozenset(other.content)
        found = 0.0
        for index in content:
            places = self._exact(index) or self.scene.places[index]
            if places and not inside.isdisjoint(places):
                found += 1.0 if inside.issuperset(places) else 0.3
        return found

    def _as_said(self, one: Speech, other: Speech) -> float:
        """1 where both say it with the same verb, and no common one: "insisted", "warned"."""
        mine, theirs = self.scene.said.tokens[one.verb].low, self.scene.source.tokens[other.verb].low
        return float(mine not in _COMMON and root(mine, self.meaning) == root(theirs, self.meaning))

    def _exact(self, index: int) -> tuple[int, ...]:
        """Where the source has the word itself, and not only one like it."""
        if index not in self._own:
            own = root(self.scene.said.tokens[index].low, self.meaning)
            tokens = self.scene.source.tokens
            self._own[index] = tuple(
                p for p in self.scene.places[index] if root(tokens[p].low, self.meaning) == own
            )
        return self._own[index]

    def _words(self, reading: Reading, places: Sequence[int]) -> str:
        kept = [place for place in places if reading.tokens[place].word or reading.tokens[place].number]
        if not kept:
            return "?"
        return reading.text[reading.tokens[kept[0]].start : reading.tokens[kept[-1]].end]
