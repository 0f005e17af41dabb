"""Whether somebody came, and how: the words and signs beside names, heads of those who did not come, sentences that say so."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex

from normalize.text import squash
from parsers.minutes.speaker import LETTERS, Office, read_office
from parsers.minutes.words import GAP, any_of, minutes_words, squashed
from parsers.passage import Passage

__all__ = [
    "absent_mark",
    "headed_presence",
    "is_absence",
    "lists_absentees",
    "mark_of",
    "mentions_absence",
    "presence_of",
    "present_mark",
    "says_absent",
    "says_absent_behind",
    "tells_attendance",
    "tells_presence",
    "told_absent",
    "without_mark",
]

# ---------------------------------------------------------------------------------------------------------- words


def mark_of(squashed_text: str) -> bool | None:
    """Return what a word or a sign in a table says: came, did not come; None where it says neither."""
    if squashed_text in squashed(minutes_words().present_marks):
        return True
    return False if squashed_text in squashed(minutes_words().absent_marks) else None


def tells_presence(text: str) -> bool:
    """Tell whether a word says that those behind it came or did not: 欠席."""
    return len(text) > 1 and mark_of(text) is not None


def tells_attendance(note: str) -> bool:
    """Tell whether a note behind a name says how somebody took part, not what somebody is."""
    return any(squash(word) in note for word in minutes_words().attendance_notes) or HOURS.match(note) is not None


HOURS = regex.compile(
    r"[(]?(?:[~～〜]?(?:午前|午後)?\d{1,2}(?:時(?:\d{1,2}分|半)?|:\d{2})(?:から|より|まで|以降|[~～〜-]|$))+"
)
"""From when on or up to when somebody was there: 14時20分から, 14:50まで."""


@cache
def _absent_words() -> tuple[str, ...]:
    """Return the words that say absence in lists and sentences, 欠席; the signs of tables stand for other things there."""
    return tuple(one for one in minutes_words().absent_marks if len(one) > 1)


SHORT = "欠"
"""How a note ends that says the same."""


def is_absence(text: str) -> bool:
    """Tell whether a word says that somebody did not come, and nothing else."""
    return text in {*_absent_words(), SHORT}


def mentions_absence(text: str) -> bool:
    """Tell whether a line of a list says of somebody not to have come, whatever else it says."""
    return any(word in text for word in _absent_words())


def says_absent(note: str) -> bool:
    """Tell whether a note says that the one beside it did not come: 都合により欠席."""
    return mentions_absence(note) or note.endswith(SHORT)


# --------------------------------------------------------------------------------------------------- signs before names


def absent_mark(line: str) -> bool:
    """Tell whether a line begins with a sign that somebody did not come: × 黒滝 洋; the ○ of the others then say that they did."""
    return ABSENT_MARK.match(line) is not None


def present_mark(line: str) -> bool:
    """Tell whether a line begins with a sign that somebody came: ○ 黒滝 洋."""
    return PRESENT_MARK.match(line) is not None


def presence_of(line: Passage, *, present: bool | None) -> tuple[Passage, bool | None]:
    """Return a line without the mark of presence before it, and what the mark says; `present` where there is none."""
    absent, came = ABSENT_MARK.match(line.text), PRESENT_MARK.match(line.text)
    mark = absent or came
    return (line.part(mark.end(), len(line.text)), mark is came) if mark is not None else (line, present)


def without_mark(line: str) -> str:
    """Return a line without the mark of absence before it."""
    return ABSENT_MARK.sub("", line, count=1)


ABSENT_MARK = regex.compile(rf"^{GAP}*[×✕╳☓]{GAP}*(?=\p{{L}})")
PRESENT_MARK = regex.compile(rf"^{GAP}*[○◯〇◎]{GAP}*(?=\p{{L}})")


# ------------------------------------------------------------------------------------------------ heads and sentences


def headed_presence(line: str) -> bool | None:
    """Return whether those came whom the lines below a head list: 欠席 1名; None for a line that is no such head."""
    head = _presence_head().fullmatch(squash(line))
    return head["came"] is not None if head is not None else None


@cache
def _presence_head() -> regex.Pattern[str]:
    came = any_of(tuple(one for one in minutes_words().present_marks if len(one) > 1))
    counted = r"(?:[0-9]{1,2}[名人](?:\([^()]*\))?)?"
    return regex.compile(
        rf"[【<〔\[・○●◎■]?(?:(?P<came>{came})|{any_of(_absent_words())})(?:した)?(?:者|委員)?[】>〕\]]?:?{counted}"
    )


def told_absent(squashed_text: str) -> Office | None:
    """Return whom a sentence in a list says not to have come: 角田委員が都合により欠席."""
    absent = _absence().match(squashed_text)
    office = read_office(absent["who"]) if absent is not None else None
    return replace(office, name=absent["name"]) if absent is not None and office is not None else None


@cache
def _absence() -> regex.Pattern[str]:
    roles = minutes_words().roles
    council = any_of((*roles["chair"], *roles["deputy"], *roles["member"]))
    return regex.compile(
        rf"(?P<who>(?P<name>{LETTERS}{{1,6}}?)(?:{council}))(?:は|が|から|より).*(?:{any_of(_absent_words())})"
    )


def says_absent_behind(squashed_text: str) -> bool:
    """Tell whether a text is what a sentence says behind a name that did not come: は所用により欠席."""
    return _absence_behind().fullmatch(squashed_text) is not None


@cache
def _absence_behind() -> regex.Pattern[str]:
    return regex.compile(rf"[はが]\p{{L}}*(?:{any_of(_absent_words())})")


def lists_absentees(squashed_text: str) -> bool:
    """Tell whether what stands in brackets lists those who did not come: (欠席:松枝委員)."""
    return _absentees().match(squashed_text) is not None


@cache
def _absentees() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{any_of(_absent_words())})(?:者|委員)?[:、]")
