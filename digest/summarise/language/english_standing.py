"""English: what makes a sentence whole, and what it leans on."""

from __future__ import annotations

import re

from digest.summarise.language.standing import DateStyle, FigureStyle, Standing
from digest.summarise.language.words import any_of, words_of

_VERBS = words_of(
    "add allow announce apologise apologize appear argue ask accuse acquire admit adopt advise agree aim "
    "allege apply arrive become begin believe bring build claim come compete complain confirm consider "
    "contain continue create criticise criticize debut decide declare decline deliver deny depict "
    "describe develop disclose discover eliminate embed enable encourage enter examine exist expand "
    "expect explain explore fail file find follow forbid force gain generate get give go grow happen help "
    "hide hire identify ignore illustrate improve include increase insist intend introduce invest "
    "investigate involve join keep know lack launch learn leave let license lose maintain make manage "
    "mean meet merge offer oppose own partner pay prepare prevent produce promise propose protect prove "
    "provide publish pull pursue raise reach receive recommend refuse reject rely remain remove replace "
    "represent require resign respond restore retain reveal roll say see seek seem sell send settle show "
    "sit solve speak spend stop struggle submit sue suggest support suspend take teach tell think "
    "transform try tune understand unite unveil upend urge use warn withdraw write ban compile combine "
    "comprise convert cost drop earn face fall fuel grapple handle hit hold host integrate lead lean live "
    "look migrate mimic mirror negotiate overhaul ramp regulate reinstate reportedly resemble scrap sign "
    "stand start stay strike summarise summarize surge turn unlock vow wait want wear win accept account "
    "acknowledge affect analyse analyze anticipate approve assert assign attempt attract award bar behave "
    "belong break buy calculate capture carry cause celebrate cite collect commit communicate conclude "
    "conduct connect consist contribute control cover crack crawl cross cut deal defend define delete "
    "demand demonstrate depend deploy derive destroy detect determine direct discuss dispute draw drive "
    "edge eat employ end enforce ensure equip escape establish evaluate evolve extend feed feel fight "
    "flag focus forget fund gather guarantee guide halt hope imply import impose impress indicate "
    "infringe inform inspire install instruct issue jump kick kill land last lay lend limit list mark "
    "match mention monitor motivate move near note notify obtain occur open operate order organise "
    "organize outperform participate pass perform permit persuade pit place plan play point pose post "
    "power praise predict prefer present press print process prompt push put question read realise "
    "realize rebrand recall record recover reduce refer reflect relate release remember rename render "
    "report request reserve resolve return rise run save scan scrape search serve set shape share shift "
    "shut slam slash sound spark split spread steal store stream stress succeed suffer surface survive "
    "swap target test threaten top touch trace track train treat trick trigger trust undercut undermine "
    "update upgrade signal underscore highlight echo view violate visit walk watch weigh welcome work "
    "worry"
)

_SAID = (
    "(?:said|says|told|tells|added|adds|wrote|writes|explained|explains|argued|argues|claimed|claims|noted|notes"
    "|stated|tweeted|posted|warned|warns|insisted|continued|recalled|recalls|joked)"
)
_SPEAKER = (
    "(?:article|company|firm|startup|start-up|studio|label|publisher|group|agency|outlet|newspaper|paper|site|union"
    "|organi[sz]ation|singer|musician|artist|actor|actress|author|writer|director|founder|ceo|executive"
    "|spokesperson|spokesman|spokeswoman|report|study|lawsuit|complaint|filing|statement|letter|post|judge"
    "|minister|developer|researchers?)"
)

#: "After the ruling,", "amid those talks,": what stands before a matter that was told of, and such matters.
_BESIDE = "(?:after|following|during|despite|since|before|amid|under|with|in|at|for)"
_MATTER = (
    "(?:incident|attack|announcement|news|report|ruling|decision|verdict|hearing|meeting|event|move|deal|accident"
    "|interview|statement|launch|post|video|clip|episode|ceremony|case|raid|match|game|results?|latter|former|pair)"
)

