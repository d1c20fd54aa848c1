"""One spelling for one page: for telling pages apart, never for following a link."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

from digest.feeds.redirectors import target
from digest.feeds.tracking import tracks, without_tracking

_URL = re.compile(r"(https?)://([^/?#\\]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE | re.DOTALL)
_PLACE = re.compile(r"(?:[^@]*@)?(\[[0-9a-fA-F:.]+\]|[^:\[\]@]+)(?::(\d{0,5}))?")
_HOST_PREFIX = re.compile(r"(?:www\d?|m|mobile|amp)\.")
_SECOND_LEVEL = frozenset({"co", "com", "net", "org", "ac", "gov", "edu", "or", "ne", "go"})
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-")
_KEPT = re.compile(r"[^A-Za-z0-9._~!$&'()*+,;=:@/?%\[\]-]")
_SIMPLE = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/?\[\]-]*")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_AMP_NAME = re.compile(r"\.amp(?=\.html?$)|\.amp$")
_VIDEO = re.compile(r"/(?:embed|shorts|live|v)/([\w-]{6,20})")
_REDDIT = re.compile(r"(?:/(?:r|user)/[^/]+)?/comments/([a-z0-9]+)(?:/[^/]*)?", re.IGNORECASE)
_OPEN_SUBSTACK = re.compile(r"/pub/([a-z0-9-]+)(/p/[^/]+)", re.IGNORECASE)
#: In every address of a redirector.
_LEADS = re.compile(r"http|/amp/|\.ampproject\.", re.IGNORECASE)
#: Hosts that show the same pages.
_TWINS = {
    "bbc.co.uk": "bbc.com",
    "twitter.com": "x.com",
    "youtube-nocookie.com": "youtube.com",
} | dict.fromkeys(
    ("old.reddit.com", "new.reddit.com", "np.reddit.com", "i.reddit.com", "amp.reddit.com"), "reddit.com"
)
#: An address that is its own spelling: nothing to decode, to leave out or to look up.
_PLAIN = re.compile(
    r"https://(?!www|m\.|mobile\.|amp\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9_-]+)*(?<!/amp)"
)
_LONGEST = 4000


def canonical_url(url: str) -> str:
    """The one spelling of an http(s) address; "" for anything else. Idempotent.

    https, lower-case host without www., m., mobile. and amp., no default port, credentials, fragment, trailing
    slash, session or tracking parameters; a redirector, an AMP page and an AMP cache become the page they lead to;
    parameters are sorted.
    """
    if len(url) > _LONGEST or not url.isprintable():
        return ""
    seen: set[str] = set()
    while url and url not in seen:  # a cache may hold a cache: to the end of it, which is a fixed point
        seen.add(url)
        url, settled = _once(url)
        if settled:
            break
    return url if len(url) <= _LONGEST else ""  # escaping makes it longer


def redirected(url: str) -> str:
    """The page that a known redirector leads to, as written there; the address itself when it is none."""
    for _ in range(3):
        if not _LEADS.search(url, 8):
            break
        found = _URL.fullmatch(url) if len(url) <= _LONGEST else None
        place = _PLACE.fullmatch(found[2]) if found else None
        further = target(_host(place[1]), found[3], found[4] or "") if found and place else ""
        if not further:
            break
        url = further
    return url


def untracked(url: str) -> str:
    """The address as published, without the parameters that only say who followed it: readers are not tracked."""
    rest, hash_, fragment = url.partition("#")
    head, mark, query = rest.partition("?")
    if not mark:
        return url
    kept = [piece for piece in query.split("&") if not (piece and tracks(piece))]
    return head + (mark + "&".join(kept) if any(kept) else "") + hash_ + fragment


def _once(url: str) -> tuple[str, bool]:
    """One step, and whether it is certain that another would change nothing."""
    found = _URL.fullmatch(url.strip())
    place = _PLACE.fullmatch(found[2].strip()) if found else None
    if not found or not place:
        return "", True
    host, port = _host(place[1]), int(place[2] or 443)
    if not host or not 0 < port < 65536:
        return "", True
    path, query = _path(found[3]), found[4] or ""
    if further := target(host, path, query):
        return further, False
    host, path, query = _known_site(host, path, query)
    pieces = without_tracking(query) if query else []
    query = "&".join(sorted({_escaped(piece) for piece in pieces})) if pieces else ""
    origin = f"https://{host}" if port in (80, 443) else f"{found[1].lower()}://{host}:{port}"
    page = f"{origin}{_page(path)}{f'?{query}' if query else ''}"
    return page, _PLAIN.fullmatch(page) is not None


@lru_cache(maxsize=1024)
def _host(host: str) -> str:
    host = host.rstrip(".").lower()
    if host.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(host[1:-1])}]"
        except ValueError:  # such as [1.2.3], at which urllib.parse raises
            return ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return ""
    if not re.fullmatch(r"[a-z0-9._-]+", host):
        return ""
    while match := _HOST_PREFIX.match(host):
        rest = host[match.end() :]
        labels = rest.split(".")
        suffix = len(labels) == 2 and labels[0] in _SECOND_LEVEL and len(labels[1]) == 2
        if len(labels) < 2 or suffix or not rest.strip("."):  # m.io and m.co.uk are sites of their own
            break
        host = rest
    if ".m." in host and host.endswith((".m.wikipedia.org", ".m.wiktionary.org", ".m.wikinews.org")):
        host = host.replace(".m.", ".")
    return _TWINS.get(host, host)


def _known_site(host: str, path: str, query: str) -> tuple[str, str, str]:
    """The page's usual place, where a site has several for it."""
    if host == "youtu.be" and len(path) > 6:
        return "youtube.com", "/watch", f"v={path[1:].split('/')[0]}"
    if host == "youtube.com":
        video = _VIDEO.match(path)
        if path.rstrip("/") == "/watch" or video:
            pieces = [f"v={video[1]}"] if video else [p for p in query.split("&") if p.startswith("v=")]
            return host, "/watch", pieces[0] if pieces else query
    elif host == "redd.it" and re.fullmatch(r"/[a-z0-9]+/?", path):
        return "reddit.com", f"/comments/{path.strip('/')}", ""
    elif host == "reddit.com" and (found := _REDDIT.fullmatch(path.rstrip("/"))):
        return host, f"/comments/{found[1].lower()}", ""
    elif host == "open.substack.com" and (found := _OPEN_SUBSTACK.match(path)):
        return f"{found[1].lower()}.substack.com", found[2], ""
    elif (host.endswith(".substack.com") and path.startswith("/p/")) or (
        host == "x.com" and "/status/" in path
    ):
        return host, path, ""
    return host, path, query


def _path(path: str) -> str:
    """Percent-encoding in one form, without dot segments (RFC 3986 § 6.2.2)."""
    path = _escaped(path)
    if "/." not in path:
        return path if path.startswith("/") else "/" + path
    kept: list[str] = []
    for segment in path.split("/")[1:] if path.startswith("/") else path.split("/"):
        if segment == "..":
            kept[-1:] = []
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept)


def _escaped(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    if _SIMPLE.fullmatch(text):
        return text
    text = re.sub(r"%(?![0-9a-fA-F]{2})", "%25", text)
    text = _KEPT.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode("utf-8", "replace")), text)
    return _ESCAPE.sub(one, text)


def _page(path: str) -> str:
    """Without the marks of AMP and of sessions, and without trailing slashes."""
    if ";" in path:
        path = _PATH_SESSION.sub("", path)
    before = ""
    while path != before:
        before = path
        path = path.rstrip("/")
        if path.endswith("/amp") and path.count("/") > 1:
            path = path[:-4]
        if path.endswith(("/index.html", "/index.htm")):
            path = path[: path.rindex("/")]
        if ".amp" in path:
            path = _AMP_NAME.sub("", path)
    return path or "/"
