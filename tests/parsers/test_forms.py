"""The official forms as data: what stands in them, read by hand; revisions; every fault named with file and line."""

import importlib.util
import json
import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import get_args, get_type_hints

import pytest
import regex

from extract.errors import DefinitionError
from normalize.text import squash
from parsers.forms import Box, Form, Node, Part, Place, Role, forms, load_forms
from parsers.forms.written import FormFile, WrittenNode, read_shared
from parsers.records import TABLES

PROJECT = Path(__file__).parents[2]
SHIPPED = PROJECT / "data" / "forms"
ISSUED = {
    "basic": "h26_04 h28_01 h29_05 h30_05 h31_01 r06_10 r07_05",
    "priority": "h26_04 h28_01 h29_05 h30_05 r06_10 r07_05",
    "full": "h26_04 h28_01 h29_05 h30_05 r06_10 r07_05",
}


def form(name: str) -> Form:
    return next(form for form in forms() if f"{form.kind}_{form.version}" == name)


def node(name: str, key: str) -> Node:
    return form(name).place(key).node


def items(name: str) -> list[Place]:
    return [place for place in form(name).places() if place.node.is_item]


def bare(own: Node) -> dict[str, object]:
    """Return a node's fields without its children."""
    return {field.name: getattr(own, field.name) for field in fields(own) if field.name != "nodes"}


# ---------------------------------------------------------------------------------------------------- what stands in them


def test_the_versions_are_those_that_are_known_oldest_first() -> None:
    assert [(one.kind, one.version) for one in forms()] == [
        (kind, version) for kind, versions in ISSUED.items() for version in versions.split()
    ]
    assert form("basic_h31_01").stamp == "平成31年1月 様式2"
    assert form("full_r07_05").stamp == "令和7年5月 様式4"
    assert form("full_r07_05").title == "特定個人情報保護評価書(全項目評価書)"
    assert len({one.stamp for one in forms()}) == len(forms())


@pytest.mark.parametrize(
    ("name", "count"),
    [
        # The 2015 print: cover 6, Ⅰ 12 (2. and 6. are headings with a value), Ⅱ 5, Ⅲ 1
        ("basic_h26_04", 6 + 12 + 5 + 1),
        # and Ⅳ 1. to 9., where the boxes of 4., 5. and 6. count as one item each
        ("basic_h31_01", 24 + (1 + 1 + 2 + 2 + 2 + 3 + 1 + 1 + 1)),
        # and Ⅰ9., Ⅳ8., Ⅳ11., each with its box
        ("basic_r06_10", 38 + (2 + 3 + 4)),
        # The 2021 print: 124 entries in its gold, less 12 folded rows and 2 block titles, and what it lacks:
        # 移転先 7, 保管場所, 備考, 提供 and 移転 in ( n )件
        ("priority_h30_05", 124 - 12 - 2 + 7 + 1 + 1 + 2),
    ],
)
def test_items_are_counted_by_hand(name: str, count: int) -> None:
    assert len(items(name)) == count


@pytest.mark.parametrize(("name", "count"), [("priority_h30_05", 8), ("full_r07_05", 22), ("basic_r06_10", 0)])
def test_the_one_question_stands_as_often_as_printed(name: str, count: int) -> None:
    assert sum(place.node.label == "リスクへの対策は十分か" for place in items(name)) == count


