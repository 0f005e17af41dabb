"""What the header says of the meeting: name, council, year, round, time and place, chair, visitors.

Where labels are missing, the first lines say it: the name, the day, the time, the place, one below the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import regex

from normalize.date_numerals import number_of
from normalize.dates import DateContext, find_dates
from normalize.eras import ERA_NAMES
from normalize.text import squash
from parsers.issues import Finding
from parsers.minutes.field import Field, fields_of, first_text, held_by
from parsers.minutes.field_labels import label_at
from parsers.minutes.fields import ROOM
from parsers.minutes.strips import Strip
from parsers.minutes.when import LONGEST_LINE, When, day_of, read_when
from parsers.minutes.words import FieldKey, any_of, minutes_words
from parsers.passage import Passage

__all__ = ["Facts", "read_facts"]

FIRST_LINES = 20
"""Strips from the top among which name, day and place stand where no label says so."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The header's facts; null what it does not say. `held_on` is the day, `starts_at` also its first minute where no time is printed."""

    name: str | None
    body: str | None
    fiscal_year: int | None
    round: int | None
    held_on: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    place: str | None
    visitors: int | None
    openness: str | None
    next_meeting: str | None
    next_on: date | None
    conclusion: str | None
    findings: tuple[Finding, ...]


def read_facts(strips: Sequence[Strip], fields: Sequence[Field], title: str | None) -> Facts:
    """Return what header and first lines say. `title` is the document's, None where it has none."""
    heads = list(_unlabelled(strips, fields))
    when = read_when(strips, fields, heads, title)
    day = when.value.start if when.value else None
    names = _names(fields, heads, title)
    year, year_place = _fiscal_year(names, day)
    finding = _year_finding(year, day, year_place)
    following = first_text(fields, "next")
    place, misplaced = _checked(_place(fields, heads, when))
    misplaced.extend(
        Finding("place_unreadable", one.label, None)
        for one in fields
        if one.key == "place" and one.stacked and not one.values and place is None
    )
    return Facts(
        name=_cleaned(names[0]) if names else None,
        body=_body(fields, names),
        fiscal_year=year,
        round=_round(names),
        held_on=day,
        starts_at=when.starts,
        ends_at=when.ends,
        place=place,
        visitors=_visitors(fields, strips),
        openness=_value(fields, "openness"),
        next_meeting=following,
        next_on=day_of(following, day),
        conclusion=_value(fields, "conclusion", whole=True),
        findings=(*when.findings, *misplaced, *((finding,) if finding else ())),
    )


# ----------------------------------------------------------------------------------------------------------- values


def _value(fields: Sequence[Field], key: FieldKey, *, whole: bool = False) -> str | None:
    found = next(fields_of(fields, key), None)
    if found is None:
        return None
    return found.text.strip() if whole else found.values[0].text.strip()


def _unlabelled(strips: Sequence[Strip], fields: Sequence[Field]) -> Iterator[tuple[int, Passage]]:
    """Yield the first lines that belong to no field, with the numbers of their strips."""
    taken = held_by(fields)
    for number, strip in enumerate(strips[:FIRST_LINES]):
        if number not in taken and len(strip.cells) == 1 and strip.text.strip():
            yield number, strip.cells[0]


# ------------------------------------------------------------------------------------------------------- what it is called


def _names(fields: Sequence[Field], heads: Sequence[tuple[int, Passage]], title: str | None) -> list[str]:
    """Return what may be the name of the meeting, the likeliest first."""
    printed = [one.text.split("\n")[0].strip() for one in fields_of(fields, "name")]
    lines = list(_name_lines(heads))
    named = [one for one in printed if one]
    titles = [title.strip()] if title and _body_in(title) else []
    if not named and titles and not NUMBERED.search(squash(titles[0])):
        lines.sort(key=lambda line: (not NUMBERED.search(squash(line)), len(line) > LONGEST_LINE))
        fuller = [
            line
            for line in lines
            if NUMBERED.search(squash(line)) and (_body_in(line) or "").endswith(_body_in(titles[0]) or "?")
        ]
        return [*fuller, *titles, *(line for line in lines if line not in fuller)]
    return list(dict.fromkeys([*named, *titles, *lines, *([title.strip()] if title else [])]))


