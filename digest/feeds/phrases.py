# ruff: noqa: E501 - one pattern a line reads better than two halves
"""The phrases of boilerplate: one pattern a line, each of a whole paragraph, matched without regard to case.

`.{0,n}` is bounded everywhere, and a paragraph of more than `boilerplate.LONGEST` characters is never matched, so
no text makes these slow. A language is a block of lines; what is missing is added there, with a row in the tests.
"""

from __future__ import annotations


def _any(table: str) -> str:
    """The patterns of a table as one; a space stands for itself."""
    return "|".join(line.strip().replace(" ", r"\ ") for line in table.splitlines() if line.strip())


#: "The post <title> appeared first on <outlet>", as WordPress writes it, up to the outlet's name.
APPEARED = _any(r"""
the (?:post|article)\b.{0,400}?\b(?:first appeared|appeared first|(?:was )?originally (?:appeared|published|posted)) (?:on|at|in|by)\b
this (?:post|article|story|piece)\b.{0,200}?\b(?:was |is )?(?:first|originally) (?:appeared|published|posted) (?:on|at|in|by)\b
(?:der|dieser) (?:beitrag|artikel|post)\b.{0,400}?\b(?:erschien|ist) (?:zuerst|zunächst|ursprünglich) (?:erschienen )?(?:auf|bei|in|im)\b
(?:l['’]article|cet article|le billet)\b.{0,400}?\best (?:apparu|d['’]abord paru|paru) (?:en premier )?sur\b
(?:la entrada|(?:el|este) art[ií]culo|la publicaci[oó]n)\b.{0,400}?\b(?:se public[oó]|apareci[oó]|aparece) primero en\b
(?:la entrada|(?:el|este) art[ií]culo)\b.{0,400}?\bfue publicad[oa] (?:originalmente|primero) en\b
(?:l['’]articolo|il post|questo articolo)\b.{0,400}?\b(?:proviene da|è stato pubblicato (?:per la prima volta )?su|sembra essere il primo su)\b
(?:het|dit) (?:bericht|artikel)\b.{0,400}?\b(?:verscheen (?:het )?(?:eerst|oorspronkelijk)|is (?:eerder|oorspronkelijk) verschenen) op\b
(?:o (?:post|artigo|conte[uú]do)|a publicação|este artigo)\b.{0,400}?\b(?:apareceu primeiro|foi publicado (?:primeiro|originalmente)) (?:em|no)\b
""")

#: "Read more", with what little may follow it.
MORE = _any(r"""
(?:read|see|learn|find out|view|show) (?:the )?(?:more|full (?:story|article|post|report|interview)|rest|original (?:article|post|story))\b.{0,120}
(?:continue|keep) reading\b.{0,120}
(?:click|tap) here\b.{0,120}
read (?:it|this) (?:on|at)\b.{0,60}
(?:read|more) (?:on|at) \S+(?: \S+){0,4}
to read this (?:article|story) in full\b.{0,60}
(?:this|the) (?:story|article) continues (?:at|on)\b.{0,80}

(?:hier )?(?:weiterlesen|mehr lesen|mehr erfahren)\b.{0,80}
lesen sie (?:hier )?(?:mehr|weiter)\b.{0,80}
(?:den )?(?:ganzen|vollständigen) artikel lesen\b.{0,80}
zum (?:vollständigen )?artikel

(?:lire (?:la suite|plus|l['’]article(?: complet)?)|en savoir plus|continuer (?:la lecture|à lire)|la suite sur)\b.{0,80}

(?:leer (?:m[aá]s|el resto|la noticia|el art[ií]culo completo)|(?:seguir|sigue|continuar|contin[uú]a) leyendo)\b.{0,80}
(?:m[aá]s informaci[oó]n|ver m[aá]s)\b.{0,80}

(?:leggi (?:tutto|di più|l['’]articolo(?: completo)?|il resto)|continua (?:a leggere|la lettura)|per saperne di più|scopri di più)\b.{0,80}

(?:lees (?:verder|meer|het (?:hele|volledige) (?:artikel|bericht))|verder lezen|meer lezen)\b.{0,80}

(?:ler mais|leia (?:mais|tudo|a (?:mat[eé]ria|not[ií]cia) completa|o (?:artigo|texto) completo)|saiba mais)\b.{0,80}
(?:continuar?|continue) (?:lendo|a ler)\b.{0,80}
""")

