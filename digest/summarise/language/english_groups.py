"""English words that may stand for each other in news: each line is a group, in base forms."""

# ruff: noqa: E501 - a line is a group, however long

from __future__ import annotations

from digest.summarise.language.words import words_of


def _groups(text: str) -> tuple[frozenset[str], ...]:
    return tuple(words_of(line) for line in text.strip().splitlines())


GROUPS = _groups(
    """
    sue lawsuit suit complaint complain litigation litigate case accuse plaintiff action claim proceeding sued
    accuse allege claim charge accusation allegation
    acquire buy purchase takeover acquisition buyout
    launch release introduce unveil debut present reveal announce publish issue appear arrive premiere out available start
    layoff cut dismiss redundancy redundant eliminate shed axe lose go job
    job position post role work employment
    worker employee staff staffer workforce personnel people crew
    ceo boss head run lead chief
    managingdirector boss head director
    creativedirector director
    artdirector director
    executivedirector director
    artisticdirector director
    musicdirector director
    audiodirector director
    commercialdirector director
    generalmanager manager
    head chair lead led run
    founder found founded create start establish launch cofounder creator set
    company firm business startup group house maker outfit corporation enterprise
    film movie picture feature
    song track music single tune recording record
    album record release
    musician artist performer singer songwriter band
    actor performer star cast
    author writer novelist
    write pen author compose
    book title novel work
    publisher press house imprint
    game title
    newspaper paper daily
    journalist reporter correspondent newsroom
    deal agreement contract pact accord settlement arrangement licens terms
    settle settlement agreement resolve end
    agree consent accept approve sign
    consent permission authorisation approval agree leave licens okay permit
    fee payment pay royalty money charge
    pay wage salary compensation remuneration earn
    pay compensate hand give owe fork spend cost
    income earnings money revenue
    revenue turnover sales income
    damages compensation
    seek want demand ask request require call sue
    fine penalty punish penalise sanction
    fail not
    court tribunal judge bench justice
    rule decide decision ruling verdict judgement find order hold conclude determine
    hearing trial session
    appeal challenge contest fight dispute oppose
    challenge contest dispute fight appeal question
    dismiss throw reject toss
    lawyer attorney counsel solicitor barrister
    law legislation bill statute act rule regulation
    rule regulation guideline policy law
    regulator watchdog authority commission agency
    government administration ministry state
    minister secretary
    mp lawmaker legislator member parliament
    congress lawmaker senate house
    vote ballot poll approve elect
    survey poll study questionnaire
    study research report paper finding survey result
    find show reveal discover conclude learn
    show display demonstrate reveal prove indicate
    use employ utilise apply deploy rely
    use spend
    train teach training
    ai machine algorithm synthetic generative artificial program bot automatic automated model
    model system software tool program
    chatbot assistant bot
    tool feature product software application service function
    app application service
    platform service site website
    user customer subscriber consumer client member
    listener audience fan user
    viewer audience
    reader audience
    copy reproduce duplicate imitate clone mimic replicate
    clone double replica copy
    fake counterfeit deepfake synthetic imitation fraudulent
    label mark tag flag badge designate identify
    remove delete pull withdraw take drop
    block bar ban prohibit forbid prevent stop
    allow permit let enable clear
    protect safeguard guard defend
    hide conceal cover obscure
    origin source provenance come
    make create produce generate build develop turn manufacture compose
    build construct make develop erect
    develop create build design
    change alter amend modify revise adjust
    replace substitute
    increase rise grow climb gain jump soar surge raise up add boost
    fall drop decrease decline shrink slip down lower cut reduce
    price fee
    value worth valuation price
    fund finance back money invest investment funding
    raise secure collect bring
    invest investor backer put pour
    round financing
    investor backer shareholder
    stake share holding
    share percentage proportion portion part
    say tell state announce declare add note explain comment report remark write confirm disclose statement speak
    call describe label term dub name brand
    criticise condemn attack denounce slam criticism complain
    praise hail applaud laud compliment commend
    warn caution alert
    promise pledge vow commit undertake commitment
    plan intend aim want mean propose prepare expect
    hope expect want wish
    expect forecast predict anticipate likely due foresee
    schedule set slate plan due date
    begin start open commence launch
    end stop finish conclude close halt cease over terminate
    continue proceed resume remain keep stay go
    leave depart quit exit resign go step
    hire appoint recruit name employ bring
    win receive get take earn award collect go
    prize award honour trophy
    give award grant present
    beat defeat ahead overcome win best
    lose forfeit
    nominee nominate shortlist finalist
    jury judge panel
    honour keep fulfil respect
    merge combine join unite
    partner team collaborate collaboration partnership together work
    join enter
    test try trial pilot
    country nation state
    city town
    month monthly
    year annual yearly annually
    week weekly
    day daily
    quarter quarterly
    today now current currently present
    previous previously former once earlier prior before past ex ago
    soon shortly
    immediately once instantly
    later after following subsequently
    following next after
    early start beginning
    almost nearly
    only just merely
    mainly mostly largely primarily chiefly
    entirely wholly completely fully whole exclusively
    people human person person
    child kid minor young youngster teenager
    woman female
    man male
    black african
    big large huge major great
    small little tiny minor smaller
    important key major significant crucial
    new fresh latest novel
    rival competitor compete competition
    similar same alike
    different other another
    group coalition alliance collective association union
    union guild alliance
    member membership
    strike walkout stoppage
    negotiate bargain talk
    talk discussion negotiation discuss
    meet meeting gather
    letter statement petition
    sign signatory
    support back endorse favour
    oppose object resist against
    investigate probe inquiry examine investigation look
    examine review inspect study consider
    check verify review
    record document
    voice speech vocal
    picture image photo illustration art drawing
    artwork painting art picture image
    illustrator artist
    text writing word
    content material work
    archive catalogue collection library back
    catalogue catalog repertoire
    right copyright
    copyright infringe infringement piracy
    infringe violate breach
    owner own proprietor parent belong
    own belong have possess
    have own hold
    include contain comprise feature cover involve
    exclude omit
    exempt except exclude
    limit cap restrict restriction
    obligation oblige require must need force
    must need have require oblige
    help assist aid support
    assist help software
    cause lead trigger prompt
    result outcome finding
    reason cause because
    answer respond reply response
    ask request call urge
    question ask
    provide give supply offer
    send deliver
    show broadcast air screen
    stream play listen
    perform play performance
    performance show concert gig
    tour concert
    director filmmaker
    studio production
    production make shoot
    script screenplay
    series show season programme program
    podcast show audio episode
    audio sound
    radio station broadcaster
    television tv broadcaster
    magazine journal publication
    site website web online internet
    advert commercial marketing campaign advertise
    sell sale sales seller retailer retail store shop
    familiar knowledge know aware
    sum amount price figure
    deal purchase acquisition takeover transaction sale
    relocate move shift
    tentative provisional preliminary
    ban prohibit forbid stop nolonger bar block outlaw end
    stock share shares
    minimum least
    imitate imitation copy mimic clone
    offline down removed withdrawn
    award order pay grant receive
    lift raise increase
    accept take allow
    complaint complain criticism protest
    fund finance backing money
    unveil announce show present reveal
    oust remove fire sack dismiss
    begin start open kick launch
    expire run end lapse
    owner parent holding
    lawmaker mp legislator senator congressman parliament
    police officer authorities
    authorities official government
    official spokesperson spokesman
    evidence proof document
    instruct tell order ask direct
    retire leave quit
    succeed replace follow
    halve half
    triple treble three
    double twice two
    lawyer legal attorney
    hold keep retain
    reject dispute deny refute contest dismiss
    defend stand
    earn receive get make
    grant allow give
    audience viewers viewership public
    crowd audience
    premiere debut open
    cinema theatre screen
    festival event
    broadcast air show stream
    subscriber paying customer
    chart ranking list
    hit success
    flop failure fail
    cheat deceive mislead fraud
    fault blame responsible responsibility
    responsible account
    obtain get secure receive acquire
    refuse decline reject
    compare against versus
    every each
    whole entire all
    finish end complete
    quarter three
    vary differ
    attend visit
    hand give deliver
    cost worth price charge
    sum payment
    error mistake flaw fault
    guidance guideline rule
    moral ethical
    bogus fake false sham
    genuine real authentic
    sole only single
    widespread common
    rare unusual uncommon
    swiftly quickly fast
    extra additional further more another
    overall total
    early first
    download install
    device gadget hardware
    phone smartphone mobile
    computer machine pc
    chip processor
    data information
    number figure total count
    total sum all
    average median mean
    majority most
    part some portion
    several many multiple some
    many numerous
    second another
    spread distribute circulate
    victim target
    crime offence
    arrest detain hold
    convict sentence guilty
    jail prison
    fact truth
    true correct
    wrong false incorrect mistaken
    error mistake fault bug
    apologise sorry apology regret
    angry furious outrage
    fear worry concern afraid anxious
    happy pleased glad delighted
    surprise shock
    problem issue trouble
    danger risk threat
    safe security safety secure
    harm damage hurt injure
    secret confidential private undisclosed
    public open
    free gratis
    paid pay
    shift move switch turn migrate
    move step relocate
    return back
    visit see
    watch view see
    believe think consider
    understand grasp
    decide choose
    choose select pick
    choice option
    school university college academy
    student pupil
    teacher professor lecturer
    teach instruct
    scientist researcher academic
    doctor physician
    hospital clinic
    house home
    home household living room
    area region
    north northern
    south southern
    east eastern
    west western
    central centre
    world global international worldwide
    international abroad foreign
    nationwide national country
    europe european eu
    quick fast rapid swift
    slow gradual
    cheap inexpensive
    expensive costly
    expand grow extend widen
    extend prolong lengthen
    shut close closure shutter
    cancel scrap shelve axe drop abandon
    postpone delay push
    suspend pause freeze
    leak reveal
    steal theft rob
    hack breach attack cyberattack
    attack assault
    defend justify
    lead top ahead
    run operate manage
    control govern
    manage handle
    organise arrange hold
    hold stage host
    host present
    name call title
    base headquarter
    locate base
    live life
    die death late dead
    born birth
    age old aged
    narrate read narrator
    translate translation dub
    edit editor
    design designer
    draw illustrate
    photographer photo
    paint painter painting
    museum gallery
    exhibition show display
    auction sale bid
    bid offer
    library librarian
    clause provision term
    condition term
    term deadline
    deadline limit date
    disqualify exclude bar
    rank place
    vice deputy
    officer executive
    executive manager
    spokesperson spokeswoman spokesman representative
    unauthorised unlicensed without
    share price stock
    dollar buck
    donate give gift
    charity foundation nonprofit
    gain win
    complete finish finalise conclude close
    split divide
    separate apart
    chance opportunity
    attempt try bid effort
    force compel
    enforce implement
    effect force
    apply cover
    hear listen
    speech address
    address speak
    quote cite
    cite mention
    mention note
    refer mention
    contrast differ
    reach hit total
    attract draw
    collect gather compile scrape harvest
    scrape crawl harvest
    store keep
    save rescue
    switch change
    turn become
    oversee supervise monitor manage
    monitor watch track
    supply deliver
    order command instruct
    propose suggest
    suggest recommend
    recommend advise
    advise counsel
    adviser consultant
    consultation consult
    consult ask
    involve participate
    participate join
    entry submission enter
    submit file send hand upload
    upload post uploader submit
    file submit lodge bring
    post publish upload
    page site
    view opinion
    transparency disclosure openness
    disclose reveal
    trust confidence
    confident sure
    memo note email
    email message
    message post
    fan supporter
    follower fan
    """
)

