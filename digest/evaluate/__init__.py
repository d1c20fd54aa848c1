"""How well it chooses, in figures: against labelled weeks, against past issues, and before and after a lesson.

labelled     weeks that somebody has labelled: items, grades, events
figures      what a choice of such a week is worth; the floors it must not fall below
difference   two ways of telling one window, story by story
replay       the newsletter as it would be: under another topic, or as of an earlier issue
"""

from __future__ import annotations