ENGLISH_STANDING = Standing(
    finite=words_of(
        "is are was were am isn't aren't wasn't weren't has have had hasn't haven't hadn't do does did "
        "don't doesn't didn't will would can could may might must shall should won't wouldn't can't "
        "cannot couldn't shouldn't mustn't it's he's she's that's they're we're you're i'm who's what's "
        "there's they've we've you've i've it'll they'll we'll you'll he'll she'll said told made took "
        "got went came saw became began brought bought caught chose drew drove fell felt fought found "
        "flew forgot froze gave grew held kept knew laid led left lent lost meant met paid ran rang rose "
        "sang sank sat sent shook shot showed sold spent spoke stood stole struck sued swore taught "
        "thought threw understood won wore wrote woke withdrew broke built beat bet hid hung lay rode "
        "sought slid sped stuck swam swung tore wound undercut overtook upheld backs says wants tells "
        "gets goes makes takes gives becomes believes brings keeps knows lets means needs seems thinks "
        "tries asks argues adds allows appears includes aims expects lacks remains requires provides "
        "reveals sues unveils warns writes wins loses introduces announces launches joins calls feels "
        "runs comes arrives lands exceeds costs looks heard claims shows starts begins stays sits boasts "
        "hopes intends belongs spans weighs owes died set put hit cut redid undid outdid became arose bore "
        "faces pertains centres centers dies spread shed clung dealt dug fled foresaw froze overcame rebuilt "
        "shone slept swept tore underwent want say believe become include remain seem think bring "
        "allow require appear argue expect provide make take give keep"
    ),
    verbs=_VERBS,
    past_endings=("ed",),
    before_infinitive=words_of("to"),
    participle_before=words_of("by of"),
    subjects=words_of(
        "i we you they who people users fans creators artists musicians authors critics that which"
    ),
    not_after_verb=words_of(
        "and or but nor of in for with on at from by to among between under without that who which behind "
        "about across against inside over through via worth as like than vs are is"
    ),
    determiners=words_of(
        "the a an its his her their our your my this that these those to it them him us you one two three "
        "four five ten some any no every each all both several many more most up out off on over into in "
        "with for from against by new how what why when where whether as"
    ),
    commands=words_of(
        "take forget imagine learn meet discover explore don't let's let think say keep get see find join "
        "try turn create make add give go tell ask picture consider remember enjoy choose bring become "
        "grab pick unlock upgrade transform boost maximize prepare save please never avoid skip stop "
        "behold enter"
    ),
    commands_before=words_of(
        "use move buy watch check look play test read listen start build stream win hear put"
    ),
    kickers=re.compile(
        r"(?:summary|exclusive|breaking(?: news)?|new|just in|watch|updated?|tl;dr|in short|in brief|the gist"
        r"|scoop|analysis|reports?|news|first look|hands-on|interview|at a glance|what happened|the news"
        r"|key point)"
        r"(?:: ?| [-–—] )(?=\S)"
        r"|(?:[A-Za-z]+ )?in brief (?=[A-Z])|arXiv:\S{1,20} Announce Type: \S{1,20} Abstract: "
        r"|(?:exclusive|updated|interview|feature|analysis) (?=(?:the|an?|in|it|its|this|these|on|at|for)\s)",
        re.IGNORECASE,
    ),
    asides=any_of(
        r"""
        ^(?:\w+ ){1,3}ago,? there (?:was|were)\b
        ^\S+ \S+ had (?:expected|hoped|planned|thought|always|never|just|been looking|been waiting)\b
        ^it(?:[’']s| is| was) (?:a|an|the|about|just|no|not|hard)\b
        ^it(?:[’']s| is| was) (?:easy|tempting|official|finally|safe|worth|time|fair|clear)\b
        ^(?:it|there) was (?:a|an|the) (?:\w+ ){0,2}(?:night|day|morning|afternoon)\b
        ^(?:it|there) was (?:a|an|the) (?:\w+ ){0,2}(?:evening|summer|winter|spring)\b
        ^(?:one|late one|early one|on a) (?:\w+ )?(?:night|day|morning|evening|afternoon|monday)\b
        ^(?:one|late one|early one|on a) (?:\w+ )?(?:tuesday|wednesday|thursday|friday|saturday|sunday)\b
        ^(?:once upon|gone are|make no mistake|to be (?:clear|fair|sure)|needless to say)\b
        ^(?:no surprise|not surprisingly|unsurprisingly|as it turns out|turns out)\b
        ^(?:the (?:good|bad|big|best|worst) (?:news|part|question|thing)) (?:is|was|here|[:,])
        ^(?:the (?:bottom line|catch|upshot|takeaway|twist|kicker|irony|problem|trouble|point)) (?:is|was|here|[:,])
        ^(?:well|yes|yep|yup|nope|sure|okay|ok|oh),?\s
        ^(?:hey|alas|surprise|spoiler|bonus|hello|congratulations|remember when|good morning),?\s
        ^(?:if|unless|when|whenever|whether|once) (?:you|you[’'](?:re|ve|d|ll)|we|anyone|someone|somebody)\b
        ^(?:think|picture|remember|forget) (?:of|about|this|that|when|the)\b
        ^(?:a (?:long|short) time) ago, (?:if|when|i|we|nobody|no one|it|there|the idea)\b
        ^(?:not (?:so )?long) ago, (?:if|when|i|we|nobody|no one|it|there|the idea)\b
        ^(?:a few|two|three|four|five|six|ten|twenty|\d+) (?:years|months|weeks|decades) ago, (?:if|when|i|we)\b
        ^(?:a few|two|three|four|five|six|ten|twenty|\d+) (?:years|months|weeks|decades) ago, (?:nobody|it|there)\b
        ^(?:when|while|as) (?:he|she|i|we|they)\b
        ^when \w+(?: \w+)? (?:(?:was|were) (?:an?|\d+|growing|young|little|in) |first |went |sat |woke )
        ^when \w+(?: \w+)? (?:walked |looks |thinks |got |heard |moved )
        ^when \w+(?: \w+)? (?:met |logged |visited |needed |wanted )
        ^when \w+(?: \w+)? (?:decided |goes |asks |asked |enters |steps )
        ^last (?:summer|spring|fall|autumn), (?:\S+ ){1,5}(?:came|went|sat|got|noticed|woke)
        ^last (?:winter|year|month|week|night), (?:\S+ ){1,5}(?:came|went|sat|got|noticed|woke)
        ^last (?:summer|spring|fall|autumn), (?:\S+ ){1,5}(?:walked|received|stumbled)
        ^last (?:summer|spring|fall|autumn), (?:\S+ ){1,5}(?:began|started|told me|had)
        ^last (?:winter|year|month|week|night), (?:\S+ ){1,5}(?:walked|received|stumbled)
        ^last (?:winter|year|month|week|night), (?:\S+ ){1,5}(?:began|started|told me|had)
        ^another (?:day|year|week|month), another\b
        ^at long last\b
        ^for (?:years|months|decades|generations), [^,]{2,30}, an? \b
        ^\S+(?: \S+)? is many things\b
        ^(?:say (?:hello|goodbye)|hold on|buckle up|brace yourself|guess what|fun fact)
        ^(?:pro tip|no,|nobody likes|everybody knows|we all|we[’']ve all)
        ^you (?:either|might|may|know|probably|can[’']t|could)\b
        ^you (?:would|wouldn[’']t|think|give|just|don[’']t|have no|don[’']t)\b
        ^your (?:next|favou?rite|own|brand|business|job|phone)\b
        ^for (?:anyone|everyone|those) (?:who|of)\b
        ^for all (?:the|its|their|of)\b
        ^(?:the way|when someone|what if|who knew|no one|nobody)\b
        ^(?:every|each|most) (?:morning|night|day|one of us)\b
        ^(?:anyone|everyone|everybody|anybody) (?:who|with|that)\b
        ^any \w+(?: \w+)? who\b
        ^(?:on|in) (?:today[’']s|this) (?:\w+ )?(?:episode|edition|issue|newsletter|show|podcast)\b
        """
    ),
    scenes=any_of(
        r"""
        ^\S+ (?:\S+ )?(?:spoke|speaks|talked|talks|chatted|sat down|sits down|caught up) (?:with|to) [a-z\d ]*[A-Z]
        \b(?:until|when|once|after|before) you (?:actually|really|finally)\b
        \b(?:was|were) (?:sitting|standing|walking|scrolling|staring)
        \b(?:was|were) (?:lying|driving|cooking|waiting for|having (?:lunch|dinner|coffee))
        \bwas (?:only |just |barely )?(?:\d+|a (?:teenager|child|kid|boy|girl|student|bored \w+(?: \w+)?))\b
        \b(?:at|as of|at the time of) (?:writing|press time)\b
        \b(?:i|we) (?:spoke|talked|sat down|caught up|asked)\b
        \b(?:on this|in this|this) week[’']s (?:\w+ )?(?:episode|edition|issue|newsletter|show|podcast)\b
        """
    ),
    later=any_of(
        rf"""
        ^one of the (?:first|latest|newest|few|biggest|most|more|best|earliest)\b
        ^the (?:move|news|deal|decision|announcement|launch|ruling|change|update) (?:comes|came|follows)\b
        ^.{{0,80}}\b(?:led|backed|joined|closed) the (?:round|seed|offering|series)\b
        ^(?:ahead of|prior to) (?:the|this|that) (?:event|hearing|launch|meeting|vote|release|trial|show|announcement),
        ^(?:one|two|three|four|some|many|most) of (?:the|these|those) [a-z]+ (?:is|are|was|were|has|have|had|will)\b
        ^(?:both|all|none|several|each|half) of (?:the|these|those) [a-z]+ (?:is|are|was|were|has|have|had|will)\b
        ^(?:for|over|in|within) the (?:next|following|last|past) (?:\d+|few) (?:seconds|minutes)\b
        ^(?:for|over|in|within) the (?:next|following|last|past) (?:two|three|several) (?:seconds|minutes)\b
        ^(?:for|over|in|within) the (?:next|following|last|past) (?:\d+|few) (?:hours|days)\b
        ^(?:for|over|in|within) the (?:next|following|last|past) (?:two|three|several) (?:hours|days)\b
        ^(?:(?:minutes|hours|moments|days|weeks|months|years|shortly|soon) (?:later|after|afterwards?|before))\b
        ^(?:later)\b
        ^(?:[^\s,]+ ){{1,5}}[^\s,]+, (?:though|however|meanwhile|too|in turn),
        ^(?:[^\s,]+ ){{0,2}}\w+ing the [a-z]+,
        ^so (?!far\b|called\b|long\b|much\b|many\b|few\b|little\b)
        ^[\w.-]+['’]s,(?=\s)
        ^(?:by then|back then)\b
        ^(?:that|the next|the following|the same) (?:day|night|morning|evening)\b
        ^(?:that|the next|the following|the same) (?:afternoon|week|month|year|time)\b
        ^{_BESIDE} (?:the|this|that|these|those|such) {_MATTER}(?:\s\w+)?,
        ^(?:afterwards?|earlier(?: that)?,|meanwhile|subsequently|eventually|ultimately)\b
        ^(?:conversely|alternatively|nonetheless|nevertheless|regardless|either way)\b
        ^(?:in response|in return|in addition|as a result|in both cases|on top of that)\b
        ^(?:the reason|one reason|another reason|not everyone|still others|some of these)\b
        """
    ),
    bylines=re.compile(
        r"(?:The )?(?:[A-Z][\w.]+ ){1,3}(?:reports|writes|says|notes|adds): |"
        r"(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w.'’-]+(?:,? and (?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w.'’-]+)?,? "
        r"(?:[^:.]{0,60} )?(?:for|at|in|on|of|from|with) [^:.]{2,50}: (?=[\"“A-Z])"
    ),
    heads=words_of(
        "the in it this these those according on for with as when while after if they he she we there unlike "
        "despite although though since because now here following before during until but and"
    ),
    unique=words_of(
        "government president prime pope king queen internet web world public industry market markets "
        "economy media law country nation sun moon police press us uk eu supreme united senate house "
        "white state white-house parliament number majority rest use idea fact average amount cost price "
        "most past last first next future possibility risk question way reason sale rise growth race "
        "battle fight need demand lack release end beginning start copyright music film entertainment "
        "games gaming video publishing news technology tech ai creative art pandemic war stock election "
        "elections british american german french european chinese japanese indian korean federal fbi bbc "
        "un"
    ),
    restricting=words_of(
        "of that who which whose behind between for where when whom to with at from about against called "
        "named known dubbed"
    ),
    pointing=words_of(
        "which_ones that_growing that_new that_same that_kind that_sort that_category that_approach "
        "that_decision that_trend these_tools these_new these_models these_companies these_changes "
        "these_features these_systems these_kinds these_types those_tools those_changes those_companies "
        "this_new this_kind this_trend this_approach this_move this_decision this_technology this_feature "
        "this_tool this_change these_days the_same the_two the_three the_pair such_a such_tools "
        "such_systems both_companies both_sides both_cases"
    ),
    said_pronouns=re.compile(
        rf"\b(?:he|she|they|it)(?:[’']d)? (?:also |later |then |had |has )?{_SAID}\b"
        r"|, (?:he|she|they|it) (?:said|says|added|adds|told|wrote|argued|claimed|explained), "
        r"|\b(?:said|says|added|adds|wrote|explained|recalled|continued) "
        r"(?:(?:he|she|they)(?=[.,;])|(?:one|another)[,.])"
        r"|\baccording to (?:him|her|them|it)\b",
        re.IGNORECASE,
    ),
    said_nouns=re.compile(rf"\b(?:the|their|his|her) {_SPEAKER} {_SAID}\b", re.IGNORECASE),
    said_owned=re.compile(rf"\b(?:their|his|her) {_SPEAKER} {_SAID}\b", re.IGNORECASE),
    same={
        **dict.fromkeys(
            ("launch", "announc", "introduc", "roll", "releas", "unveil", "debut", "expand", "add"), "launch"
        ),
        **dict.fromkeys(("lawsuit", "suing", "sued", "sue", "suit"), "lawsuit"),
        **dict.fromkeys(("rais", "raise", "fund", "funding"), "rais"),
        **dict.fromkeys(("acquir", "buy", "bought", "buys", "acquisition", "purchas"), "acquir"),
        **dict.fromkeys(("artificial", "intelligenc"), "ai"),
        "musician": "artist",
        "track": "song",
        "firm": "company",
        "startup": "company",
    },
    acts=words_of("launch lawsuit rais acquir"),
    demonstratives=words_of("this that these those such"),
    people=words_of(
        "man woman boy girl teenager child person student teacher driver passenger pensioner mother father "
        "husband wife daughter son brother sister girlfriend boyfriend youth baby toddler doctor nurse"
    ),
    objects=words_of("it"),
    plural_pronouns=words_of("they"),
    far_pointing=words_of("these those"),
    singular=words_of(
        "a an the this that its his her their each every another one either neither no any our my your"
    ),
    joints=words_of(
        "when while after if although though because since despite unlike whereas unless before that"
    ),
    expletive_verbs=words_of(
        "make makes making made find finds finding found consider considers call calling keep keeps kept take "
        "takes took think thinks believe believes get gets got put puts"
    ),
    counted_on=re.compile(
        r"^(?:\S+ ){0,6}the (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[a-z]+s|men|women|people)\b"
        r"(?! (?:that|who|which|of|in|to)\b)",
        re.IGNORECASE,
    ),
    background=any_of(
        r"""
        ^for (?:\w+ ){0,4}(?:years|months|weeks|decades|centuries|generations|era|century|history|existence|life)\b
        ^(?:over|in|during|throughout|across) the (?:past|last) (?:\w+ ){0,2}(?:years?|months?|weeks?|decades?)\b
        ^(?:in|over) recent (?:years|months|weeks|times)\b
        ^(?:until|up until) (?:now|recently|then|\w+ ago)\b
        ^(?:ever since|historically|traditionally|for a long time|long before|nowadays|these days|in theory)\b
        ^(?:in an (?:era|age)|in a world|at a time when|in the (?:age|era) of)\b
        ^there (?:is|was|are|were) (?:a|no|something)\b
        ^(?:first|then) (?:came|comes|there was)\b
        ^(?:\S+ ){1,5}(?:has|have) (?:spent|long|always|never|often)\b
        """
    ),
    generalities=any_of(
        r"""
        ^(?:while |although |though )?(?:many|most|some|few|countless|plenty|people|everyone|everybody|nobody)\b
        ^(?:while |although |though )?(?:very few|almost (?:all|every\w*|no one)|nearly (?:all|every\w*))\b
        """
    ),
    fleeting=any_of(
        r"""
        \b(?:tonight|tomorrow|this (?:weekend|morning|afternoon|evening)|later today|last (?:night|evening))\b(?!['’]s)
        """
    ),
    vague=any_of(
        r"""
        \b(?:shares?|shared|gives?|gave|offers?|offered) (?:its|his|her|their|some)(?: own)? (?:thoughts|views?)\b
        \b(?:shares?|shared|gives?|gave|offers?|offered) (?:its|his|her|their|some)(?: own)? (?:takes?|opinions?)\b
        \b(?:shares?|shared|outlines?|outlined) (?:its|his|her|their|some)(?: own)? (?:visions?|ideas|insights?)\b
        \b(?:shares?|shared|explains?|explained|discuss(?:es|ed)?) how (?:it|he|she|they)(?:[’']s| is)? think
        \b(?:opens? up|opened up|weighs? in|weighed in|reflects?|reflected) (?:on|about)\b
        """
    ),
    stative=words_of(
        "is are was were am isn't aren't wasn't weren't be been has have had hasn't haven't hadn't it's that's seems "
        "seem seemed looks look looked feels feel felt remains remain remained needs need needed "
        "means mean meant knows know knew likes like loves love becomes become became sounds sound tends tend matters "
        "matter deserves deserve lacks lack belongs belong depends depend hopes hope wishes wish"
    ),
    auxiliaries=words_of(
        "is are was were isn't aren't wasn't weren't be been being has have had hasn't haven't hadn't"
    ),
    irregular=words_of(
        "made built led told sold found bought brought caught paid given taken shown written withdrawn begun "
        "cut put set hit won lost left sent spent struck drawn gone done met shut split "
        "spread thrown broken chosen driven fallen grown hidden risen spoken stolen said sued laid bet cost let"
    ),
    defines=re.compile(
        r"\b(?:is|are|was|were|it[’']s) (?:an?|its|their|the \w+est|a set of|one of) (?:[^\s,]+ ){0,8}"
        r"(?:that|which|who|for|to|of|from|with|where|by|made|built|designed|used|culled)\b"
    ),
    denies=words_of("never didn't doesn't don't isn't aren't wasn't weren't hasn't haven't won't can't"),
    spare=("also",),
    not_spare=words_of("only but not who which neither nor"),
)

