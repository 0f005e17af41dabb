"""Two versions of a made-up assessment: a newer one is made from the sample by edits that someone would make."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from extract.errors import UsageError
from hyokasho.diff import Comparison, as_html, as_json, as_text, compare, only_assessment
from hyokasho.diff.pairing import Block, paired
from hyokasho.engine import read_source
from parsers.records import InDocument

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "03_juten_kokuho.md"
TASK_1 = ("| 委託事項1         |", "| 委託事項2～5       |")
"""The first and the line behind the last of the first 委託事項, which the newer version gives up."""
EDITS = (
    (
        "| 委託の有無 ※       | [ 委託する ] <選択肢><br>( 2 ) 件",
        "| 委託の有無 ※       | [ 委託する ] <選択肢><br>( 1 ) 件",
    ),
    ("| 委託事項2         |", "| 委託事項1         |"),
    ("架空県国民健康保険団体連合会   |   |", "連合会&lt;b&gt;情報&lt;/b&gt;株式会社   |   |"),
    ("| ②対象となる本人の数    | [ 1万人以上10万人未満 ]", "| ②対象となる本人の数    | [ 10万人以上100万人未満 ]"),
    ("<td>[ ] 電子メール</td> <td>[ ○ ] 専用線</td>", "<td>[ ○ ] 電子メール</td> <td>[ ○ ] 専用線</td>"),
    ("[ ○ ] 自己点検 [ ] 内部監査 [ ○ ] 外部監査", "[ ○ ] 自己点検 [ ○ ] 内部監査 [ ○ ] 外部監査"),
)
NEW_ROWS = (
    "| 令和6年4月1日 | II 特定個人情報ファイルの概要<br>2. 基本情報<br>②対象となる本人の数 | 1万人以上10万人未満 | 10万人以上100万人未満 | 事前 | 重要な変更 |\n"
    "| 令和6年4月1日 | II 特定個人情報ファイルの概要<br>6. 保管場所 | 庁舎3階 | 庁舎5階 | 事後 | |\n"
)


def newer(text: str) -> str:
    start, end = (text.index(line) for line in TASK_1)
    text = text[:start] + text[end:]
    for old, new in EDITS:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.rstrip("\n") + "\n" + NEW_ROWS


def records(text: str) -> tuple[InDocument, ...]:
    data = text.encode()
    return only_assessment(read_source(data, "a.md", sha256(data).hexdigest()[:16]).records, "a.md")


@pytest.fixture(scope="module")
def found() -> Comparison:
    text = SAMPLE.read_text(encoding="utf-8")
    return compare(records(text), records(newer(text)))


def test_a_version_is_equal_to_itself() -> None:
    same = records(SAMPLE.read_text(encoding="utf-8"))
    found = compare(same, same)
    assert (found.items, found.flips, found.blocks, found.declared, found.undeclared) == ((), (), (), (), ())


def test_white_space_and_width_are_no_change() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    other = text.replace("夜間の監視業務", "夜間の 監視業務").replace("[ 50人以上100人未満 ]", "[ 50人以上100人未満 ]")
    assert compare(records(text), records(other)).items == ()


def test_items_that_changed_are_those_that_were_edited(found: Comparison) -> None:
    changed = {
        (one.item.key, one.item.group_no, one.before and one.before.value, one.after and one.after.value)
        for one in found.items
        if one.sort == "changed"
    }
    assert ("outsourcing.contractor", 1, "架空県国民健康保険団体連合会", "連合会<b>情報</b>株式会社") in changed
    assert ("file.subjects", None, "1万人以上10万人未満", "10万人以上100万人未満") in changed
    assert {key for key, *_ in changed} == {
        "file.subjects", "file.acquisition.methods", "file.outsourcing.count", "outsourcing.contractor",
        "measures.audit.kinds",
    }  # fmt: skip


def test_a_block_taken_out_is_gone_and_does_not_shift_those_behind_it(found: Comparison) -> None:
    removed = {(one.item.key, one.item.group_no) for one in found.items if one.sort == "removed"}
    assert removed == {
        (f"outsourcing.{name}", 1)
        for name in (
            "content", "handlers", "contractor", "redelegation", "redelegation_consent", "redelegated_work",
        )
    }  # fmt: skip
    assert not [one for one in found.items if one.sort == "added"]


def test_boxes_flip(found: Comparison) -> None:
    assert [(one.item.key, one.label, one.before, one.after) for one in found.flips] == [
        ("file.acquisition.methods", "電子メール", False, True),
        ("measures.audit.kinds", "内部監査", False, True),
    ]


def test_tasks_and_contractors_come_and_go(found: Comparison) -> None:
    assert [(one.kind, one.name, one.came) for one in found.blocks] == [
        ("outsourcing", "国民健康保険システムの運用保守", False),
        ("contractor", "連合会<b>情報</b>株式会社", True),
        ("contractor", "架空電算株式会社", False),
        ("contractor", "架空県国民健康保険団体連合会", False),
    ]


def test_the_forms_own_table_is_laid_beside(found: Comparison) -> None:
    assert [[one.item.key for one in row.found] for row in found.declared] == [["file.subjects"], []]
    assert "file.subjects" not in {one.item.key for one in found.undeclared}
    assert "outsourcing.contractor" in {one.item.key for one in found.undeclared}


def test_it_prints_as_text_json_and_html(found: Comparison) -> None:
    text = as_text(found)
    assert "\n  [ ] → [x] 内部監査  (Ⅲ › file 1 › 監査 › 実施の有無)\n" in text
    assert "→ NOT FOUND" in text
    rows = json.loads(as_json(found))
    assert rows["items"][0]["before"]["document_id"] == found.before.document_id
    assert rows["declared"][0]["row"]["changed_on"] == "2024-04-01"
    page = as_html(found)
    assert "連合会&lt;b&gt;情報&lt;/b&gt;株式会社" in page
    assert "<script" not in page
    assert "<b>情報" not in page


def test_a_file_of_several_assessments_asks_which() -> None:
    both = records(SAMPLE.read_text(encoding="utf-8")) + records(SAMPLE.read_text(encoding="utf-8") + "\n")
    with pytest.raises(UsageError, match="holds several, name one: "):
        only_assessment(both, "two.md")
    with pytest.raises(UsageError, match="holds no assessment"):
        only_assessment((), "none.md")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([Block(1, "印字"), Block(2, "保守")], [Block(1, "保守")], {1: 2}),
        (
            [Block(1, "システムの保守"), Block(2, "印字")],
            [Block(1, "印字"), Block(2, "システムの運用保守")],
            {1: 2, 2: 1},
        ),
        ([Block(1, "帳票の印字")], [Block(1, "窓口の案内")], {}),
        ([Block(1, None)], [Block(1, "窓口の案内"), Block(2, None)], {1: 1}),
        ([Block(1, "同名"), Block(2, "同名")], [Block(1, "同名"), Block(2, "同名")], {1: 1, 2: 2}),
        ([], [Block(1, "保守")], {}),
    ],
)
def test_blocks_are_paired_by_name_then_likeness_then_number(
    before: list[Block], after: list[Block], expected: dict[int, int]
) -> None:
    assert paired(before, after) == expected
