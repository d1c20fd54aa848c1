"""Letter -> Delivery: the ledger, the outlets, the tokens and the addresses.

    ledger.pending | claim | outlet.deliver | settle

Each message is committed as inflight before it leaves and settled after the outlet has answered, so that a
crash at any moment sends nobody the same issue twice.
"""

from __future__ import annotations

from digest.deliver.addresses import address_key, clean_address, masked_address, read_subscribers
from digest.deliver.ledger import Ledger
from digest.deliver.outlets import Outlet, open_outlet
from digest.deliver.send import Tally, message_name, send_issue
from digest.deliver.tokens import Tokens, load_key

__all__ = [
    "Ledger",
    "Outlet",
    "Tally",
    "Tokens",
    "address_key",
    "clean_address",
    "load_key",
    "masked_address",
    "message_name",
    "open_outlet",
    "read_subscribers",
    "send_issue",
]