#: What asks for a subscription, a follower or a share, counts comments, or names rights.
ASKS = _any(r"""
(?:sign up|subscribe|register|join)\b.{0,120}\b(?:newsletters?|mailing list|podcasts?|e-?mails?|updates|inbox|channel|rss feed)\b.{0,100}
(?:get|want)\b.{0,100}\b(?:in|to|into) your inbox\b.{0,80}
subscribe|sign up|subscribe now|upgrade to paid|start (?:a|your) free trial|give a gift subscription|refer a friend
share(?: this(?: (?:post|article|story))?)?|leave a comment|share (?:this )?on\b.{0,120}|share (?:this|via).{0,40}
get \d+% off.{0,60}
thanks for (?:reading|subscribing|listening)\b.{0,200}
(?:if you (?:liked|like|enjoyed) (?:this|the)|did you (?:like|enjoy) this)\b.{0,200}
(?:follow|find|connect with|like) (?:us|me) on\b.{0,160}|follow (?:us|me)\b.{0,80}
(?:filed under|posted in|tagged(?: with)?|tags|categories|topics)\s?:.{0,200}
(?:comments?|\# comments|replies)\s?:?\s?(?:\(?\d+\)?)?|\d+ (?:comments?|replies)
(?:view|read|post|add|leave) (?:(?:a|all|the|\d+) ){0,2}comments?\b.{0,60}
join the discussion.{0,60}
permalink|permanent link|email this|print(?: this)?|bookmark this
(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4})).{0,160}|all rights reserved.{0,80}
advertisement|advertising|sponsored(?: (?:by|content)\b.{0,60})?|sponsor message|paid partnership

(?:newsletter|jetzt) abonnieren|abonnieren sie\b.{0,120}|melden sie sich\b.{0,60}\bnewsletter\b.{0,60}|zum newsletter.{0,60}
(?:folgen sie uns|folge uns|folgt uns)\b.{0,120}|(?:artikel )?teilen|auf \w+ teilen
(?:\d+ )?kommentare?(?: \(?\d+\)?)?|kommentar (?:schreiben|hinterlassen)
quelle\s?:\s?[^.]{1,60}
alle rechte vorbehalten|anzeige|werbung|schlagwörter\s?:.{0,200}

(?:abonnez-vous|suivez-nous)\b.{0,120}|inscrivez-vous\b.{0,60}\b(?:newsletter|lettre|mails?)\b.{0,60}
partager(?: (?:cet article|sur\b.{0,60}))?|(?:\d+ )?commentaires?(?: \(?\d+\)?)?|laisser un commentaire
source\s?:\s?[^.]{1,60}|tous droits r[eé]serv[eé]s|publicit[eé]

(?:suscr[ií]bete|suscr[ií]base|s[ií]guenos)\b.{0,120}|comparte?(?: (?:este|esta|en)\b.{0,60})?|compartir
(?:\d+ )?comentarios?(?: \(?\d+\)?)?|dejar? un comentario|fuente\s?:\s?[^.]{1,60}
todos los derechos reservados|publicidad

iscriviti\b.{0,60}\b(?:newsletter|canale)\b.{0,60}|(?:abbonati|seguici)\b.{0,120}|condividi(?: (?:questo|su)\b.{0,60})?
(?:\d+ )?comment[oi](?: \(?\d+\)?)?|lascia un commento|fonte\s?:\s?[^.]{1,60}
tutti i diritti riservati|pubblicità|annuncio

(?:schrijf (?:je|u) in|meld (?:je|u) aan|abonneer (?:je|u)|volg ons)\b.{0,120}|deel(?: (?:dit|op)\b.{0,60})?|delen
(?:\d+ )?reacties?(?: \(?\d+\)?)?|reageer|bron\s?:\s?[^.]{1,60}|alle rechten voorbehouden|advertentie

(?:assine|inscreva-se|subscreva)\b.{0,60}\b(?:newsletter|canal|boletim)\b.{0,60}|siga-nos\b.{0,120}|(?:com)?partilhar|compartilhe?r?(?: (?:este|esta|no)\b.{0,60})?
(?:\d+ )?coment[aá]rios?(?: \(?\d+\)?)?|deixe?r? um coment[aá]rio
todos os direitos reservados|publicidade
""")

#: Whose picture it is.
CREDITS = _any(r"""
(?:image|photo|picture|video|header|cover|featured image|lead image)s? ?(?:credits?|courtesy(?: of)?|via|source)\b\s?:?.{1,160}
(?:photo|image|illustration|photograph|credit)s?\s?(?::|by )\s?[^.:]{1,80}
(?:foto|bild|grafik)(?:quelle|nachweis|rechte)?\s?:\s?[^.]{1,100}
(?:cr[eé]dits? ?(?:photos?|images?)?|photo)\s?:\s?[^.]{1,100}
(?:foto|imagen|imagem|immagine|beeld|cr[eé]dit[oi])s?(?: di)?\s?:\s?[^.]{1,100}
""")

