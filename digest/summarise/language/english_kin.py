"""English words of one field: beside one of a line, another is no news.

Looser than the groups: a line holds what tells of the same thing (a verb and its outcome, a person and the place, the
part and the whole), in base forms. It only says that a sentence is about what its source is about.
"""

# ruff: noqa: E501 - a line is a group, however long

from __future__ import annotations

from digest.summarise.language.words import words_of

KIN = tuple(
    words_of(line)
    for line in """
register registration sign signup enrol enroll enrolment
lie lying liar untrue false falsely dishonest deceive deception
throw expel ban bar lose account suspend kick evict
overdue late earlier delay belated
minor child children teenager underage youngster
visit visitor traffic click audience reach view
introduction introduce begin launch debut start
shorten cut reduce curtail trim speed hurry rush
beat before first ahead rival race overtake
purchaser buyer customer shopper owner buy purchase
whole full entire complete total
inside within
narrow narrowly beat edge slight slightly edge just close barely thin
search look seek hunt scour comb research
final last fourth end
follow comply obey abide heed respect
erase delete remove wipe scrub purge clear discard destroy shred eliminate disappear vanish strip take gone
refund reimburse repay return compensate money back ticket
sack dismiss fire oust axe remove layoff redundant redundancy job loss leave cut terminate
hire appoint recruit name employ install promote successor become post role job
cancel scrap drop abandon shelve axe pull postpone call end abort withdraw annul place happen
delay postpone defer late wait later push reschedule hold slip
ban bar block prohibit forbid outlaw restrict prevent stop exclude disallow must allow permit let
allow permit let enable authorise licens clear able free may right permission consent entitle
refuse reject deny decline rebuff dismiss spurn turn
approve accept endorse back ratify adopt pass clear agree consent sign vote support green
vote ballot poll election elect candidate mayor seat parliament referendum campaign voter
law bill act legislation statute rule regulation code measure legal parliament senate lawmaker legislation politician
rule ruling verdict judgement judgment decision decide find hold court judge conclude order opinion sentence
court judge tribunal bench jury hearing trial case lawsuit sue suit action proceedings litigation legal plaintiff defendant claimant
lawyer attorney counsel solicitor barrister legal firm represent
sentence jail prison imprison term custody convict guilty offender crime criminal offence fine penalty punish
fine penalty sanction punish pay breach violation
complain complaint protest object criticism criticise grievance accuse
protest march demonstrate rally oppose object demonstration petition
appeal challenge contest overturn fight higher court
settle settlement resolve agreement end dispute deal
dispute quarrel row argument conflict fight clash feud controversy disagreement
investigate probe inquiry examine inspect review audit look investigation study check internal scrutiny scrutinise scrutinize
check verify examine inspect review test validate vet confirm control establish
find discover reveal uncover detect learn spot notice realise error
error mistake flaw bug fault wrong inaccurate incorrect false invent glitch problem failure
invent fabricate fake false forge fictitious bogus make hallucinate exist untrue
inflate exaggerate overstate false mislead figure manipulate
hide conceal cover disguise secret withhold
deceive mislead cheat fraud trick dupe scam pretend
steal theft copy pirate take infringe rob
apologise sorry regret apology remorse
admit acknowledge concede confess own accept
deny dispute reject refute
explain attribute because reason due cause thanks blame result reflect
blame accuse fault responsible attribute cause
cause lead trigger bring spark prompt result make drive push
help assist aid support enable contribute
harm damage hurt injure suffer loss cost
pay cost price fee charge money sum spend fund finance bill expense dollar euro pound owe afford bear
cost expense bill price pay fee afford back spend worth expensive
price cost fee charge expensive cheap tariff subscription
fund finance invest money capital grant pay back raise investor round backer
profit earnings earn income surplus lossmaking profitable result money make
loss lose deficit lossmaking red profitable
revenue sales turnover income earnings take money bring sell
share stock equity market trade exchange investor value close worth
buy acquire purchase takeover deal own sell merge acquisition bid offer
sell sale market retail buyer shop store order available stock
own owner belong possess parent property subsidiary hold proprietor
merge join combine unite together alliance partnership
partner together team cooperate collaborate joint work alliance jointly
deal agreement contract accord pact terms licens arrangement sign promise pledge treaty
promise pledge vow commitment commit undertake guarantee assurance agree voluntary
demand ask call request require seek want urge insist claim appeal
offer propose bid proposal suggest give put tender
suggest propose recommend idea advise hint imply indicate
plan intend aim schedule due expect will want project prepare propose look
expect forecast predict due likely anticipate think hope believe plan should foresee
hope want wish expect aim would
begin start launch open commence first introduce since effect force debut initial
end finish close stop conclude expire complete over last until cease final
continue keep remain go still stay persist ongoing maintain
leave quit depart resign go exit step departure retire
return back give restore come revert again resume
grow rise increase gain climb expand more higher up growth jump soar double triple boost
fall drop decline decrease lower less down lose slip sink reduce cut shrink
double triple twice times fold increase quadruple
change alter modify amend revise adjust new different switch reform update
replace substitute swap instead successor exchange
improve better upgrade enhance progress advance refine
make create produce generate build develop write compose machine
build construct make develop create factory plant develop assemble
factory plant site works manufacture facility production
generate generator synthetic artificial machine ai automatic software computer model produce clone automated bot algorithm chatbot program
software program tool app system model technology machine computer code assistant application product feature
train learn teach feed training dataset data
clone copy double replica imitate mimic synthetic duplicate likeness
imitate mimic copy resemble clone look similar like sound
label mark tag notice flag disclose identify sign badge state warn designation
sign signature code mark encrypt seal watermark
picture image photo photograph illustration drawing portrait shot camera visual frame
camera photograph lens shutter picture photographer
video film clip movie footage recording
film movie cinema picture feature director screen shoot
series show season episode programme broadcast television drama
broadcast air show stream screen transmit channel radio television
stream streaming service platform subscriber listen watch
song track music recording single tune album melody record
music musician musical song band composer tune concert singer album jazz pianist
singer vocalist vocal voice sing musician artist performer
voice speech speak spoken vocal narrator narrate read aloud sound dub speaker
narrate narrator read audiobook voice record reader
actor performer actress star cast role play part lead
artist illustrator painter creator designer musician work art draw paint performer
author writer novelist write pen book wrote playwright poet journalist translator
write author text article story pen draft script word
book novel title publish publisher volume library author read memoir fiction story page
story article report piece news text item tale novel
article report story piece text paper newspaper journalist publish
newspaper paper daily publication journal press editor journalist magazine title publisher
journalist reporter editor newsroom correspondent writer columnist desk
publish release print issue appear publisher out put
release launch issue publish out appear debut available unveil album drop sale come
library librarian collection archive catalogue book
archive collection catalogue record library backlist old historical
translate translation translator language render version put foreign dub
language german english spanish french word translate tongue
summary summarise digest extract excerpt snippet passage short description brief abstract condense
excerpt extract snippet passage quote portion short part
describe call label term depict description
play theatre stage drama performance act actor audience show
performance show concert play gig date perform recital stage
concert tour date gig show performance venue ticket
ticket seat audience admission holder pass visitor
audience viewer listener reader public spectator fan crowd
visitor tourist guest people count public
game player play developer title studio console publisher
tester test quality check try
museum gallery exhibition show collection
prize award winner win honour medal trophy competition contest
win winner victory beat first prize take
compete competition rival competitor challenge contest
rival competitor opponent competition other
festival event fair edition programme
school pupil teacher class student education district
pupil student child school class learner schoolchild
university college academic professor student campus
study research survey report find analysis paper researcher academic
survey poll respondent question ask study answer
researcher scientist study research academic analyst expert professor
analyst expert observer research firm
figure number statistic data total count amount
child minor kid teenager young parent youth underage
parent family mother father guardian child
family heir estate widow widower daughter son wife husband relative mother father
die death dead late deceased widow estate leave
woman female wife mother daughter her
staff employee worker workforce job people crew personnel colleague team labour
job post position role work employment career staff newsroom
union guild association alliance member labour worker strike
strike walkout stoppage walk industrial action
boss chief head ceo executive director manager lead run leader
chairman chair chairwoman chairperson head board lead preside
founder found set start create establish cofounder launch
company firm business group maker start corporation house outfit enterprise organisation startup provider supplier operator brand
group company organisation association body alliance
organisation organization group body association charity federation institution society
association body group organisation union federation
campaign campaigner activist group advocate
office studio branch site bureau headquarters base
base headquarter located home city
shut close closure end stop
open launch start inaugurate
customer user client subscriber consumer member people account buyer shopper
reader customer audience subscriber
member belong join membership
join enter member part sign participate take
agent manager representative
government state minister ministry official authority administration
minister ministry government secretary politician
authority regulator watchdog commission agency office body commissioner
regulator watchdog authority commission agency supervise
police officer arrest investigate
privacy data personal protection
data information record number figure
security safe protect cyber
hack attack breach leak cyberattack intruder
leak disclose reveal
tell inform notify say announce learn hear aware know report
announce say tell disclose reveal statement unveil make declare
say tell add note state comment statement declare claim
warn caution alarm threat risk
threat threaten risk danger
criticise attack condemn slam oppose complain reject dismiss mock
praise welcome hail applaud please like
welcome praise greet pleased happy
mock ridicule joke dismiss
think believe view opinion consider feel find
opinion view think believe according
question ask doubt query
answer reply respond response comment reach contact
contact reach comment available touch
comment reach answer respond statement
letter email message note memo write mail
message text post letter
blog post site online write newsletter
interview tell say talk magazine
website site online web internet platform page
internet online web site digital
social network platform post
advert advertisement ad commercial advertising marketing campaign sponsor brand
sponsor brand fund back
podcast show audio episode programme network
network channel station broadcaster
audio sound recording voice
sound audio noise voice music
radio station broadcaster air
phone mobile smartphone device call handset
device hardware gadget machine product
chip processor semiconductor memory graphics card
computer machine laptop pc
robot machine automatic
data centre server site
electricity power energy grid
water gallon litre
land farm site field
house home property build
city town municipal council local mayor
council councillor city local municipal member
country nation state national
region area local district county
world global international worldwide
map place area location
day daily date
week weekly
month monthly
quarter month period
year annual yearly annually
season spring summer autumn winter
hour minute time
soon shortly early before
second minute moment instant quick quickly
instant moment time immediately
quick fast rapid speed swift immediately
temporary temporarily interim act until meanwhile
former ex once previous then
old older backlist historic past age previous
new fresh latest novel recent
again another second further
first initial open early
last final past previous
main most chief major big
most bulk majority mainly two thirds
part some share portion section
half middle
third per percent
all every each entire whole none
none nobody nothing not single
single one sole
several many some few
about roughly some around
big large huge great
small little brief short
long extend
free payment charge gratis unpaid
voluntary optional free penalty
mandatory compulsory must require oblige
must require need have order oblige
order instruct tell require court must command
need require must await still
consent permission agree approval leave allow authorisation ask
control own run manage
run operate manage work head lead
operate run work begin function
use employ deploy apply rely work
work job use function
view watch see show
listen hear stream
hear listen trial tell
look appear resemble see
see view look
show display demonstrate
count number tally measure
measure count step
compare contrast comparable similar scheme
similar comparable same like
same equal alike
different other another otherwise
separate second other apart
together joint both
withdraw drop pull remove back
stop halt block prevent head forestall avert
avoid prevent escape
fail failure unable
succeed success
able can capable possible
possible may can might
able afford can
safe safety secure
test trial try pilot experiment
trial test case
piece work composition
compose composition composer write work
unfinished complete finish
complete finish full
sleeve cover jacket
cover jacket include
page text book
sheet page
paper newspaper study
record recording tape vinyl
meaning mean
reason why because
purpose aim
result outcome
benefit gain advantage
exempt exclude except exemption
exception exempt
include cover contain among
carry bear contain have
have own hold
obtain get secure receive
receive get win
give hand pay donate
deliver hand send give supply
supply supplier provide
hand give pass
share divide split distribute
distribute spread share
move transfer go
position place rank spot
top lead first leader market
lead top head ahead first
chart list ranking count
qualify eligible count entitle
valid usable stay still use
signature petition sign
bank credit loan
loan debt lend
debt loan owe
tax levy duty
budget spending money
salary pay wage earn
royalty payment earn fee
reveal disclose show
disclose reveal transparent
transparent open
copyright right piracy licens
licens permission right agreement
right licens own
patent invention
brand name
name call title
identity name
damages compensation compensate pay
custom audience buyer buy ticket seat
complain criticise protest object say notice unhappy
used using program software train
perform performance play recording concert
number count file total reach
juror jury verdict court deliberate
verdict decision ruling jury deliberate conclude
present read host anchor bulletin news broadcast
bulletin news programme report
newsreader presenter anchor host broadcaster avatar
depict show portray represent feature illustrate
construct build erect railway house construction
repair restore mend fix recover damage renovate
recover restore rescue retrieve find
recall withdraw remove pull call back
popular bestselling successful favourite beloved hit
sick ill illness disease unwell health hospital
option setting choice default feature switch button
switch turn off on setting default
disable off switch stop deactivate
enable on switch start activate
jingle song advert tune commercial music
species plant animal
botanist plant scientist expert professor
mushroom plant fungus
dairy milk farm
reel film tape
documentary film programme
store keep hold save
damage harm destroy break
popularity success
teenager young youth child pupil student
elderly old age pensioner
couple husband wife pair
brother sister sibling family
grandfather grandmother grandparent family granddaughter grandson
accident crash injure
hurt injure wound harm
kill die death murder
murder kill crime
thief steal
robber steal
burglar steal
smuggle illegal
prosecutor charge court case
charge accuse prosecute
plead guilty admit
testify witness court
witness testify see
bail court custody
detain arrest custody hold
release free
suspect accuse arrest
victim suffer
file lodge submit bring
complaint report file police
notice see spot realise
reach arrive come
travel go trip
attend visit go come
host hold organise
organise arrange hold stage
prepare plan ready
ready prepare finish
dissolve close end
rename name call
rebrand name
redesign design new change
refurbish renovate restore
relaunch launch again
revive restore return back
resurrect revive dead
instead rather replace
add include extra
attach add
omit leave out
insert add
mix combine
separate split
compare contrast against
differ different
match fit same
fit match suit
adapt change version
adaptation film version book
remake film version
cover version song
sample song use
remix song version
lyric song word write
chorus song
orchestra concert music symphony musician conductor
opera music singer theatre
choir singer music
dance dancer perform
circus perform
comedy comedian funny joke
cartoon animation draw comic
comic cartoon illustrator draw
animation animate cartoon film
animator animation artist
graphic image design
poster image advert print
print paper press
press newspaper print journalist
scan image
pixel image
screen display show
monitor watch track check
track follow monitor
surveillance camera watch monitor
spy surveillance secret
encrypt code secure
password account login
account user profile
install download set
update version new
feature function tool
function feature work
freeze stop
filter block
moderate remove content
moderator moderate content
content post material
abuse harass hate
harass abuse bully
nude sexual image
sexual nude porn intimate
fraudster fraud scam
scammer scam fraud
bribe pay corrupt
launder money
evade avoid tax
sum amount money
million money
fortune money rich
bonus pay
tip pay
donation donate
fundraise fund donate
invoice bill
discount price cheap
bargain cheap
luxury expensive
inflation price
recession economy
economy market trade
industry sector business trade
market industry sell
demand sales order
shortage scarce lack
scarce shortage few
stock supply
warehouse store
shipment deliver
package deliver
mail post letter
ring call
chat talk message
speak talk say
argue dispute
quarrel argue
compromise agree deal
yield give
surrender give
resist oppose
defy refuse
comply follow obey rule
breach break violate
infringe breach
respect follow keep
ignore disregard
neglect ignore
overlook miss
miss fail
forget remember
remember recall memory
history past old
ancient old
modern new
future next
planned plan intend
scheduled plan due
expected due likely
estimated about
capital city oslo paris london berlin rome madrid tokyo
scientist researcher university academic
toddler child
teen young
senior old
motion move
label record company music imprint
move decision plan step measure change
manual manually hand human person
manipulate alter edit change doctor tamper forge
offline absence absent down outage unavailable
critic reviewer review criticise
reject lose dismiss unsuccessful fail appeal deny
break collapse fail down end talk breakdown
represent union member speak behalf
financial fiscal year
dividend payout share payment
unchanged same hold raise
set back cost
party side each both
carry bear have sign
investor share shareholder market stock analyst
buyer buy sell customer shopper
seat ticket place audience
playwright author writer dramatist play
brussels european union eu
process analyse handle compute
locally spot local site
publish print post upload share
notify tell inform alert
serve term prison
reach agreement sign deal
base subscriber customer user
package plan tariff bundle subscription
service platform app
pass overtake exceed beat top
rank biggest number
manage direct head
supervise oversee direct check
commission order fee pay
describe blurb summary description
catalogue entry list record
award give hand prize
form questionnaire application entry
quote cite quotation
reproduce copy publish reprint
accuse sue allege say claim
injunction ban order court stop halt
overrule overturn reverse undo drop
uphold confirm back
object oppose pull withdraw against critic
negotiate talk deal union discuss
meet talk gather collect march
crowd resident people citizen inhabitant local neighbour
medical patient hospital health doctor nurse care
nature environment climate emission
energy power electricity emission
plane flight airline airport pilot
train railway rail station
car vehicle driver motor drive
ship boat port
army military soldier war conflict
bomb attack explosion
fire burn blaze
flood storm weather rain
sport football club player match team coach game
food restaurant cook recipe cookbook meal
drink wine beer
clothes fashion dress
religion church faith
wealth rich money poverty poor
language word term phrase grammar wording
face portrait image likeness
emotion feel fear worry afraid concern objection anxiety
anger angry furious outrage
pleased happy welcome proud
shame ashamed embarrass
interest attract draw
exact precise verbatim
estimate guess approximate think expect
calculate compute count
speed rate fast
share percent proportion portion
half majority most
additional more another extra
minority few little less
guide advice handbook manual
wholesaler retailer distributor seller shop list
return back take accept
hoax fake prank
rumour report say
secret confidential private undisclosed
anonymous unnamed name
mask hide anonymous
crowdfund fund donate
charity donate foundation
scholarship grant student
apprentice train young
retire old age
birthday age year
wedding marry couple
divorce separate couple
colleague staff employee friend narrator worker
boycott refuse stay away
picket strike
deadline end by until date due
expire end term last
renew extend again
backlog wait delay
queue wait
shift work hour
overtime work pay
pension retire pay
contract deal sign agreement clause term
clause term contract condition
condition term require only provided if
footage video clip camera record
clip video excerpt
trailer film video
scene film play
dialogue speak script line
script write film dialogue
subtitle translate text
caption text picture
headline title article
column article write
editorial opinion newspaper
correct correction error fix
fix correct repair mend solve
solve fix problem answer
bug error software fix
crash fail fall
outage down offline fail
launchpad start
prototype test model first
version edition test model
edition issue version
sequel next series second
episode series part
finale last episode
pilot test first
premiere first show debut
debut first new
copyist copy
photocopy copy
scan copy digital digitise
archive scan old
heritage old museum culture
culture heritage art
statue monument art
building house office
rent lease let
tenant rent
landlord own rent
mortgage house loan
insurer insurance claim
insurance claim pay cover
bankrupt insolvent collapse debt
creditor debt owe
administrator insolvent bankrupt
rescue save buy
stake share own buy
majority control stake
minority stake
auction bid sell
collector art buy
gallery art show
fair art show book
stall fair
trade business market
export sell abroad
join member part out abstain stay
under discussion debate
discussion debate talk discuss
debate discuss argue talk
compare year earlier
team partner build together
indicate say hint suggest
attempt try seek appeal bid effort
import buy abroad
tariff tax
customs tax border
border country
visa travel
passport travel
immigrant country
embassy country
diplomat country
treaty country agreement
""".strip().splitlines()
)

