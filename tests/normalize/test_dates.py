"""Dates: a phrase book read by hand, the seed files, properties of every day of every era, hostile text."""

import csv
import time
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.date_notation import CANDIDATE, read_printed
from normalize.date_numerals import fold_aligned
from normalize.dates import DateContext, DateMention, DateValue, find_dates, parse_date, serial_date
from normalize.eras import ERAS, GREGORIAN_FROM, Era, nearest_era

SHARED = Path(__file__).parents[2] / "../shared"


# ---------------------------------------------------------------------------------------------------- the phrase book


@dataclass(frozen=True)
class Phrase:
    text: str
    raw: str
    context: DateContext
    value: DateValue


def phrases() -> list[Phrase]:
    lines = (Path(__file__).parent / "dates.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(
        (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True
    )
    return [phrase(row) for row in rows]


def phrase(row: dict[str, str]) -> Phrase:
    text = row["text"].replace("\\n", "\n")
    value = DateValue(
        start=date.fromisoformat(row["start"]) if row["start"] else None,
        end=date.fromisoformat(row["end"]) if row["end"] else None,
        precision=row["precision"] or None,
        kind=row["kind"],
        era=row["era"] or None,
        starts_at=datetime.fromisoformat(row["starts_at"]) if row["starts_at"] else None,
        ends_at=datetime.fromisoformat(row["ends_at"]) if row["ends_at"] else None,
        flags=tuple(row["flags"].split(",")) if row["flags"] else (),
    )
    return Phrase(text, row["raw"].replace("\\n", "\n") or text, context_of(row["context"]), value)


def context_of(text: str) -> DateContext:
    given = dict(part.split("=") for part in text.split())
    return DateContext(
        latest=date.fromisoformat(given["latest"]) if "latest" in given else None,
        document_date=date.fromisoformat(given["document_date"]) if "document_date" in given else None,
        fiscal_year=int(given["fiscal_year"]) if "fiscal_year" in given else None,
    )


@pytest.mark.parametrize("row", phrases(), ids=lambda row: row.text)
def test_the_phrase_book(row: Phrase) -> None:
    mentions = find_dates(row.text, row.context)
    assert [(mention.raw, mention.value) for mention in mentions] == [(row.raw, row.value)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("令和7年2月14日\n令和7年度 実施計画\n7月 公表\n1月 再実施\n・2月10日 提出", ["2025-07-01", "2026-01-01", "2026-02-10"]),
        ("令和7年度 実施計画\n令和7年2月14日\n3月5日 公表", ["2025-02-14", "2025-03-05"]),
        ("令和7年2月14日\n令和7年度の計画は、\n3月1日に決定した。", ["2025-03-01"]),
        ("令和7年2月14日\n令和7年度の計画\n決定は3月1日", [None]),
        ("令和7年5月14日\n令和7年度の計画\n決定は6月1日", ["2025-06-01"]),
    ],
    ids=["a plan", "a date behind the heading", "a sentence", "within a line", "within a line, both agree"],
)  # fmt: skip
def test_months_below_a_heading_of_a_fiscal_year(text: str, starts: list[str | None]) -> None:
    found = [mention.value.start for mention in find_dates(text) if mention.value.precision != "fiscal_year"]
    assert [day.isoformat() if day else None for day in found[-len(starts) :]] == starts


@pytest.mark.parametrize("row", phrases(), ids=lambda row: row.text)
def test_the_phrase_book_in_running_text(row: Phrase) -> None:
    """Text around a date does not change it, where the rows before and after are told apart by a full stop."""
    mentions = find_dates(f"次のとおり。{row.text}。以上", row.context)
    assert [(mention.raw, mention.value) for mention in mentions] == [(row.raw, row.value)]