#: What newsletters say of themselves, at their head and at their end.
LETTER = _any(r"""
(?:view|read|open) (?:this|it|the|in)\b.{0,60}\b(?:browser|online|web|app)\b.{0,60}
having trouble (?:reading|viewing)\b.{0,120}
(?:you['’]re receiving|you are receiving|you received|you get) this\b.{0,300}
this (?:e-?mail|message) was sent to\b.{0,200}
(?:to )?(?:unsubscribe|update (?:your )?(?:e-?mail )?preferences|manage (?:your )?(?:subscription|preferences))\b.{0,200}
(?:forwarded this (?:e-?mail|newsletter|message)|was this (?:e-?mail )?forwarded)\b.{0,160}
forward to a friend.{0,60}
(?:privacy (?:policy|notice)|terms(?: of (?:use|service))?|contact us|advertise(?: with us)?)(?:\s?[|·•,]\s?.{1,120})?
listen to (?:this|the) (?:article|story|post|episode).{0,60}
(?:estimated )?reading time\s?:? .{1,30}|\d+ min(?:ute)?s? read
powered by \S+(?: \S+){0,3}|skip to content

(?:diese )?(?:e-?mail|newsletter)\b.{0,40}\bim browser (?:ansehen|öffnen|anzeigen)|im browser (?:ansehen|öffnen|anzeigen)
(?:vom newsletter )?abmelden.{0,60}|newsletter abbestellen.{0,60}|sie erhalten diese (?:e-?)?mail\b.{0,300}
lesezeit\s?:? .{1,30}|impressum(?:\s?[|·•,].{0,80})?|datenschutz(?:\s?[|·•,].{0,80})?

(?:voir|afficher|lire|consulter)\b.{0,40}\b(?:navigateur|en ligne)\b.{0,40}|vous recevez (?:cet|ce)\b.{0,200}|se d[eé]sabonner.{0,60}
temps de lecture\s?:? .{1,30}|mentions l[eé]gales(?:\s?[|·•,].{0,80})?

(?:ver|abrir|leer)\b.{0,40}\b(?:navegador|en l[ií]nea)\b.{0,40}|(?:darse de baja|cancelar (?:la )?suscripci[oó]n)\b.{0,60}
tiempo de lectura\s?:? .{1,30}|aviso legal(?:\s?[|·•,].{0,80})?

(?:visualizza|apri|leggi)\b.{0,40}\b(?:browser|online)\b.{0,40}|(?:annulla|cancella) l['’]iscrizione.{0,60}
ricevi questa e-?mail\b.{0,200}|tempo di lettura\s?:? .{1,30}

(?:bekijk|open|lees)\b.{0,40}\b(?:browser|online)\b.{0,40}|(?:uitschrijven|afmelden)\b.{0,60}|leestijd\s?:? .{1,30}

(?:ver|abrir|ler|visualizar)\b.{0,40}\b(?:navegador|on-?line)\b.{0,40}|cancelar (?:a )?(?:inscrição|assinatura).{0,60}
tempo de leitura\s?:? .{1,30}
""")

#: What particular services write.
SERVICES = _any(r"""
submitted by\s?\S.{0,100}
\[link\]\s*\[(?:\d+ )?comments?\]
(?:article|comments) url\s?: \S{1,400}.{0,80}
points\s?: \d+
view full coverage on google news
\[?\(?if the formatting looks odd in your feed reader\b.{0,80}
(?:∞ )?permalink
via\s?:\s?\S+(?: \S+){0,3}
source\s?: [^.]{1,60}
""")

#: Headings of lists of links: they go when what follows them has gone.
HEADINGS = _any(r"""
related|related (?:posts?|articles?|stories|reading|links|coverage|news)|further reading|see also|read (?:also|next|this next)
more (?:from|on|like|stories|news|to read)\b.{0,60}|recommended\b.{0,40}|you (?:may|might) also (?:like|enjoy)
popular|most read|trending|links|elsewhere|share\b.{0,20}|connect\b.{0,30}|follow\b.{0,40}|find (?:us|me)\b.{0,30}|socials?|social media
das könnte (?:sie|dich) auch interessieren|mehr zum thema|lesen sie auch|auch interessant|verwandte (?:artikel|beiträge)
à lire (?:aussi|également)|lire aussi|articles (?:similaires|liés)|sur le même sujet
(?:lea|lee|ver) (?:también|además)|te puede interesar|art[ií]culos relacionados|m[aá]s noticias
leggi anche|articoli correlati|potrebbe interessarti
lees ook|meer over\b.{0,40}|gerelateerd\b.{0,30}
leia (?:também|ainda)|veja também|artigos relacionados|relacionad[oa]s
""")
