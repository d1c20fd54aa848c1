"""English: how a clause is built."""

from __future__ import annotations

from digest.summarise.language.clauses import Clauses
from digest.summarise.language.words import words_of

CLAUSES = Clauses(
    be=words_of("was were been be being is are am gets got get wasn't weren't isn't aren't"),
    helpers=words_of(
        "has have had having will would shall should can could may might must do does did cannot 'll 've 'd "
        "not never hasn't haven't hadn't won't wouldn't can't couldn't doesn't don't didn't mustn't"
    ),
    adverbs=words_of(
        "also already now then still yet just only soon later again even once twice first never always often "
        "both all each today yesterday reportedly so far since long recently"
    ),
    to="to",
    relatives=words_of("who which that whom whose"),
    persons=words_of("who whom"),
    possessives=words_of("its his her their whose our my your"),
    clausal=words_of("after before since until because as than like"),
    conjunctions=words_of("and but or nor"),
    prepositions=words_of(
        "of to from by against for with on in at over about as into under via after before during since "
        "until through between among without behind within near off upon towards toward per despite "
        "because like than alongside outside inside across around above below beyond"
    ),
    of=words_of("of for at in from on"),
    ties=words_of("of"),
    crowds=words_of(
        "class group number couple handful dozen dozens majority half third quarter pair hundreds thousands lot "
        "team panel none one some many most several all"
    ),
    concerned=words_of("to from against"),
    source="from",
    orders=words_of(
        "order ask tell force allow permit let want expect urge require oblige invite help instruct compel "
        "persuade enable authorise authorize convince advise encourage warn forbid prohibit stop prevent ban "
        "bar block hire commission use pay accuse criticise criticize blame praise punish fine sue thank "
        "condemn suspect convict command direct push press lobby beg entitle get make see catch appoint "
        "recruit elect choose dissuade deter exempt excuse charge find attack"
    ),
    intends=words_of(
        "agree plan promise threaten refuse decline intend hope seek try vow pledge offer decide fail want "
        "manage begin start continue stop cease prepare aim attempt propose consider deny admit regret avoid "
        "volunteer swear choose ask wait need expect undertake commit rush move go claim say suggest demand"
    ),
    turning=words_of("license licence rent lease charter"),
    swaps=words_of("replace swap substitute exchange"),
    noun_endings=("tion", "ism", "ment", "sion", "ance", "ence", "ship", "ness", "ity", "licence", "acy"),
    light=words_of(
        "win won wins winning draw drew draws drawn receive received receives get got face faced faces earn "
        "earned come came comes meet met attract attracted had has have under gain gained obtain obtained"
    ),
)