@pytest.mark.parametrize(
    "text",
    [
        "5年間", "7年を経過しようとするとき", "3年6月以内", "6月以内に", "六月を超えない", "過去5年度", "昭和40年代", "2000年前", "平成の30年間",
        "24時間365日", "年に1回", "月1回", "第3月曜日", "5開庁日目", "3日間", "1日5件", "65歳以上", "3,000円", "1,201月", "0.5月分給",
        "03-1234-5678", "042-2016-0706", "1-5", "(1)～(5)", "1/5", "7/6", "12/69ページ", "85の2", "第9条第1項", "別表第一 第16号",
        "192.168.10.1", "ver.2016.7.6", "S3.1", "T1.2", "M5.6", "Ver2.1.0", "2016.7", "2016/7", "2016-13-40", "ISO/IEC 27001:2013",
        "生年月日", "年月日", "日本年金機構", "本年金", "共同日程", "合同月例会", "前年同月比", "同年代", "公平20年", "平成通り", "大正区", "令和",
        "月次処理", "平成", "午前10時30分から正午まで", "6時30分から23時まで", "15:00∼16:30", "毎年", "毎月", "翌年", "一日も早く", "十年一昔",
        "", " ", "\n", "年", "月日", "○ 月次", "[○] その他",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, DateContext(date(2016, 7, 13), date(2016, 7, 13), 2016)) == []


def test_listed_days_take_the_month_before_them() -> None:
    mentions = find_dates("平成27年6月2日及び23日、7月1日、2日・3日")
    assert [(m.raw, m.value.start, m.value.flags) for m in mentions] == [
        ("平成27年6月2日", date(2015, 6, 2), ()),
        ("23日", date(2015, 6, 23), ("resolved",)),
        ("7月1日", date(2015, 7, 1), ("resolved",)),
        ("2日", date(2015, 7, 2), ("resolved",)),
        ("3日", date(2015, 7, 3), ("resolved",)),
    ]


def test_the_date_told_last_is_the_context() -> None:
    text = "平成28年11月9日 28年 7月 13日 委員会報告\n8月 5日 募集(8月5日～9月5日)\n10月 17日 点検"
    starts = [m.value.start for m in find_dates(text)]
    assert starts == [date(2016, 11, 9), date(2016, 7, 13), date(2016, 8, 5), date(2016, 8, 5), date(2016, 10, 17)]


def test_what_goes_by_the_document_does_not_go_by_the_date_told_last() -> None:
    """本年 is the year of the meeting, whatever was told since; the month behind it goes by what was told last."""
    text = "平成28年7月6日。平成27年2月17日に点検した。本年3月ごろから見直し、5月15日から6月15日まで募集した。"
    values = [m.value for m in find_dates(text)][2:]
    assert [(v.start, v.end) for v in values] == [(date(2016, 3, 1), None), (date(2016, 5, 15), date(2016, 6, 15))]


def test_a_blank_line_ends_a_date() -> None:
    assert [m.raw for m in find_dates("平成28年\n\n4月1日\n \n(水)")] == ["平成28年", "4月1日"]


def test_neither_a_fiscal_year_nor_a_law_nor_a_stamp_is_context_for_a_day() -> None:
    for before in ("平成27年度", "令和7年度まで", "平成25年法律第27号", "[平成26年4月 様式2]", "令和2年2月30日"):
        assert find_dates(f"{before}。4月1日")[-1].value.flags == ("unresolved",)


# ---------------------------------------------------------------------------------------- a whole string, a serial


@pytest.mark.parametrize(
    "text", ["令和7年9月1日", " 令和7年9月1日\n", "[令和7年9月1日]", "（令和7年9月1日予定）", "令和７年９月１日付け"]
)
def test_a_string_that_is_one_date(text: str) -> None:
    assert parse_date(text) == DateValue(date(2025, 9, 1), date(2025, 9, 1), "day", era="令和")


@pytest.mark.parametrize(
    "text", ["", "未定", "事前", "令和7年9月1日 令和7年9月2日", "公表は令和7年9月1日とする", "42552", "5年間"]
)
def test_a_string_that_is_not_one_date(text: str) -> None:
    assert parse_date(text) == DateValue(None, None, None, flags=("unresolved",))


def test_a_string_takes_what_is_elided_from_the_context() -> None:
    value = parse_date("8月 5日", DateContext(latest=date(2016, 7, 13)))
    assert value == DateValue(date(2016, 8, 5), date(2016, 8, 5), "day", flags=("resolved",))


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (42552, date(2016, 7, 1)),
        (42943, date(2017, 7, 27)),
        (2958465, date(9999, 12, 31)),
    ],
)
def test_spreadsheet_serials(number: int, day: date) -> None:
    assert serial_date(number) == DateValue(day, day, "day")


