"""People in the rows of tables, with and without heads: places and people are invented, what is told is read by hand."""

import pytest
from made_up import Read, issues, read_text

HEAD = "令和5年度第2回青波市個人情報保護審議会会議録\n\n"
SAID = "\n○井川会長 始めます。\n○鵜川委員 伺います。\n"


def table(*rows: str) -> Read:
    """Return what minutes say whose header is a table with these rows, cells parted by |."""
    first = "日時|令和5年11月21日(火) 午後2時" + "|" * (rows[0].count("|") - 1)
    lines = [first, "|".join("---" for _ in first.split("|")), *rows]
    return read_text(HEAD + "".join(f"| {line} |\n" for line in lines) + SAID)


def told(found: Read) -> list[str]:
    return [
        "/".join(
            ["" if one.present else "欠", one.name or "-", one.role or "-", one.affiliation or "-", one.kind]
        ).removeprefix("/")
        for one in found.people
    ]


# ------------------------------------------------------------------------------------------- a label beside the people


def test_a_kind_of_people_beside_a_label_tells_of_the_cells_behind_it() -> None:
    found = table(
        "出席者|委員|井川 悠、鵜川 高", "|事務局|大塚 守（総務課長）", "欠席者|委員|江藤 健", "議題|評価書の点検|"
    )
    assert told(found) == [
        "井川 悠/委員/-/member",
        "鵜川 高/委員/-/member",
        "大塚 守/課長/総務課/secretariat",
        "欠/江藤 健/委員/-/member",
    ]
    assert found.agenda == ["評価書の点検"]


def test_where_people_took_part_is_no_label_of_the_place() -> None:
    found = read_text(
        HEAD
        + "日時 令和5年11月21日(火) 午後2時\n出席者\n【会場】井川会長、鵜川委員\n【オンライン】江藤委員\n"
        + "場所 佐藤会館\n議題 評価書の点検\n"
        + SAID
    )
    assert told(found) == ["井川/会長/-/member", "鵜川/委員/-/member", "江藤/委員/-/member"]
    assert found.meeting.place == "佐藤会館"
    found = table("出席者|委員|【会場】井川会長、鵜川委員", "|事務局|大塚課長", "議題|評価書の点検|")
    assert told(found) == ["井川/会長/-/member", "鵜川/委員/-/member", "大塚/課長/-/secretariat"]
    assert found.meeting.place is None


def test_a_role_beside_a_label_is_of_whom_the_next_cell_names() -> None:
    found = table("出席|部会長|井川 悠", "|部会員|鵜川 高、川上 学", "欠席|部会員|江藤 健")
    assert told(found) == [
        "井川 悠/部会長/-/member",
        "鵜川 高/部会員/-/member",
        "川上 学/部会員/-/member",
        "欠/江藤 健/部会員/-/member",
    ]
    assert found.meeting.chair == "井川 悠"