def _name_lines(heads: Sequence[tuple[int, Passage]]) -> Iterator[str]:
    """Yield the first lines that name a council, with year and round where those stand on the line above, or in brackets below."""
    texts = {number: line.text.strip() for number, line in heads}
    for number, text in texts.items():
        if _is_name_line(text):
            above, below = texts.get(number - 1, ""), texts.get(number + 1, "")
            above = above if ROUND_ALONE.fullmatch(squash(above)) else ""
            below = below if ROUND_BELOW.fullmatch(squash(below)) and not above else ""
            yield above + text + below


ROUND_ALONE = regex.compile(rf"(?:(?:{ERA_NAMES})?(?:\d{{1,4}}|元)年度?)?第\d+回|(?:{ERA_NAMES})(?:\d{{1,4}}|元)年度")

ROUND_BELOW = regex.compile(rf"\((?:{ROUND_ALONE.pattern})\)")


def _cleaned(name: str) -> str:
    """Return a name without the page number that dumps print before it and without the day behind it."""
    name = SIGN.sub("", name)
    lead = LEAD_NUMBER.match(name.replace(" ", ""))
    plain = name[lead.end() :].strip() if lead else name
    days = [one for one in find_dates(plain) if one.value.precision == "day"]
    return plain[: days[-1].start].strip(" \u3000(（") if days and days[-1].end >= len(plain) - 1 else plain


NUMBERED = regex.compile(r"第[0-9一二三四五六七八九十百]+回|年度")


def _is_name_line(text: str) -> bool:
    return len(squash(text)) <= LONGEST_LINE and "。" not in text and _body_in(text) is not None


def _body(fields: Sequence[Field], names: Sequence[str]) -> str | None:
    """Return the council: as its field or the name says, with its organisation where a line prints it with it."""
    council = next((one.text.split("\n")[0].strip() for one in fields_of(fields, "council")), None)
    bodies = [body for name in names if (body := _body_in(name)) is not None]
    found = council or next(iter(bodies), None)
    if found is None or council or next(fields_of(fields, "name"), None) is not None:
        return found
    return max((body for body in bodies if body.endswith(found)), key=len, default=found)


def _body_in(text: str) -> str | None:
    """Return the name of a council that a line holds, without year, round and 会議録."""
    unspaced = "".join(text.split())
    parts = (_ending().sub("", part) for part in SPLITS.split(LEAD_NUMBER.sub("", SIGN.sub("", unspaced))))
    found = [match[0] for part in parts if (match := _bodies().match(part)) is not None]
    body = max(found, key=len, default=None)
    return OF_BODY.sub("", body) if body is not None else None


OF_BODY = regex.compile(r"(?<=[審議査]会)会議$")
"""The meeting of a council is none itself: 情報公開審査会会議."""
SIGN = regex.compile(r"^[○◯〇◎●■□◆◇★☆▼]\s*")
"""What sets off a title."""
LEAD_NUMBER = regex.compile(r"^[0-9０-９]{1,3}(?=\p{Han})(?!年|月|日|回)")
SPLITS = regex.compile(
    rf"(?:{ERA_NAMES})?[0-9０-９元〇一二三四五六七八九十]{{1,4}}年度?|第[0-9０-９一二三四五六七八九十百]+(?:回|期|次)|[「」『』\"“”()（）【】\[\]]"
    r"|[0-9０-９]{1,2}[月日](?:の?開催)?分?"
)


@cache
def _ending() -> regex.Pattern[str]:
    return regex.compile(rf"の?(?:{any_of(minutes_words().title_ends)})+(?:の概要)?$")


@cache
def _bodies() -> regex.Pattern[str]:
    return regex.compile(
        rf"[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}ー・々ヶ]{{2,40}}(?:{any_of(minutes_words().body_ends)})$"
        rf"|[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}ー・々ヶ]{{2,40}}(?:審議会|審査会|協議会)(?=の?(?:会議|開催|議事|審議))"
    )


def _round(names: Sequence[str]) -> int | None:
    for name in names:
        match = regex.search(r"第([0-9一二三四五六七八九十百]+)回", squash(name))
        if match is not None:
            return number_of(match[1])
    return None


def _fiscal_year(names: Sequence[str], day: date | None) -> tuple[int | None, str]:
    """Return the fiscal year that name or title prints; one without an era is resolved by the day of the meeting."""
    for name in names:
        for mention in find_dates(name, DateContext(document_date=day)):
            if mention.value.precision == "fiscal_year" and mention.value.start is not None:
                return mention.value.start.year, mention.raw
    return None, ""


def _year_finding(year: int | None, day: date | None, printed: str) -> Finding | None:
    if year is None or day is None or day.year - (day.month < 4) == year:
        return None
    return Finding("fiscal_year_mismatch", f"{printed}: {day.isoformat()}", None)


