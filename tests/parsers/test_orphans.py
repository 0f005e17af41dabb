"""Rows whose label is lost go to the one item that can be meant; where two can be meant, neither has a value."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.dump import dump_rows
from parsers.bundle import line_breaks
from parsers.definitions import document_kinds
from parsers.form_kind import form_shown
from parsers.form_reading import read_form
from parsers.forms import FormKind
from parsers.paragraphs import Paragraph, paragraphs

HEAD = "# II 特定個人情報ファイルの概要\n\n## 1. 特定個人情報ファイル名\n\n資格ファイル\n\n### 2. 基本情報\n\n|  |  |  |\n|--|--|--|\n"
KIND = "| ①ファイルの種類 ※ | [ システム用ファイル ] | <選択肢><br>1) システム用ファイル<br>2) その他の電子ファイル(表計算ファイル等) |\n"
NUMBER = "| {label} | [ 1万人未満 ] | <選択肢><br>1) 1万人未満<br>2) 1万人以上10万人未満<br>3) 10万人以上100万人未満<br>4) 100万人以上1,000万人未満<br>5) 1,000万人以上 |\n"
SCOPE = "| {label} | 加入者及び加入者であった者 |  |\n"
NEED = "| {label} | 資格を正確に記録するため |  |\n"
BEHIND = "| ⑤保有開始日 | 平成28年1月1日 |  |\n| ⑥事務担当部署 | 保険課 |  |\n"


def paragraphs_of(text: str) -> list[Paragraph]:
    return paragraphs(list(dump_rows(text)), line_breaks(document_kinds()))


def said(text: str, kind: FormKind = "priority") -> dict[str, tuple[str | None, str]]:
    """Return value and status of each item of the first file."""
    form = read_form(kind, paragraphs_of(text))
    found: dict[str, tuple[str | None, str]] = {}
    for slot in form.slots:
        if slot.slot.node.is_item:
            found.setdefault(slot.slot.node.key, (slot.reading.value, slot.reading.status))
    return found


def file_of(
    number: str = "②対象となる本人の数", scope: str = "③対象となる本人の範囲 ※", need: str = "その必要性"
) -> str:
    return HEAD + KIND + NUMBER.format(label=number) + SCOPE.format(label=scope) + NEED.format(label=need) + BEHIND


def test_with_all_labels_every_row_is_read() -> None:
    found = said(file_of())
    assert found["file.subjects"] == ("1万人未満", "read")
    assert found["file.subjects_scope"] == ("加入者及び加入者であった者", "read")


def test_an_option_without_its_label_is_that_of_the_only_item_with_such_options() -> None:
    found = said(file_of(number=""))
    assert found["file.subjects"] == ("1万人未満", "inferred")
    assert found["file.kind"] == ("システム用ファイル", "read")
    assert found["file.subjects_scope"] == ("加入者及び加入者であった者", "read")


def test_print_that_overflowed_into_the_cell_of_a_label_is_no_value() -> None:
    heads = "# III リスク対策\n\n## 1. 特定個人情報ファイル名\n\n資格ファイル\n\n## 7. 特定個人情報の保管・消去\n\n|  |  |  |\n|--|--|--|\n"
    asked = "| ②過去3年以内に、評価実施機関において、個人情報に関する重大事故が発生したか |  | [ 発生あり ]<br><選択肢><br>1) 発生あり<br>2) 発生なし |\n"
    text = heads + asked + "| 発生 | したかその内容 | 誤送付1件 |\n|  | 再発防止策の内容 | 二人で確かめる。 |\n"
    found = said(text)
    assert found["incident.past_three_years.content"] == ("誤送付1件", "inferred")


def test_the_rows_of_two_lost_labels_keep_their_order() -> None:
    found = said(file_of(number="", scope=""))
    assert found["file.subjects"][0] in {"1万人未満", None}
    assert found["file.subjects_scope"][0] in {"加入者及び加入者であった者", None}
    for key in ("file.subjects", "file.subjects_scope"):
        assert found[key][1] in {"inferred", "unreadable"}


@pytest.mark.parametrize("rows", [SCOPE.format(label=""), NEED.format(label="")])
def test_one_text_where_two_texts_lack_their_label_is_nobodys(rows: str) -> None:
    found = said(HEAD + KIND + NUMBER.format(label="②対象となる本人の数") + rows + BEHIND)
    assert found["file.subjects_scope"][0] is None
    assert found["file.subjects_scope"][1] != "read"


def test_the_form_is_told_by_its_labels_where_the_title_is_gone(samples: Path) -> None:
    text = (samples / "03_juten_kokuho.md").read_text(encoding="utf-8")
    assert form_shown(paragraphs_of(text.split("\n", 3)[3])) == "priority"


def test_some_labels_make_no_form() -> None:
    assert form_shown(paragraphs_of("①事務の名称\n②事務の概要\n③システムの名称\n公表日\n")) is None
    assert form_shown([]) is None


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("|  |  |  |\n", (None, "blank")),
        ("|  |  |\n", (None, "unreadable")),  # a cell is lost, and with it what stood there
        ("| 覗き見を防ぐ。 |  |  |\n", ("覗き見を防ぐ。", "read")),
    ],
)
def test_an_empty_row_that_lacks_a_cell_is_not_blank(row: str, expected: tuple[str | None, str]) -> None:
    heads = "# III リスク対策\n\n## 1. 特定個人情報ファイル名\n\n資格ファイル\n\n## 3. 特定個人情報の使用\n\n|  |  |  |\n|--|--|--|\n"
    asked = "| リスクへの対策は十分か | [ 十分である ] | <選択肢><br>1) 特に力を入れている<br>2) 十分である<br>3) 課題が残されている |\n"
    label = "| 特定個人情報の使用におけるその他のリスク及びそのリスクに対する措置 |  |  |\n"
    assert said(heads + asked + label + row)["risk.use.other"] == expected
