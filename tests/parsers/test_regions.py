"""From one label to the next: values below, beside and above their labels, said once, wrapped lines joined."""

import pytest

from extract.dump import dump_rows
from extract.sheet import Box, Line, Place
from parsers.alignment import Anchor
from parsers.bundle import line_breaks
from parsers.definitions import document_kinds
from parsers.form_reading import read_form
from parsers.forms import FormKind, forms
from parsers.paragraphs import paragraphs
from parsers.passage import join
from parsers.regions import Region
from parsers.slots import lay_out


def found(kind: FormKind, text: str) -> list[Region]:
    form = read_form(kind, paragraphs(list(dump_rows(text)), line_breaks(document_kinds())))
    return [slot.region for slot in form.slots if slot.region is not None]


def told(regions: list[Region]) -> list[tuple[str, str]]:
    return [(region.slot.node.label, region.text) for region in regions]


def region(*lines: str, paper: bool = False, runs_on: tuple[bool, ...] = ()) -> Region:
    """Return a region of one part per line, from a page or a dump."""
    slot = lay_out(forms()[0])[0]
    made = Region(Anchor(0, 0, 0, 1.0, 0, whole=True), slot, None, None)
    for number, line in enumerate(lines):
        place = Place(page=1, box=Box(0, number, 9, number + 1)) if paper else Place(start=number, end=number + 1)
        carries_on = runs_on[number] if runs_on else False
        made.add(number + 1, join([Line(line, place)], []), runs_on=carries_on)
    return made


def test_the_value_stands_between_its_label_and_the_next() -> None:
    text = "評価実施機関名\n甲市長\n公表日\n令和3年4月1日\n"
    assert told(found("basic", text)) == [("評価実施機関名", "甲市長"), ("公表日", "令和3年4月1日")]


def test_a_label_without_a_value_takes_none() -> None:
    assert told(found("basic", "特記事項\n評価実施機関名\n甲市長\n")) == [
        ("特記事項", ""),
        ("評価実施機関名", "甲市長"),
    ]


def test_labels_of_a_header_row_have_their_values_below() -> None:
    text = "| 評価書番号 | 評価書名 |\n|--|--|\n| 14 | 甲の事務 |\n\n公表日\n令和3年4月1日\n"
    assert told(found("priority", text)) == [
        ("評価書番号", "14"),
        ("評価書名", "甲の事務"),
        ("公表日", "令和3年4月1日"),
    ]


def test_a_value_above_its_label_is_given_back() -> None:
    text = "| システム1 | |\n|--|--|\n| ①システムの名称 | 甲 |\n| | 甲の機能。 |\n| ②システムの機能 | |\n"
    regions = found("priority", text)
    assert told(regions)[1:] == [("システムの名称", "甲"), ("システムの機能", "甲の機能。")]
    assert [one.moved for one in regions] == [False, False, True]


def test_page_numbers_the_stamp_and_folds_are_no_values() -> None:
    text = "| システム1 | |\n|--|--|\n| ①システムの名称 | 甲 |\n| システム2～5 | |\n\n- 3 -\n\n1 / 7 ページ\n\n[令和6年10月 様式3]\n"
    assert told(found("priority", text))[1:] == [("システムの名称", "甲")]


def test_the_end_of_a_telephone_number_in_a_line_of_its_own_is_part_of_the_value() -> None:
    text = "公表日\n令和3年4月1日\n1 / 2 ページ\n連絡先\n甲市市民課 電話:0899-62\n-2148\n2 / 2 ページ\n"
    assert told(found("basic", text))[-1] == ("連絡先", "甲市市民課 電話:0899-62\n-2148")


def test_blocks_and_files_are_numbered_as_printed() -> None:
    text = "".join(f"| システム{number} | |\n|--|--|\n| ①システムの名称 | 甲{number} |\n\n" for number in (1, 2, 7))
    named = [(one.number, one.text) for one in found("priority", text) if one.slot.node.label == "システムの名称"]
    assert named == [(1, "甲1"), (2, "甲2"), (7, "甲7")]


def test_a_cell_that_says_the_same_again_is_said_once() -> None:
    text = "| システム1 | | |\n|--|--|--|\n| ①システムの名称 | 甲 | 乙 | 甲 |\n| ②システムの機能 | 甲 | 乙 |\n"
    regions = found("priority", text)
    assert told(regions)[1:] == [("システムの名称", "甲\n乙"), ("システムの機能", "甲\n乙")]
    assert [part.text for _, part in regions[1].doubles] == ["甲"]


def test_a_marker_in_a_cell_of_its_own_belongs_to_the_label_behind_it() -> None:
    text = "| システム1 | | |\n|--|--|--|\n| ① | システムの名称 | 甲 |\n| ② | システムの機能 | 一覧を作る。 |\n"
    assert told(found("priority", text))[1:] == [("システムの名称", "甲"), ("システムの機能", "一覧を作る。")]


def test_a_number_alone_is_a_value() -> None:
    text = "| 評価書番号 | 評価書名 |\n|--|--|\n| 14 | 甲の事務 |\n"
    assert told(found("priority", text)) == [("評価書番号", "14"), ("評価書名", "甲の事務")]


def test_brackets_in_cells_of_their_own_stand_anew_in_each_row() -> None:
    text = (
        "| ③他のシステムとの接続 | [ | ○ | ] | 情報提供ネットワークシステム |\n|--|--|--|--|--|\n"
        "| | [ | | ] | 庁内連携システム |\n| | [ | ○ | ] | 税務システム |\n"
    )
    assert told(found("priority", text)) == [
        (
            "他のシステムとの接続",
            "[\n○\n]\n情報提供ネットワークシステム\n[\n]\n庁内連携システム\n[\n○\n]\n税務システム",
        )
    ]


