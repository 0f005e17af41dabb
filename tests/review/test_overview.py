"""The overview, counted over made-up tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reviewing import Running, document, source_row, write

from hyokasho.review.overview import STATUSES, Overviews, overview
from hyokasho.review.store import Store
from parsers.records import Assessment, Issue, Item


def item(number: int, no: int, key: str, status: str) -> Item:
    return Item(
        document_id=document(number).document_id, no=no, key=key, label=f"項目{key}", kind="text", status=status
    )


def assessment(number: int, kind: str, version: str | None) -> Assessment:
    return Assessment(document_id=document(number).document_id, kind=kind, form_version=version)


def made(folder: Path) -> Store:
    issue = {"severity": "error", "code": "item_unreadable", "message": "項目"}
    records = [
        document(1, document_date=date(2024, 11, 30), prefecture="架空県"),
        document(2, document_date=date(2025, 1, 1), prefecture="架空県"),
        document(3, document_date=None, document_type="minutes"),
        assessment(1, "basic", "令和6年10月 様式2"), assessment(2, "basic", None),
        item(1, 1, "a", "read"), item(1, 2, "b", "unreadable"), item(2, 1, "a", "inferred"), item(2, 2, "b", "read"),
        Issue(document_id=document(1).document_id, no=1, **issue), Issue(document_id=document(1).document_id, no=2, **issue),
        source_row(1), source_row(4, status="failed", error_code="empty", error="nothing in it", documents=0),
    ]  # fmt: skip
    return Store(write(folder, records))


def test_items_are_counted_by_form_and_by_item(tmp_path: Path) -> None:
    (basic,) = overview(made(tmp_path)).forms
    assert [(one.name, one.about, one.total) for one in basic.versions] == [
        ("令和6年10月 様式2", "1", 2),
        (None, "1", 2),
    ]
    assert [(one.name, one.about) for one in basic.items] == [("項目a", "a"), ("項目b", "b")]
    assert dict(zip(STATUSES, basic.items[0].counts, strict=True)) == {
        "read": 1, "corrected": 0, "blank": 0, "absent": 0, "inferred": 1, "unreadable": 0,
    }  # fmt: skip
    assert basic.items[0].parts == (("read", 1, 0.0, 0.5), ("inferred", 1, 0.5, 0.5))


def test_months_without_documents_have_their_place(tmp_path: Path) -> None:
    months = overview(made(tmp_path)).months
    assert [(one.name, one.count) for one in months] == [("2024-11", 1), ("2024-12", 0), ("2025-01", 1)]
    assert months[1].asked == "first=2024-12-01&last=2024-12-31"


def test_a_misprinted_year_makes_no_bar_of_centuries(tmp_path: Path) -> None:
    store = Store(write(tmp_path, [document(1, document_date=date(1025, 1, 1)), document(2)]))
    assert [one.name for one in overview(store).months] == ["1025-01", "2024-04"]


def test_issues_types_prefectures_and_files_are_counted(tmp_path: Path) -> None:
    seen = overview(made(tmp_path))
    assert [(one.name, one.count, one.beside, one.severity) for one in seen.issues] == [
        ("item_unreadable", 2, 1, "error")
    ]
    assert [(one.name, one.count) for one in seen.types] == [("assessment_basic", 2), ("minutes", 1)]
    assert [(one.name, one.count, one.asked is None) for one in seen.prefectures] == [
        ("架空県", 2, False),
        (None, 1, True),
    ]
    assert seen.files == (("failed", 1), ("ok", 1))
    assert seen.failed == (("4.txt", "empty", "nothing in it"),)


def test_it_is_counted_once_and_again_when_the_tables_are_new(tmp_path: Path) -> None:
    store = made(tmp_path)
    overviews = Overviews(store)
    assert overviews.now() is overviews.now()
    write(tmp_path, [document(1)])
    assert [one.count for one in overviews.now().types] == [1]


def test_an_empty_dataset_has_an_empty_overview(tmp_path: Path) -> None:
    assert overview(Store(write(tmp_path, []))).months == ()


def test_the_page_shows_it(server: Running) -> None:
    page = server.get("/overview")
    assert page.status == 200
    assert "Item by item (47)" in page.text
    assert '<a href="/?code=item_unreadable">' in page.text