PLACES = _groups(
    """
    us usa america american americans
    uk britain british briton britons england english
    germany german germans
    france french
    spain spanish spaniard
    italy italian
    sweden swedish swede
    norway norwegian
    denmark danish dane
    finland finnish finn
    netherlands dutch holland
    belgium belgian
    switzerland swiss
    austria austrian
    poland polish pole
    portugal portuguese
    ireland irish
    scotland scottish scots
    wales welsh
    greece greek
    turkey turkish
    russia russian
    ukraine ukrainian
    china chinese
    japan japanese
    korea korean
    india indian
    canada canadian
    mexico mexican
    brazil brazilian
    argentina argentine argentinian
    chile chilean
    peru peruvian
    australia australian
    zealand zealander
    egypt egyptian
    nigeria nigerian
    kenya kenyan
    africa african
    israel israeli
    europe european eu
    iceland icelandic
    hungary hungarian
    czech czechia
    romania romanian
    california californian
    texas texan
    paris parisian
    flanders flemish
    catalonia catalan
    basque
    bavaria bavarian
    quebec quebecois
    sicily sicilian
    croatia croatian croat
    serbia serbian serb
    slovenia slovenian slovene
    slovakia slovak
    bulgaria bulgarian
    albania albanian
    kosovo kosovar
    bosnia bosnian
    macedonia macedonian
    moldova moldovan
    belarus belarusian
    estonia estonian
    latvia latvian
    lithuania lithuanian
    luxembourg luxembourgish
    malta maltese
    cyprus cypriot
    armenia armenian
    azerbaijan azerbaijani
    kazakhstan kazakh
    vietnam vietnamese
    thailand thai
    indonesia indonesian
    malaysia malaysian
    philippines philippine filipino filipina
    singapore singaporean
    taiwan taiwanese
    pakistan pakistani
    bangladesh bangladeshi
    nepal nepali nepalese
    iran iranian
    iraq iraqi
    lebanon lebanese
    jordan jordanian
    saudi saudis
    emirates emirati uae
    qatar qatari
    morocco moroccan
    algeria algerian
    tunisia tunisian
    ghana ghanaian
    senegal senegalese
    ethiopia ethiopian
    uganda ugandan
    tanzania tanzanian
    cuba cuban
    colombia colombian
    venezuela venezuelan
    ecuador ecuadorian
    bolivia bolivian
    uruguay uruguayan
    jamaica jamaican
    hawaii hawaiian
    florida floridian
    scandinavia scandinavian nordic
    asia asian
    berlin berliner
    vienna viennese
    venice venetian
    milan milanese
    naples neapolitan
    rome roman
    florence florentine
    lisbon lisboan
    madrid madrilenian
    moscow muscovite
    york yorker yorkers
    glasgow glaswegian
    manchester mancunian
    liverpool liverpudlian
    sydney sydneysider
    london londoner
    """
)

