"""Which words are names, and which head a group of people."""

from __future__ import annotations

from functools import cache

import regex

from normalize.text import squash
from parsers.minutes.speaker import LETTERS, Office, read_office, read_speaker
from parsers.minutes.words import COUNCIL, Group, any_of, minutes_words, squashed

__all__ = [
    "LONGEST_NAME",
    "SHORTEST_FULL",
    "affiliates",
    "council_role",
    "ends_in_profession",
    "group_of",
    "is_foreign",
    "is_full_name",
    "is_honorific",
    "is_name",
    "is_noise",
    "is_profession",
    "is_title",
    "names_member",
    "office_of",
    "without_honorific",
]

LONGEST_NAME = 8
"""Letters of a full name; longer words are not names."""
SHORTEST_FULL = 3
"""Letters of a full name; shorter words beside each other are its two halves."""


def is_full_name(text: str) -> bool:
    """Tell whether a word is a surname with a given name, and not the beginning of a department."""
    office = read_office(text + "課長") if len(text) >= SHORTEST_FULL else None
    return office is not None and office.name is not None and is_name(text)


def group_of(text: str) -> Group | None:
    """Return what kind of people a word heads; None where it heads none."""
    found = _groups().get(text)
    if found is not None:
        return found
    return "member" if len(text) > SHORTEST_FULL and _council().fullmatch(text) else None


def office_of(text: str) -> Group | None:
    """Return what kind of people a word set off in brackets heads: also the secretariat of a council that is named."""
    return group_of(text) or ("secretariat" if text.endswith(minutes_words().office_words) else None)


@cache
def _groups() -> dict[str, Group]:
    return {squash(word): kind for kind, words in minutes_words().groups_of.items() for word in words}


@cache
def _council() -> regex.Pattern[str]:
    return regex.compile(rf".+(?:{any_of(minutes_words().body_ends)})(?:委員)?")


def council_role(squashed_text: str) -> Office | None:
    """Return the role of the council that a text is and nothing else: 会長; None for others and for 井川会長."""
    office = read_office(squashed_text)
    return office if office is not None and office.name is None and office.rank in COUNCIL else None


def is_name(text: str) -> bool:
    """Tell whether a word can be a name."""
    return (
        ((len(text) <= LONGEST_NAME and NAME.fullmatch(text) is not None) or is_foreign(text))
        and PHRASE.search(text) is None
        and _no_name().search(text) is None
        and text not in squashed(minutes_words().no_names)
        and text not in _labels()
        and not (len(text) > SHORTEST_FULL and _holds_office(text))
    )


def is_foreign(text: str) -> bool:
    """Tell whether a word is a name in Katakana with ・ between its parts, of which others may be Kanji: カタヤマ・ルイーズ・美和."""
    return len(text) <= LONGEST_FOREIGN and FOREIGN.fullmatch(text) is not None


LONGEST_FOREIGN = 24
"""Letters of a name of several parts."""
FOREIGN = regex.compile(r"[\p{Katakana}ー]{2,}・[\p{Katakana}ー]{2,}(?:・[\p{Han}\p{Katakana}ー]+)*")


def _holds_office(text: str) -> bool:
    """Tell whether a word holds the name of an office, which no name does; 服部長太郎 begins with a surname that ends like one."""
    return _offices().search(text) is not None and not text.startswith(minutes_words().surnames)


@cache
def _offices() -> regex.Pattern[str]:
    listed = (office for offices in minutes_words().roles.values() for office in offices)
    return regex.compile(any_of(tuple(office for office in listed if len(office) > 1)))


def is_title(text: str) -> bool:
    """Tell whether a word can only be an office that no list holds: 消防組合長; no name of three letters ends like one."""
    return len(text) >= SHORTEST_FULL and text.endswith("長") and is_name(text)


def is_honorific(text: str) -> bool:
    """Tell whether a word is an honorific that stands apart from its name."""
    return text in squashed(minutes_words().honorifics)


@cache
def _labels() -> frozenset[str]:
    """Labels of fields, which are no names: 案件, 議題."""
    return frozenset(squash(label) for labels in minutes_words().fields.values() for label in labels)


NAME = regex.compile(rf"[{LETTERS[1:-2]}]+|[A-Z][a-z]+")
PHRASE = regex.compile(r"\p{Hiragana}{5}|[をがはに]\p{Han}|に[よお]|[をがは]$|^\p{Han}{2,}の\p{Han}")
"""What stands in phrases: 臨席の諸氏; the の of 木の下 stands behind one letter."""


@cache
def _no_name() -> regex.Pattern[str]:
    """Words that stand in phrases and never in names."""
    return regex.compile(any_of(minutes_words().not_in_names))


def is_noise(text: str) -> bool:
    """Tell whether a word of a list of people is nobody: 敬称略, なし, 電話, the rest of a label (の氏名)."""
    words = minutes_words()
    return text in squashed(words.no_people) or text in squashed(words.label_tails)


def is_profession(text: str) -> bool:
    """Tell whether a word says what somebody is outside of the council: 弁護士."""
    return text in squashed(minutes_words().professions)


def affiliates(text: str) -> bool:
    """Tell whether a word says whence its bearer comes, or what he is elsewhere: 青波市商工会会長, 中部大学教授, 元収入役."""
    words = minutes_words()
    if len(text) <= SHORTEST_FULL or group_of(text) is not None or text.endswith(words.public_posts):
        return False
    post = read_office(text[1:]) if FORMER.match(text) else None
    former = post is not None and post.name is None
    return former or ends_in_profession(text) or _organisations().search(text) is not None


def ends_in_profession(text: str) -> bool:
    """Tell whether a word says what somebody is by profession, with or without where: 中部大学教授."""
    return text.endswith(_long_professions())


FORMER = regex.compile(r"[元前]\p{L}{3}")
"""What stands before a post that its bearer held; 元木委員 is somebody."""


@cache
def _long_professions() -> tuple[str, ...]:
    """Professions that no name ends like."""
    return tuple(word for word in map(squash, minutes_words().professions) if len(word) > 1)


@cache
def _organisations() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().organisations))


def names_member(text: str) -> bool:
    """Tell whether a word stands for a member without a name: A委員, 委員①."""
    speaker = read_speaker(text)
    return speaker is not None and speaker.anonymous and speaker.rank == "member"


def without_honorific(name: str) -> str:
    """Return a name without 君 or 氏 behind it."""
    match = _honoured().search(name)
    return name[: match.start()].rstrip() if match and len(squash(name[: match.start()])) > 1 else name


@cache
def _honoured() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{any_of(minutes_words().honorifics)})$")