def test_options_and_boxes_stand_in_printed_order() -> None:
    assert node("priority_h30_05", "outsourcing.handlers").options == (
        "10人未満",
        "10人以上50人未満",
        "50人以上100人未満",
        "100人以上500人未満",
        "500人以上1,000人未満",
        "1,000人以上",
    )
    assert node("basic_h26_04", "subjects.band").options[0] == "1,000人未満(任意実施)"
    assert node("full_r07_05", "subjects.band").options[0] == "1,000人未満"
    assert node("full_r07_05", "file.storage.period").options[9] == "定められていない"
    assert node("basic_r06_10", "risk.top.measure").options[8] == "従業者に対する教育・啓発"
    assert node("full_r07_05", "file.acquisition.sources").boxes == (
        Box("本人又は本人の代理人"),
        Box("評価実施機関内の他部署", free=True),
        Box("行政機関・独立行政法人等", free=True),
        Box("地方公共団体・地方独立行政法人", free=True),
        Box("民間事業者", free=True),
        Box("その他", free=True),
    )
    assert [box.label for box in node("priority_h30_05", "risk.network").boxes] == [
        "接続しない(入手)",
        "接続しない(提供)",
    ]


@pytest.mark.parametrize("kind", ["basic", "priority", "full"])
def test_the_head_is_a_person_until_2018_and_a_title_from_then_on(kind: str) -> None:
    old, new = node(f"{kind}_h29_05", "basics.department.head"), node(f"{kind}_h30_05", "basics.department.head")
    assert (old.label, old.variants) == ("所属長", ("所属長の役職名",))
    assert (new.label, new.variants) == ("所属長の役職名", ("所属長",))
    assert node(f"{kind}_r07_05", "basics.department.head") == new


def test_the_four_facts_become_five_in_2025() -> None:
    before, after = (node(f"full_{version}", "file.main_items").boxes for version in ("r06_10", "r07_05"))
    assert [(a.label, b.label) for a, b in zip(before, after, strict=True) if a != b] == [
        ("4情報(氏名、性別、生年月日、住所)", "5情報(氏名、氏名の振り仮名、性別、生年月日、住所)")
    ]
    assert len(after) == 19


def test_the_commission_is_renamed_in_2016() -> None:
    keys = ("cover.approved_on", "procedure.approval", "procedure.approval.review")
    assert all(node("full_h26_04", key).label.startswith("特定個人情報保護委員会") for key in keys)
    assert all(node("full_h28_01", key).label.startswith("個人情報保護委員会") for key in keys)


def test_the_risks_of_the_basic_form_came_in_2019_and_grew_in_2024() -> None:
    assert [own.chapter for own in form("basic_h26_04").nodes] == ["cover", "Ⅰ", "Ⅱ", "Ⅲ", None]
    assert [own.chapter for own in form("basic_h31_01").nodes] == ["cover", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", None]

    def sections(name: str) -> list[str]:
        return [f"{own.marker} {own.label}" for own in form(name).place("risk").node.nodes]

    assert sections("basic_h31_01")[6:] == ["7. 特定個人情報の保管・消去", "8. 監査", "9. 従業者に対する教育・啓発"]
    assert sections("basic_r06_10")[6:] == [
        "7. 特定個人情報の保管・消去",
        "8. 人手を介在させる作業",
        "9. 監査",
        "10. 従業者に対する教育・啓発",
        "11. 最も優先度が高いと考えられる対策",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("basic_h26_04", "表紙 cover/Ⅰ Ⅰ/Ⅱ Ⅱ/Ⅲ Ⅲ/変更箇所 None"),
        ("priority_h30_05", "表紙 cover/Ⅰ Ⅰ/Ⅱ Ⅱ/(別添1) None/Ⅲ Ⅲ/Ⅳ Ⅳ/Ⅴ Ⅴ/(別添2) None"),
        (
            "full_r07_05",
            "表紙 cover/Ⅰ Ⅰ/(別添1) None/Ⅱ Ⅱ/(別添2) None/Ⅲ Ⅲ/Ⅳ Ⅳ/Ⅴ Ⅴ/Ⅵ Ⅵ/(別添3) None",
        ),
    ],
)
def test_chapters_stand_as_in_the_list_of_the_cover(name: str, expected: str) -> None:
    assert "/".join(f"{own.marker or own.label} {own.chapter}" for own in form(name).nodes) == expected


