"""Letters and mails broken on purpose: at least two for each rule. A table; see test_rules.py for what is done with it."""

from __future__ import annotations

import base64
import dataclasses

from digest.letter.gate.readable import LARGEST
from digest.letter.gate.size import CLIPPED, LARGE
from digest.letter.sample import NEWSLETTER
from digest.types import TOKEN
from tests.letter.gate.passing import (
    SITE,
    Change,
    MailChange,
    add,
    both,
    enclosed,
    extra,
    field,
    filled,
    head,
    html,
    line,
    picture,
    png,
    text,
)

LEAD = "Orchestra union wins the right to refuse recordings made for training"


def data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


#: rule, severity, what is done to the letter
LETTERS: list[tuple[str, str, Change]] = [
    ("size", "error", filled(CLIPPED)),
    ("size", "warning", filled(CLIPPED - 1)),
    ("size", "warning", filled(LARGE)),
    ("leftover", "error", add('<a href="https://a.example/{{ token }}">A</a>')),
    ("leftover", "error", add('<a href="https://a.example/{% if x %}">A</a>')),
    ("leftover", "warning", add("<p>Dear {{ first_name }}</p>")),
    ("leftover", "warning", add("<p>Dear *|FNAME|*</p>")),
    ("leftover", "warning", text("THE FRAME", "THE FRAME {% if x %}")),
    ("unsubscribe", "error", html(TOKEN, "someone")),
    ("unsubscribe", "error", text(f"{SITE}/unsubscribe/{TOKEN}", "")),
    ("token", "error", add(f'<a href="https://evil.example/{TOKEN}">A</a>')),
    ("token", "error", text("\nYou get", f"\nhttps://evil.example/{TOKEN}\nYou get")),
    ("token", "error", add(f'<a href="{SITE}.evil.example/{TOKEN}">A</a>')),
    ("link-name", "error", add('<a href="https://a.example/"> </a>')),
    ("link-name", "error", add(f'<a href="https://a.example/">{picture(alt=chr(97) + "lt=" + chr(34) * 2)}</a>')),
    ("link", "error", add('<a href="javascript:alert(1)">A</a>')),
    ("link", "error", add('<a href="/relative">A</a>')),
    ("link", "error", add("<a>A</a>")),
    ("link", "error", add('<a href="#nowhere">A</a>')),
    ("link", "error", add('<a href="https://[">A</a>')),
    ("local-link", "error", add('<a href="http://localhost:8000/">A</a>')),
    ("local-link", "error", add('<a href="http://192.168.0.1/">A</a>')),
    ("local-link", "error", both(add('<a href="https://nas.local/">A</a>'), text("\nYou", "\nhttps://nas.local/\nYou"))),
    ("https", "error", add(f'<a href="{SITE.replace("https", "http")}/about">About</a>')),
    ("https", "error", add('<a href="HTTP://news.frame.example/">Home</a>')),
    ("link-target", "warning", add('<a href="https://a.example/1">Annual report</a> <a href="https://a.example/2">annual report</a>')),
    ("link-target", "warning", add('<a href="https://a.example/">View online</a>')),
    ("mailto", "error", add('<a href="mailto:nobody">Write</a>')),
    ("mailto", "error", add('<a href="mailto:?subject=Hello">Write</a>')),
    ("mailto", "error", add('<a href="mailto:a@b.example?subject=an error">Write</a>')),
    ("mailto", "error", add('<a href="mailto:a%b@b.example">Write</a>')),
    ("alt", "error", add(picture(alt=""))),
    ("alt", "error", html("</h1>", f"</h1>{picture(alt='title=grey')}")),
    ("image-source", "error", add('<img src="" width="8" height="8" alt="A square">')),
    ("image-source", "error", add(picture("cid:nobody"))),
    ("image-type", "error", add(picture(data("image/webp", b"RIFF\0\0\0\0WEBP")))),
    ("image-type", "error", add(picture(data("image/jpeg", png())))),
    ("image-type", "error", add(picture(f"{SITE}/a.avif"))),
    ("image-size", "warning", add(picture(sizes=""))),
    ("image-size", "warning", add(picture(sizes='width="50%" height="8"'))),
    ("image-size", "warning", add(picture(sizes='width="1200" height="8"'))),
    ("request", "error", add(picture("https://a.example/x.gif"))),
    ("request", "error", add('<table background="https://a.example/x.png" role="presentation"></table>')),
    ("request", "error", html("</head>", '<link rel="stylesheet" href="https://a.example/x.css"></head>')),
    ("request", "error", html("</head>", "<style>@import 'https://a.example/x.css';</style></head>")),
    ("request", "error", add('<p style="background:url(https://a.example/x.png)">x</p>')),
    ("request", "error", add('<p style="background:u\\72l(https://a.example/x.png)">x</p>')),
    ("request", "error", add('<p style="background:/**/url/**/( //a.example/x.png)">x</p>')),
    ("request", "error", add('<!--[if mso]><v:fill type="frame" src="https://a.example/x.png" /><![endif]-->')),
    ("tracker", "error", add(picture(f"{SITE}/open.gif", sizes='width="1" height="1"'))),
    ("tracker", "error", add(picture(sizes='width="8" height="8" style="display: none"'))),
    ("active", "error", add("<script>1</script>")),
    ("active", "error", add('<iframe src="about:blank" title="x"></iframe>')),
    ("active", "error", add("<form></form>")),
    ("active", "error", add('<p onclick="x()">x</p>')),
    ("active", "error", html("<head>", '<head><meta http-equiv="Refresh" content="0; url=https://a.example/">')),
    ("parity", "error", text("Film archive will not", "A film archive may")),
    ("parity", "error", add("<h3>A headline that the text lacks</h3>")),
    ("parity", "error", add(f"<h3>{LEAD}</h3>")),
    ("parity", "error", add('<h3><a href="https://a.example/else">The Frame</a></h3>')),
    ("text-only", "error", text("\nYou get", "\nhttps://elsewhere.example/story\n\nYou get")),
    ("text-only", "error", text("_" * 76, "_" * 76 + "\n\nwww: http://elsewhere.example/")),
    ("headings", "warning", html("<h1", "<h1>Two</h1><h1")),
    ("headings", "warning", add("<h5>The Frame</h5>")),
    ("subject", "warning", line(subject="Short")),
    ("subject", "warning", line(subject="word " * 14)),
    ("subject", "error", line(subject=" ")),
    ("preheader", "warning", line(preheader="word " * 20)),
    ("preheader", "error", line(preheader="")),
    ("preheader", "error", lambda letter: dataclasses.replace(letter, preheader="Words that stand nowhere in the HTML")),
    ("clipped", "warning", line(subject="Orchestra union wins the right to refuse recor…")),
    ("clipped", "warning", line(preheader="A small studio dubbed its film into eleven lang")),
    ("postal-address", "error", html(NEWSLETTER.address, "")),
    ("postal-address", "error", text("12 Sample Street", "12 Sampel Street")),
]  # fmt: skip

