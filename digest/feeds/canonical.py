"""One spelling for one page: for telling pages apart, never for following a link."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_TRACKING = frozenset(
    {
        "fbclid",
        "gclid",
        "gclsrc",
        "gbraid",
        "wbraid",
        "dclid",
        "msclkid",
        "yclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "li_fat_id",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "_hsenc",
        "_hsmi",
        "__hstc",
        "__hssc",
        "__hsfp",
        "hsctatracking",
        "vero_id",
        "vero_conv",
        "oly_enc_id",
        "oly_anon_id",
        "_openstat",
        "wickedid",
        "ref",
        "ref_src",
        "ref_url",
        "referrer",
        "cmpid",
        "cmp",
        "ncid",
        "ocid",
        "sr_share",
        "guccounter",
        "guce_referrer",
        "guce_referrer_sig",
        "smid",
        "smtyp",
        "taid",
        "xtor",
        "ftag",
        "ito",
        "s_cid",
        "traffic_source",
        "rss_id",
        "feedtype",
        "echobox",
        "share_id",
        "algo_expid",
        "spm",
        "srsltid",
        "ck_subscriber_id",
        "__twitter_impression",
    }
)
_PREFIXES = ("utm_", "at_", "hsa_", "pk_", "piwik_", "mtm_", "matomo_", "itm_", "stm_", "wt.mc")
_WORDS = frozenset({"rss", "feed", "atom", "newsletter", "email", "twitter", "facebook", "rssfeed", "social"})
#: Parameters that only sometimes track: by their value.
_SOURCES = frozenset({"source", "src", "from", "via", "medium", "campaign", "feed", "mod", "partner"})
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=.)")
_SECOND_LEVEL = frozenset({"co", "com", "net", "org", "ac", "gov", "edu", "or", "ne", "go"})
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_KEPT = re.compile(r"[^A-Za-z0-9._~!$&'()*+,;=:@/?%\[\]-]")
_LONGEST = 4000


def canonical_url(url: str) -> str:
    """The one spelling of an http(s) address; "" for anything else. Idempotent.

    https, lower-case host without www., m., mobile. and amp., no default port, credentials, fragment, trailing
    slash or tracking parameters; AMP pages and AMP caches become the page they show; parameters are sorted.
    """
    if len(url) > _LONGEST or any(ord(c) < 32 for c in url):
        return ""
    seen: set[str] = set()
    while url and url not in seen:  # a cache may hold a cache: to the end of it, which is a fixed point
        seen.add(url)
        url = _once(url)
    return url


def _once(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    host = _host(host)
    if not host:
        return ""
    path = _path(parts.path)
    if shown := _amp_cache(host, path):
        return shown + (f"?{parts.query}" if parts.query else "")
    default = port in (None, 80, 443)
    scheme = "https" if default else parts.scheme
    place = f"[{host}]" if ":" in host else host
    query = _query(parts.query)
    return f"{scheme}://{place}{'' if default else f':{port}'}{_page(path)}{f'?{query}' if query else ''}"


def _host(host: str) -> str:
    host = host.rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return ""
    if ":" in host:
        return host if re.fullmatch(r"[0-9a-f:.]+", host) else ""
    if not re.fullmatch(r"[a-z0-9._-]+", host):
        return ""
    host = host.replace(".m.wikipedia.org", ".wikipedia.org")
    while match := _HOST_PREFIX.match(host):
        rest = host[match.end() :]
        labels = rest.split(".")
        suffix = len(labels) == 2 and labels[0] in _SECOND_LEVEL and len(labels[1]) == 2
        if len(labels) < 2 or suffix:  # m.io and m.co.uk are sites of their own
            break
        host = rest
    return host


def _path(path: str) -> str:
    """Percent-encoding in one form, without dot segments (RFC 3986 § 6.2.2)."""
    path = _escaped(path)
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
        return character if _UNRESERVED.fullmatch(character) else match[0].upper()

    text = re.sub(r"%(?![0-9a-fA-F]{2})", "%25", text)
    text = _KEPT.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode("utf-8", "replace")), text)
    return _ESCAPE.sub(one, text)


def _amp_cache(host: str, path: str) -> str:
    """The page that Google's AMP viewer or cache shows, "" when this is neither."""
    inside = ""
    if re.fullmatch(r"google\.[a-z.]{2,6}", host) and path.startswith("/amp/"):
        inside = path[5:]
    elif host.endswith(".cdn.ampproject.org") and (match := re.match(r"/[cvi]/", path)):
        inside = path[match.end() :]
    inside, secure = inside.removeprefix("s/"), inside.startswith("s/")
    if "." not in inside.split("/")[0]:
        return ""
    return f"{'https' if secure else 'http'}://{inside}"


def _page(path: str) -> str:
    """Without the marks of AMP and without trailing slashes."""
    before = ""
    while path != before:
        before = path
        path = path.rstrip("/")
        if path.endswith("/amp") and path.count("/") > 1:
            path = path[:-4]
        path = re.sub(r"\.amp(?=\.html?$)|\.amp$", "", path)
    return path or "/"


def _query(query: str) -> str:
    kept = set()
    for piece in query.split("&"):
        name, _, value = piece.partition("=")
        if piece and not _tracks(unquote(name).lower().strip(), unquote(value).lower().strip()):
            kept.add(_escaped(piece))
    return "&".join(sorted(kept))


def untracked(url: str) -> str:
    """The address as published, without the parameters that only say who followed it: readers are not tracked."""
    head, mark, rest = url.partition("?")
    query, hash_, fragment = rest.partition("#")
    pieces = [(piece, *piece.partition("=")[::2]) for piece in query.split("&")]
    kept = [
        p
        for p, name, value in pieces
        if not _tracks(unquote(name).lower().strip(), unquote(value).lower().strip())
    ]
    return head + (mark + "&".join(kept) if any(kept) else "") + hash_ + fragment if mark else url


def _tracks(name: str, value: str) -> bool:
    if name in _TRACKING or name.startswith(_PREFIXES):
        return True
    if name == "amp" or (name in ("outputtype", "output") and value == "amp"):
        return True
    return name in _SOURCES and value in _WORDS