def test_what_stands_once_per_file() -> None:
    for name in ("priority_h30_05", "full_r07_05"):
        repeated = [own.key for own in form(name).nodes if own.per_file]
        assert repeated == ["file", "annex.record_items", "risk"]
    assert not any(own.per_file for own in form("basic_r07_05").nodes)


def test_one_concept_has_one_key_whatever_its_number() -> None:
    priority, full = (form(name).place("outsourcing.contractor") for name in ("priority_h30_05", "full_r07_05"))
    assert (priority.node.label, priority.node.marker) == ("委託先名", "③")
    assert (full.node.label, full.node.marker) == ("委託先名", "⑥")
    assert (full.chapter, full.heading, full.group) == ("Ⅱ", "特定個人情報ファイルの取扱いの委託", "outsourcing")


def test_a_key_that_two_forms_share_means_the_same() -> None:
    worded = {}
    for name in ("basic_r07_05", "priority_r07_05", "full_r07_05"):
        for place in items(name):
            worded.setdefault(place.node.key, {})[squash(place.node.label)] = place.node.variants
    differently = {key for key, labels in worded.items() if len(labels) > 1}
    questions = {key for key in differently if key.endswith(".adequacy")}
    assert differently - questions == {
        "basics.process.description",  # 事務の概要, 事務の内容
        "subjects.band",  # 評価対象の事務の対象人数は何人か, 対象人数
        "risk.outsourcing.redelegation",  # 担保, 確保
        "risk.provision.rule.content",  # ルール内容, ルールの内容
    }
    assert all("リスクへの対策は十分か" in worded[key] for key in questions)


def test_counts_and_terms_are_printed_within_another_item() -> None:
    count = node("full_r07_05", "file.transfer.count")
    assert (count.label, count.within, count.box, count.printed) == (
        "移転の件数",
        "file.provision.status",
        "移転を行っている",
        False,
    )
    assert node("full_r07_05", "disclosure.request.fee.terms").within == "disclosure.request.fee"


def test_a_heading_with_a_value_or_a_box_is_an_item() -> None:
    files = form("full_r07_05").place("risk.file_name")
    assert (files.node.role, files.node.kind, files.heading) == ("section", "text", "特定個人情報ファイル名")
    assert node("full_r07_05", "risk.outsourcing").boxes == (Box("委託しない"),)
    assert not node("full_r07_05", "basics.network").is_item


def test_numbered_risks_make_groups_and_the_five_without_number_do_not() -> None:
    assert form("full_r07_05").place("risk.use.copying.adequacy").group == "risk"
    assert node("full_r07_05", "risk.use.copying").marker == "リスク4"
    assert form("full_r07_05").place("risk.outsourcing.misuse.adequacy").group is None
    assert form("full_r07_05").place("risk.use.other").group is None
    assert form("basic_r06_10").place("risk.use.overlinking.adequacy").group is None


def test_blocks_know_how_often_they_stand_and_how_they_are_folded() -> None:
    for name in ("priority_h30_05", "full_r07_05"):
        blocks = [place.node for place in form(name).places() if place.node.role == "group"]
        assert [(own.label, own.group, own.repeats) for own in blocks] == [
            ("システム", "system", 20),
            ("委託事項", "outsourcing", 20),
            ("提供先", "provision", 20),
            ("移転先", "transfer", 20),
        ]
        assert blocks[1].folds == ("委託事項2～5", "委託事項6～10", "委託事項11～15", "委託事項16～20")


def test_the_table_of_changes_has_six_columns_in_every_form() -> None:
    for one in forms():
        columns = [own.label for own in one.place("changes").node.nodes]
        assert columns == ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
    assert form("basic_h26_04").place("changes.submission").node.options == ("事前", "事後")


def test_a_form_without_the_key_says_so() -> None:
    with pytest.raises(KeyError, match=r"outsourcing\.contractor"):
        form("basic_h26_04").place("outsourcing.contractor")


# -------------------------------------------------------------------------------------------------- against what is printed