ENGLISH_DATE_STYLE = DateStyle(
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    this_year="{day} {month}",
    other_year="{day} {month} {year}",
    on="on {date}",
    taken_in=words_of("on"),
    kept=words_of("since by until till from for before after through starting beginning"),
    before=words_of(
        "every each a an the this any some another per of and or to between late early earlier mid that "
        "these in at black good cyber super casual easter ash holy with as over vs versus than our your "
        "its their his her"
    ),
    parts=(
        ("morning", "on the morning of {date}"),
        ("afternoon", "on the afternoon of {date}"),
        ("evening", "on the evening of {date}"),
        ("night", "on the night of {date}"),
    ),
    week="in the week of {date}",
    week_kept="the week of {date}",
    month=("in {month}", "in {month} {year}"),
    year="in {year}",
    future=words_of(
        "will would won't plans plan planning expects expect expected scheduled due slated shall hopes "
        "aims next coming"
    ),
    today_after=words_of(
        "launching launches launched rolling out arriving arrives debuting debuts releasing releases "
        "opens opening introducing"
    ),
    today_near=words_of(
        "announcing launching introducing releasing unveiling rolling adding updating expanding opening revealing"
    ),
    present=words_of(
        "may must can could should might opens starts going goes is are am be being isn't aren't has have "
        "debuts releases drops runs closes returns"
    ),
    present_endings=("ing", "s"),
    passive=words_of("be been being is are am get gets getting being's"),
)

ENGLISH_FIGURE_STYLE = FigureStyle(
    says="{one} says {first}, {other} {second}.",
    scales=(
        *(("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)),
        *(("k", 1e3), ("m", 1e6), ("mn", 1e6), ("bn", 1e9), ("b", 1e9), ("tn", 1e12)),
    ),
    share=words_of("percent %"),
    bounds=words_of(
        "more over less fewer under about around approximately roughly nearly almost some up least most "
        "than estimated as many dozens hundreds thousands between to from or another other additional "
        "first next last further every per each within top only just extra initial remaining"
    ),
    of=words_of("in of"),
    changed=words_of(
        "previously initially originally earlier previous so-far now currently rose fell grew up down "
        "from instead"
    ),
)