@pytest.mark.parametrize("number", [60, 0, -1, 2958466, 10**30])
def test_serials_that_are_no_day(number: int) -> None:
    assert serial_date(number) == DateValue(None, None, None, flags=("impossible_date",))


# ------------------------------------------------------------------------------------------------------ the seed files


def seed_rows() -> list[dict[str, str]]:
    path = SHARED / "domain/seed_dates.tsv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


SEED_CONTEXT = {"003": DateContext(document_date=date(2016, 7, 6), fiscal_year=2016)}
"""What the parser of the minutes knows of 003 from its header; the other files have to do with their own text."""

READ_OTHERWISE = {
    # The row leaves out words that the text goes on with and that other rows of the list do take in.
    ("001", "1088", "令和7年度"): (None, date(2026, 3, 31)),  # まで: a deadline, as the same sentence is in 001:391
    ("002", "640-641", "平成 28 年1月1⏎日"): (date(2016, 1, 1), None),  # 以降: open, as 平成 28 年1月以降 is in 002:643
    ("003", "33", "本年3月ごろ"): (date(2016, 3, 1), None),  # から: open, as 令和3年1月から is in 001:984
    # The row is one end of a range of months; the gold file of 003 has the range, as one.
    ("003", "27", "平成 26 年 11 月"): (date(2014, 11, 1), date(2015, 2, 28)),
    ("003", "27", "平成 27 年 2 月"): (date(2014, 11, 1), date(2015, 2, 28)),
    # The row is the placeholder at the end of a range, which the mention has as a null end.
    ("002", "414", "平成 28 年○月○日"): (date(2015, 1, 2), None),
    ("002", "441", "平成 28 年○月○日"): (date(2016, 1, 1), None),
}
"""Rows that are wrong or part of a longer statement → first and last day of the mention that holds them."""


def bound(iso: str, *, last: bool) -> date | None:
    """Return the day that a seed row's ISO text of any precision means as a first or last day."""
    if not iso:
        return None
    parts = [int(part) for part in iso.split("-")]
    first = date(*[*parts, 1, 1][:3])
    if len(parts) == 3 or not last:
        return first
    return date(
        first.year + (len(parts) == 1 or first.month == 12), 1 if len(parts) == 1 else first.month % 12 + 1, 1
    ) - timedelta(1)


def reads_as_stated(row: dict[str, str], value: DateValue) -> bool:
    """Say whether a mention agrees with a row: both its days, or, an end of a range being a row of its own, that end."""
    key = row["file"], row["line"], row["quote"]
    if key in READ_OTHERWISE:
        return (value.start, value.end) == READ_OTHERWISE[key]
    stated = bound(row["iso_start"], last=False), bound(row["iso_end"], last=True)
    if value.kind == "range" and row["precision"] in ("day", "day_range") and stated[0] == stated[1]:
        return stated[0] in (value.start, value.end)
    return (value.start, value.end) == stated


def test_every_row_of_the_seed_dates() -> None:
    """Each expression is found in its line of its file and says what the row says."""
    rows = seed_rows()
    if not rows:
        pytest.skip("needs ../shared/domain/seed_dates.tsv")
    failures = [row for name in sorted({row["file"] for row in rows}) for row in failing(name, rows)]
    assert (len(rows), failures) == (625, [])


