"""The head of a letter: its number and date, who is written to, who signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

import regex

from extract.sheet import Row
from normalize.dates import parse_date
from normalize.laws import find_laws
from normalize.text import squash
from parsers.definitions import is_navigation
from parsers.papers.fields import Field, lines_of
from parsers.papers.words import paper_words
from parsers.paragraphs import Breaks, paragraphs
from parsers.provenance import order

__all__ = ["Letter", "asked_by", "letter_above", "read_letter", "signature_below"]

HEAD = 24
"""Lines in which the head of a letter stands: number, date, addressee and sender take up to nine, web pages put more before."""
LONGEST_LINE = 60
LONGEST_NAME = 10
"""Characters of a name with its spaces left out."""
LONGEST_JOINED = 5
"""Characters of a name that stands right behind the role."""
LONGEST_DATE = 30
NAME = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}々ヶー・]+")
ADDRESSED_REACH = 3
"""Lines that an addressee takes: office, name and 様."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the head of a letter says; null for what it does not say.

    `number` is that of the letter, `consultation` the 諮問第n号 printed beside it. `addressee` is the office or body
    without the name of its holder, `sender` likewise; `chair` is the name of the chair who signs.
    """

    number: str | None = None
    consultation: str | None = None
    issued_on: date | None = None
    addressee: str | None = None
    sender: str | None = None
    chair: str | None = None


def letter_above(rows: Sequence[Row], fields: Iterable[Field]) -> Letter:
    """Return the head of the letter that stands above the first of the fields."""
    return read_letter(_above(rows, fields))


def asked_by(rows: Sequence[Row], fields: Iterable[Field], breaks: Breaks) -> str | None:
    """Return the provisions by which the letter above the fields puts its matter before a council, as printed.

    They are those of the sentence …の規定により、諮問します; null where none names any right there.
    """
    for paragraph in paragraphs(_above(rows, fields), breaks):
        asking = paper_words().letters.asks.search(paragraph.text)
        if asking is not None and (named := _provisions(paragraph.text[: asking.start()])) is not None:
            return named
    return None


def _provisions(text: str) -> str | None:
    """Return the provisions that a text ends with, those joined to one another as a whole; None where it ends with none."""
    start = len(text)
    for law in reversed(find_laws(text)):
        between = text[law.end : start].strip()
        if between and (start == len(text) or paper_words().letters.joins.fullmatch(between) is None):
            break
        start = law.start
    return text[start:].strip() or None


def _above(rows: Sequence[Row], fields: Iterable[Field]) -> list[Row]:
    """Return the rows above the first of the fields."""
    first = min((order(field.place) for field in fields), default=None)
    return [row for row in rows if first is None or order(row.place) < first]


def read_letter(rows: Sequence[Row]) -> Letter:
    """Return the head of the letter that begins with `rows`: it ends with the first sentence."""
    lines = _head(rows)
    number, of = _number(lines)
    addressed = _addressed(lines)
    addressee = _office(lines[slice(*addressed)]) if addressed else None
    rest = lines[addressed[1] :] if addressed else lines
    sender, chair = _sender(rest)
    return Letter(number, of, _issued_on(lines), addressee, sender, chair)


def signature_below(rows: Sequence[Row]) -> tuple[int, str | None]:
    """Return how many of the last rows are a signature below the text, and the name of the chair who signs; 0 and None for none.

    The body stands above the chair, or before: a list of members alone is no signature.
    """
    lines = [row.text.strip() for row in rows[-FOOT:]]
    held = len(list(takewhile(_signs, reversed(lines))))
    chair = _sender(lines[len(lines) - held :])[1] if held else None
    return (held, chair) if chair is not None else (0, None)


FOOT = 4
"""Lines that hold date, body and chair of a signature."""


def _signs(line: str) -> bool:
    """Tell whether a line is a day, or names a body or a chair."""
    words, text = paper_words().letters, squash(line)
    return len(line) <= LONGEST_LINE and (
        _issued_on([line]) is not None
        or words.chairs.match(text) is not None
        or words.bodies.search(words.unsigned.sub("", text)) is not None
    )


def _head(rows: Sequence[Row]) -> list[str]:
    lines: list[str] = []
    for row in lines_of(rows[:HEAD]):
        text = row.text.strip()
        if is_navigation(squash(text)):
            continue
        if "。" in text or squash(text) == "記":
            break
        if text:
            lines.append(text)
    return lines


def _number(lines: Sequence[str]) -> tuple[str | None, str | None]:
    for line in lines:
        match = paper_words().letters.number.match(squash(line)) if len(line) <= LONGEST_LINE else None
        if match is not None:
            return match["number"], match["of"]
    return None, None


def _issued_on(lines: Sequence[str]) -> date | None:
    """Return the day of the first line that is a date and nothing else."""
    for line in lines:
        if len(line) > LONGEST_DATE:
            continue
        value = parse_date(line)
        if value.kind == "date" and value.precision == "day":
            return value.start
    return None


def _addressed(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return which lines are the addressee: up to the first that ends with 様 or 殿, from the line of the office."""
    ends = paper_words().letters.addressed
    end = next(
        (number for number, line in enumerate(lines) if ends.search(squash(line)) and len(line) <= LONGEST_LINE), None
    )
    if end is None:
        return None
    for start in range(end, max(-1, end - ADDRESSED_REACH), -1):
        if _office(lines[start : end + 1]) is not None:
            return start, end + 1
    return None


def _office(lines: Sequence[str]) -> str | None:
    """Return the office or body that lines of an addressee name."""
    words = paper_words().letters
    text = squash("".join(lines))
    chaired = words.chairs.match(text)
    if chaired is not None and chaired["body"]:
        return chaired["body"] + chaired["chair"]
    office = words.offices.match(text)
    return office["office"] if office is not None else None


def _sender(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Return who signs: the body or office, and the name of the chair."""
    words = paper_words().letters
    body: str | None = None
    for number, line in enumerate(lines):
        text = words.unsigned.sub("", squash(line))
        chaired = words.chairs.match(text)
        if chaired is not None and (chaired["body"] or body):
            below = lines[number + 1] if number + 1 < len(lines) and len(lines[number + 1].split()) > 1 else ""
            name = _name(line, chaired.end()) or _name(below, 0)
            return chaired["body"] or body, name
        if words.bodies.search(text):
            body = text
            continue
        office = words.offices.match(text)
        if office is not None and _is_name(text[office.end() :]):
            return office["office"], None
    return body, None


def _name(line: str, start: int) -> str | None:
    """Return the name that stands behind the first `start` squashed characters of a line, spaces as printed.

    A name that follows without a gap is short: 会長山田太郎.
    """
    at = 0
    index = 0
    while at < start:
        at += len(squash(line[index]))
        index += 1
    rest = line[index:]
    name = _cleaned(rest)
    apart = start == 0 or rest[:1].isspace()
    return name if name is None or apart or len(name) <= LONGEST_JOINED else None


def _cleaned(text: str) -> str | None:
    words = paper_words().letters.unsigned.sub("", " ".join(text.split())).split()
    name = "".join(words) if all(len(word) == 1 for word in words) and len(words) > 2 else " ".join(words)
    return name if name and _is_name(squash(name)) else None


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and (not text or NAME.fullmatch(text) is not None)
