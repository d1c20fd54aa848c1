"""What the summariser knows of each language: a language is a table, not code.

The lists are small on purpose: a missing word costs a little quality, a wrong one costs a sentence.
All words are casefolded. An unknown language gets `NEUTRAL`, which only uses punctuation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Words = frozenset[str]


def _words(text: str) -> Words:
    return frozenset(text.split())


NOTHING = re.compile(r"(?!)")


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


def _any_of(patterns: str) -> re.Pattern[str]:
    """One regular expression of many, one a line."""
    return re.compile("|".join(line.strip() for line in patterns.strip().splitlines()), re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language's tables."""

    code: str
    abbreviations: Words = frozenset()  #: a full stop after these never ends a sentence
    titles: Words = frozenset()  #: abbreviations that may also end one: "Inc.", "Jr.", "etc."
    numbered: Words = frozenset()  #: abbreviations only before a number: "No. 5"
    starters: Words = frozenset()  #: words that begin a sentence even after "U.S." or "Inc."
    ordinals: bool = False  #: "3. Mai" is the third of May
    stopwords: Words = frozenset()
    dangling: Words = frozenset()  #: opening words that point at a sentence before
    persons: Words = frozenset()  #: pronouns that need the name of a person before them
    pronouns: Words = frozenset()  #: those of `dangling` that also dangle after "On Monday"
    leaning: Words = frozenset()  #: opening phrases that lean on a sentence before
    pointing_fine: Words = frozenset()  #: words after which a dangling word does not dangle: "this week"
    fragments: Words = frozenset()  #: openings of what looks like a sentence and is a title: "How the …"
    articles: Words = frozenset()  #: definite articles
    generic: Words = frozenset()  #: nouns that, after a definite article, name nothing by themselves
    connectives: tuple[str, ...] = ()  #: may be left out at the start of a sentence
    first_person: Words = frozenset()
    second_person: Words = frozenset()
    said: Words = frozenset()  #: verbs and phrases that name a speaker
    today: tuple[str, ...] = ()  #: adverbs that are wrong a week later; each a regular expression
    today_verbs: tuple[str, ...] = ()  #: next to which leaving such an adverb out is safe
    noise: re.Pattern[str] = NOTHING  #: phrases of feed plumbing and promotion, never of news