def failing(name: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    text = next((SHARED / "seeds").glob(f"{name}_*.txt")).read_bytes().decode()
    mentions = find_dates(text, SEED_CONTEXT.get(name, DateContext()))
    lines = [0, *(index + 1 for index, character in enumerate(text) if character == "\n"), len(text)]
    found: list[dict[str, str]] = []
    taken: dict[tuple[str, str], int] = {}
    for row in (row for row in rows if row["file"] == name):
        first, _, last = row["line"].partition("-")
        quote = row["quote"].replace("⏎", "\n")
        low, high = lines[int(first) - 1], lines[int(last or first)]
        place = place_of(text, quote, max(low, taken.get((row["line"], quote), 0)), high)
        taken[row["line"], quote] = place + 1
        if not row_holds(row, place, quote, mentions):
            found.append(row)
    return found


def place_of(text: str, quote: str, low: int, high: int) -> int:
    """Return where a row's quote stands: 平成27年 is not the beginning of 平成27年度, which may stand before it."""
    place = text.find(quote, low, high)
    while place >= 0 and quote.endswith("年") and text[place + len(quote)] == "度":
        place = text.find(quote, place + 1, high)
    assert place >= 0, quote
    return place


def row_holds(row: dict[str, str], place: int, quote: str, mentions: list[DateMention]) -> bool:
    hits = [m for m in mentions if m.start < place + len(quote) and place < m.end]
    if row["kind"] == "excel_serial":
        return not hits and serial_date(int(quote)).start == bound(row["iso_start"], last=False)
    if row["kind"] == "time":
        return [m.raw for m in hits] == TIMES[row["file"], row["line"]]
    return len(hits) == 1 and reads_as_stated(row, hits[0].value)


TIMES = {
    ("002", "22"): ["平成 27 年1月 20 日(水)\n午後1時 15 分から"],
    ("003", "8"): ["平成28年7月6日(水) 午前10時00分 から 午前11時00分まで"],
    ("003", "45"): [],  # service hours, beside no date
}
"""Times are part of the date they follow."""


def test_the_seeds_hold_one_date_that_is_no_row() -> None:
    """今年度 in 003 (its gold file has it); the other mentions are all rows of the list."""
    rows = seed_rows()
    if not rows:
        pytest.skip("needs ../shared/domain/seed_dates.tsv")
    counts = {}
    for name in ("000", "001", "002", "003", "004"):
        text = next((SHARED / "seeds").glob(f"{name}_*.txt")).read_bytes().decode()
        starts = [0, *(index + 1 for index, character in enumerate(text) if character == "\n")]
        listed = {int(number) for row in rows if row["file"] == name for number in row["line"].split("-")}
        mentions = find_dates(text, SEED_CONTEXT.get(name, DateContext()))
        counts[name] = [m.raw for m in mentions if bisect_right(starts, m.start) not in listed]
    assert counts == {"000": [], "001": [], "002": [], "003": ["今年度"], "004": []}


# ---------------------------------------------------------------------------------------------------------- properties


KANJI = "〇一二三四五六七八九"


def tens(number: int) -> str:
    """Write 26 as 二十六."""
    ten, one = divmod(number, 10)
    return ("" if ten == 0 else "十" if ten == 1 else KANJI[ten] + "十") + (KANJI[one] if one else "")


def wide(text: str) -> str:
    return text.translate({ord(c): ord(c) - 0x20 + 0xFF00 for c in "0123456789./-HSTMR"})


def notations(era: Era, day: date) -> list[str]:
    """Print a day of an era in every notation that holds the whole of it."""
    year, y, m, d = day.year - era.first.year + 1, str(day.year), day.month, day.day
    plain = f"{era.name}{year}年{m}月{d}日"
    weekday = "月火水木金土日"[day.weekday()]
    printed = [
        plain,
        wide(plain),
        " ".join(plain),
        "\n".join(plain),
        f"{era.name} {year} 年 {m} 月 {d} 日",
        f"{era.name}　{year}年　{m}月{d:>2}日",
        f"{era.name}{tens(year)}年{tens(m)}月{tens(d)}日",
        "\n".join(f"{era.name}{tens(year)}年{tens(m)}月{tens(d)}日"),
        f"{era.square}{year}年{m}月{d}日",
        f"{era.letter}{year}年{m}月{d}日",
        *(f"{sign}{year}{p}{m}{p}{d}" for sign in (era.letter, era.short, era.name) for p in "./-"),
        wide(f"{era.letter}{year}.{m}.{d}"),
        f"{era.letter}{year:02}.{m:02}.{d:02}",
        f"{plain}({weekday})",
        f"{plain}（{weekday}曜日）",
        f"{plain}{weekday}曜日",
        f"{era.name}{year}年({y}年){m}月{d}日",
        f"{era.name}{year}({y})年{m}月{d}日",
        f"{y}年({era.name}{year}年){m}月{d}日",
        f"{y}年{m}月{d}日",
        f"{y}/{m}/{d}",
        f"{y}.{m}.{d}",
        f"{y}-{m:02}-{d:02}",
        f"{''.join(KANJI[int(digit)] for digit in y)}年{tens(m)}月{tens(d)}日",
        plain.replace("月", "⽉").replace("日", "⽇"),
    ]
    return [*printed, plain.replace(f"{era.name}1年", f"{era.name}元年")] if year == 1 else printed


LAST_TRIED = date(2040, 12, 31)
"""令和 runs on: days up to here are tried."""


def first_tried(era: Era) -> date:
    return max(era.first, GREGORIAN_FROM)


@given(st.sampled_from(ERAS), st.data())
def test_every_day_of_every_era_reads_back_in_every_notation(era: Era, data: st.DataObject) -> None:
    day = data.draw(st.dates(first_tried(era), era.last or LAST_TRIED))
    for text in notations(era, day):
        mentions = find_dates(text)
        assert [(m.raw, m.value.start, m.value.end, m.value.precision, m.value.flags) for m in mentions] == [
            (text, day, day, "day", ())
        ]


def test_every_day_since_1873_reads_back() -> None:
    """One text with all of them: order, era bounds and leap years at once."""
    days = [
        (era, first_tried(era) + timedelta(n))
        for era in ERAS
        for n in range(((era.last or LAST_TRIED) - first_tried(era)).days + 1)
    ]
    text = "、".join(f"{era.name}{day.year - era.first.year + 1}年{day.month}月{day.day}日" for era, day in days)
    values = [(m.value.era, m.value.start, m.value.flags) for m in find_dates(text)]
    assert values == [(era.name, day, ()) for era, day in days]


@given(st.sampled_from(ERAS), st.integers(0, 99), st.integers(0, 19), st.integers(0, 39))
def test_no_day_outside_its_era_without_a_flag(era: Era, year: int, month: int, day: int) -> None:
    value = parse_date(f"{era.name}{year}年{month}月{day}日")
    if value.start is None:
        assert set(value.flags) & {"impossible_date", "old_calendar"}
        return
    assert (value.start.month, value.start.day) == (month, day)
    inside = era.first <= value.start and (era.last is None or value.start <= era.last) and year <= 64
    assert inside != bool({"era_overflow", "era_underflow"} & set(value.flags))


def test_the_eras_follow_one_another() -> None:
    for era, following in pairwise(ERAS):
        assert era.last is not None
        assert following.first - era.last in (timedelta(0), timedelta(1))
    assert ERAS[-1].last is None


@given(st.sampled_from(ERAS), st.data())
def test_an_era_year_beside_its_own_date_is_of_that_era(era: Era, data: st.DataObject) -> None:
    """In the first years of an era the number alone can still mean only it: the era before had other numbers then."""
    day = data.draw(st.dates(first_tried(era), era.last or LAST_TRIED))
    found = nearest_era(day.year - era.first.year + 1, day.year)
    assert found is not None
    assert found.western(day.year - era.first.year + 1) == day.year


PIECES = st.sampled_from(
    [
        "平成", "令和", "昭和", "元", "年", "度", "月", "日", "28", "1", "0", "99", "２", "三", "十", "〇", "○", "○○", "同", "翌", "本", "の",
        " ", "\n", "　", "から", "まで", "以降", "～", "-", ".", "/", "(", "水", ")", "（", "曜日", "午前", "時", "分", "正午", ":", "、", "及び",
        "上旬", "末", "前半", "法律第", "号", "様式4", "H", "R", "S", "現在", "毎年", "2016", "⽉", "㍻", "X", "頃", "対象者", "間", "一昨", "々",
    ]
)  # fmt: skip
DATELIKE = st.lists(PIECES, max_size=40).map("".join)
CONTEXTS = st.builds(
    DateContext,
    st.none() | st.dates(date(1873, 1, 1), date(2100, 12, 31)),
    st.none() | st.dates(date(1873, 1, 1), date(2100, 12, 31)),
    st.none() | st.integers(1873, 2100),
)


@settings(max_examples=400)
@given(DATELIKE | st.text(max_size=200), CONTEXTS)
def test_any_text_gives_ordered_mentions_at_exactly_their_text(text: str, context: DateContext) -> None:
    end = 0
    for mention in find_dates(text, context):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.raw == text[mention.start : mention.end]
        assert mention.raw == mention.raw.strip()
        end = mention.end


@given(DATELIKE, CONTEXTS)
def test_values_keep_their_promises(text: str, context: DateContext) -> None:
    for value in (mention.value for mention in find_dates(text, context)):
        assert (value.precision is None) == (value.start is None)
        assert list(value.flags) == sorted(set(value.flags))
        if value.start is None and value.end is None and value.kind != "law_number":
            assert value.flags
        if value.start and value.end and value.end < value.start:
            assert "impossible_date" in value.flags


@given(DATELIKE, CONTEXTS)
def test_reading_again_gives_the_same(text: str, context: DateContext) -> None:
    assert find_dates(text, context) == find_dates(text, context)


@settings(max_examples=400)
@given(DATELIKE)
def test_the_sieve_lets_every_date_through(text: str) -> None:
    folded = fold_aligned(text)
    begins = [start for start in range(len(folded)) if folded[max(0, start - 1) : start] not in set("./-HRSX")]
    dates = [start for start in begins if read_printed(folded, start) is not None]
    assert [start for start in dates if CANDIDATE.match(folded, start) is None] == []


@given(st.text(max_size=100))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_aligned(text)) == len(text)


