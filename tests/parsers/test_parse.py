"""From a Sheet to records: nothing lost, nothing twice, everything in its place."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dump import dump_rows
from extract.read import read
from extract.sheet import Fault, Place, Sheet
from parsers.issues import ISSUE_KINDS
from parsers.parse import parse
from parsers.records import DateMention, Document, InDocument, Issue, Section

ID = "0123456789abcdef"
NOT_KEPT = set(":：-・*")
"""What stands between a marker and its title, and list bullets before a marker: neither marker nor title."""


def of(records: tuple[InDocument, ...], kind: type[InDocument], document_id: str | None = None) -> list:
    return [row for row in records if isinstance(row, kind) and document_id in (None, row.document_id)]


def printed(texts: list[str]) -> Counter[str]:
    return Counter(character for text in texts for character in text if not character.isspace())


def assert_nothing_lost_and_nothing_twice(sheet: Sheet) -> None:
    records = parse(sheet, ID)
    whole = printed([line.text for row in sheet.rows if not row.furniture for line in row.lines()])
    sections = of(records, Section)
    kept = printed([text for row in sections for text in (row.marker, row.title, row.text) if text])
    assert not kept - whole, "something stands twice"
    assert set(whole - kept) <= NOT_KEPT, "something is lost"
    assert sum(row.chars for row in of(records, Document)) == whole.total()
    assert all(row.coverage >= 0.99 or row.chars < 100 for row in of(records, Document))


def assert_in_order(rows: list) -> None:
    for before, after in pairwise(rows):
        assert (before.char_start, before.char_end) <= (after.char_start, after.char_end)
        assert before.char_end <= after.char_start


def sheets(folder: Path, *patterns: str) -> list[tuple[str, Sheet]]:
    return [(path.name, read(path.read_bytes(), path.name)) for one in patterns for path in sorted(folder.glob(one))]


def test_the_samples_are_kept_whole(samples: Path) -> None:
    for name, sheet in sheets(samples, "*.txt", "*.md", "*.html", "*.pdf"):
        assert sheet.rows, name
        assert_nothing_lost_and_nothing_twice(sheet)


def test_the_seeds_are_kept_whole(shared: Path) -> None:
    for _, sheet in sheets(shared / "seeds", "*.txt"):
        assert_nothing_lost_and_nothing_twice(sheet)
        records = parse(sheet, ID)
        assert_in_order(of(records, Document))
        for document in of(records, Document):
            sections = of(records, Section, document.document_id)
            assert_in_order(sections)
            assert (sections[0].char_start, sections[-1].char_end) == (document.char_start, document.char_end)


@given(st.text(alphabet="1２(（)）ア①第条Ⅰ.・【】答申諮問事項会議録別紙\n \t|。、年月日", max_size=150))
@settings(max_examples=300)
def test_any_text_is_kept_whole(text: str) -> None:
    rows = tuple(dump_rows(text))
    if rows:
        assert_nothing_lost_and_nothing_twice(Sheet(rows, "text/plain", "test"))


def test_numbers_run_from_one_and_parents_stand_above(shared: Path) -> None:
    (_, sheet), *_ = sheets(shared / "seeds", "002*.txt")
    records = parse(sheet, ID)
    assert [row.document_id for row in of(records, Document)] == [f"{ID}-{number:02d}" for number in range(1, 18)]
    for document in of(records, Document):
        sections = of(records, Section, document.document_id)
        assert [row.no for row in sections] == list(range(1, len(sections) + 1))
        for row in sections:
            parent = sections[row.parent - 1] if row.parent else None
            assert row.level == (parent.level + 1 if parent else 1)
            assert row.path[:-1] == (parent.path if parent else ())


@pytest.mark.parametrize(
    ("raw", "start", "end", "page"),
    [
        ("平成 33 年3月 31 日", 3511, 3526, None),  # broken over two lines
        ("平成 27 年1月 20 日(水)", 185, 202, None),
    ],
)
def test_dates_point_at_their_characters(shared: Path, raw: str, start: int, end: int, page: int | None) -> None:
    path = next((shared / "seeds").glob("002*"))
    text = path.read_text(encoding="utf-8")
    row = next(row for row in of(parse(read(path.read_bytes(), path.name), ID), DateMention) if row.raw == raw)
    assert (row.char_start, row.char_end, row.page) == (start, end, page)
    assert text[start:end].replace("\n", "") == raw


def test_every_date_of_a_dump_is_what_stands_at_its_place(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for row in of(parse(read(path.read_bytes(), path.name), ID), DateMention):
            assert "".join(text[row.char_start : row.char_end].split()) == "".join(row.raw.split())


def test_every_date_of_a_page_lies_inside_its_line(samples: Path) -> None:
    path = samples / "01_kiso_juminzei.pdf"
    rows = of(parse(read(path.read_bytes(), path.name), ID), DateMention)
    assert [(row.raw, row.page) for row in rows][:1] == [("令和7年3月28日", 1)]
    assert all(row.x0 < row.x1 <= 595.5 and row.y0 < row.y1 <= 842.5 for row in rows)


def test_what_was_noticed_becomes_issues_with_a_place(shared: Path) -> None:
    path = next((shared / "seeds").glob("002*"))
    issues = of(parse(read(path.read_bytes(), path.name), ID), Issue)
    assert [(row.code, row.message, row.char_start) for row in issues if row.severity == "warning"] == [
        ("weekday_mismatch", "平成 27 年1月 20 日(水)", 185),
        ("field_left_out", "件数: numbered sentences", 4242),
        ("field_left_out", "その他: lines behind the list of annexes", 14424),
    ]
    assert [row.message for row in issues if row.code == "era_overflow"] == ["平成 33 年4月1日", "平成 33 年3月 31 日"]


def test_faults_of_the_reader_stand_in_the_document_they_concern() -> None:
    text = "審査会 次第\n1 開会\n2 議題\n令和3年4月1日\n委託について(答申)\n下記の事項を審議した。\n"
    faults = (
        Fault("encoding_damaged", "one", Place(start=40, end=41)),
        Fault("encoding_guessed", "two"),
    )
    records = parse(Sheet(tuple(dump_rows(text)), "text/plain", "test", faults=faults), ID)
    assert [(row.document_id[-2:], row.code, row.no) for row in of(records, Issue)] == [
        ("01", "encoding_guessed", 1),
        ("02", "encoding_damaged", 1),
        ("02", "conclusion_missing", 2),
    ]
    assert [row.issues for row in of(records, Document)] == [1, 2]


def test_every_fault_that_a_reader_can_tell_has_a_code() -> None:
    told = {
        code
        for path in (Path(__file__).parents[2] / "extract").rglob("*.py")
        for code in regex.findall(r"Fault\(\s*\"(\w+)\"", path.read_text(encoding="utf-8"))
    }
    assert {"encoding_damaged", "page_without_text", "overlapping_lines"} <= told <= ISSUE_KINDS.keys()


def test_every_code_has_both_languages() -> None:
    assert all(kind.en and kind.ja and kind.code == code for code, kind in ISSUE_KINDS.items())


def test_a_sheet_without_rows_has_no_documents() -> None:
    assert parse(Sheet((), "application/pdf", "test", pages=1), ID) == ()


def test_reading_twice_gives_the_same_records(samples: Path) -> None:
    for _, sheet in sheets(samples, "07*.txt", "01*.pdf"):
        assert parse(sheet, ID) == parse(sheet, ID)