def test_what_spans_columns_is_said_once_though_a_converter_prints_it_in_each() -> None:
    text = (
        "| システム1 | システム1 | システム1 |\n|--|--|--|\n"
        "| ①システムの名称 | ①システムの名称 | 甲 |\n| ②システムの機能 | 乙 | 乙 |\n"
    )
    regions = found("priority", text)
    assert told(regions) == [("システム", ""), ("システムの名称", "甲"), ("システムの機能", "乙")]
    assert regions[2].doubles == []


def test_an_answer_in_the_rows_above_its_label_is_that_of_the_label() -> None:
    text = (
        "| ⑤物理的対策 | 施錠する。 |\n|--|--|\n"
        "| | [ 十分に行っている ] |\n| | <選択肢> |\n"
        "| ⑦バックアップ | 1) 特に力を入れて行っている 2) 十分に行っている 3) 十分に行っていない |\n"
        "| | [ 特に力を入れて行っている ] <選択肢> |\n"
        "| ⑧事故発生時手順の策定・周知 | 1) 特に力を入れて行っている 2) 十分に行っている 3) 十分に行っていない |\n"
    )
    regions = {region.slot.node.label: region for region in found("full", text)}
    assert regions["バックアップ"].text.startswith("[ 十分に行っている ]\n<選択肢>\n1)")
    assert regions["事故発生時手順の策定・周知"].text.startswith("[ 特に力を入れて行っている ]")
    assert regions["バックアップ"].moved
    assert "特に力を入れて行っている ]" not in regions["バックアップ"].text


@pytest.mark.parametrize(
    ("listed", "rest"),
    [
        ("1) 1万人未満 2) 1万人以上10万人未満<br>3) 10万人以上100万人未満 4) 100万人以上1,0", "00万人未満"),
        ("1) 1万人 2) 1万人以上<br>未満 10万人未満<br>3) 10万人 4) 100万人", "以上100 以上1,000<br>万人未満 万人未満"),
    ],
)
def test_the_rest_of_a_list_of_options_is_no_value_of_the_next_item(listed: str, rest: str) -> None:
    text = (
        "| 提供先1 | 甲市 | |\n|--|--|--|\n| ③提供する情報 | 甲の情報 | |\n"
        f"| ④提供する情報の対象となる本人の数 | [ ] | <選択肢><br>{listed} |\n| | | {rest} |\n"
        "| ⑤提供する情報の対象となる本人の範囲 | | |\n| ⑦時期・頻度 | 年1回 | |\n"
    )
    regions = {region.slot.node.label: region for region in found("priority", text)}
    assert regions["提供する情報の対象となる本人の範囲"].text == ""
    assert regions["提供する情報の対象となる本人の数"].text.endswith(rest.replace("<br>", "\n"))


def test_boxes_in_the_row_above_their_label_are_given_back_and_others_are_not() -> None:
    text = (
        "| ③使用目的 ※ | 賦課のため。 |\n|--|--|\n| | [○] 提供を行っている ( 2 ) 件 |\n"
        "| 提供・移転の有無 | [ ] 移転を行っている ( ) 件<br>[ ] 行っていない |\n"
    )
    regions = {region.slot.node.label: region for region in found("priority", text)}
    assert regions["使用目的"].text == "賦課のため。"
    assert regions["提供・移転の有無"].text.startswith("[○] 提供を行っている")
    kept = text.replace("提供を行っている ( 2 ) 件", "紙")
    regions = {region.slot.node.label: region for region in found("priority", kept)}
    assert regions["使用目的"].text == "賦課のため。\n[○] 紙"


def test_wrapped_lines_of_a_page_are_joined_and_lines_of_a_dump_are_not() -> None:
    paper = region("個人住民税を計", "算する。", paper=True, runs_on=(False, True))
    assert paper.value == "個人住民税を計算する。"
    assert paper.text == "個人住民税を計\n算する。"
    assert region("個人住民税を計", "算する。").value == "個人住民税を計\n算する。"


def test_latin_words_are_joined_by_a_space() -> None:
    assert region("Web", "API", paper=True, runs_on=(False, True)).value == "Web API"


def test_blank_passages_are_no_parts() -> None:
    made = region("甲", " \u3000", "乙")
    assert ([part.text for part in made.parts], made.sources) == (["甲", "乙"], [1, 3])
    assert len(made.parts) == len(made.sources) == len(made.runs_on)


def test_a_part_that_is_taken_leaves_its_region() -> None:
    one, other = region("甲", "乙"), region()
    other.take(2, one)
    assert ([part.text for part in one.parts], one.sources) == (["甲"], [1])
    assert ([part.text for part in other.parts], other.sources) == (["乙"], [2])


def test_answers_are_cut_where_the_label_is_printed_again() -> None:
    made = region("甲", "乙", "丙")
    made.again = [3]
    made.doubles = [(4, join([Line("甲", Place(start=9, end=10))], []))]
    assert [[part.text for part in parts] for parts in made.answers()] == [["甲", "乙"], ["丙", "甲"]]


def test_a_text_without_any_label_of_the_form_has_no_region() -> None:
    assert found("basic", "次の評価書を修正した。\n介護保険に関する事務\n") == []
