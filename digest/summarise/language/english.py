"""English."""

from __future__ import annotations

from digest.summarise.language.english_dates import DATES
from digest.summarise.language.english_meaning import MEANING
from digest.summarise.language.english_standing import (
    ENGLISH_DATE_STYLE,
    ENGLISH_FIGURE_STYLE,
    ENGLISH_STANDING,
)
from digest.summarise.language.table import Language, any_of, phrases_of, words_of

ENGLISH = Language(
    code="en",
    abbreviations=words_of(
        "mr. mrs. ms. mx. dr. prof. sen. rep. gov. gen. col. lt. sgt. capt. cmdr. rev. hon. pres. vs. v. "
        "e.g. i.e. cf. viz. approx. ca. fig. vol. pp. ed. eds. mt. ft. st. "
        "jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. feat. ft."
    ),
    titles=words_of(
        "inc. ltd. co. corp. bros. llc. plc. jr. sr. etc. al. u.s. u.k. u.n. e.u. d.c. a.m. p.m. ph.d. a.i. "
        "est. dept. univ. assn. l.a. n.y."
    ),
    numbered=words_of("no. nos. p. art. sec. ch."),
    starters=words_of(
        "the a an it he she they we i in on at but and this that these those there for as when while after "
        "if its his her their according meanwhile however since with by to from now one some many most all "
        "what which who how why yet so although though both last two three until under over our my you"
    ),
    stopwords=words_of(
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
    dangling=words_of(
        "he she it they this that these those his her hers its their theirs him them such himself herself "
        "he's she's it's they're that's he'll she'll it'll they'll they've he'd she'd they'd both neither "
        "either another others"
    ),
    persons=words_of("he she him her his hers himself herself"),
    pronouns=words_of("he she it they this these those"),
    leaning=words_of(
        "also instead then otherwise therefore thus hence likewise similarly consequently indeed accordingly "
        "for_example for_instance that_said as_such in_other that_means which_means in_turn in_contrast "
        "by_contrast in_fact after_all of_course here's here_are here_is now_, now_it now_they now_the "
        "even_so even_then at_that until_then since_then once_again and_that but_that as_usual the_same "
        "the_latter the_former the_two the_three the_pair the_other on_the_other at_the_same the_result "
        "move_comes deal_comes news_comes launch_comes decision_comes comes_as comes_after "
        "or nor because which who not_only to_that with_that one_of_them some_of_them other_"
    ),
    pointing_fine=words_of(
        "week week's month month's year year's morning summer spring autumn fall winter season weekend time "
        "quarter decade century afternoon evening"
    ),
    fragments=words_of(
        "how why inside a_look an_interview interview_with q&a_with a_profile a_guide an_overview how_to "
        "a_conversation a_deep a_closer plus and_that and_which and_the_fact nor or which"
    ),
    articles=words_of("the"),
    generic=words_of(
        "company firm startup retailer giant platform "
        "feature features tool tools model move update deal decision news ruling case suit lawsuit complaint "
        "filing report study letter group organization organisation service app product device artist singer "
        "actor director author publisher label band duo site website outlet ceo executive founder spokesperson "
        "judge court plaintiffs plaintiff defendants pair changes change announcement statement post bill law "
        "move award agreement proposal plan program programme project film movie show game song album track book "
        "investigation technology system software chatbot bot agency union partnership acquisition rollout "
        "launch clip video trailer ad commercial award rules incident situation "
        "problem issue idea goal result results findings new latest "
        "airline minister actress man woman couple victim victims accused teenager boy girl player team club bank "
        "bench officer official officials spokeswoman university school hospital newspaper charity party "
        "researchers scientists council regulator committee ministry department studio channel network "
        "store chain driver family parents mother father president chairman senator lawmaker candidate"
    ),
    connectives=phrases_of(
        "but|and|earlier,|however,|meanwhile,|also,|plus,|still,|moreover,|furthermore,|additionally,|in addition,|yet"
    ),
    first_person=words_of(
        "i i'm i've i'd i'll my me mine myself we we're we've we'd we'll our ours ourselves us"
    ),
    second_person=words_of("you your yours you're you've you'll you'd yourself"),
    said=words_of(
        "said says told tells wrote writes according added adds announced argued argues claimed claims "
        "explained explains noted notes stated asked called calls reported reports posted tweeted warned "
        "warns insisted described describes promised promises confirmed confirms titled dubbed named known "
        "called tagline slogan headline replied replies reads read quoted maintained alleged tweeted remarked "
        "responded opined stressed quipped recalled continued joked concluded testified"
    ),
    today=phrases_of("earlier today|today|yesterday|this morning|this afternoon|this evening"),
    today_verbs=phrases_of(
        "announced|announces|introduced|launched|released|said|unveiled|revealed|confirmed|reported|"
        "published|shared|filed|ruled|began|started|signed|added|updated|debuted|rolled|told|provided|seeded|opened|"
        "reopened|issued|struck|made|won|lost|bought|sold|took|gave|told|posted|previewed|expanded|joined|sued|raised|closed|named|appointed|agreed|approved|detailed"
    ),
    noise=any_of(
        r"""
        \bsubmitted by\b
        \[(?:link|comments?)\]
        \bappeared first on\b
        \bthis (?:story|article|post) (?:continues|originally|first|appeared|was (?:first |originally )?published)\b
        \bread more(?: (?:at|on|about|here)\b|[:.]?$)
        \bread the (?:full|rest|whole|entire)\b
        \bcontinue reading\b
        \b(?:sign|signing) up for\b
        \bsubscribe (?:to (?:our|the)|now|today|here|below)\b
        \b(?:our|this) newsletter\b
        \bfollow (?:us|@)
        \blearn more\b
        \bin this (?:article|post|piece|guide|video|episode|roundup|story)\b
        \bsee also\b
        \b(?:article|comments) url\b
        # comments
        \ball rights reserved\b
        \b(?:photo|image|picture|video|illustration|graphic)s?(?: credits?)?(?::| courtesy)
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
        \bask about this article\b
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
    noise_openings=any_of(
        r"""
        ^read (?:more|on|our|this|also|next)\b
        ^subscribe\b
        ^(?:for|to read|want) more\b.*\b(?:follow|subscribe|read|visit|see|check|head)\b
        ^click\b|\bclick here\b
        ^points: ?\d
        ^\W?(?:photo|image|picture|illustration|graphic)s?(?: credits?)? (?:by|via)\b
        ^(?:credits?|source|caption|photo|getty images?|editor[’']s note|disclosure|correction|update)\b ?[:|]
        ^(?:advertisement|sponsored|related|watch|listen|tags?|filed under|share this)\b ?[:|]
        ^(?:commentary|opinion|review|my take)\b ?[:|]
        ^welcome\b
        ^key (?:points|takeaways)\b
        """
    ),
    dates=DATES,
    meaning=MEANING,
    standing=ENGLISH_STANDING,
    date_style=ENGLISH_DATE_STYLE,
    figure_style=ENGLISH_FIGURE_STYLE,
)
