"""Local authorities: 東京都狛江市長 → 狛江市 of 東京都, code 132195, by the table of Japan's prefectures and municipalities.

A name that several municipalities bear (府中市, 池田町, 中央区) and one that the table does not have give no code, but a
flag that says so; nothing is guessed. What is read is a field that holds a name, never running text.

The table is data/reference/municipalities.csv, packed beside this module on installation. It is read once, at the first
call, and kept: apart from that the functions here are pure.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import regex

from normalize.text import squash

__all__ = ["LocalGovernment", "Organisation", "OrganisationFlag", "check_digit", "find_organisation", "table"]

OrganisationFlag = Literal["ambiguous", "unknown", "union", "former"]

LONGEST_NAME = 80
"""Characters of a name, white space left out; 選挙管理委員会 of a long-named town with its head has 30. Beyond it: prose."""


@dataclass(frozen=True, slots=True)
class LocalGovernment:
    """A line of the table.

    `municipality` is null for a prefecture; the ward of a designated city bears its city's name (横浜市中区). `district`
    is the 郡, or the island that addresses name in its place. `until` is the last day of a name that is no more.
    """

    code: str
    prefecture: str
    district: str | None
    municipality: str | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whose document it is: `name` as printed, the 全国地方公共団体コード of its municipality or prefecture, their names.

    `municipality` is null for a prefecture. Where a flag says that the name is not resolved, code and municipality are
    null, and the prefecture is the printed one or null: `ambiguous`, several bear the name, or the text names several;
    `unknown`, not in the table, such as a municipality merged away; `union`, a 広域連合, 組合, 企業団 or 連合会, which the
    table does not hold. `former`: resolved, to a name no longer in use.
    """

    name: str
    code: str | None
    municipality: str | None
    prefecture: str | None
    flags: tuple[OrganisationFlag, ...] = ()


# ------------------------------------------------------------------------------------------------------------ the table


def check_digit(code: str) -> str:
    """Return the sixth digit of a code of five.

    総務省「全国地方公共団体コード仕様」: the digits times 6, 5, 4, 3, 2 are summed; the digit is the last one of 11 less
    the remainder of that sum by 11. (Its other case, a sum below 11, comes to the same.)
    """
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


@cache
def table() -> tuple[LocalGovernment, ...]:
    """Return the prefectures, municipalities and wards in the order of their codes; OSError where the file is missing."""
    lines = _data_file("municipalities.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple(
        LocalGovernment(
            code=row["code"],
            prefecture=row["prefecture"],
            district=row["district"] or None,
            municipality=row["municipality"] or None,
            until=date.fromisoformat(row["until"]) if row["until"] else None,
        )
        for row in rows
    )


def _data_file(name: str) -> Path:
    """Return where a reference file lies: beside this room in an installed package, in data/reference/ of a checkout."""
    installed = Path(__file__).parent / "data" / name
    return installed if installed.exists() else Path(__file__).parents[1] / "data" / "reference" / name


@cache
def _prefectures() -> dict[str, LocalGovernment]:
    return {row.prefecture: row for row in table() if row.municipality is None}


@cache
def _named() -> dict[str, tuple[LocalGovernment, ...]]:
    """Return who bears a name: a municipality with and without its district, a ward with and without its city."""
    bearers: defaultdict[str, list[LocalGovernment]] = defaultdict(list)
    for row in table():
        if row.municipality is not None:
            for name in _names(row.municipality, row.district):
                bearers[_key(name)].append(row)
    return {name: tuple(rows) for name, rows in bearers.items()}


def _names(municipality: str, district: str | None) -> set[str]:
    ward = WARD.fullmatch(municipality)
    return {municipality, (district or "") + municipality, ward["ward"] if ward else municipality}


@cache
def _longest() -> int:
    return max(map(len, _named()))


# ------------------------------------------------------------------------------------------------------ what is printed

