"""digest: from feeds to a letter, every week."""

__version__ = "0.1.0"
