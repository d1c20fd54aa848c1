"""English: what the judge of paraphrases knows."""

from __future__ import annotations

from digest.summarise.language import english_numbers
from digest.summarise.language.english_axes import AXES, CONVERSE, UNDOING
from digest.summarise.language.english_clauses import CLAUSES
from digest.summarise.language.english_deeds import DEEDS
from digest.summarise.language.english_groups import GROUPS, PLACES, TOWNS
from digest.summarise.language.english_kin import EVENTS, KIN, LIGHT
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of


def _pairs(text: str) -> dict[str, str]:
    """ "sold sell, bought buy" as a dictionary."""
    return {left.strip(): right.strip() for left, right in (pair.split("=") for pair in text.split(","))}


MEANING = Meaning(
    numbers=english_numbers.NUMBERS,
    scales=english_numbers.SCALES,
    ordinals=english_numbers.ORDINALS,
    fractions=english_numbers.FRACTIONS,
    shares=english_numbers.SHARES,
    and_half=english_numbers.AND_HALF,
    ranks=english_numbers.RANKS,
    placed=english_numbers.PLACED,
    sets=english_numbers.SETS,
    multiples=english_numbers.MULTIPLES,
    per=english_numbers.PER,
    rates=english_numbers.RATES,
    sums=english_numbers.SUMS,
    currencies=english_numbers.CURRENCIES,
    percents=english_numbers.PERCENTS,
    more=english_numbers.MORE,
    less=english_numbers.LESS,
    about=english_numbers.ABOUT,
    more_after=english_numbers.MORE_AFTER,
    less_after=english_numbers.LESS_AFTER,
    phrases=_pairs(
        "handed over=give,hand over=give,hands over=give,handing over=giving,turned over to=give,gave over=give,"
        "came across=find,come across=find,comes across=find,coming across=finding,"
        "edged out=beat,edging out=beating,edges out=beat,edge out=beat,pipped=beat,knocked off=beat,"
        "chief executive officer=ceo,made public=disclosed,make public=disclose,"
        "making public=disclosing,declined to comment=nocomment,declines to comment=nocomment,"
        "refused to comment=nocomment,"
        "would not comment=nocomment,did not comment=nocomment,chief executive=ceo,"
        "chief financial officer=cfo,finance chief=cfo,finance director=cfo,financial director=cfo,"
        "finance boss=cfo,technology chief=cto,operations chief=coo,marketing chief=cmo,"
        "chief technology officer=cto,chief operating officer=coo,chief legal officer=general counsel,"
        "artificial intelligence=ai,machine learning=ai,per cent=percent,percentage points=percent,"
        "percentage point=percent,percentage of=share of,more than=morethan,at least=atleast,at most=atmost,"
        "no more than=atmost,no fewer than=atleast,no less than=atleast,greater than=morethan,less "
        "than=lessthan,"
        "younger than=lessthan,shorter than=lessthan,smaller than=lessthan,cheaper than=lessthan,"
        "older than=morethan,longer than=morethan,bigger than=morethan,larger than=morethan,"
        "off limits=barred,out of bounds=barred,voted no=reject,vote no=reject,votes no=reject,voted yes=approve,"
        "voted for=approve,vote for=approve,votes for=approve,hand back=handback,handed back=handback,"
        "give back=handback,gave back=handback,took over from=replaced,takes over from=replaces,"
        "taking over from=replacing,take over from=replace,takes the seat of=replaces,took the seat of=replaced,"
        "takes the place of=replaces,took the place of=replaced,"
        "argued against=opposed,argue against=oppose,argues against=opposes,arguing against=opposing,"
        "spoke against=opposed,spoken against=opposed,came out against=opposed,campaigned against=opposed,"
        "argued in favour of=supported,argued for=supported,argue for=support,spoke in favour of=supported,"
        "came out for=supported,campaigned for=supported,voted in favour of=approve,"
        "not guilty=acquitted,cleared of=acquitted,"
        "no longer than=atmost,no later than=atmost,no higher than=atmost,not more than=atmost,"
        "not less than=atleast,not fewer than=atleast,as long as=upto,as high as=upto,as little as=atleast,"
        "as few as=atleast,in excess of=morethan,a maximum of=atmost,a minimum of=atleast,"
        "fewer than=lessthan,up to=upto,as many as=upto,as much as=upto,north of=morethan,"
        "lower than=lessthan,"
        "close to=nearly,shy of=nearly,just under=lessthan,just over=morethan,well over=morethan,"
        "according to=according,lay off=layoff,laid off=layoff,laying off=layoff,lays off=layoff,"
        "shut down=close,shuts down=close,shutting down=close,take over=takeover,took over=takeover,"
        "taken over=takeover,taking over=acquiring,takes over=acquires,"
        "roll out=launch,rolled out=launch,rolls out=launch,rolling out=launch,"
        "rollout=launch,bring out=release,put out=release,set up=found,turned down=reject,turn down=reject,"
        "turns down=reject,throw out=dismiss,threw out=dismiss,thrown out=dismiss,throws out=dismiss,"
        "go up=rise,goes up=rise,went up=rise,gone up=rise,go down=fall,goes down=fall,went down=fall,"
        "step down=resign,stepped down=resign,steps down=resign,stepping down=resign,no longer=nolonger,"
        "go ahead=proceed,going ahead=proceed,went ahead=proceed,move forward=proceed,carry on=continue,"
        "carried on=continue,carries on=continue,ruled out=deny,rule out=deny,rules out=deny,find out=learn,"
        "pointed out=say,points out=say,called off=cancel,call off=cancel,pull out=withdraw,"
        "pulled out=withdraw,"
        "give up=abandon,given up=abandoned,gives up=abandon,giving up=abandoning,"
        "gave up=abandon,take part=participate,took part=participate,taken down=remove,"
        "take down=remove,took down=remove,taking down=remove,pulled down=remove,signed off=approve,"
        "sign off=approve,signs off=approve,voted against=reject,vote against=reject,"
        "voting against=reject,green light=approve,green lit=approve,as well as=and,"
        "rather than=instead,vice president=vice president,co worker=colleague,united states=us,"
        "united kingdom=uk,european union=eu,in favour=support,in favor=support,out of court=settlement,"
        "brought against=sue,brings against=sue,bring against=sue,filed against=sue,filing against=sue,"
        "could not be reached=nocomment,not be reached=nocomment,not available for comment=nocomment,"
        "unavailable for comment=nocomment,did not respond=nocomment,did not reply=nocomment,"
        "did not answer=nocomment,made no comment=nocomment,had no comment=nocomment,gave no comment=nocomment,"
        "has not commented=nocomment,had not commented=nocomment,has not responded=nocomment,"
        "no reply=nocomment,no response=nocomment,no answer=nocomment,left unanswered=nocomment,"
        "set aside=overturn,sets aside=overturn,setting aside=overturn,no one=nobody,off by default=disabled,"
        "on by default=enabled,switched off=disabled,switch off=disable,turned off=disabled,turn off=disable,"
        "switched on=enabled,switch on=enable,turned on=enabled,turn on=enable,"
        "money back=refund,turned away=reject,turn away=reject,turns away=reject,still needs=awaits,"
        "still need=await,still has to=awaits,still have to=await,must still=await,still must=await,still to be=await,"
        "stopped short of=without,stops short of=without,stopping short of=without,"
        "as yet=yet,yet to=yet-to,take place=happen,took place=happened,takes place=happen,taken place=happened,"
        "taking place=happen,stayed out=abstain,stays out=abstain,stay out=abstain,beginning in=from,"
        "starting in=from,beginning on=from,starting on=from,starting from=from,beginning with=from,"
        "starting with=from,in spite of=despite,carried out=conduct,carry out=conduct,made up=invent,make up=invent,"
        "bring back=return,brought back=return,set to=will,due to start=will start,is to=will,are to=will,"
        "was to=would,were to=would,going to=will,about to=will,intends to=plan,hit back=reject,"
        "south korean=korean,south korea=korea,chief product officer=cpo,chief marketing officer=cmo,"
        "chief information officer=cio,chief content officer=cco,chief creative officer=cco,"
        "chief commercial officer=cco,chief people officer=chro,chief data officer=cdo,"
        "chief security officer=ciso,chief revenue officer=cro,chief strategy officer=cso,"
        "chief business officer=cbo,editor in chief=editor,editors in chief=editor,"
        "secretary general=secretary,commander in chief=commander,managing director=managingdirector,"
        "managing editor=managingeditor,creative director=creativedirector,art director=artdirector,"
        "music director=musicdirector,audio director=audiodirector,commercial director=commercialdirector,"
        "executive director=executivedirector,artistic director=artisticdirector,"
        "general manager=generalmanager"
    ),
    irregular=_pairs(
        "station=station,stations=station,sold=sell,bought=buy,sued=sue,suing=sue,sues=sue,made=make,making=make,gave=give,given=give,"
        "took=take,"
        "taken=take,went=go,gone=go,won=win,winning=win,lost=lose,losing=lose,loses=lose,beaten=beat,"
        "fell=fall,"
        "fallen=fall,rose=rise,risen=rise,rising=rise,grew=grow,grown=grow,told=tell,wrote=write,"
        "written=write,spoke=speak,spoken=speak,held=hold,kept=keep,left=leave,leaving=leave,leaves=leave,"
        "led=lead,paid=pay,payment=pay,payout=pay,met=meet,meeting=meet,found=find,founded=founded,"
        "founding=founded,"
        "founder=founder,founders=founder,built=build,began=begin,begun=begin,"
        "beginning=begin,broke=break,broken=break,brought=bring,caught=catch,chose=choose,chosen=choose,"
        "drew=draw,drawn=draw,drove=drive,driven=drive,felt=feel,fought=fight,got=get,heard=hear,hid=hide,"
        "hidden=hide,knew=know,known=know,lent=lend,meant=mean,ran=run,saw=see,seen=see,sent=send,shown=show,"
        "spent=spend,stood=stand,stole=steal,stolen=steal,struck=strike,taught=teach,thought=think,"
        "threw=throw,"
        "thrown=throw,worn=wear,used=use,uses=use,using=use,agreed=agree,agrees=agree,agreeing=agree,"
        "agreement=agreement,said=say,says=say,saying=say,sang=sing,sung=sing,chiefs=chief,men=man,"
        "women=woman,"
        "children=child,people=people,lawsuits=lawsuit,suits=suit,production=produce,producer=produce,"
        "decision=decide,collision=collide,division=divide,deceptive=deceive,deception=deceive,proven=prove,"
        "proof=prove,died=die,dying=die,death=die,loss=loss,losses=loss,less=less,was=be,were=be,been=be,"
        "is=be,"
        "are=be,had=have,has=have,did=do,done=do,does=do,bigger=big,biggest=biggest,larger=large,"
        "largest=largest,"
        "media=media,news=news,series=series,always=always,across=across,process=process,business=business,"
        "access=access,address=address,basis=basis,analysis=analyse,analyses=analyse,analyst=analyst,"
        "hearing=hearing,hearings=hearing,training=train,building=building,streaming=stream,paying=pay,"
        "ruling=rule,ruled=rule,rules=rule,filing=file,filed=file,upheld=uphold,overturned=overturn,"
        "withdrew=withdraw,withdrawn=withdraw,forbade=forbid,forbidden=forbid,overthrew=overturn,"
        "shrank=shrink,"
        "swore=swear,hit=hit,cutting=cut,cuts=cut,shutting=shut,putting=put,setting=set,settled=settle,"
        "settlement=settle,editor=editor,actor=actor,director=director,author=author,creation=create,"
        "creator=create,"
        "acquisition=acquire,purchase=purchase,approval=approve,refusal=refuse,dismissal=dismiss,"
        "removal=remove,receive=receiv,receives=receiv,deceive=deceiv,deceives=deceiv,survive=surviv,"
        "survives=surviv,deprive=depriv,deprives=depriv,perceive=perceiv,perceives=perceiv,"
        "denial=deny,withdrawal=withdraw,arrival=arrive,proposal=propose,trial=trial,rival=rival,"
        "criticism=criticise,"
        "criticize=criticise,criticized=criticise,licence=licens,licences=licens,license=licens,"
        "licensed=licens,"
        "licenses=licens,licensing=licens,judgment=judgement,growth=grow,choice=choose,belief=believe,"
        "proceedings=proceeding,organisation=organization,labor=labour,favor=favour,theater=theatre,"
        "unveiling=unveil,advertising=advert,advertisement=advert,ads=advert,ad=advert,advertiser=advert,"
        "photos=photo,photograph=photo,photographs=photo,photographer=photographer,videos=video,apps=app,"
        "application=application,applied=apply,applies=apply,apply=apply,complaint=complain,"
        "complaints=complain,"
        "strikes=strike,striking=strike,walkout=strike,response=respond,defence=defend,defense=defend,"
        "success=succeed,successful=succeed,successor=succeed,failure=fail,sale=sell,sales=sales,lost=lose,"
        "ended=end,ends=end,ending=end,early=early,earlier=earlier,later=later,latest=latest,former=former,"
        "formerly=former,deputy=deputy,copies=copy,copied=copy,copying=copy,copyrighted=copyright,"
        "freelance=freelanc,freelancer=freelanc,partially=partial,partial=partial,succeed=succeed,"
        "succeeds=succeed,succeeded=succeed,succeeding=succeed,"
        "proceed=proceed,proceeded=proceed,exceed=exceed,exceeded=exceed,need=need,needed=need,speed=speed,"
        "feed=feed,"
        "better=better,best=best,worse=worse,worst=worst,number=number,letter=letter,order=order,"
        "chapter=chapter,supply=supply,comply=comply,multiply=multiply,family=family,families=family"
    ),
    endings=(
        ("ies", "i"),
        ("ied", "i"),
        ("ings", ""),
        ("ing", ""),
        ("sses", "ss"),
        ("es", ""),
        ("ed", ""),
        ("s", ""),
    ),
    relatives=[
        "ations",
        "ation",
        "ators",
        "ator",
        "ative",
        "ate",
        "itions",
        "ition",
        "ions",
        "ion",
        "ments",
        "ment",
        "ances",
        "ance",
        "ences",
        "ence",
        "ers",
        "er",
        "ors",
        "or",
        "ally",
        "al",
        "ively",
        "ive",
        "at",
        "ity",
        "ness",
        "ians",
        "ian",
        "ists",
        "ist",
        "ism",
        "ship",
        "ful",
        "ly",
    ],
    groups=GROUPS,
    kin=KIN,
    deeds=DEEDS,
    events=EVENTS,
    light=LIGHT,
    places=PLACES,
    towns=TOWNS,
    axes=AXES,
    converse=CONVERSE,
    no_prefix=(
        "under",
        "unif",
        "union",
        "unit",
        "uniq",
        "unless",
        "until",
        "univ",
        "unvei",
        "uncov",
        "unlock",
        "unanim",
        "unfold",
        "undo",
        "unde",
        "unles",
        "uncle",
    ),
    negators=words_of(
        "not n't no never without nor neither none cannot nolonger nobody nothing yet-to failed fails fail "
        "failing refused refuses refuse refusing declined declines decline declining unable denied denies "
        "deny denying barely hardly lacked lacks lack lacking nocomment"
    ),
    forbidding=words_of(
        "acquitted "
        "rejected rejects reject rejecting stopped stop stops prevents prevent prevented barred bars bar forbids "
        "forbid forbidden forbade banned bans ban prohibits prohibited prohibit blocks blocked block avoids "
        "avoided avoid instead exempt exempts exempted withheld averted halted spares spared"
    ),
    undoing=UNDOING,
    joints=words_of(
        "and but while which who whom whose that because although though if when after before as since until "
        "unless whereas where so or nor despite once"
    ),
    sayers=words_of(
        "say said says saying told tell tells add added adds announce announced announces state stated "
        "states "
        "explain explained explains note noted notes report reported reports write wrote writes confirm "
        "confirmed "
        "confirms reveal revealed reveals disclose disclosed warn warned warns declare declared declares "
        "post "
        "posted comment commented stress stressed stresses remark remarked reply replied respond responded "
        "argue argued argues claim claimed claims claiming allege alleged alleges alleging contend "
        "contended contends "
        "insist insisted insists maintain maintained maintains assert asserted asserts accuse accused "
        "accuses "
        "accusing according believe believed believes deny denied denies complain complained complains "
        "think thinks "
        "call called calls describe described describes predict predicted predicts estimate estimated "
        "estimates "
        "admit admitted admits acknowledge acknowledged acknowledges promise promised promises suggest "
        "suggested suggests testify testified concede conceded vow vowed find finds quip quipped joke "
        "joked hope hoped "
        "urge urged recall recalled found showed shows ask asks asked wonder wonders wondered expects fears feared "
        "cautioned cautions blame blamed blames pledge pledged pledges arguing insisting contending asserting "
        "complaining warning stressing noting explaining maintaining conceding"
    ),
    claimers=words_of(
        "contending asserting complaining maintaining "
        "claim claims claimed claiming allege alleges alleged alleging allegedly allegation allegations "
        "accuse "
        "accuses accused accusing accusation contend contends contended argue argues argued arguing insist "
        "insists "
        "insisted maintain maintains maintained assert asserts asserted believe believes believed suspect "
        "suspects "
        "suspected according reportedly purported supposedly rumoured rumored estimate estimates estimated "
        "complain complains complained suggest suggests suggested predict predicts predicted think thinks "
        "fears feared replied replies responded responds countered counters"
    ),
    judging=words_of(
        "criticised criticises criticized criticizes blamed blames praised praises warned warns "
        "complained complains "
        "condemned condemns denounced welcomed welcomes described describes called calls rejected "
        "rejects denied denies "
        "disputed disputes demanded demands opposed opposes cautioned urged urges vowed promised "
        "insisted sees accused"
    ),
    accusers=words_of("sued sues suing sue accused accuses filed lawsuit complaint complained charged"),
    agents=words_of(
        "studio company label publisher platform firm startup maker union guild government ministry court "
        "judge "
        "broadcaster network app service bot chatbot model developer developers owner group agency "
        "newspaper magazine "
        "website site distributor producer producers director executives managers rival competitor defendant"
    ),
    anonymous=words_of(
        "people person sources source insiders lawsuit suit complaint filing plaintiffs plaintiff "
        "prosecutors "
        "prosecutor critics rumours familiar anonymous unnamed indictment"
    ),
    maybe=words_of(
        "may might could possibly perhaps potentially considering considers considered mulls mulled mulling weighing "
        "weighed exploring explored pondered contemplated contemplating pondering "
        "hopes hoping seeks seeking wants proposed proposes proposing likely whether if reportedly "
        "ought possible potential preliminary talks discuss discussing should"
    ),
    willing=words_of(
        "will would shall plan plans planned planning intend intends intended set due going expects "
        "expect "
        "expected scheduled agreed agrees agree promised promises promise vowed vows pledged offered "
        "offers threatened "
        "threatens prepares preparing aims aim aiming ordered obliged required told asked urged voted"
    ),
    finished=words_of("completed completes finalised finalized concluded"),
    titles=words_of(
        "ceo cfo cto coo cpo cmo cio cco chro cdo ciso cro cso cbo managingdirector managingeditor "
        "creativedirector artdirector "
        "musicdirector audiodirector commercialdirector executivedirector artisticdirector generalmanager "
        "owner "
        "president chairman chairwoman chair chairperson founder director editor minister secretary "
        "judge justice prosecutor lawyer attorney counsel spokesman spokeswoman spokesperson commissioner "
        "senator "
        "governor mayor professor manager partner executive producer head boss chief officer "
        "negotiator treasurer curator publisher conductor composer singer drummer guitarist actor actress "
        "novelist "
        "author analyst economist researcher engineer scientist designer critic reporter journalist "
        "columnist congressman congresswoman representative ambassador adviser advisor agent "
        "plaintiff defendant witness employee employees investor librarian inspector ombudsman registrar "
        "superintendent"
    ),
    any_office=words_of(
        "boss head chief executive manager partner officer researcher scientist engineer author composer "
        "singer "
        "designer producer reporter journalist critic analyst employee employees representative agent "
        "lawyer attorney "
        "counsel adviser advisor professor actor actress novelist founder owner reporters journalists "
        "researchers"
    ),
    tense_of_office={
        **dict.fromkeys(
            ("former", "ex", "formerly", "previously", "once", "onetime", "erstwhile", "retired", "past"),
            "former",
        ),
        **dict.fromkeys(("acting", "interim", "caretaker", "temporary"), "acting"),
        **dict.fromkeys(("incoming", "designate", "elect", "future", "next"), "incoming"),
        **dict.fromkeys(("outgoing", "departing"), "outgoing"),
        "shadow": "shadow",
    },
    rank={
        **dict.fromkeys(("deputy", "vice"), "deputy"),
        **dict.fromkeys(("co", "joint"), "co"),
        **dict.fromkeys(("assistant", "associate", "junior"), "assistant"),
        "senior": "senior",
        "honorary": "honorary",
    },
    no_rivals=words_of("ai us uk eu pc tv ceo academy i"),
    acts=words_of(
        "sue lawsuit suit complaint buy acquire purchase sell beat defeat win hire appoint recruit poach "
        "fire dismiss sack fine "
        "accuse charge convict sentence pay compensate license fund finance back lead invest report "
        "replace succeed "
        "criticise condemn attack praise applaud thank join support endorse oppose block ban approve "
        "reject urge ask "
        "order force allow lend owe offer give award grant lose copy imitate clone train use overtake "
        "surpass "
        "outsell exceed overturn overrule employ own found publish develop produce represent interview "
        "invite expel "
        "warn threaten investigate probe strike vote congratulate advise teach mentor design write direct "
        "compose "
        "supply deliver host merge absorb control oversee manage supervise challenge appeal rescue save "
        "protect "
        "follow precede settle sponsor nominate elect name call describe blame cite quote mock parody "
        "cover remix "
        "sample translate narrate edit commission remove delete pull drop withdraw reinstate restore boycott "
        "picket leave quit help assist partner outbid underbid raise demand seek help bring file obey "
        "answer trust want expect build create end tell side inform sign open release steal hand send"
    ),
    by=words_of("by"),
    clauses=CLAUSES,
    order={"after": 1, "before": -1},
    until=words_of("before by until till ahead prior"),
    since=words_of("after since from following beyond"),
    passive=words_of("was were been be being is are gets got get"),
    pronouns=words_of(
        "he she it they him her them his hers its their who which that himself herself itself themselves "
        "whose"
    ),
    ordinary=words_of(
        "freelance freelancer freelancers "
        "provost historian photographer painter poet architect organiser organizer coordinator dean rector chancellor "
        "trustee archivist illustrator animator puppeteer rapper comedian choreographer sculptor filmmaker campaigner "
        "activist scholar academic student teacher lecturer lawmaker councillor captain sergeant detective developer "
        "programmer entrepreneur shareholder narrator translator interpreter host presenter moderator blogger "
        "podcaster streamer gamer dancer pianist violinist cellist oboist soprano tenor bassist bandleader crooner "
        "frontman "
        "statistician psychologist sociologist philosopher biologist physicist linguist therapist doctor nurse surgeon "
        "farmer baker pensioner widow daughter son cousin consultant contractor veteran playwright screenwriter "
        "cartoonist arbitrator regulator watchdog broadcaster network startup retailer distributor "
        "music work software streaming revenue pay sales income money research data news art film copyright "
        "training nobody everyone someone anyone nothing everything neither both either each every "
        "under unless despite although separately meanwhile instead just only even still once twice here "
        "there "
        "critics fans people those these its their his her our your my with without within during before "
        "after "
        "since because while whereas if when where what who whose how why not no yes also then thus so yet "
        "but and "
        "or nor for from to in on at by of as about above across against along among around behind below "
        "beneath "
        "beside besides between beyond down inside into like near off onto out outside over past through "
        "throughout "
        "toward under until up upon via another other some any many most several few all half none one two "
        "three four "
        "five six seven eight nine ten more less fewer last next first second third late early earlier "
        "later recent "
        "recently former former new old video audio labour legislation management membership production "
        "technology "
        "speech voice text information content evidence proof permission consent access traffic profit "
        "loss growth "
        "demand support opposition criticism praise payment employment publication litigation settlement "
        "approval "
        "judge judges actor actors author authors musician musicians artist artists writer writers singer "
        "company "
        "companies union unions studio studios label labels publisher publishers regulator regulators "
        "lawyer lawyers "
        "shares stock stocks prices workers staff employees users listeners readers viewers players "
        "founded based "
        "asked speaking writing calling saying citing given according following including using led having "
        "being"
    ),
    functions=words_of(
        "since because although whereas "
        "of the a an said say says who whose which that to by with from for on in at as and or also it "
        "its their his "
        "her them they he she new now then there here than this these those be been being will would have "
        "has had "
        "do does did get got make made just only even still around about some much many more most such own "
        "same so "
        "very up out over off down into onto upon through during while both each any all one ones yet "
        "already "
        "co re pre non self mr mrs ms dr sir against among amid despite unless later yet however go "
        "goes went gone going come "
        "comes came take takes took taken put puts"
    ),
)