WARD = regex.compile(r".+?市(?P<ward>.+区)")
SELECTORS = regex.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Variation selectors: 葛󠄁飾区 prints one behind 葛."""
VARIANTS = str.maketrans("ヶヵ龍檜鰺竈檮俱曾濱澤邊邉﨑髙", "ケケ竜桧鯵釜梼倶曽浜沢辺辺崎高")
"""Spellings of one name: 龍ケ崎市 and 竜ヶ崎市, 檜原村 and 桧原村, 塩竈市 and 塩釜市. No two of the table may become
one: not 嶋 with 島, 鹿嶋市 (茨城県) is not 鹿島市 (佐賀県)."""
LETTERS = r"\p{Han}\p{Hiragana}\p{Katakana}ー・"
ORGANS = "|".join(
    "議会 教育委員会 教育長 選挙管理委員会 農業委員会 監査委員 公平委員会 人事委員会 公安委員会 固定資産評価審査委員会 公営企業 企業局"
    " 企業管理者 水道 上水道 上下水道 下水道 交通局 交通事業 病院 消防 警察 役所 役場 個人情報 特定個人情報 情報公開 行政不服審査".split()
)
OFFICE = (
    rf"(?![場民内外域街])(?:都市|区画|(?<=[都道府県市区町村部局])[都道府県市区町村]民|[[{LETTERS}]--[都道府県市区町村郡]]){{1,20}}?"
    r"(?:部|局|課|室|所|センター)長?"
)
"""税務課 behind 所沢市, but neither 場管理課 behind 和光市 (和光市場) nor 山町民課 behind 東村 (東村山町)."""


def _behind(head: str) -> str:
    """Return a pattern for what may stand behind a name: its head or an organ with anything, an office, a remark."""
    return rf"(?:(?:{head}|{ORGANS})[{LETTERS}]{{0,40}}|{OFFICE})?(?:\([^()]{{0,20}}\))?"


OF_MUNICIPALITY = regex.compile(_behind("長"), regex.V1)
OF_PREFECTURE = regex.compile(_behind("知事"), regex.V1)
LIKE_ONE = regex.compile(
    rf"(?:\p{{Han}}{{2,3}}県)?[○{LETTERS}]{{1,12}}?[市区町村]{_behind('長')}|\p{{Han}}{{2,3}}県{_behind('知事')}",
    regex.V1,
)
"""What is printed like a local authority, whether there is one of that name or not."""
HEADED = regex.compile(r"[都道府県]知事|[市区町村]長(?!田区)|[都道府県市区町村]教育委員会")
"""A head or board of education with what it heads; 神戸市長田区 is a ward."""
UNION = regex.compile(r"広域連合|組合|企業団|連合会")


def find_organisation(text: str, prefecture: str | None = None) -> Organisation | None:
    """Return the local authority that `text` names, with head, organ or department behind it or not; None for none.

    所沢市教育委員会, 岡山県 赤磐市, 神奈川県知事 and 横浜市中区長 are read. `prefecture` is the one known from the
    document: it tells apart those who share a name (府中市), and a name that it does not have is `unknown`. A prefecture
    printed in `text` counts for more.
    """
    key = _key(text)
    if not key or len(key) > LONGEST_NAME:
        return None
    if len(HEADED.findall(key)) > 1:
        return Organisation(text.strip(), None, None, None, ("ambiguous",))
    printed = next((key[:length] for length in (3, 4) if key[:length] in _prefectures()), None)
    rest = key.removeprefix(printed or "")
    if UNION.search(rest):
        return Organisation(text.strip(), None, None, printed, ("union",))
    bearers = _bearers(rest)
    if printed is not None and not bearers and OF_PREFECTURE.fullmatch(rest):
        return Organisation(text.strip(), _prefectures()[printed].code, None, printed)
    if printed is None and not bearers and not LIKE_ONE.fullmatch(key):
        return None
    known = printed or (None if prefecture is None else _key(prefecture))
    return _one_of([row for row in bearers if known in (None, row.prefecture)], text.strip(), printed)


def _bearers(rest: str) -> tuple[LocalGovernment, ...]:
    """Return who bears the longest name that `rest` begins with, where what follows can stand behind a municipality.

    A shorter name is not tried: 東村山市民部 is not of 東村.
    """
    lengths = range(min(len(rest), _longest()), 1, -1)
    end = next((length for length in lengths if rest[:length] in _named()), None)
    return _named()[rest[:end]] if end is not None and OF_MUNICIPALITY.fullmatch(rest, end) else ()


def _one_of(rows: Sequence[LocalGovernment], name: str, printed: str | None) -> Organisation:
    if len(rows) != 1:
        return Organisation(name, None, None, printed, ("ambiguous" if rows else "unknown",))
    (row,) = rows
    return Organisation(name, row.code, row.municipality, row.prefecture, ("former",) if row.until else ())


def _key(text: str) -> str:
    """Return a name in the form in which names are compared."""
    return squash(SELECTORS.sub("", text)).translate(VARIANTS)
