"""The list of documents, asked of made-up tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reviewing import document, source_row, write

from extract.errors import NoDataset, QueryFailed, UsageError
from hyokasho.dataset import Dataset
from hyokasho.review.documents import PAGE, Filter, choices, filter_of, found
from hyokasho.review.store import Store
from parsers.records import Assessment, Issue, Item

ONE, TWO, THREE = f"{1:016x}-01", f"{2:016x}-01", f"{3:016x}-01"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    def item(document_id: str, status: str) -> Item:
        return Item(document_id=document_id, no=1, key="a.b", label="項目", kind="text", status=status)

    records = [
        document(1, title="会議録(第１回)", document_type="minutes", document_date=date(2023, 6, 1), coverage=0.8),
        document(2, organisation="架空県⻑浜市⻑", document_date=None, issues=2),
        document(3, document_date=date(2025, 1, 31)),
        Assessment(document_id=THREE, kind="basic", office="国民健康保険に関する事務", name="国保"),
        source_row(1), source_row(2, status="partial"), source_row(3),
        item(TWO, "unreadable"), item(THREE, "inferred"),
        Issue(document_id=TWO, no=1, severity="error", code="item_unreadable", message="項目"),
    ]  # fmt: skip
    return Store(write(tmp_path / "dataset", records))


def ids(store: Store, **asked: str) -> list[str]:
    return [one.document_id for one in found(store, filter_of(asked)).documents]


def test_the_newest_come_first_and_those_without_a_date_last(store: Store) -> None:
    assert ids(store) == [THREE, ONE, TWO]
    assert ids(store, sort="date") == [ONE, THREE, TWO]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第1回", [ONE]),  # printed with a full-width digit
        ("会 議 録", [ONE]),  # words between spaces are searched one by one
        ("長浜市", [TWO]),  # printed with a radical
        ("健康保険", [THREE]),  # the office of an assessment
        ("評価書 萌葉", [THREE]),
        ("ない", []),
        ("%", []),  # no wildcard
        ("' OR 1=1 --", []),
    ],
)
def test_texts_are_found_whatever_characters_they_are_printed_with(
    store: Store, text: str, expected: list[str]
) -> None:
    assert ids(store, text=text) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"type": "minutes"}, [ONE]),
        ({"organisation": "長浜"}, [TWO]),
        ({"first": "2023-06-01", "last": "2024-12-31"}, [ONE]),
        ({"first": "2023-06-02"}, [THREE]),
        ({"code": "item_unreadable"}, [TWO]),
        ({"status": "unreadable"}, [TWO]),
        ({"status": "inferred"}, [THREE]),
        ({"status": "corrected"}, []),
        ({"status": "partial"}, [TWO]),
        ({"coverage": "90"}, [ONE]),
        ({"status": "ok", "coverage": "90", "text": "会議"}, [ONE]),
    ],
)
def test_filters_narrow_the_list(store: Store, asked: dict[str, str], expected: list[str]) -> None:
    assert ids(store, **asked) == expected


@pytest.mark.parametrize(
    "asked",
    [
        {"first": "2023-13-01"},
        {"last": "yesterday"},
        {"coverage": "nan"},
        {"coverage": "101"},
        {"sort": "document_id; DROP TABLE listing"},
        {"status": "read"},
        {"page": "-1"},
        {"page": "1e3"},
        {"page": "9" * 50},
    ],
)
def test_what_makes_no_sense_is_refused(asked: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        filter_of(asked)


def test_pages_divide_the_list_and_the_last_stands_for_all_behind_it(tmp_path: Path) -> None:
    store = Store(write(tmp_path / "dataset", [document(number) for number in range(PAGE + 3)]))
    first, second = (found(store, Filter(sort="title", page=page)) for page in ("1", "2"))
    assert (first.total, first.pages, len(first.documents), first.first) == (PAGE + 3, 2, PAGE, 1)
    assert (len(second.documents), second.first) == (3, PAGE + 1)
    assert not {one.document_id for one in first.documents} & {one.document_id for one in second.documents}
    assert found(store, Filter(page="99")).page == 2


def test_an_empty_dataset_has_an_empty_page(tmp_path: Path) -> None:
    store = Store(write(tmp_path / "dataset", []))
    assert (found(store, Filter()).total, found(store, Filter()).pages) == (0, 1)


def test_the_filters_offer_what_the_dataset_has(store: Store) -> None:
    assert choices(store) == (("assessment_basic", "minutes"), ("item_unreadable",))


def test_addresses_leave_out_what_is_usual() -> None:
    wanted = filter_of({"text": "国保", "unknown": "x", "page": "3"})
    assert wanted.address() == "text=%E5%9B%BD%E4%BF%9D&page=3"
    assert wanted.sorted_by("title") == "text=%E5%9B%BD%E4%BF%9D&sort=title"
    assert Filter(sort="title").sorted_by("title") == "sort=-title"
    assert not Filter(sort="title", page="2").narrowed
    assert Filter(code="x").narrowed


def test_tables_that_are_published_anew_are_seen(tmp_path: Path) -> None:
    folder = tmp_path / "dataset"
    store = Store(write(folder, [document(1)]))
    assert ids(store) == [ONE]
    write(folder, [document(1), document(2)])
    assert ids(store) == [ONE, TWO]


def test_questions_reach_nothing_outside_the_dataset(store: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(QueryFailed):
        store.rows(f"SELECT * FROM read_csv('{secret}')")
    with pytest.raises(QueryFailed):
        store.rows(f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'")
    with pytest.raises(QueryFailed):
        store.rows("SET enable_external_access = true")


def test_without_tables_there_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(NoDataset):
        found(Store(Dataset(tmp_path / "none")), Filter())