#: What makes a story of its own.
EVENTS = words_of(
    "sue lawsuit buy bought acquire sell sold merge launch release reissue publish open reopen close shut hire appoint "
    "fire sack dismiss resign retire quit strike walkout arrest jail convict sentence fine award win won prize settle "
    "sign license licence invest raise recall recalling ban approve reject cancel postpone steal stolen hack leak die "
    "died apologise hide hid hidden train trained teach complain complained damages compensation refund rescue donate "
    "fund partner join leave withdraw strip move relocate rename build expand cut layoff divorce marry sponsor host "
    "accuse allege search raid seize investigate discover invent patent translate record film broadcast insult attack "
    "collapse bankrupt bankruptcy fraud vandalise damage burn flood crash study survey switch replace"
)

#: Words that say little by themselves: a sentence may have them whatever its source says.
LIGHT = words_of(
    "time times way ways part parts kind sort number numbers place matter thing things case cases people person group area "
    "level side sides point end beginning start middle bulk whole total rest amount sum period term terms moment base "
    "value view order effect regard respect term basis form manner means course result fact idea question lot range "
    "member members move moves step steps work works use uses used using set part bit item items "
    "make makes making made do does take takes taking taken took give gives giving given gave get gets getting "
    "have having put puts bring brings brought come comes came go goes see sees saw seen seem seems look looks looked "
    "keep keeps kept let lets hold holds held become becomes became remain remains remained stay stays turn turns turned "
    "start starts started begin begins began lie lay stand stands stood run runs ran leave leaves left lead leads led "
    "want wants wanted need needs needed try tries tried able likely possible due set going apply applies "
    "involve involves involved include includes included including concern concerns concerned "
    "know known think thinks thought believe say saying call called describe described mean means meant "
    "happen happened happens exist exists existed occur occurs follow follows followed cause causes caused "
    "affect affects affected relate related according regarding concerning "
    "big large small great major main certain various several many few other others another same different such "
    "new old older long short high low early late later first last next previous former current present recent "
    "own entire full fully only just even still already also again together within without towards toward behind "
    "away back forward along around across throughout instead rather however whereas though although despite since until "
    "while whether regardless otherwise therefore thus meanwhile once ever never always often usually mostly mainly "
    "quickly slightly fairly really actually simply clearly shortly soon now then there here separate separately "
    "temporarily immediately currently previously originally initially finally eventually simply merely "
    "good better best bad worse real true own general special particular specific overall single sole "
    "day days week weeks month months year years hour hours minute minutes today annual yearly "
    "nothing everything something anything nobody everyone someone anyone none "
    "meet meets met bear bears face faces share shares carry carries "
    "size man woman running behind mid example instance limit limits cannot though nevertheless meanwhile whenever "
    "purpose reason step degree extent rate range scale measure half quarter hundreds dozens thousands millions "
    "present presented consist contain contains contained require obtain obtained possess offer offers offered "
    "provide provides provided supply expect expected intend intends intended purse pursue pursued pursuing "
    "spend spent spends outside inside below above beneath beyond towards upon amid thanks owing sake "
    "obvious plain merely evident real realise realised note noted evidently broadly largely chiefly chief "
    "fetch fetched compare compared comparison attribute attributed promise promised ought supposed "
    "become becomes becoming far reach reaches reaching everything sent drove lasted reached received passed found lost company firm"
)
