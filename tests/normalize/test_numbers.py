"""Numbers and bands: a phrase book read by hand, every option of the forms, every way to write a number, hostile text."""

import csv
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from normalize.numbers import Band, Count, NumberValue, find_counts, parse_band, parse_number

FORMS = Path(__file__).parents[2] / "../shared/domain/forms.yaml"
SIGNS = "0123456789０１９〇一二三十百千万億兆壱拾零,，、.()（）[]〔〕約件人年項目以上未満程度 \u3000\n任意~"


# ---------------------------------------------------------------------------------------------------- the phrase book


def phrases() -> list[dict[str, str]]:
    lines = (Path(__file__).parent / "numbers.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(
        (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True
    )
    return [{name: cell.replace("\\n", "\n").replace("\\t", "\t") for name, cell in row.items()} for row in rows]


def expected(row: dict[str, str]) -> tuple[NumberValue | None, Band | None]:
    raw = row["raw"] or row["text"]
    begin = row["text"].index(raw)
    span = (begin, begin + len(raw))
    unit = row["unit"] or None
    if row["kind"] == "number":
        flags = ("approximate",) if row["flags"] == "approximate" else ()
        return NumberValue(int(row["value"]), unit, flags, span), None
    if row["kind"] == "band":
        low, high = (int(row[name]) if row[name] else None for name in ("value", "maximum"))
        return None, Band(low, high, unit, span)
    assert row["kind"] == "neither"
    return None, None


@pytest.mark.parametrize("row", phrases(), ids=lambda row: row["text"])
def test_the_phrase_book(row: dict[str, str]) -> None:
    assert (parse_number(row["text"]), parse_band(row["text"])) == expected(row)


@pytest.mark.parametrize("row", phrases(), ids=lambda row: row["text"])
def test_no_phrase_is_read_within_a_sentence(row: dict[str, str]) -> None:
    sentence = f"対象は{row['text']}とする。"
    assert (parse_number(sentence), parse_band(sentence)) == (None, None)


@pytest.mark.skipif(not FORMS.exists(), reason="needs ../shared/domain/forms.yaml beside the project")
def test_the_bands_of_every_list_of_options_adjoin() -> None:
    """What one option ends with, the next begins with: nobody falls between two, nobody into both."""
    lists = yaml.safe_load(FORMS.read_text(encoding="utf-8"))["options"].values()
    labels = [[label for key, label in options.items() if key not in ("e", "note")] for options in lists]
    ladders = [found for found in map(bands_of, labels) if len(found) > 2]
    assert len(ladders) == 6
    for ladder in ladders:
        assert (ladder[0].minimum, ladder[-1].maximum) == (None, None)
        for lower, upper in pairwise(ladder):
            gap_of_years = lower.unit == "年" and (lower.maximum, upper.minimum) == (1, 6)  # 1年 … 5年 are no bands
            assert lower.maximum == upper.minimum or gap_of_years


def bands_of(labels: list[str]) -> list[Band]:
    printed = [label for label in labels if "以上" in label or "未満" in label]
    bands = [band for label in printed if (band := parse_band(label))]
    assert len(bands) == len(printed)
    return bands


# ------------------------------------------------------------------------------------------------- counts within a cell


def test_counts_of_a_cell_in_order() -> None:
    text = "[○] 提供を行っている ( 65 ) 件 [○] 移転を行っている （\u300046 ）\n件"
    assert [(text[slice(*count.span)], count.value, count.flags) for count in find_counts(text)] == [
        ("( 65 ) 件", 65, ()),
        ("（\u300046 ）\n件", 46, ()),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("(   ) 件", Count(None, ("blank",), (0, 7))),
        ("()件", Count(None, ("blank",), (0, 3))),
        ("( 約12 )件", Count(12, ("approximate",), (0, 8))),
        ("( 12件 )件", Count(12, (), (0, 8))),
        ("(十二)件", Count(12, (), (0, 5))),
        ("(別紙参照)件", Count(None, ("unread",), (0, 7))),
        ("( 1 1 )件", Count(None, ("unread",), (0, 8))),
        ("( ○ )件", Count(None, ("unread",), (0, 6))),
        ("(3年)件", Count(None, ("unread",), (0, 5))),
        ("(5)件 1) 委託する", Count(5, (), (0, 4))),
        ("(5)件 名称は別紙", Count(5, (), (0, 4))),
    ],
)
def test_what_stands_in_the_brackets(text: str, count: Count) -> None:
    assert find_counts(text) == [count]