#: rule, severity, what is done to the newsletter that a letter is rendered for
SENDERS: list[tuple[str, str, dict[str, str]]] = [
    ("postal-address", "warning", {"address": ""}),
    ("postal-address", "warning", {"address": "Your street address, Berlin"}),
    ("site", "warning", {"site_url": "http://127.0.0.1:8000"}),
    ("site", "warning", {"site_url": "http://news.internal"}),
    ("mailable", "error", {"sender_name": "The\nFrame"}),
    ("mailable", "error", {"site_url": "https://news.frame.example/a,b"}),
]
START = b"\r\n\r\n--=_"

#: rule, severity, what is done to the mail
MAILS: list[tuple[str, str, MailChange]] = [
    ("header-syntax", "error", extra("This is no field")),
    ("header-syntax", "error", head(b"MIME-Version: 1.0", b"MIME-Version: 1.0\r\nX Y: z")),
    ("header-length", "error", extra("X-Long: " + "x" * 999)),
    ("header-length", "warning", extra("X-Long: " + "word " * 20 + "end")),
    ("header-ascii", "error", field("Subject", "Subject: Zwölf Geschichten über Musik, Film und Bücher")),
    ("header-ascii", "error", extra(b"X-Note: \x07")),
    ("encoded-word", "error", field("List-Id", "List-Id: =?utf-8?q?=3Cmain=2Eframe=2Eexample=3E?= <main.frame.example>")),
    ("encoded-word", "error", field("Subject", f"Subject: =?utf-8?q?{'=C3=BC' * 40}?=")),
    ("header-once", "error", extra("Date: Thu, 26 Nov 2026 09:00:00 +0000")),
    ("header-once", "error", extra("Message-ID: <two@frame.example>")),
    ("from", "error", field("From", "")),
    ("from", "error", field("From", "From: The Frame")),
    ("from", "error", field("From", "From: a@frame.example, b@frame.example")),
    ("reply-to", "error", extra("Reply-To: the editor")),
    ("reply-to", "error", extra("Reply-To: editor@")),
    ("date", "error", field("Date", "")),
    ("date", "error", field("Date", "Date: next Thursday")),
    ("date", "error", field("Date", "Date: Thu, 26 Nov 2026 08:00:00")),
    ("message-id", "error", field("Message-ID", "")),
    ("message-id", "error", field("Message-ID", "Message-ID: 12345")),
    ("message-id", "error", field("Message-ID", "Message-ID: <12 345@frame.example>")),
    ("list-id", "error", field("List-Id", "")),
    ("list-id", "error", field("List-Id", "List-Id: The Frame")),
    ("list-unsubscribe", "error", field("List-Unsubscribe", "")),
    ("list-unsubscribe", "error", field("List-Unsubscribe", "List-Unsubscribe: https://news.frame.example/unsubscribe/x")),
    (
        "list-unsubscribe",
        "error",
        field("List-Unsubscribe", "List-Unsubscribe: <https://news.frame.example/un\r\n subscribe/x>"),
    ),
    ("one-click", "error", field("List-Unsubscribe-Post", "")),
    ("one-click", "error", field("List-Unsubscribe-Post", "List-Unsubscribe-Post: One-Click")),
    ("one-click", "error", field("List-Unsubscribe", "List-Unsubscribe: <http://news.frame.example/unsubscribe/x>")),
    ("mime", "error", field("MIME-Version", "")),
    ("mime", "error", head(b"multipart/alternative;", b"multipart/mixed;")),
    ("charset", "error", head(b"text/plain; charset=utf-8", b"text/plain; charset=us-ascii")),
    ("charset", "error", head(b"text/plain; charset=utf-8", b"text/plain; charset=klingon")),
    ("charset", "error", head(b'text/html; charset=3DUTF-8"', b'text/html; charset=3Dcp437"')),
    ("encoding", "error", head(b"THE FRAME", b"THE FRAME" + b" " * 80 + b".")),
    ("encoding", "error", head(b"THE FRAME", b"THE FRAME\0")),
    ("image-weight", "error", enclosed(2**20)),
    ("image-weight", "error", enclosed(2**19, 2**19)),
    ("image-type", "error", enclosed(0, kind="image/svg+xml")),
    ("line-length", "error", head(START, b"\r\n\r\n" + b"x" * 1200 + b"\r\n--=_")),
    ("line-length", "error", lambda mail: mail + b"y" * 999 + b"\r\n"),
    ("line-end", "error", head(b"THE FRAME\r\n", b"THE FRAME\n")),
    ("line-end", "error", head(b"THE FRAME\r\n", b"THE FRAME\r")),
]  # fmt: skip

#: rule, what a file holds, whether it is said to be a mail
FILES: list[tuple[str, bytes, bool]] = [
    ("readable", b"", False),
    ("readable", b"x" * (LARGEST + 1), True),
    ("readable", b"".join(b"<font color=%d>" % n for n in range(20_000)) + b"<p>" * 20_000, False),
]
