"""Summaries in a model's words, each sentence judged against the place that it cites (`tell`).

    prompt -> client -> reply -> locate, rules, judging -> writer          (asking: memory, budget, breaker, tries)

Only `client` and `transport` reach the network, to the operator's own endpoint. All else is values. What the model
says is a stranger's text: it has no tools, gets no secret, and ships nothing that `evidence.supported` refuses.
"""

from __future__ import annotations

from digest.summarise.llm.options import Options
from digest.summarise.llm.run import Telling, tell

__all__ = ["Options", "Telling", "tell"]
