"""English words that contradict each other. Both sides of an axis are groups of like meaning too."""

# ruff: noqa: E501 - a line is a group, however long

from __future__ import annotations

from digest.summarise.language.words import words_of

Axis = tuple[frozenset[str], frozenset[str]]


def _axes(text: str) -> tuple[Axis, ...]:
    """One axis a line, its two sides parted by a bar."""
    sides = (line.split("|") for line in text.strip().splitlines())
    return tuple((words_of(left), words_of(right)) for left, right in sides)


AXES = _axes(
    """
    approve accept clear endorse ratify allow permit authorise authorize grant uphold back pass greenlight sanction adopt affirm sustain | reject refuse deny decline block dismiss veto bar ban prohibit forbid overturn oppose quash annul rebuff spurn scupper
    allow permit free entitle let legalise welcome | ban bar prohibit forbid prevent stop block outlaw criminalise exclude disallow disqualify
    proceed continue resume keep persist advance uphold | halt stop dismiss block suspend abandon end cease terminate drop withdraw cancel scrap discontinue axe shelve quit
    rise increase grow climb gain jump soar surge higher expand boost raise up double triple swell widen balloon rocket rebound recover improve treble quadruple | fall drop decrease decline shrink slip plunge tumble down lower cut reduce sink slide dip halve reduction narrow slump plummet deteriorate dwindle ease
    start begin open launch resume introduce commence enter reopen | stop nolonger end halt close suspend pause shut cease discontinue shelve scrap cancel abandon exit
    support back endorse favour welcome praise applaud hail advocate commend champion agree approve | oppose criticise condemn attack object denounce slam blast resist fight lambast deplore decry reject disagree
    confirm admit acknowledge concede affirm accept | deny dispute refute rebut reject contest disown
    agree vow promise pledge accept consent undertake | refuse decline reject disagree object balk
    keep retain remain stay preserve maintain honour save | remove scrap drop abandon leave quit depart discard delete break end terminate cancel lose ditch
    stay remain | move relocate
    keep retain | handback forfeit surrender relinquish
    add restore reinstate include attach insert return | remove delete exclude omit strip drop withdraw erase expel revoke
    win succeed prevail victory victorious | lose fail defeat unsuccessful
    hire appoint recruit employ name promote | fire dismiss layoff sack oust demote
    join enter participate | leave quit depart exit resign abstain boycott
    profit profitable gain surplus | loss lose deficit lossmaking unprofitable
    legal lawful legitimate | illegal unlawful illegitimate
    guilty liable convict | innocent acquit exonerate
    infringe violate breach break | comply obey respect
    morethan atleast | fewer lessthan atmost
    most majority | minority
    all entire entirely wholly fully completely | partly partial partially
    biggest largest greatest highest | smallest lowest least
    longest | shortest
    best strongest | worst weakest
    better stronger | worse weaker
    larger bigger greater longer higher | smaller shorter fewer
    public publicly openly | private secret confidential secretly privately
    free unpaid gratis | paid
    able capable | unable incapable
    likely probable | unlikely improbable
    temporary temporarily interim provisional | permanent permanently definitive indefinitely
    voluntary optional | mandatory compulsory obligatory required binding
    unanimous unanimously | divided split narrowly
    delay postpone defer | accelerate hasten
    extend lengthen prolong renew | shorten curtail expire
    publish reveal disclose release | withhold conceal hide suppress
    strengthen tighten toughen harden | weaken loosen relax ease soften
    safe secure harmless | dangerous unsafe harmful
    real authentic genuine human | fake false forged bogus fabricated fictitious
    true correct accurate truthful | false wrong incorrect inaccurate untrue inflate exaggerate overstate mistaken
    domestic | foreign
    import | export
    encourage urge | discourage deter
    protect defend safeguard | endanger threaten attack
    upgrade | downgrade
    exceed beat surpass | miss
    faster quicker | slower
    optimistic confident hopeful | pessimistic doubtful sceptical
    satisfied pleased happy cheerful glad | dissatisfied unhappy disappointed angry
    popular | unpopular
    online digital | offline print
    unite merge combine | split separate divide
    invest | divest
    require oblige force order compel | exempt waive excuse
    available | unavailable
    exclusive | nonexclusive
    cheap cheaper | expensive costlier dearer
    easy easier easily | harder difficult
    male man men | female woman women
    settle | litigate
    clear | unclear
    known identified | unknown anonymous unidentified
    same identical | different
    related linked connected | unrelated
    affected | unaffected exempt spared
    valid | invalid void
    credible | implausible
    consent | object
    automatic automatically automated | manual manually
    successful | unsuccessful failed
    alive surviving | dead late
    increase | unchanged
    enable | disable
    accept | overturn appeal
    apply cover affect | exempt spare waive exclude
    want wish | object refuse
    decide determine | weigh consider mull ponder undecided
    comment answer respond reply | nocomment silent silence
    """
)

#: The same act from its two sides: A beat B, B lost to A.
CONVERSE = _axes(
    """
    buy acquire purchase takeover | sell divest
    beat win defeat | lose
    lend | borrow
    pay give award grant refund owe | receive get win obtain earn collect
    teach | learn
    employ hire | work
    precede | follow
    """
)

#: What says without a "not" that something is not so, is no more, or is open.
UNDOING = words_of(
    "await cancel scrap drop abandon refuse reject deny decline object oppose block bar ban prohibit forbid prevent "
    "stop halt exclude exempt except lack fail miss avoid omit skip free voluntary optional lossmaking "
    "abstain unable absent unavailable unclear unknown undecided weigh consider mull suspend postpone spare "
    "waive annul overturn quash revoke hardly barely scarcely rarely yet unless pull shelve axe "
    "unpaid unlicensed unauthorised unaffected unchanged unproven unfinished unreleased pending "
    "same missing empty cease discontinue "
    "reluctant hesitate deadlock stall impossible illegal unlawful invalid void silent silence "
    "withhold shun boycott snub ignore neglect overlook unaware disappear vanish insufficient"
)
