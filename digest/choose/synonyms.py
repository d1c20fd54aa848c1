"""AI by other words: "machine-written news" is read as "AI-written news".

What entries are judged by (terms, embedder, lexicon, concepts) was learned from headlines that say "AI". Papers that
say it otherwise ("a synthetic voice", "bot-written", "songs that no human made") were scored as if AI were not there.
Each rule puts the usual word in place of the other one, or before it; what the reader sees is untouched.

Every rule asks for a second word that settles the meaning: a machine-made song, not machine-made lace; a digital
double, not a digital artist; "of generated pictures", not user-generated ones, nor a telescope that generated some.
Pictures made by computer (CGI) are no AI. Nothing in a rule repeats without bound, so a hostile text costs no more
than its length.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _any(words: str) -> str:
    """A pattern for any of these words; `_` stands for a space."""
    return f"(?:{'|'.join(word.replace('_', ' ') for word in words.split())})"


_JOIN = r"[-\u2010\u2011\s]"
_AGENTS = "machine bot algorithm software llm model automatically synthetically prompt"
_AGENT = _any(
    "machine bot robot algorithm algorithmically software chatbot llm model automatically synthetically prompt"
)
#: Only minds were thought to do these, so a machine that does is an AI.
_WROTE = _any(
    "written authored penned composed narrated voiced sung dubbed translated illustrated edited imagined dreamt"
)
_MADE = _any("made produced created designed drawn painted animated")
_TOLD = _any(
    """articles? stor(?:y|ies) journalism obituar(?:y|ies) columns? texts? books? novels? poems? poetry prose fiction
    scripts? essays? songs? music tracks? albums? vocals voices? audio speech podcasts?"""
)
_SHOWN = _any(
    """radio films? movies? videos? clips? trailers? scenes? footage dramas? images? imagery pictures? photos?
    photographs? portraits? art artworks? paintings? drawings? sketches illustrations? covers? comics? cartoons?
    adverts? ads? commercials? content media faces?"""
)
_WORK = f"(?:{_TOLD}|{_SHOWN})"
_PERSON = _any(
    """actors? actress(?:es)? performers? presenters? newsreaders? news_anchors? narrators? hosts? singers?
    djs? voice-?overs? influencers?"""
)
_WRITER = _any(
    """reporters? journalists? authors? writers? poets? columnists? novelists? composers? newsrooms? editors? critics?
    translators?"""
)
_STAR = _any("pop_stars? film_stars? stars? idols? bands? celebrit(?:y|ies)")
_DOUBLE = _any("doubles? replicas? clones? likeness(?:es)?")
_LIKENESS = _any("voices? faces? likeness(?:es)? singing speech")
_MIND = _any(
    """language_models? large_language_models? chatbots? neural_networks? image_generators? generators? algorithms?
    bots? robots? machines? software"""
)
_KINDS = "image|video|music|song|voice"
#: Behind a mind: a name ("Machine Gun Kelly") or somebody who works with it ("software engineers").
_NAMED = (
    r"(?-i:(?! [A-Z]))(?! (?:guns?|heads?|engineers?|makers?|developers?|shops?|houses?|companies|firms?)\b)"
)
#: Behind a virtual singer these make a concert of it, and behind a double a match.
_SHOWS = r"(?! (?:tours?|tennis|match(?:es)?|concerts?)\b)"
#: What says AI already.
_NO_AI = "(?<!AI )(?<!AI-)"
#: After these "generated pictures" are pictures; after a noun somebody generated them.
_BEFORE = _any(
    """of for with by from in on into as to about against no more less all any some the a its their or uses? used using
    bans? banned bars? barred removes? removed deletes? deleted labels? labell?ed whole fully entirely every
    broadcast publish(?:es|ed)? prints? printed sells? sold orders? cut upload(?:s|ed)? posts? posted through than"""
)

#: Who says so once needs no reader's help: such a text is left as those are that the weights learned from. So is one
#: that names what is surely AI.
_SAYS_AI = re.compile(
    r"\b(?:[A-Z]?AI|A\.I|LLMs?|GPT|OpenAI|\w*GPT\b|[Aa]rtificial [Ii]ntelligence|[Gg]enerative|[Dd]eepfak(?:e[sd]?|ing)"
    r"|Anthropic|Claude|Gemini|Siri|Copilot|Grok|DeepMind|DeepSeek|Perplexity|Mistral|Alexa|Midjourney|ElevenLabs)\b"
)

#: What a rule needs to be tried at all, the rule, and what it puts.
_RULES = tuple(
    (needs.split(), re.compile(pattern, re.IGNORECASE), reading)
    for needs, pattern, reading in (
        # machine-written, bot-narrated; machine-made poems; software-generated, but no machine-generated data
        (_AGENTS, rf"\b{_AGENT}{_JOIN}({_WROTE})\b", r"AI-\1"),
        (_AGENTS, rf"\b{_AGENT}{_JOIN}({_MADE})(?= (?:\w+ )?{_WORK}\b)", r"AI-\1"),
        (
            "generated",
            rf"\b{_AGENT}{_JOIN}generated\b(?! (?:data|traffic|clicks|views|code)\b)",
            "AI-generated",
        ),
        # a computer-generated singer or novel, but no computer-generated dinosaurs
        (
            "computer",
            rf"\bcomputer{_JOIN}(written|composed|generated)(?= (?:{_PERSON}|{_WRITER}|{_STAR}|{_TOLD}|news)\b)",
            r"AI-\1",
        ),
        # written by a machine, songs by bots, made by no human
        (" by ", rf"\b({_WROTE}|{_MADE}|generated|{_TOLD}) by (?:an? |the )?{_MIND}\b{_NAMED}", r"\1 by AI"),
        (
            "no human",
            r"\bno human (?:being )?(?:ever |had |has )?(wrote|made|drew|composed|sang|painted|recorded|written)\b",
            r"AI \1",
        ),
        # generated pictures
        ("generated", rf"(^|\n|[:;,.(\u201c\"] ?|\b{_BEFORE} )(generated {_WORK})\b", r"\1AI-\2"),
        # a language model, a chatbot; to train a model
        (
            "language chatbot neural",
            rf"{_NO_AI}(?<!large )\b(?:(?:large )?language models?|chatbots?|neural networks?)\b",
            r"AI \g<0>",
        ),
        (
            "train",
            r"\b(train(?:s|ed|ing)? (?:an? |its |their |the )?)(models?)\b(?= (?:on|with|without|from)\b)",
            r"\1AI \2",
        ),
        # synthetic voices and presenters, virtual actresses, digital doubles, robot reporters, an automated newsroom
        (
            "synthetic artificial",
            rf"\b(?:synthetic|artificial)[-\s]({_WORK}|{_PERSON}|{_WRITER}|{_STAR}|{_DOUBLE}|cop(?:y|ies) of)\b",
            r"AI \1",
        ),
        (
            "virtual digital",
            rf"\b(?:virtual|digital)[-\s](?!hosts?\b)({_PERSON}|{_DOUBLE})\b{_SHOWS}",
            r"AI \1",
        ),
        (
            "bot machine",
            rf"\b(?:robot|bot|machine)[-\s]({_WRITER}|presenters?|newsreaders?|narrators?|hosts?|djs?)\b",
            r"AI \1",
        ),
        ("automated", rf"\bautomated[-\s]({_WRITER}|{_TOLD}|news|writing|narration|dubbing)\b", r"AI \1"),
        ("translation", rf"{_NO_AI}\bmachine[-\s]translations?\b", r"AI \g<0>"),
        # cloned voices, a clone of her voice
        ("cloned", rf"{_NO_AI}\bcloned {_LIKENESS}\b", r"AI-\g<0>"),
        ("voice", rf"{_NO_AI}\bvoice[-\s](?:clon(?:es?|ed|ing)|replicas?)\b", r"AI \g<0>"),
        (
            "clone replica",
            rf"{_NO_AI}\b(?:clones?|replicas?) of (?:[\w'’-]+ ){{1,2}}{_LIKENESS}\b",
            r"AI \g<0>",
        ),
        # a song generator, a voice model, a text-to-film start-up
        (
            "generat",
            rf"{_NO_AI}\b(?:{_KINDS}|picture|speech|art|text)[-\s]generat(?:ors?|ion)\b",
            r"AI \g<0>",
        ),
        ("model", rf"{_NO_AI}\b(?:{_KINDS})[-\s]models?\b", r"AI \g<0>"),
        ("text-to", rf"{_NO_AI}\btext-to-(?:{_KINDS}|film|movie|speech)\b", r"AI \g<0>"),
        # software that writes, a model let write, a bot put in somebody's place
        (
            "software",
            r"\bsoftware(?= (?:that )?(?:writes|wrote|drafts|narrates|narrated|composes)\b)",
            "AI software",
        ),
        (
            "software",
            r"\b(us(?:es?|ed|ing)|lets?|letting|by|had|has) software(?= (?:to )?(?:write|draft|narrate|illustrate)\b)",
            r"\1 AI software",
        ),
        (
            "let",
            r"\b(let|lets|letting) an? (?:(?:machine|bot)(?= draw\b)"
            r"|(?:model|machine|bot)(?= (?:write|draft|compose|narrate)\b))",
            r"\1 an AI",
        ),
        (
            "bot algorithm",
            r"\b(replac(?:e|es|ed|ing) (?:[\w'’-]+ ){1,6})(with|by) (?:an? )?(?:bots?|algorithms?)\b",
            r"\1\2 AI",
        ),
    )
)


@lru_cache(maxsize=4096)
def read_as(text: str) -> str:
    """A title and its text with the usual word where AI is spoken of by another, and nowhere by its own name."""
    if _SAYS_AI.search(text):
        return text
    low = text.lower()
    for needs, pattern, reading in _RULES:
        if any(need in low for need in needs):
            text = pattern.sub(reading, text)
    return text
