"""Corrections of reviewers: what they do to items, to their options and boxes, and to every table they fill."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extract.read import read
from parsers.corrections import Corrected, Correction, ItemName, corrected, name_of
from parsers.parse import parse
from parsers.records import (
    Assessment,
    Checkbox,
    Choice,
    Document,
    InDocument,
    Issue,
    Item,
    Outsourcing,
    Risk,
    System,
)
from parsers.review import Action

DOCUMENT = "0123456789abcdef-01"
MORNING = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
NOON = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def basic(samples: Path) -> tuple[InDocument, ...]:
    return records(samples / "02_kiso_juminzei.txt")


@pytest.fixture(scope="module")
def priority(samples: Path) -> tuple[InDocument, ...]:
    return records(samples / "03_juten_kokuho.md")


def records(path: Path) -> tuple[InDocument, ...]:
    return parse(read(path.read_bytes(), path.name), DOCUMENT[:16])


def item(found: tuple[InDocument, ...], key: str, group_no: int | None = None) -> Item:
    return next(one for one in found if isinstance(one, Item) and one.key == key and group_no in {None, one.group_no})


def said(
    of: Item, value: str | None = None, action: Action = "correct", when: datetime = MORNING, why: str | None = None
) -> Correction:
    return Correction(name_of(of), action, of.value, value, "reviewer", when, why)


def rows(found: tuple[InDocument, ...], kind: type[InDocument]) -> list[InDocument]:
    return [one for one in found if isinstance(one, kind)]


def boxes_of(found: tuple[InDocument, ...], of: Item) -> dict[str, tuple[bool | None, str]]:
    return {one.label: (one.checked, one.status) for one in found if isinstance(one, Checkbox) and one.item_no == of.no}


def only(done: Corrected, kind: type[InDocument]) -> list[InDocument]:
    return [one for one in done.records if isinstance(one, kind)]


def test_an_unreadable_choice_is_given_its_option(basic: tuple[InDocument, ...]) -> None:
    damaged = item(basic, "risk.use.overlinking.adequacy")
    assert (damaged.value, damaged.status) == (None, "unreadable")
    done = corrected(basic, [said(damaged, "十分である", why="ページの下端にある")])
    mended = item(done.records, damaged.key)
    assert (mended.value, mended.status, mended.char_start) == ("十分である", "corrected", damaged.char_start)
    options = [one for one in done.records if isinstance(one, Choice) and one.item_no == mended.no]
    assert [(one.label, one.selected) for one in options] == [
        ("特に力を入れている", False), ("十分である", True), ("課題が残されている", False),
    ]  # fmt: skip
    note = [one for one in done.records if isinstance(one, Issue)][-1]
    assert (note.code, note.severity, note.item_no, note.char_start) == (
        "review_corrected", "info", mended.no, mended.char_start,
    )  # fmt: skip
    assert note.message.endswith(": nothing was read (ページの下端にある)")
    documents = [one for one in done.records if isinstance(one, Document)]
    assert documents[0].issues == note.no == len(rows(basic, Issue)) + 1


def test_the_row_of_the_assessment_follows(basic: tuple[InDocument, ...]) -> None:
    corrections = [
        said(item(basic, "basics.department.head"), "納税課長"),
        said(item(basic, "subjects.band"), "1,000人以上1万人未満"),
        said(item(basic, "cover.published_on"), "令和7年4月1日"),
        said(item(basic, "basics.files"), action="unreadable"),
    ]
    before = next(one for one in basic if isinstance(one, Assessment))
    done = corrected(basic, corrections)
    after = next(one for one in done.records if isinstance(one, Assessment))
    assert after == replace(
        before,
        head="納税課長",
        subjects="1,000人以上1万人未満",
        subjects_min=1_000,
        subjects_max=10_000,
        published_on=date(2025, 4, 1),
        files=(),
    )
    dated = item(done.records, "cover.published_on")
    assert (dated.value, dated.date_start, dated.date_end) == ("令和7年4月1日", date(2025, 4, 1), date(2025, 4, 1))


def test_a_block_and_a_risk_follow(priority: tuple[InDocument, ...]) -> None:
    corrections = [
        said(item(priority, "outsourcing.contractor", 2), "架空県後期高齢者医療広域連合"),
        said(item(priority, "system.connections", 2), "情報提供ネットワークシステム、その他"),
        said(item(priority, "risk.use.unauthorized.authentication.method"), "静脈認証による。"),
        said(item(priority, "risk.use.unauthorized.adequacy"), action="unreadable"),
    ]
    done = corrected(priority, corrections)
    assert done.stale == ()
    outsourced = [one for one in done.records if isinstance(one, Outsourcing)]
    assert [(one.no, one.contractor) for one in outsourced] == [
        (1, "架空電算株式会社"), (2, "架空県後期高齢者医療広域連合"),
    ]  # fmt: skip
    systems = [one for one in done.records if isinstance(one, System)]
    assert systems[1].connections == ("情報提供ネットワークシステム", "その他")
    boxes = boxes_of(done.records, item(done.records, "system.connections", 2))
    assert boxes["情報提供ネットワークシステム"] == boxes["その他"] == (True, "corrected")
    assert boxes["庁内連携システム"] == (False, "corrected")
    risks = [one for one in done.records if isinstance(one, Risk) and (one.measures or "").startswith("静脈認証")]
    assert [(one.measures, one.adequacy, one.status) for one in risks] == [
        ("静脈認証による。\n異動した職員の権限は、異動の日に情報政策課が一括して消す。", None, "unreadable")
    ]


def test_a_block_that_had_no_row_gets_one(priority: tuple[InDocument, ...]) -> None:
    absent = next(
        one for one in priority if isinstance(one, Item) and one.key == "outsourcing.contractor" and one.file_no == 2
    )
    done = corrected(priority, [said(absent, "架空印刷株式会社")])
    assert [(one.file_no, one.no, one.contractor) for one in done.records if isinstance(one, Outsourcing)] == [
        (1, 1, "架空電算株式会社"), (1, 2, "架空県国民健康保険団体連合会"), (2, 1, "架空印刷株式会社"),
    ]  # fmt: skip


def test_a_confirmed_value_is_corrected_and_a_confirmed_blank_stays_blank(basic: tuple[InDocument, ...]) -> None:
    inferred, blank = item(basic, "subjects.band"), item(basic, "basics.rule9_2.reason")
    done = corrected(basic, [said(inferred, action="confirm"), said(blank, action="confirm")])
    assert item(done.records, inferred.key) == replace(inferred, status="corrected")
    assert item(done.records, blank.key) == blank
    assert [one.code for one in done.records if isinstance(one, Issue)][-2:] == ["review_confirmed"] * 2


def test_an_unreadable_box_item_says_so_of_every_box(basic: tuple[InDocument, ...]) -> None:
    audit = item(basic, "measures.audit.kinds")
    done = corrected(basic, [said(audit, action="unreadable")])
    assert item(done.records, audit.key).value is None
    assert set(boxes_of(done.records, audit).values()) == {(None, "unreadable")}


def test_the_last_correction_of_an_item_counts(basic: tuple[InDocument, ...]) -> None:
    head = item(basic, "basics.department.head")
    last, first = said(head, "納税課長", when=NOON), said(head, "会計課長", when=MORNING)
    done = corrected(basic, [last, first])
    assert item(done.records, head.key).value == "納税課長"
    assert done.applied == (last,)


@pytest.mark.parametrize(
    ("key", "old", "new", "reason", "now"),
    [
        ("basics.department.head", "税務課長", "納税課長", "value_changed", "市民税課長"),
        ("basics.no_such_item", None, "x", "no_item", None),
        ("subjects.band", "1万人以上10万人未満", "多い", "no_value_of_the_item", "1万人以上10万人未満"),
        ("cover.published_on", "令和7年3月28日", "令和7年2月30日", "no_value_of_the_item", "令和7年3月28日"),
        ("measures.audit.kinds", "自己点検、内部監査", "自己点検、覆面調査", "no_value_of_the_item", "自己点検、内部監査"),
        # the order of the form, as `items` has it
        ("measures.audit.kinds", "自己点検、内部監査", "内部監査、自己点検", "no_value_of_the_item", "自己点検、内部監査"),
    ],
)  # fmt: skip
def test_a_stale_correction_changes_nothing(
    basic: tuple[InDocument, ...], key: str, old: str | None, new: str, reason: str, now: str | None
) -> None:
    correction = Correction(ItemName(DOCUMENT, key), "correct", old, new, "reviewer", MORNING)
    done = corrected(basic, [correction])
    assert [(one.reason, one.value) for one in done.stale] == [(reason, now)]
    assert sorted(map(repr, done.records)) == sorted(map(repr, basic))


def test_a_correction_of_a_document_that_is_gone_is_stale(basic: tuple[InDocument, ...]) -> None:
    lost = Correction(ItemName("0123456789abcdef-02", "cover.name"), "confirm", None, None, "reviewer", MORNING)
    assert [one.reason for one in corrected(basic, [lost]).stale] == ["no_document"]


@pytest.mark.parametrize("name", ["02_kiso_juminzei.txt", "03_juten_kokuho.md"])
@pytest.mark.parametrize("action", ["correct", "confirm"])
def test_giving_every_item_the_value_it_has_changes_no_other_table(samples: Path, name: str, action: Action) -> None:
    """What reviews make of the other tables is what reading made of them."""
    found = records(samples / name)
    items = [one for one in found if isinstance(one, Item) and one.value is not None]
    done = corrected(found, [said(one, one.value, action) for one in items])
    assert done.stale == ()
    assert len(done.applied) == len(items)
    own = (Item, Choice, Checkbox, Issue, Document)
    assert [without_status(one) for one in done.records if not isinstance(one, own)] == [
        without_status(one) for one in found if not isinstance(one, own)
    ]
    assert [(one.value, one.number, one.date_start, one.date_end) for one in only(done, Item)] == [
        (one.value, one.number, one.date_start, one.date_end) for one in rows(found, Item)
    ]


def without_status(record: InDocument) -> InDocument:
    return replace(record, status="") if isinstance(record, Risk) else record
