"""The judge: does the place that a sentence cites really say it?

`holds` judges extracts: nothing but documented deletions. `supported` judges sentences in other words.
"""

from __future__ import annotations

from digest.summarise.evidence.extract import MAX_SPAN, holds
from digest.summarise.evidence.judge import supported

__all__ = ["MAX_SPAN", "holds", "supported"]