def test_a_row_may_hold_several_labels_with_kinds_of_people() -> None:
    found = table("出席者|委員|井川会長、鵜川委員|欠席者|委員|江藤委員")
    assert told(found) == ["井川/会長/-/member", "鵜川/委員/-/member", "欠/江藤/委員/-/member"]


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        (("出席者|井川 悠|会長", "|鵜川 高|副会長"), ["井川 悠/会長/-/member", "鵜川 高/副会長/-/member"]),
        (("出席者|井川 悠|会長|鵜川 高|副会長",), ["井川 悠/会長/-/member", "鵜川 高/副会長/-/member"]),
        (("出席者|井川 悠|青波大学教授", "|鵜川 高|弁護士"), ["井川 悠/委員/青波大学教授/member", "鵜川 高/委員/弁護士/member"]),
        (("出席者|会長|井川 悠|出席", "|委員|鵜川 高|欠席"), ["井川 悠/会長/-/member", "欠/鵜川 高/委員/-/member"]),
        (
            ("出席者|井川 悠|青波大学教授|出席", "|鵜川 高||欠席"),
            ["井川 悠/委員/青波大学教授/member", "欠/鵜川 高/委員/-/member"],
        ),
        (
            ("出席者|弁護士|井川 悠|青波弁護士会|鵜川 高",),
            ["井川 悠/委員/弁護士/member", "鵜川 高/委員/青波弁護士会/member"],
        ),
        (
            ("出席者|井川 悠|弁護士|鵜川 高|大学教授", "|江藤 健|||"),
            ["井川 悠/委員/弁護士/member", "鵜川 高/委員/大学教授/member", "江藤 健/委員/-/member"],
        ),
        (("出席者|井川|鵜川|江藤",), ["井川/委員/-/member", "鵜川/委員/-/member", "江藤/委員/-/member"]),
        (
            ("事務局|総務課|課長|大塚 守", "||係長|川上 学"),
            ["大塚 守/課長/総務課/secretariat", "川上 学/係長/総務課/secretariat"],
        ),
        (
            ("出席者|会長<br>委員<br>委員|井川 悠<br>鵜川 高<br>江藤 健",),
            ["井川 悠/会長/-/member", "鵜川 高/委員/-/member", "江藤 健/委員/-/member"],
        ),
        (
            ("出席者|委員|鵜川 高<br>江藤 健|出席<br>欠席",),
            ["鵜川 高/委員/-/member", "欠/江藤 健/委員/-/member"],
        ),
    ],
)  # fmt: skip
def test_cells_beside_each_other_tell_of_one_person_and_names_of_several(
    rows: tuple[str, ...], people: list[str]
) -> None:
    found = table(*rows)
    assert told(found) == people
    assert issues(found, "attendees_unreadable") == []


# --------------------------------------------------------------------------------------------------- tables with heads


def test_a_label_in_a_column_of_its_own_begins_another_list() -> None:
    found = table("出席委員|役職|氏名", "|会長|井川 悠", "|委員|鵜川 高", "欠席委員|委員|江藤 健", "議題|評価書の点検|")
    assert told(found) == ["井川 悠/会長/-/member", "鵜川 高/委員/-/member", "欠/江藤 健/委員/-/member"]
    assert found.agenda == ["評価書の点検"]


def test_another_row_of_heads_begins_another_table() -> None:
    found = table(
        "出席委員|役職|氏名|備考",
        "|会長|井川 悠|",
        "出席職員|所属|職名|氏名",
        "|総務課|課長|大塚 守",
        "事務局|市民課|主査|川上 学",
    )
    assert told(found) == [
        "井川 悠/会長/-/member",
        "大塚 守/課長/総務課/secretariat",
        "川上 学/主査/市民課/secretariat",
    ]


def test_a_row_that_is_laid_out_otherwise_than_the_heads_above_it_is_read_by_its_label() -> None:
    found = table("出席委員|役職|氏名|備考", "|会長|井川 悠|", "事務局|総務課|課長|大塚 守")
    assert told(found) == ["井川 悠/会長/-/member", "大塚 守/課長/総務課/secretariat"]


@pytest.mark.parametrize("rows", [("欠席委員||", "委員|江藤 健|"), ("欠席者|江藤 健|",)])
def test_a_label_in_the_column_of_roles_heads_those_who_did_not_come(rows: tuple[str, ...]) -> None:
    found = table("役職|氏名|備考", "会長|井川 悠|", *rows)
    assert told(found) == ["井川 悠/会長/-/member", "欠/江藤 健/委員/-/member"]


def test_kinds_of_people_in_the_column_of_roles_begin_no_other_list() -> None:
    found = table("区分|氏名", "委員|井川 悠(会長)", "委員|鵜川 高", "事務局|総務課長 大塚 守")
    assert told(found) == ["井川 悠/会長/-/member", "鵜川 高/委員/-/member", "大塚 守/課長/総務課/secretariat"]


def test_a_row_may_be_several_whose_cells_hold_a_line_for_each() -> None:
    found = table("役職|氏名", "会長<br>委員|井川 悠<br>鵜川 高")
    assert told(found) == ["井川 悠/会長/-/member", "鵜川 高/委員/-/member"]


def test_a_cell_of_two_lines_is_one_where_no_roles_say_otherwise() -> None:
    found = table("氏名|所属", "井川 悠（会長）<br>(いかわ ゆう)|青波大学<br>教授")
    assert told(found) == ["井川 悠/会長/青波大学 教授/member"]