# ------------------------------------------------------------------------------------------------------------ where


def _checked(printed: str | None) -> tuple[str | None, list[Finding]]:
    """Return a place without the bullet before it; None with an issue where it begins with the label of a field."""
    place = BULLET.sub("", printed or "").strip()
    if place and label_at(Passage(place, (), ())) is not None:
        return None, [Finding("place_unreadable", place, None)]
    return place or None, []


BULLET = regex.compile(r"^(?:[-*+・•●■◆]\s*)+")


def _place(fields: Sequence[Field], heads: Sequence[tuple[int, Passage]], when: When) -> str | None:
    found = _value(fields, "place", whole=True)
    if found is not None:
        return found.replace("\n", " ")
    if any("場所" in one.label for one in fields_of(fields, "date")) and when.behind.strip():
        return when.behind.strip(" \u3000\n、,") or None
    if when.line is None:
        return None
    near = [(number - when.line, line.text.strip()) for number, line in heads if _is_place(line.text)]
    behind = [text for far, text in near if 0 < far <= NEAR]
    ahead = [text for far, text in reversed(near) if -NEAR <= far < 0 and _body_in(text) is None]
    rooms = [text for text in (*behind, *ahead) if ROOM.search(squash(text))]
    return next(iter([*rooms, *behind]), None)


NEAR = 3
"""Strips between the day and the place of a meeting that no label announces."""


def _is_place(text: str) -> bool:
    squashed = squash(text)
    return len(squashed) <= LONGEST_LINE and "。" not in squashed and _places().search(squashed) is not None


@cache
def _places() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:{any_of(minutes_words().places)})(?:[0-9A-Z一二三四五]{{1,3}})?(?:\([^()]*\)|[0-9]{{1,2}}階)?$"
    )


# --------------------------------------------------------------------------------------------------------- visitors


def _visitors(fields: Sequence[Field], strips: Sequence[Strip]) -> int | None:
    """Return how many visitors there were: of the field, else 0 where a stage direction says that nobody wished to come."""
    for one in fields_of(fields, "visitors"):
        text = squash(one.text)
        count = _counted(text)
        if count is not None:
            return count
        if regex.match(r"(?:な[しく]|無し?|い?ません|いなかった)", text):
            return 0
    for one in fields_of(fields, "openness"):
        counted = BESIDE_OPENNESS.search(squash(one.text))
        if counted is not None:
            return int(counted["count"] or 0)
    for strip in strips:
        if "傍聴" in strip.text and NOBODY.search(squash(strip.text)):
            return 0
    return None


def _counted(value: str) -> int | None:
    """Return the count of a squashed value: the total, else the sum where each part has its own (一般1名、報道2名), else the first.

    How many there was room for (定員5名中2名) and what brackets tell besides are none.
    """
    counts = minutes_words().visitor_counts
    text = SIDE_NOTE.sub("", _capacity().sub("", value))
    found = list(COUNTED.finditer(text))
    whole = "".join(part[0] for part in found) == text
    parts = [(part["of"], int(part["count"])) for part in found] if whole else []
    total = next((count for of, count in parts if of in counts["total"]), None)
    if total is None and len(parts) > 1:
        return sum(count for of, count in parts if not any(word in of for word in counts["within"]))
    first = FIRST_COUNT.match(text)
    return total if total is not None or first is None else int(first[1])


@cache
def _capacity() -> regex.Pattern[str]:
    room = any_of(minutes_words().visitor_counts["capacity"])
    return regex.compile(rf"(?:{room})?:?[0-9]+[名人](?:のうち|中)、?|(?:{room}):?[0-9]+[名人][、,]?")


SIDE_NOTE = regex.compile(r"\((?![0-9]+[名人]\))[^()]*\)")
FIRST_COUNT = regex.compile(r"[^0-9]{0,12}?([0-9]+)[名人]?")
COUNTED = regex.compile(r"(?P<of>\p{L}{1,10}?)[:(]?(?P<count>[0-9]+)[名人]\)?[、,・/]?")


BESIDE_OPENNESS = regex.compile(r"傍聴(?:希望)?[者人]?(?:数|の数)?[:は]?(?:(?P<count>[0-9]+)[名人]|な[しく]|無し?)")
"""公開(傍聴者5名)"""
NOBODY = regex.compile(
    r"[(（《【][^()（）《》【】]{0,20}傍聴(?:希望)?者?[^()（）《》【】]{0,6}(?:なし|無し?|0[名人])[)）》】]"
)