ENGLISH = Language(
    code="en",
    abbreviations=_words(
        "mr. mrs. ms. mx. dr. prof. sen. rep. gov. gen. col. lt. sgt. capt. cmdr. rev. hon. pres. vs. v. "
        "e.g. i.e. cf. viz. approx. ca. fig. vol. pp. ed. eds. mt. ft. st. "
        "jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. feat. ft."
    ),
    titles=_words(
        "inc. ltd. co. corp. bros. llc. plc. jr. sr. etc. al. u.s. u.k. u.n. e.u. d.c. a.m. p.m. ph.d. a.i. "
        "est. dept. univ. assn. l.a. n.y."
    ),
    numbered=_words("no. nos. p. art. sec. ch."),
    starters=_words(
        "the a an it he she they we i in on at but and this that these those there for as when while after "
        "if its his her their according meanwhile however since with by to from now one some many most all "
        "what which who how why yet so although though both last two three until under over our my you"
    ),
    stopwords=_words(
        "a about above after again all also although am an and any are as at be because been before being "
        "below between both but by can could did do does doing down during each few for from further get gets "
        "had has have having he her here hers herself him himself his how i if in into is it its itself just "
        "let like made make makes many may me might more most much must my new no nor not now of off on once "
        "one only or other our ours out over own said same say says she should so some such than that the "
        "their theirs them then there these they this those through to too under until up upon us use very "
        "was we were what when where which while who whom why will with would yet you your yours he's it's "
        "that's i'm don't doesn't isn't won't can't could've we're they're you're what's here's there's "
        "today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday week year "
        "according told reportedly per via among amid"
    ),
    dangling=_words(
        "he she it they this that these those his her hers its their theirs him them such himself herself "
        "he's she's it's they're that's he'll she'll it'll they'll they've he'd she'd they'd both neither "
        "either another others"
    ),
    persons=_words("he she him her his hers himself herself"),
    pronouns=_words("he she it they this these those"),
    leaning=_words(
        "instead then otherwise therefore thus hence likewise similarly consequently indeed accordingly "
        "for_example for_instance that_said as_such as_a in_other that_means which_means in_turn in_contrast "
        "by_contrast in_fact after_all of_course here's here_are here_is now_, now_it now_they now_the "
        "even_so even_then at_that until_then since_then once_again and_that but_that as_usual the_same "
        "the_latter the_former the_two the_three the_pair the_other on_the_other at_the_same the_result "
        "or nor because which who not_only to_that with_that one_of_them some_of_them other_"
    ),
    pointing_fine=_words(
        "week week's month month's year year's morning summer spring autumn fall winter season weekend time "
        "quarter decade century afternoon evening"
    ),
    fragments=_words(
        "how why inside a_look an_interview interview_with q&a_with a_profile a_guide an_overview how_to "
        "a_conversation a_deep a_closer plus"
    ),
    articles=_words("the"),
    generic=_words(
        "company firm startup retailer giant platform "
        "feature features tool tools model move update deal decision news ruling case suit lawsuit complaint "
        "filing report study letter group organization organisation service app product device artist singer "
        "actor director author publisher label band duo site website outlet ceo executive founder spokesperson "
        "judge court plaintiffs plaintiff defendants pair changes change announcement statement post bill law "
        "move award agreement proposal plan program programme project film movie show game song album track book "
        "investigation technology system software chatbot bot agency union partnership acquisition rollout "
        "launch clip video trailer ad commercial award rules incident situation "
        "problem issue idea goal result results findings new latest"
    ),
    connectives=_phrases(
        "but|and|however,|meanwhile,|also,|plus,|still,|moreover,|furthermore,|additionally,|in addition,|yet"
    ),
    first_person=_words(
        "i i'm i've i'd i'll my me mine myself we we're we've we'd we'll our ours ourselves us"
    ),
    second_person=_words("you your yours you're you've you'll you'd yourself"),
    said=_words(
        "said says told tells wrote writes according added adds announced argued argues claimed claims "
        "explained explains noted notes stated asked called calls reported reports posted tweeted warned "
        "warns insisted described describes promised promises confirmed confirms titled dubbed named known "
        "called tagline slogan headline"
    ),
    today=_phrases("earlier today|today|yesterday|this morning|this afternoon|this evening"),
    today_verbs=_phrases(
        "announced|announces|introduced|launched|released|said|unveiled|revealed|confirmed|reported|"
        "published|shared|filed|ruled|began|started|signed|added|updated|debuted|rolled|told"
    ),
    noise=_any_of(
        r"""
        \bsubmitted by\b
        \[(?:link|comments?)\]
        \bappeared first on\b
        \bthis (?:story|article|post) (?:continues|originally|first|appeared|was (?:first |originally )?published)\b
        ^read (?:more|on|our|this|also|next)\b
        \bread more(?: (?:at|on|about|here)\b|[:.]?$)
        \bread the (?:full|rest|whole|entire)\b
        \bcontinue reading\b
        \b(?:sign|signing) up for\b
        ^subscribe\b
        \bsubscribe (?:to (?:our|the)|now|today|here|below)\b
        \b(?:our|this) newsletter\b
        \bfollow (?:us|@)
        ^(?:for|to read|want) more\b.*\b(?:follow|subscribe|read|visit|see|check|head)\b
        ^click\b|\bclick here\b
        \blearn more\b
        \bin this (?:article|post|piece|guide|video|episode|roundup|story)\b
        \bsee also\b
        \b(?:article|comments) url\b
        ^points: ?\d
        # comments
        \ball rights reserved\b
        \b(?:photo|image|picture|video|illustration|graphic)s?(?: credits?)?(?::| courtesy)
        ^\W?(?:photo|image|picture|illustration|graphic)s?(?: credits?)? (?:by|via)\b
        ^(?:credits?|source|caption|photo|getty images?|editor[’']s note|disclosure|correction|update)\b ?[:|]
        ^(?:advertisement|sponsored|related|watch|listen|tags?|filed under|share this)\b ?[:|]
        ^(?:commentary|opinion|review|my take)\b ?[:|]
        \bgetty images\b
        \baffiliate (?:link|commission)s?\b
        \bwe may (?:earn|receive)\b
        \bpromo(?:tional)? code\b
        \bcoupons?\b
        \bfree trial\b
        \b\d{1,2} ?(?:%|percent) off\b
        \b[$€£]\d[\d.,]* off\b
        \bbuy (?:it )?now\b
        \bshop now\b
        ^welcome\b
        \bask about this article\b
        ^key (?:points|takeaways)\b
        \bhere[’']s (?:what|how|why|everything|our|the full|a look)\b
        \bhere are (?:the|our|some)\b
        \beverything (?:you|we) (?:need|know)\b
        \bfind out (?:more|how|what|why)\b
        \bcookies?\b.{0,40}\b(?:consent|policy|settings)\b
        \bminutes? read\b
        \b(?:listen|watch) (?:to (?:this|the) (?:episode|podcast)|the (?:video|trailer|full))\b
        \b(?:scroll|keep) (?:down|reading)\b
        \b(?:see|shown?|listed|embedded|linked) (?:below|above)\b
        \byou are not imagining\b
        \bslashdot reader\b
        \bstay tuned\b
        """
    ),
)

