"""Addresses that only lead to another one, which they carry: share links, link warnings, AMP viewers.

What a redirector looks up (news.google.com, feedproxy, t.co, bit.ly) cannot be known without asking it: such an
address is left alone.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

#: host (a leading dot: and all below it), path's beginning, parameters that hold the target.
_TABLE = (
    ("l.facebook.com", "/l.php", "u"),
    ("lm.facebook.com", "/l.php", "u"),
    ("facebook.com", "/l.php", "u"),
    ("facebook.com", "/flx/warn", "u"),
    ("l.instagram.com", "/", "u"),
    ("l.messenger.com", "/l.php", "u"),
    ("l.threads.net", "/", "u"),
    ("l.threads.com", "/", "u"),
    ("t.umblr.com", "/redirect", "z"),
    ("out.reddit.com", "/", "url"),
    ("youtube.com", "/redirect", "q"),
    ("youtube.com", "/attribution_link", "u"),
    ("linkedin.com", "/redir/redirect", "url"),
    ("linkedin.com", "/safety/go", "url"),
    (".safelinks.protection.outlook.com", "/", "url"),
    ("steamcommunity.com", "/linkfilter", "url u"),
    ("vk.com", "/away.php", "to"),
    ("away.vk.com", "/away.php", "to"),
    ("duckduckgo.com", "/l", "uddg"),
    ("slack-redir.net", "/link", "url"),
    ("disq.us", "/url", "url"),
    ("exit.sc", "/", "url"),
    ("getpocket.com", "/redirect", "url"),
    ("flipboard.com", "/redirect", "url"),
    ("bing.com", "/news/apiclick.aspx", "url"),
    ("news.google.com", "/news/url", "url"),
    ("medium.com", "/r", "url"),
    ("redirect.viglink.com", "/", "u"),
    ("go.redirectingat.com", "/", "url"),
    ("go.skimresources.com", "/", "url"),
    ("click.linksynergy.com", "/deeplink", "murl"),
    ("awin1.com", "/cread.php", "ued p"),
    ("weibo.cn", "/sinaurl", "u"),
    ("link.zhihu.com", "/", "target"),
    ("link.csdn.net", "/", "target"),
    ("getrevue.co", "/profile/url", "url"),
)
#: Redirectors that carry no target. Their entries often have the page itself as guid.
_UNKNOWN = re.compile(
    r"https?://(?:feedproxy\.google\.com|feeds?\d?\.feedburner\.com|[a-z0-9.-]+\.feedsportal\.com)/", re.I
)
_BY_HOST: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
for _host, _path, _names in _TABLE:
    _BY_HOST.setdefault(_host, []).append((_path, tuple(_names.split())))
_GOOGLE = re.compile(r"google\.(?:[a-z]{2,3}|com?\.[a-z]{2})")
_HTTP = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)


def looks_up(address: str) -> bool:
    """Whether this address leads to a page that only its owner knows."""
    return _UNKNOWN.match(address) is not None


def target(host: str, path: str, query: str) -> str:
    """The address that this one leads to, as it is written there; "" when it leads nowhere or cannot be known.

    `host` is lower case without `www.`.
    """
    if (star := path.find("/*http")) >= 0:  # rd.example/feed/*https://…
        return _sound(path[star + 2 :] + (f"?{query}" if query else ""))
    if host == "href.li":
        return _sound(unquote(query))
    if host == "urldefense.com" and (found := re.match(r"/v3/__(https?:/[^\s]+?)__;", path)):
        return _sound(re.sub(r"^(https?:)/+", r"\1//", unquote(found[1])))
    if _GOOGLE.fullmatch(host):
        return _google(path, query)
    if host.endswith(".cdn.ampproject.org") and (found := re.match(r"/(?:[cvi]|wp/[cvi])/", path)):
        return _amp(path[found.end() :], query)
    rows = _BY_HOST.get(host) or _BY_HOST.get("." + host.partition(".")[2])
    for beginning, names in rows or ():
        if path == beginning or path.startswith(f"{beginning.rstrip('/')}/"):
            return _parameter(query, names)
    return ""


def _google(path: str, query: str) -> str:
    if path.startswith("/amp/"):
        return _amp(path[5:], query)
    return _parameter(query, ("url", "q")) if path in ("/url", "/url/", "/imgres") else ""


def _amp(inside: str, query: str) -> str:
    """The page that Google's AMP viewer or cache shows: the rest of the path, after `s/` when it is on https."""
    secure = inside.startswith("s/")
    inside = inside.removeprefix("s/")
    if "." not in inside.split("/")[0]:
        return ""
    return f"{'https' if secure else 'http'}://{inside}{f'?{query}' if query else ''}"


def _parameter(query: str, names: tuple[str, ...]) -> str:
    values = dict(piece.partition("=")[::2] for piece in reversed(query.split("&")))
    for name in names:
        if found := _sound(unquote(values.get(name, ""))):
            return found
    return ""


def _sound(address: str) -> str:
    return address if _HTTP.match(address) and address.isprintable() else ""