def test_every_label_of_the_printed_sample_is_that_of_the_form(samples: Path) -> None:
    """The sample is a print of 様式2 of 令和6年10月, its words cut by line ends."""
    print_of_it = squash((samples / "02_kiso_juminzei.txt").read_text(encoding="utf-8"))
    printed = [place.node for place in form("basic_r06_10").places() if place.node.printed]
    wanted = [label for own in printed for label in (own.label, *own.options, *(box.label for box in own.boxes))]
    assert [label for label in wanted if squash(label) not in print_of_it] == []


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def test_a_reader_of_the_priority_form_lists_the_same_items(shared: Path, score: ModuleType) -> None:
    """Every item that a reader saw in a published 様式3 stands in the form, under the same chapter and kind of block."""
    form_has = {
        (place.chapter or "", place.group or "", score.label_of(place.node.label)) for place in items("priority_h30_05")
    }
    gold = json.loads((shared / "gold" / "004.gold.json").read_text(encoding="utf-8"))["items"]
    read = {
        (score.gold_chapter(item), regex.sub(r"\d+$", "", score.gold_group(item)), score.label_of(item["label"]))
        for item in gold
        if not regex.fullmatch(r"(?:システム|委託事項|提供先)[\d～]+", item["label"])
    }
    assert len(read) > 80
    assert read - form_has == set()


def test_a_reader_of_the_priority_form_saw_the_same_options_and_boxes(shared: Path, score: ModuleType) -> None:
    gold = json.loads((shared / "gold" / "004.gold.json").read_text(encoding="utf-8"))["items"]
    boxes = {tuple(box.label for box in place.node.boxes) for place in items("priority_h30_05")}
    read = {
        tuple(score.squash(box["label"]) for box in item["value"]) for item in gold if item["kind"] == "checkbox_group"
    }
    assert read <= {tuple(map(squash, labels)) for labels in boxes}
    for item in gold:
        selected = item["value"].get("selected_label") if item["kind"] == "choice" else None
        same = [place.node.options for place in items("priority_h30_05") if place.node.label == item["label"]]
        assert selected is None or any(selected in options for options in same), item["label"]


# ----------------------------------------------------------------------------------------------------- what a value fills

HINTS = {table.TABLE: get_type_hints(table, include_extras=False) for table in TABLES}
HOLDS = {"start": date, "end": date, "min": int, "max": int, "number": int, "checked": tuple, "other": str}


def test_what_a_value_fills_exists_and_can_hold_it() -> None:
    filled = {fill for one in forms() for place in one.places() for fill in place.node.fills}
    for fill in filled:
        hint = HINTS[fill.table][fill.column]
        holds = {
            getattr(part, "__origin__", part) for part in (get_args(hint) if type(None) in get_args(hint) else [hint])
        }
        assert HOLDS.get(fill.part, str) in holds or tuple in holds, fill
    whole = {f"{fill.table}.{fill.column}" for fill in filled}
    made = {"document_id", "file_no", "no", "kind", "item_no", "page", "x0", "y0", "x1", "y1", "char_start", "char_end"}
    made |= {"page_printed"}  # of a 第三者点検結果, no form has it
    for table in TABLES:
        if table.TABLE in {"assessments", "systems", "outsourcing", "recipients", "changes"}:
            columns = {column.name for column in fields(table)} - made
            assert {f"{table.TABLE}.{column}" for column in columns} <= whole


# ------------------------------------------------------------------------------------------------------------- revisions


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the shipped forms."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "forms"))


def revision_of_the_docs() -> str:
    text = (PROJECT / "docs" / "forms.md").read_text(encoding="utf-8")
    (block,) = regex.findall(r"```yaml\n(.*?)```", text, regex.DOTALL)
    return str(block)