GERMAN = Language(
    code="de",
    abbreviations=_words(
        "dr. prof. hr. fr. frl. z.b. d.h. u.a. o.ä. i.d.r. bzw. ca. evtl. ggf. inkl. max. min. sog. vgl. "
        "str. st. jan. feb. apr. aug. sept. okt. nov. dez. abs. abb. geb. gest. bspw. mio. mrd. z. d. o."
    ),
    titles=_words("usw. etc. co. u.s. jr. u."),
    numbered=_words("nr. s. art. kap. bd."),
    starters=_words(
        "der die das ein eine es er sie wir ich in im am auf mit nach für als wenn doch und aber dies diese "
        "dieser laut seit bei zum zur von so auch damit dabei"
    ),
    ordinals=True,
    stopwords=_words(
        "aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass dein dem den denn der des "
        "die dies diese dieser dieses doch dort du durch ein eine einem einen einer eines er es euer für hat "
        "hatte haben ich ihr ihre im in ist ja jede jeder jetzt kann kein keine können man mehr mein mit nach "
        "nicht noch nun nur ob oder ohne schon sehr sein seine sich sie sind so über um und uns unter vom von "
        "vor war waren was weil wenn wer werden wie wieder will wir wird wo zu zum zur"
    ),
    dangling=_words("er sie es dies diese dieser dieses sein seine ihr ihre ihm ihn ihnen damit dabei daher"),
    leaning=_words("stattdessen dann deshalb deswegen dadurch darum zudem außerdem zum_beispiel so hier"),
    pointing_fine=_words("woche monat jahr sommer winter herbst frühjahr wochenende mal"),
    fragments=_words("wie warum weshalb ein_blick im_interview interview_mit"),
    articles=_words("der die das"),
    generic=_words(
        "firma unternehmen konzern anbieter plattform funktion werkzeug modell gericht klage künstler"
    ),
    connectives=_phrases("aber|und|doch|allerdings,"),
    first_person=_words("ich mein meine mich mir wir unser unsere uns"),
    second_person=_words("du dein deine ihr euch ihnen"),
    said=_words(
        "sagte sagt erklärte erklärt laut zufolge schreibt schrieb teilte kündigte betonte heißt nannte"
    ),
    noise=_any_of(
        r"""
        \bmehr lesen\b
        \bweiterlesen\b
        \bzum artikel\b
        \bnewsletter\b
        \babonnieren\b
        \bjetzt anmelden\b
        ^(?:anzeige|foto|bild|quelle|werbung)\b ?[:|]?
        \berschien zuerst\b
        \bin diesem artikel\b
        \blesen sie auch\b
        """
    ),
)

SPANISH = Language(
    code="es",
    abbreviations=_words(
        "sr. sra. srta. dr. dra. prof. profa. ud. uds. d. dª. lic. ing. p.ej. av. avda. aprox. gral. ene. feb. "
        "abr. ago. sept. oct. nov. dic. ee."
    ),
    titles=_words("etc. cía. s.a. uu. ee.uu. jr."),
    numbered=_words("n.º núm. pág. art. cap. vol."),
    starters=_words(
        "el la los las un una en con por para según pero y este esta estos estas cuando como desde tras al del se "
        "su sus no lo"
    ),
    stopwords=_words(
        "a al algo ante antes como con contra cual cuando de del desde donde dos el ella ellas ellos en entre era "
        "es esa ese eso esta estas este esto estos fue ha han hasta hay la las le les lo los más me mi muy nada "
        "ni no nos o otra otro para pero poco por porque que quien se según ser si sin sobre son su sus también "
        "tan te tiene todo tras tu un una uno unos y ya yo"
    ),
    dangling=_words("él ella ellos ellas esto eso este esta estos estas ese esa esos esas su sus ello"),
    leaning=_words("entonces así además sin_embargo por_ejemplo por_eso por_tanto en_cambio aquí también"),
    pointing_fine=_words("semana mes año verano invierno otoño primavera mañana tarde"),
    fragments=_words("cómo por_qué una_mirada entrevista_con entrevista_a"),
    articles=_words("el la los las"),
    generic=_words("compañía empresa firma plataforma herramienta función modelo tribunal demanda artista"),
    connectives=_phrases("pero|y|sin embargo,|además,"),
    first_person=_words("yo mi mis me nosotros nuestro nuestra nos"),
    second_person=_words("tú tu tus te usted ustedes"),
    said=_words(
        "dijo dice según afirmó afirma declaró explicó anunció señaló añadió llamado llamada titulado"
    ),
    noise=_any_of(
        r"""
        \bleer más\b
        \bsigue leyendo\b
        \bseguir leyendo\b
        \bsuscríb\w+
        \bboletín\b
        ^(?:foto|imagen|fuente|publicidad)\b ?[:|]?
        \ben este artículo\b
        \bhaz clic\b
        """
    ),
)

NEUTRAL = Language(code="")

LANGUAGES = {table.code: table for table in (ENGLISH, GERMAN, SPANISH)}


def language_table(code: str) -> Language:
    """The tables of a BCP 47 tag ("en", "de-AT"); `NEUTRAL` for a language there are none for."""
    return LANGUAGES.get(code.replace("_", "-").split("-", 1)[0].casefold(), NEUTRAL)
