"""Places in a law as printed: 第9条第1項第2号, 附則第3条, 同条第2項, 別表第一の16の項."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from normalize.law_register import KANJI_NUMERALS, NUMBER, PLAIN_NUMBER, counter, digits
from normalize.law_text import Page

__all__ = ["Place", "Rows", "read_place", "read_rows"]

_BRANCHES = (
    r"(?:の(?:[0-9]{1,3}(?![0-9つ]|個(?!人)|種類|[かヶ][所年月]|項)"
    rf"|[{KANJI_NUMERALS}]{{1,3}}(?=[第の及並又若規各別附ぁ-っづ-ん(),、。・~\-」』〕】\] \n]|\Z)))*+"
)
"""の2の3. A kanji numeral counts only before what can follow a citation: not in 第9条の一部, 第9条の二つ."""


_ITEM = rf"(?P<item>{NUMBER})号(?P<item_branch>{_BRANCHES})(?P<kana>[イロハニホヘトチリヌルヲ](?![ァ-ヴー]))?+"


_PARAGRAPH_SIGN = r"項(?!番号?[0-9])"


_STEPS = re.compile(
    r"(?P<supplement>附則(?=第))?+"
    rf"(?:(?P<that_article>[同前次])条(?!例(?!えば)|[件約])|第?(?P<article>{NUMBER})条(?![件約])(?P<branch>{_BRANCHES}))?+"
    rf"(?:(?P<that_paragraph>[同前次]){_PARAGRAPH_SIGN}|第?(?P<paragraph>{NUMBER}){_PARAGRAPH_SIGN})?+"
    rf"(?:(?P<that_item>同)号(?![車室線])|第?{_ITEM})?+"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place as printed. Counters may be 同, 前 or 次: the one told last, the one before or behind it."""

    stop: int
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    table: str | None = None
    rows: tuple[str, ...] = ()


def read_place(page: Page, start: int) -> Place | None:
    """Read the place that stands at `start`: 第9条第1項第2号, 附則第3条, 同条第2項, 別表第一の16の項; None where none does."""
    tight = page.tight
    steps = _STEPS.match(tight, start)
    assert steps is not None  # every step may be absent
    stop, kana = steps.end(), steps["kana"]
    if tight.startswith("項目", stop - 1) and not page.gap(stop):
        return None
    if kana and page.gap(stop - 1):  # イ on the next line heads a list
        stop, kana = stop - 1, None
    article = steps["that_article"] or counter(steps["article"], steps["branch"])
    item = steps["that_item"] or counter(steps["item"], steps["item_branch"])
    place = Place(
        stop,
        f"附則{article or ''}" if steps["supplement"] else article,
        steps["that_paragraph"] or counter(steps["paragraph"]),
        f"{item}{kana}" if kana else item,
    )
    place = _with_table(tight, place)
    return place if place.stop > start else None


_TABLE = re.compile(rf"の?別表(?:(?P<ordinal>第)?(?P<number>{PLAIN_NUMBER}))?+(?:\([^()]{{1,20}}関係\))?+")


_TABLE_OF_ARTICLE = re.compile(r"の表")


_TABLE_BRANCHES = re.compile(_BRANCHES)


def _with_table(tight: str, place: Place) -> Place:
    """Return a place with the table and the rows printed behind it.

    Without 第 a number may be a row of the only table: 別表24の項, 別表56の2の項. 別表1の24の項 is row 24 of table 1.
    """
    table = _TABLE.match(tight, place.stop)
    if table is None:
        inner = _TABLE_OF_ARTICLE.match(tight, place.stop) if place.article else None
        return place if inner is None else _with_rows(tight, place, place.stop, inner.end())
    place = replace(place, table="別表", stop=table.end())
    number = table["number"]
    if number is None:
        return _with_rows(tight, place, table.end(), table.end())
    if table["ordinal"] is None:
        listed = _with_rows(tight, place, table.end(), table.start("number"))
        if listed.rows and not ("の" in listed.rows[0] and len(number) == 1):
            return listed
    numbered = _with_rows(tight, replace(place, table=digits(number)), table.end(), table.end())
    branches = _TABLE_BRANCHES.match(tight, table.end())
    if numbered.rows or branches is None or not branches[0]:
        return numbered
    return _with_rows(tight, replace(place, table=counter(number, branches[0])), branches.end(), branches.end())


def _with_rows(tight: str, place: Place, stop: int, start: int) -> Place:
    """Return a place with the rows listed at `start`; where none are it ends at `stop`."""
    listed = read_rows(tight, start)
    return replace(place, stop=stop) if listed is None else replace(place, rows=listed.rows, stop=listed.stop)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as listed, and where the list ends."""

    rows: tuple[str, ...]
    stop: int


_ROWS_BEGIN = re.compile(r" ?(?:の|(?P<bracket>\())?(?P<counted>項番号?)?")


_ROW = re.compile(
    rf"(?:項番号?|第)?(?P<row>{PLAIN_NUMBER}(?:の(?:[0-9]{{1,2}}|[{KANJI_NUMERALS}]{{1,3}}))*+)"
    r"(?P<unit>(?:まで)?(?:の項|項(?!目(?![的黒])|番))(?:まで)?|(?:まで)?号(?!様式|議案|被保険)(?:まで)?)?+"
    r"|(?P<left_out>…++|・・・++|\([中以]?下?略\))"
)


_ROW_SEPARATOR = re.compile(r"(?P<range>から|[~-])|[、,]?(?:及び|並びに|又は|若しくは)|、|,|・(?!・)|と(?=[第0-9])")


def read_rows(tight: str, start: int) -> Rows | None:
    """Read the rows listed at `start`, up to the last that の項, 項 or 号 counts (all of them behind 項番)."""
    begin = _ROWS_BEGIN.match(tight, start)
    assert begin is not None  # nothing need be there
    rows: list[str] = []
    counted = stop = 0
    position, is_range = begin.end(), False
    while (row := _ROW.match(tight, position)) is not None:
        printed = "…" if row["left_out"] else counter(row["row"]) or ""
        rows[-1 if is_range else len(rows) :] = [f"{rows[-1]}-{printed}" if is_range else printed]
        if row["unit"] or begin["counted"]:
            counted, stop = len(rows), row.end()
        separator = _ROW_SEPARATOR.match(tight, row.end())
        if separator is None or (is_range and separator["range"]):
            break
        position, is_range = separator.end(), separator["range"] is not None
    closed = bool(begin["bracket"]) and tight.startswith(")", stop)
    return Rows(tuple(rows[:counted]), stop + closed) if counted else None