def test_the_revision_that_the_docs_walk_through_changes_what_they_say(folder: Path) -> None:
    (folder / "full_r09_04.yaml").write_text(revision_of_the_docs(), encoding="utf-8")
    (new,) = set(load_forms(folder)) - set(forms())
    old = form("full_r07_05")
    before, after = ({place.node.key: place for place in one.places()} for one in (old, new))
    assert (new.kind, new.version, new.since, new.stamp) == ("full", "r09_04", "2027-04", "令和9年4月 様式4")
    assert load_forms(folder)[-1] == new
    assert before.keys() - after.keys() == {"procedure.hearing.shortened"}
    assert after.keys() - before.keys() == {"outsourcing.contractor_number"}
    changed = {key for key in before.keys() & after.keys() if bare(before[key].node) != bare(after[key].node)}
    assert changed == {"file.use.started_on", "procedure.hearing.opinions", "procedure.hearing.reflection"}
    assert after["file.use.started_on"].node.label == "利用開始日"
    assert after["file.use.started_on"].node.variants == ("使用開始日",)
    assert after["file.use.started_on"].node.kind == "date"
    keys = list(after)
    assert keys[keys.index("outsourcing.contractor") + 1] == "outsourcing.contractor_number"
    assert after["outsourcing.contractor_number"].group == "outsourcing"
    assert [key for key in before if key in after] == [key for key in after if key in before]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("label: 利用開始日", "lable: 利用開始日"),
        ("label: 委託先の法人番号", "label: 委託先の法人番号, kind: choice"),
        ("- {key: procedure.hearing.shortened}", "- {key: procedure.hearing.short}"),
    ],
)
def test_faults_of_that_revision_are_reported_as_the_docs_show(folder: Path, written: str, instead: str) -> None:
    (folder / "full_r09_04.yaml").write_text(revision_of_the_docs().replace(written, instead), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_forms(folder)
    shown = str(caught.value).replace(str(folder), "data/forms")
    assert shown in (PROJECT / "docs" / "forms.md").read_text(encoding="utf-8").splitlines()


def test_a_revision_of_options_stays_in_its_own_file(folder: Path) -> None:
    (folder / "basic_r09_04.yaml").write_text(
        "form: basic\nversion: r09_04\nsince: 2027-04\nstamp: 令和9年4月 様式2\nextends: basic_r07_05\n"
        "change:\n  - {key: basics.network.status, options: [実施する, 実施しない]}\n"
        "insert:\n  - {before: cover.number, nodes: [{key: cover.id, label: 識別番号}]}\n",
        encoding="utf-8",
    )
    (new,) = set(load_forms(folder)) - set(forms())
    assert new.place("basics.network.status").node.options == ("実施する", "実施しない")
    assert [own.key for own in new.nodes[0].nodes[:2]] == ["cover.id", "cover.number"]


# ---------------------------------------------------------------------------------------------------------------- faults

HEAD = "form: full\nversion: r09_04\nsince: 2027-04\nstamp: 令和9年4月 様式4\n"
NEW = HEAD + "extends: full_r07_05\n"
WHOLE = HEAD + "title: t\nnodes:\n  - {key: cover, role: chapter, label: 表紙, nodes: [\n"
ADDED = NEW + "insert:\n- after: cover.name\n  nodes:\n  - "


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEAD + "extend: full_r07_05\n", 5, "unknown field `extend`"),
        (HEAD, 1, "either nodes or extends"),
        (NEW + "nodes: []\n", 1, "either nodes or extends"),
        (HEAD + "nodes: []\n", 1, "title is missing"),
        (HEAD + "title: t\nnodes: []\nremove: [{key: a}]\n", 1, "change, insert and remove need extends"),
        (HEAD.replace("full", "complete"), 1, "Invalid enum value 'complete'"),
        (HEAD.replace("2027-04", "2027"), 3, "Expected `str`"),
        (HEAD.replace("r09_04", "r09_05"), 1, "has another name"),
        (HEAD + "extends: full_r08_05\n", 1, "extends full_r08_05, which is no file"),
        (HEAD + "extends: basic_r07_05\n", 1, "no earlier version of the same form"),
        (HEAD + "extends: full_r09_04\n", 1, "no earlier version of the same form"),
        (NEW + "change:\n- {key: cover.name, lable: 名}\n", 7, "unknown field `lable`"),
        (NEW + "change:\n- {key: cover.name, label: 3}\n", 7, "got `int`"),
        (NEW + "change:\n- key: cover.name\n  label: 名\n  kind: texts\n", 9, "Invalid enum value 'texts'"),
        (NEW + "change:\n- {key: cover.nam, label: 名}\n", 7, "no node cover.nam"),
        (NEW + "change:\n- {label: 名}\n", 7, "missing required field `key`"),
        (NEW + "change:\n- {key: Cover.Name, label: 名}\n", 7, "matching regex"),
        (NEW + "change:\n- {key: cover, nodes: []}\n", 7, "nodes can't be changed"),
        (NEW + "change:\n- {key: cover.name, kind: choice}\n", 7, "cover.name is a choice without options"),
        (NEW + "change:\n- {key: cover.name, kind: checkboxes}\n", 7, "cover.name has no boxes"),
        (NEW + "change:\n- {key: cover.name, options: done}\n", 7, "cover.name has options and is no choice"),
        (NEW + "change:\n- {key: cover.name, boxes: [あ]}\n", 7, "cover.name has boxes and is no checkboxes"),
        (NEW + "change:\n- {key: basics.network.status, options: dun}\n", 7, "options.yaml has no list dun"),
        (NEW + "change:\n- {key: basics.network.status, options: [有, ' 有']}\n", 7, "a label stands twice"),
        (NEW + "change:\n- {key: risk.outsourcing, boxes: [有, {label: 有, free: true}]}\n", 7, "a label stands twice"),
        (NEW + "change:\n- {key: risk.outsourcing, boxes: [{labl: 有}]}\n", 7, "unknown field `labl`"),
        (NEW + "change:\n- {key: system, kind: text}\n", 7, "system has a kind, which no group can have"),
        (NEW + "change:\n- {key: cover.name, repeats: 20}\n", 7, "cover.name is no group"),
        (NEW + "change:\n- {key: cover.name, per_file: true}\n", 7, "cover.name is no chapter"),
        (NEW + "change:\n- {key: cover.name, box: 有}\n", 7, "names a box and is no count"),
        (NEW + "change:\n- {key: cover.name, kind: count}\n", 7, "does not say where it is printed"),
        (NEW + "change:\n- {key: cover.name, within: cover.nam}\n", 7, "within cover.nam, which the form does not have"),
        (NEW + "change:\n- {key: file.transfer.count, box: 有}\n", 7, "behind 有, which is no box of file.provision.status"),
        (NEW + "change:\n- {key: cover.name, fills: assessments.nam}\n", 7, "no column of the dataset"),
        (NEW + "change:\n- {key: cover.name, fills: {assessments.name: start}}\n", 7, "no start to fill assessments.name"),
        (NEW + "change:\n- {key: cover.name, fills: {assessments.name: frist}}\n", 7, "Invalid enum value 'frist'"),
        (NEW + "insert:\n- {after: cover.nam, nodes: [{key: a, label: あ}]}\n", 7, "no node cover.nam"),
        (NEW + "insert:\n- {nodes: [{key: a, label: あ}]}\n", 7, "stands after or before"),
        (NEW + "insert:\n- {after: cover.name, nodes: []}\n", 7, "length >= 1"),
        (ADDED + "{key: a}\n", 9, "a has no label"),
        (ADDED + "{key: cover.number, label: 番号}\n", 9, "cover.number is already the key"),
        (ADDED + "{key: a, label: あ, role: chapter}\n", 9, "chapters stand outermost"),
        (ADDED + "{key: a, label: あ, role: chaptre}\n", 9, "Invalid enum value 'chaptre'"),
        (ADDED + "{key: a, label: あ, nodes: [{key: b, label: い}]}\n", 9, "a has nodes, which no item can have"),
        (ADDED + "{key: a, label: あ, role: group, group: system, repeats: 9}\n", 9, "a group without nodes"),
        (ADDED + "{key: a, label: あ, role: group, group: system, nodes: [{key: b, label: い}]}\n", 9, "(repeats)"),
        (ADDED + "{key: a, label: あ, role: group, repeats: 9, nodes: [{key: b, label: い}]}\n", 9, "(group)"),
        (NEW + "remove:\n- {key: cover.nam}\n", 7, "no node cover.nam"),
        (WHOLE + "  {key: a, label: あ},\n  {key: a, label: い}]}\n", 9, "a is already the key of"),
        (HEAD + "title: t\nnodes:\n- {key: a, label: あ}\n", 7, "chapters stand outermost"),
        (NEW + "change:\n- {key: cover.name, label: あ, label: い}\n", 7, "label stands twice"),
        (NEW + "change: ]\n", 6, "node content"),
        (NEW + "\x07", 1, "characters are not allowed"),
        ("", 1, "Expected `object`, got `null`"),
        ("- form\n", 1, "Expected `object`, got `array`"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_file_and_line(folder: Path, text: str, line: int, said: str) -> None:
    path = folder / "full_r09_04.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_forms(folder)
    message = str(caught.value)
    assert message.startswith(f"{path}:{line}: ")
    assert said in message


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("options: {}\n", 1, "options and boxes are expected"),
        ("options:\n  a: [あ]\nboxes:\n  b: [{label: い, fre: true}]\n", 4, "unknown field `fre`"),
        ("options:\n  a: [あ,\n    3]\nboxes: {}\n", 3, "Expected `str`, got `int`"),
        ("options:\n  a: [あ]\n  a: [い]\nboxes: {}\n", 3, "a stands twice"),
        ("options: [あ]\nboxes: {}\n", 1, "a mapping is expected"),
    ],
)
def test_a_fault_of_the_lists_is_named_with_file_and_line(folder: Path, text: str, line: int, said: str) -> None:
    path = folder / "options.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_forms(folder)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert said in str(caught.value)