#: A country with its people, and the towns that news has it by: who writes "a Dutch court" of one in The Hague is right.
TOWNS = tuple(
    (words_of(lands), words_of(towns))
    for lands, towns in (
        line.split(":")
        for line in """
us usa america american : york washington angeles chicago boston seattle francisco texas california florida houston miami denver atlanta philadelphia portland nashville detroit delaware ohio manhattan brooklyn hollywood virginia georgia colorado arizona oregon minnesota michigan nevada illinois massachusetts jersey pennsylvania austin dallas
uk britain british england english : london manchester leeds birmingham liverpool bristol oxford cambridge brighton newcastle sheffield nottingham york southampton norwich exeter
scotland scottish uk british britain : edinburgh glasgow aberdeen dundee
wales welsh uk british britain : cardiff swansea
ireland irish : dublin cork galway limerick belfast
germany german : berlin munich hamburg cologne frankfurt leipzig stuttgart dresden düsseldorf bremen hanover bonn
france french : paris lyon marseille lille toulouse nice cannes bordeaux nantes strasbourg
catalonia catalan : barcelona girona
spain spanish : madrid barcelona valencia seville bilbao almeria malaga zaragoza granada
italy italian : rome milan turin naples venice bologna florence genoa palermo
netherlands dutch : amsterdam hague rotterdam utrecht eindhoven groningen
belgium belgian : brussels antwerp ghent bruges liège leuven mechelen
flanders flemish : antwerp ghent bruges leuven mechelen
switzerland swiss : zurich geneva bern basel lausanne
austria austrian : vienna salzburg graz linz innsbruck
poland polish : warsaw krakow kraków gdansk gdańsk wroclaw wrocław poznan
portugal portuguese : lisbon porto coimbra
sweden swedish : stockholm malmö gothenburg uppsala
norway norwegian : oslo bergen trondheim stavanger
denmark danish : copenhagen aarhus odense aalborg
finland finnish : helsinki tampere turku espoo
iceland icelandic : reykjavik
greece greek : athens thessaloniki
turkey turkish : istanbul ankara izmir
russia russian : moscow petersburg
ukraine ukrainian : kyiv kiev lviv odesa kharkiv
hungary hungarian : budapest debrecen
czech czechia : prague brno ostrava
slovakia slovak : bratislava
romania romanian : bucharest cluj timisoara iasi
bulgaria bulgarian : sofia plovdiv
serbia serbian : belgrade
croatia croatian : zagreb split
slovenia slovenian slovene : ljubljana
estonia estonian : tallinn tartu
latvia latvian : riga
lithuania lithuanian : vilnius kaunas
china chinese : beijing shanghai shenzhen guangzhou hangzhou
japan japanese : tokyo osaka kyoto nagoya sapporo
korea korean : seoul busan incheon
taiwan taiwanese : taipei
india indian : delhi mumbai bangalore bengaluru chennai kolkata hyderabad
australia australian : sydney melbourne brisbane perth canberra adelaide hobart
zealand zealander : wellington auckland christchurch dunedin
canada canadian : toronto montreal vancouver ottawa quebec calgary ontario
mexico mexican : guadalajara monterrey
brazil brazilian : paulo rio brasília brasilia recife
argentina argentine argentinian : aires rosario córdoba
chile chilean : santiago valparaíso
colombia colombian : bogotá bogota medellín
peru peruvian : lima
egypt egyptian : cairo alexandria
nigeria nigerian : lagos abuja
kenya kenyan : nairobi mombasa
africa african : johannesburg durban pretoria lagos nairobi cairo accra
israel israeli : aviv jerusalem haifa
europe european eu : brussels strasbourg
""".strip().splitlines()
    )
)