# -------------------------------------------------------------------------------------------------------- hostile text


HOSTILE = {
    "digits": "1", "spaced digits": "1 ", "years": "1年", "months": "1月", "era": "平成", "era numbers": "平成1", "eras": "平成1年", "kanji": "一",
    "kanji years": "一年", "brackets": "(", "mixed brackets": "平成1(1)", "units": "年月日", "dates": "1年1月1日", "holes": "○", "hole months": "○月",
    "spaces": " ", "era and spaces": "平成" + " " * 50, "breaks": "平\n", "ranges": "1月1日から", "tildes": "1月～", "hyphens": "1-", "points": "H1.",
    "laws": "平成1年条例", "law tails": "平成1年令令令令令令令令", "same": "同", "same days": "同日、1日", "listed": "1月1日、1日、1日", "times": "1月1日1時",
    "wide": "１", "full era dates": "平成28年1月1日、", "glosses": "平成1年(平成1年)", "letters": "H1 ", "numbers": "1.1.1.", "slashes": "2016/1/",
}  # fmt: skip

HOSTILE_SIZE = 10_000
"""Characters of the smallest text; the largest has four times as many."""
LINEAR = 10.0
"""Fourfold text may take this many times as long: quadratic would be 16, and the machine may be busy."""


def seconds(text: str) -> float:
    def once() -> float:
        begin = time.process_time()
        find_dates(text)
        return time.process_time() - begin

    return min(once() for _ in range(3))


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_text(piece: str) -> None:
    text = piece * (HOSTILE_SIZE // len(piece))
    growth = seconds(text * 4) / max(seconds(text), 1e-3)
    assert growth < LINEAR


def test_a_gap_of_any_width_is_crossed_once() -> None:
    text = ("平成" + " " * 20_000) * 5
    growth = seconds(text * 4) / max(seconds(text), 1e-3)
    assert growth < LINEAR