def test_a_folder_without_lists_or_with_foreign_bytes_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"options\.yaml:1: "):
        load_forms(tmp_path / "nowhere")
    (folder / "full_r07_05.yaml").write_bytes("様式".encode("cp932"))
    with pytest.raises(DefinitionError, match=r"full_r07_05\.yaml:1: "):
        load_forms(folder)


# ------------------------------------------------------------------------------------------------- the files themselves


def test_every_field_is_explained_at_the_head_of_the_lists() -> None:
    head = (SHIPPED / "options.yaml").read_text(encoding="utf-8").partition("\noptions:")[0]
    explained = set(regex.findall(r"(?m)^#\s{1,12}([a-z_]+)(?: [a-z_]+)?  ", head))
    written = {*WrittenNode.__struct_fields__, *FormFile.__struct_fields__} - {"at"}
    assert written <= explained
    assert set(get_args(Role)) <= explained
    assert all(regex.search(rf"\b{part}\b", head) for part in get_args(Part))


def test_every_form_says_what_it_rests_on() -> None:
    for path in SHIPPED.glob("*_*.yaml"):
        head = path.read_text(encoding="utf-8").partition("\nform:")[0]
        assert head.startswith("# 様式"), path.name
        assert "Seen" in head or "Memory" in head, path.name


def test_every_named_list_is_used() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SHIPPED.glob("*_*.yaml"))
    shared = read_shared(SHIPPED / "options.yaml")
    unused = [
        name for name in (*shared.options, *shared.boxes) if not regex.search(rf"(?:options|boxes): {name}\b", text)
    ]
    assert unused == []
