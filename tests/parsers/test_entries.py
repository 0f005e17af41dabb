"""Lists line by line: bullets and numbers left out, numbered lines among others are headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.sheet import Line, Place
from parsers.entries import names, side_by_side
from parsers.headed_lists import EntryList, read_lists
from parsers.passage import Passage, join


def passage(*lines: str) -> Passage:
    """Return lines of a text that stand one per line from offset 100."""
    placed, at = [], 100
    for line in lines:
        placed.append(Line(line, Place(start=at, end=at + len(line))))
        at += len(line) + 1
    return join(placed, ["\n"] * (len(placed) - 1))


def told(lists: list[EntryList]) -> list[tuple[str, int | None, str | None]]:
    """Return each entry with the number of the heading above it and that heading."""
    return [(entry.text, no or None, one.name) for no, one in enumerate(lists) for entry in one.entries]


def texts(lists: list[EntryList]) -> list[str]:
    return [text for text, _, _ in told(lists)]


def heads(lines: str) -> str:
    """Return each entry of lines that strokes part, and its heading, in a form that has 乙給付台帳 as its file."""
    lists = read_lists(passage(*lines.split("/")), "", {"乙給付台帳"})
    return " ".join(f"{text}:{head}" for text, _, head in told(lists))


def test_bullets_and_numbers_are_no_part_of_an_entry() -> None:
    lines = ["- ・科目コード", "○氏名", "", " 1. 甲ファイル ", "・", "2. 乙", "・住所"]
    assert told(read_lists(passage(*lines), "")) == [
        ("科目コード", None, None),
        ("氏名", None, None),
        ("住所", 2, "乙"),
    ]


@given(st.text(alphabet="甲乙 \t\u3000・-○●1２.()①ア\n", max_size=60))
def test_every_entry_is_what_stands_at_its_place(text: str) -> None:
    for entry in (entry for one in read_lists(passage(*text.split("\n")), "") for entry in one.entries):
        assert entry.text == entry.text.strip() != ""
        assert entry.place is not None
        printed = text[(entry.place.start or 0) - 100 : (entry.place.end or 0) - 100]
        assert "".join(line.strip() for line in printed.split("\n")) == entry.text


@given(st.lists(st.text(alphabet="甲乙丙", min_size=1, max_size=4), min_size=1, max_size=6))
def test_plain_lines_are_all_entries(lines: list[str]) -> None:
    assert texts(read_lists(passage(*lines), "")) == lines


@given(st.lists(st.text(alphabet="甲乙丙", min_size=1, max_size=4), min_size=2, max_size=9), st.integers(1, 3))
def test_a_list_in_columns_is_read_in_the_order_of_its_numbers(names: list[str], columns: int) -> None:
    down = -(-len(names) // columns)
    numbered = [f"{number}.{name}" for number, name in enumerate(names, 1)]
    lines = ["  ".join(numbered[line::down]) for line in range(down)]
    assert told(read_lists(passage("■甲ファイル", *lines), "")) == [(name, 1, "甲ファイル") for name in names]


def test_bullets_stand_side_by_side_too() -> None:
    assert told(read_lists(passage("乙ファイル", "・氏名 ・住所", "・番号"), "")) == [
        ("氏名", 1, "乙ファイル"),
        ("住所", 1, "乙ファイル"),
        ("番号", 1, "乙ファイル"),
    ]


def test_numbered_lines_among_others_are_headings() -> None:
    assert told(read_lists(passage("1. 甲ファイル", "・氏名", "・住所", "2. 乙ファイル", "・番号"), "(別添1)")) == [
        ("氏名", 1, "甲ファイル"),
        ("住所", 1, "甲ファイル"),
        ("番号", 2, "乙ファイル"),
    ]


def test_a_list_that_is_numbered_throughout_has_no_headings() -> None:
    assert told(read_lists(passage("1. 氏名", "2. 住所"), "(別添1)")) == [("氏名", None, None), ("住所", None, None)]


def test_entries_before_the_first_heading_have_none() -> None:
    assert told(read_lists(passage("・氏名", "1. 甲ファイル", "・住所"), "")) == [
        ("氏名", None, None),
        ("住所", 1, "甲ファイル"),
    ]


@pytest.mark.parametrize(
    "line", ["別添 1 のとおり", "別添2のとおり", "「別紙1 記録項目一覧」を参照。", "別ファイル参照", "別表に記載"]
)
def test_a_line_that_says_where_the_list_stands_is_no_entry(line: str) -> None:
    assert told(read_lists(passage(line, "・氏名"), "(別添1)")) == [("氏名", None, None)]


@pytest.mark.parametrize("line", ["別表第二の区分", "別紙の有無", "参照番号"])
def test_an_entry_may_speak_of_an_annex(line: str) -> None:
    assert told(read_lists(passage(line), "(別添1)")) == [(line, None, None)]


def test_an_entry_knows_its_place() -> None:
    ((first, second),) = (one.entries for one in read_lists(passage("- ・氏名", "  住所"), ""))
    assert first.place == Place(start=103, end=105)
    assert second.place == Place(start=108, end=110)


def test_numbers_from_1_to_the_last_part_entries_that_run_together() -> None:
    assert list(side_by_side("1.宛名番号4.還付額2.氏名　　　5.処分コード3.続柄")) == [
        "1.宛名番号", "4.還付額", "2.氏名　　　", "5.処分コード", "3.続柄",
    ]  # fmt: skip
    assert list(side_by_side("1.宛名番号4.還付額2.氏名")) == [
        "1.宛名番号4.還付額2.氏名"
    ]  # 3 is missing: nothing is proved
    assert list(side_by_side("1.第2.5版の内容")) == ["1.第2.5版の内容"]


def test_entries_that_commas_part_run_over_the_ends_of_full_lines() -> None:
    lines = ["（甲ファイル）", "氏名、住所、生年月日、口座名", "義、番号(世帯、個人)、続柄、税", "額"]
    assert told(read_lists(passage(*lines), "")) == [
        (name, 1, "甲ファイル") for name in ("氏名", "住所", "生年月日", "口座名義", "番号(世帯、個人)", "続柄", "税額")
    ]


def test_commas_within_one_of_many_lines_part_nothing() -> None:
    lines = ["氏名、性別、住所、生年月日", "宛名番号", "続柄", "異動日"]
    assert texts(read_lists(passage(*lines), "")) == lines


def test_a_number_in_a_cell_of_its_own_is_that_of_the_next_cell() -> None:
    lines = ["甲ファイル", "項番", "項目名", "項番", "項目名", "1", "氏名", "3", "続柄", "2", "住所", "4", "税額"]
    assert told(read_lists(passage(*lines), "")) == [
        (name, 1, "甲ファイル") for name in ("氏名", "住所", "続柄", "税額")
    ]


def test_a_list_that_commas_part_may_end_in_a_line_of_one_entry() -> None:
    lines = ["（甲ファイル）", "氏名、住所、生年月日、口座名義、番", "号"]
    assert texts(read_lists(passage(*lines), "")) == ["氏名", "住所", "生年月日", "口座名義", "番号"]


def test_bullets_may_stand_before_several_entries_and_run_on() -> None:
    lines = ["1. 資格", "・氏名、住所、生年月日、資格取", "得日、続柄", "2. 賦課", "・年度、税額、通知書番号、期別、"]
    assert told(read_lists(passage(*lines), "")) == [
        *((name, 1, "資格") for name in ("氏名", "住所", "生年月日", "資格取得日", "続柄")),
        *((name, 2, "賦課") for name in ("年度", "税額", "通知書番号", "期別")),
    ]


def test_one_of_many_bullets_may_name_its_parts() -> None:
    lines = ["・4情報(氏名、住所)", "・口座(銀行、支店)、名義、番号、種別", "・続柄", "・異動日"]
    assert texts(read_lists(passage(*lines), "")) == [line[1:] for line in lines]


def test_the_comma_behind_a_numbered_entry_is_none_of_it() -> None:
    line = "1.番号、2.氏名(姓、名)、3.住所，4.税額"
    assert texts(read_lists(passage(line), "")) == ["番号", "氏名(姓、名)", "住所", "税額"]


@pytest.mark.parametrize("head", ["【資格情報】", "＜資格情報＞", "〔資格情報〕", "（資格情報）", "≪ 資格情報 ≫"])
def test_brackets_around_a_heading_are_none_of_it(head: str) -> None:
    assert told(read_lists(passage(head, "・氏名", "・住所"), "")) == [("氏名", 1, "資格情報"), ("住所", 1, "資格情報")]


def test_brackets_within_a_heading_stay() -> None:
    head = "（甲）資格（乙）"
    assert told(read_lists(passage(head, "・氏名", "・住所"), "")) == [("氏名", 1, head), ("住所", 1, head)]


@pytest.mark.parametrize(
    "line",
    [
        "(1)甲ファイル (2)乙ファイル",
        "(1)甲ファイル、(2)乙ファイル",
        "（１）甲ファイル（２）乙ファイル",
        "１．甲ファイル　２．乙ファイル",
        "①甲ファイル②乙ファイル",
        "・甲ファイル ・乙ファイル",
        "甲ファイル、乙ファイル",
        "①甲ファイル\n②乙ファイル",
    ],
)
def test_names_counted_on_one_line(line: str) -> None:
    assert names(line) == ("甲ファイル", "乙ファイル")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("甲ファイル(2)", "甲ファイル(2)"),
        ("甲ファイル(1)(2)", "甲ファイル(1)(2)"),  # nothing is counted
        ("1.甲システム 2.5版", "甲システム 2.5版"),
        ("①甲システム③", "甲システム③"),
        ("甲ファイル ・乙", "甲ファイル ・乙"),
        ("甲 2.乙", "甲 2.乙"),
    ],
)
def test_a_number_within_a_name_parts_nothing(line: str, name: str) -> None:
    assert names(line) == (name,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("・甲ファイル（資格、認/ 定情報）、乙ファイル", ["甲ファイル（資格、認定情報）", "乙ファイル"]),
        (
            "甲ファイル（資格、/認定（新規/、変更）、給付）/乙ファイル",
            ["甲ファイル（資格、認定（新規、変更）、給付）", "乙ファイル"],
        ),
        ("甲システム（統合/乙システム/丙システム", ["甲システム（統合", "乙システム", "丙システム"]),  # never closed
        (
            "・甲システム（統合/・乙システム）/・丙",
            ["甲システム（統合", "乙システム）", "丙"],
        ),  # a bullet begins a name
        ("(1)甲ファイル（資/格） (2)乙ファイル", ["甲ファイル（資格）", "乙ファイル"]),
    ],
)
def test_parentheses_run_over_the_lines_of_a_name(text: str, expected: list[str]) -> None:
    assert list(names(text.replace("/", "\n"))) == expected


def test_parentheses_run_over_the_lines_of_an_entry() -> None:
    lines = ["1.番号 2.氏名", "3.税額 4.口座情報（金融機関コ", "ード、口座番号） 5.備考"]
    lists = read_lists(passage(*lines), "")
    assert texts(lists) == ["番号", "氏名", "税額", "口座情報（金融機関コード、口座番号）", "備考"]
    assert lists[0].entries[3].place == Place(start=117, end=136)


def test_full_lines_run_on_beside_one_that_parentheses_run_over() -> None:
    lines = [
        "氏名、住所、税額、口座（銀行、支",
        "店、番号）、続柄、期別、生年月日、異",
        "動日、通知書番号、滞納額、督促手",
        "数料",
    ]
    assert texts(read_lists(passage(*lines), "")) == [
        "氏名", "住所", "税額", "口座（銀行、支店、番号）", "続柄", "期別", "生年月日", "異動日", "通知書番号", "滞納額", "督促手数料",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("【資格】/番号/氏名/【給付】/年度/金額", "番号:資格 氏名:資格 年度:給付 金額:給付"),
        ("＜資格＞/1.番号/2.氏名/＜給付＞/3.年度/4.金額/5.期別", "番号:資格 氏名:資格 年度:給付 金額:給付 期別:給付"),
        ("1.【番号】/2.【氏名】/3.続柄", "【番号】:None 【氏名】:None 続柄:None"),  # most are entries
        ("番号/(続柄)/氏名", "番号:None (続柄):None 氏名:None"),
        ("番号/氏名/【以下余白】", "番号:None 氏名:None 【以下余白】:None"),  # heads nothing
    ],
)
def test_lines_in_brackets_of_their_own_head_the_others(lines: str, expected: str) -> None:
    assert heads(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("乙給付台帳/番号/氏名", "番号:乙給付台帳 氏名:乙給付台帳"),  # the form calls its file so
        ("・乙給付台帳/・番号/・氏名", "番号:乙給付台帳 氏名:乙給付台帳"),
        ("丙給付台帳/番号/氏名", "丙給付台帳:None 番号:None 氏名:None"),
        ("甲ファイル/番号/氏名/乙ファイル/金額", "番号:甲ファイル 氏名:甲ファイル 金額:乙ファイル"),
        ("(1)甲ファイル/①番号 ②氏名/(2)乙ファイル/①金額", "番号:甲ファイル 氏名:甲ファイル 金額:乙ファイル"),
        ("1.添付ファイル/2.番号/3.氏名", "添付ファイル:None 番号:None 氏名:None"),  # an entry among its like
        ("番号/添付ファイル/氏名", "番号:None 添付ファイル:None 氏名:None"),
        ("乙給付台帳/番号/添付ファイル/氏名", "番号:乙給付台帳 添付ファイル:乙給付台帳 氏名:乙給付台帳"),
        ("(1)甲ファイル/(2)乙ファイル", "甲ファイル:None 乙ファイル:None"),
        ("乙給付台帳", "乙給付台帳:None"),
    ],
)
def test_names_of_files_head_what_stands_below_them(lines: str, expected: str) -> None:
    assert heads(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("番号/氏名/※ 氏名には旧氏を含む。", "番号 氏名"),
        ("1.番号/2.氏名/※1 氏名には旧氏を含/む。/3.続柄", "番号 氏名 続柄"),
        ("番号、氏名、続柄、生年月日、異/動日/※ 氏名には旧氏を含む。", "番号 氏名 続柄 生年月日 異動日"),
        ("※番号/氏名/※続柄", "※番号 氏名 ※続柄"),  # a sign before entries
        ("・番号/※氏名/・続柄。", "番号 ※氏名 続柄。"),
    ],
)
def test_a_note_on_a_list_is_no_entry(lines: str, expected: str) -> None:
    assert texts(read_lists(passage(*lines.split("/")), "")) == expected.split()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "資格：番号、氏名、続柄、生年月日/給付：年度、金額、期別、支給日",
            "番号:資格 氏名:資格 続柄:資格 生年月日:資格 年度:給付 金額:給付 期別:給付 支給日:給付",
        ),
        (
            "資格：番号、氏名、続柄、生年/月日、住所/給付：年度、金額、期別、支給/備考：覚書",
            "番号:資格 氏名:資格 続柄:資格 生年月日:資格 住所:資格 年度:給付 金額:給付 期別:給付 支給:給付 覚書:備考",
        ),
        (
            "・資格：番号、氏名、続柄、住所/・給付：年度、金額、期別、支給日",
            "番号:資格 氏名:資格 続柄:資格 住所:資格 年度:給付 金額:給付 期別:給付 支給日:給付",
        ),
        ("氏名：漢字、カナ/住所：番地/続柄", "氏名：漢字、カナ:None 住所：番地:None 続柄:None"),  # entries with notes
        ("資格：番号、氏名、続柄、住所", "資格：番号:None 氏名:None 続柄:None 住所:None"),  # one alone tells nothing
    ],
)
def test_what_lines_say_of_all_their_entries_heads_them(lines: str, expected: str) -> None:
    assert heads(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("・番号、氏名、続柄/・年度、金額、期別", "番号 氏名 続柄 年度 金額 期別"),
        ("・番号、氏名、続柄、住所変/更日、方書/・年度、金額、期別", "番号 氏名 続柄 住所変更日 方書 年度 金額 期別"),
        ("番号、氏名、続柄/年度、金額、期別", "番号、氏名、続柄 年度、金額、期別"),  # or a paragraph
        ("・番号、氏名、続柄", "番号、氏名、続柄"),  # one line alone
        ("・番号、氏名、続柄/・年度、金額", "番号、氏名、続柄 年度、金額"),
        ("・番号(世帯、個人、本人)/・年度、金額、期別", "番号(世帯、個人、本人) 年度、金額、期別"),
    ],
)
def test_fewer_commas_part_entries_where_every_bullet_has_them(lines: str, expected: str) -> None:
    assert texts(read_lists(passage(*lines.split("/")), "")) == expected.split()