@pytest.mark.parametrize(
    "text", ["(1) 件名", "(2)件数", "(2) 件 数", "65件", "(65)", "(1)案件", "( 65 件", "65)件", ""]
)
def test_what_is_no_count(text: str) -> None:
    assert find_counts(text) == []


# ---------------------------------------------------------------------------------------------------------- properties


def kanji(number: int) -> str:
    """Write a number from 1 in kanji, as a bank would: 一千十 is 千十 here, 一万 keeps its 一."""
    groups = []
    for sign in ("", "万", "億", "兆"):
        number, four = divmod(number, 10_000)
        if four:
            groups.append(four_digits(four) + sign)
    return "".join(reversed(groups))


def four_digits(number: int) -> str:
    places = zip(f"{number:04}", ("千", "百", "十", ""), strict=True)
    return "".join(
        sign if digit == "1" and sign else "〇一二三四五六七八九"[int(digit)] + sign
        for digit, sign in places
        if digit != "0"
    )


def mixed(number: int) -> str:
    """Write a number as newspapers do: 1億2345万678."""
    groups = []
    for sign in ("", "万", "億", "兆"):
        number, four = divmod(number, 10_000)
        if four:
            groups.append(f"{four}{sign}")
    return "".join(reversed(groups))


NUMBERS = st.one_of(st.integers(1, 10_000), st.integers(1, 10**16 - 1))
WIDE = str.maketrans("0123456789,", "０１２３４５６７８９，")


@given(NUMBERS)
def test_a_number_is_read_however_it_is_written(number: int) -> None:
    ways = [str(number), f"{number:,}", f"{number:,}".translate(WIDE), kanji(number), mixed(number)]
    assert [value.value for way in ways if (value := parse_number(f"{way}人"))] == [number] * len(ways)


@given(NUMBERS, NUMBERS, st.sampled_from([kanji, mixed, "{:,}".format, str]), st.sampled_from(["人", "項目", "年"]))
def test_a_band_is_read_however_it_is_written(one: int, other: int, write: Callable[[int], str], unit: str) -> None:
    low, high = sorted((one, other))
    text = f"{write(low)}{unit}以上{write(high)}{unit}未満"
    assert parse_band(text) == (Band(low, high, unit, (0, len(text))) if low < high else None)


@given(st.sampled_from([row for row in phrases() if row["kind"] != "neither"]), st.text(" \u3000\n\t", max_size=5))
def test_white_space_around_a_field_moves_the_span_only(row: dict[str, str], space: str) -> None:
    for parse in (parse_number, parse_band):
        bare, padded = parse(row["text"]), parse(space + row["text"] + space)
        if bare is None:
            assert padded is None
        else:
            assert padded is not None
            assert row["text"][slice(*bare.span)] == (space + row["text"])[slice(*padded.span)]


@given(st.one_of(st.text(), st.text(SIGNS), st.text(SIGNS, max_size=8)))
def test_no_text_is_too_strange(text: str) -> None:
    number, band = parse_number(text), parse_band(text)
    assert number is None or band is None
    for value in filter(None, (number, band, *find_counts(text))):
        assert 0 <= value.span[0] < value.span[1] <= len(text)
        assert text[slice(*value.span)] == text[slice(*value.span)].strip()
    assert number is None or 0 <= number.value < 2**63
    assert band is None or band.minimum is None or band.maximum is None or band.minimum < band.maximum


@pytest.mark.parametrize(
    "piece", ["(", "( ", "( 1 ", "1", "1,", "一", "十", "万", "以上", "(任", "1人以上", " ", "\n", "約"]
)
def test_long_hostile_text_is_read_to_its_end(piece: str) -> None:
    """A pattern that backtracks more than a bounded number of steps for each character would not come back from this."""
    text = piece * (200_000 // len(piece))
    assert (parse_number(text), parse_band(text), find_counts(text)) == (None, None, [])
