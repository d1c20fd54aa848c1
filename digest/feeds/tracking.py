"""Parameters of addresses that say who followed a link, and nothing about the page."""

from __future__ import annotations

from urllib.parse import unquote


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NAMES = _words(
    # clicks counted by advertisers and networks
    "fbclid gclid gclsrc gbraid wbraid dclid msclkid yclid twclid ttclid igshid igsh li_fat_id rb_clickid epik ef_id"
    " s_kwcid srsltid _openstat wickedid wickedsource _branch_match_id _branch_referrer algo_expid spm scm"
    " _ga _gl _gac _ke _kx"
    # mailings
    " mc_cid mc_eid mc_tc mkt_tok _hsenc _hsmi __hstc __hssc __hsfp hsctatracking hss_channel vero_id vero_conv"
    " oly_enc_id oly_anon_id ck_subscriber_id ml_subscriber ml_subscriber_hash dm_i nr_email_referer bxid cndid esrc"
    " hasha hashb hashc emci emdi ceid __s ss_email_id sailthru sfmc_id sfmc_sub isfreemail triedredirect"
    # publishers' own campaigns
    " ref ref_src ref_url referrer cmpid cmp ncid ocid sr_share guccounter guce_referrer guce_referrer_sig smid smtyp"
    " taid xtor ftag ito s_cid traffic_source rss_id feedtype echobox share_id mbid icid intcid ftcamp trk trkinfo"
    " trkcampaign ns_source ns_mchannel ns_campaign ns_linkname ns_fee soc_src soc_trk tsrc sref wt_mc wt_zmc"
    " amp_js_v amp_gsa usqp __twitter_impression xing_share phpsessid jsessionid cfid cftoken sessionid"
)
_PREFIXES = (
    "utm_", "at_", "hsa_", "pk_", "piwik_", "mtm_", "matomo_", "itm_", "stm_", "wt.mc", "wt.rss", "wt.tsrc", "elq",
    "vgo_", "ga_",
)  # fmt: skip
_FEEDS = _words(
    "rss feed atom newsletter email twitter facebook rssfeed social rss2 syndication feedburner"
    " mastodon bluesky"
)
#: Parameters that only sometimes track: by their value.
_SOURCES = _words(
    "source src from via medium campaign feed mod partner emc ref_source origin cid output_source"
)


def tracks(piece: str) -> bool:
    """Whether `name=value` of a query tracks. (`amp;name` is a separator that the publisher escaped twice.)"""
    name, _, value = piece.partition("=")
    name = unquote(name).lower().strip().removeprefix("amp;")
    if name in _NAMES or name.startswith(_PREFIXES):
        return True
    value = unquote(value).lower().strip()
    if name == "rss" and value in ("", "1", "true", "yes"):
        return True
    if name == "amp" or (name in ("outputtype", "output") and value == "amp"):
        return True
    return name in _SOURCES and (
        value in _FEEDS or value.startswith(("rss-", "rss_", "rss.", "rss1", "rss2"))
    )


def without_tracking(query: str) -> list[str]:
    """The pieces of a query that say which page is meant, as written, in their order."""
    return [piece for piece in query.split("&") if piece and not tracks(piece)]
