"""What stands below, beside and in brackets behind names: places and people are invented, what is told is read by hand."""

import pytest
from made_up import Read, issues, read_text

TITLE = "令和5年度第2回青波市個人情報保護審議会会議録\n日時 令和5年11月21日(火) 午後2時\n"
SAID = "\n議題\n評価書の点検\n\n○井川会長 始めます。\n○鵜川委員 伺います。\n"


def told(found: Read) -> list[str]:
    come = {True: "出", False: "欠", None: "?"}
    return [
        "/".join([come[one.present], one.name or "-", one.role or "-", one.affiliation or "-", one.kind[0]])
        for one in found.people
    ]


def listed(*lines: str) -> list[str]:
    """Return who stands in lines of a header."""
    return told(read_text(TITLE + "\n".join(lines) + SAID))


def unread(*lines: str) -> list[str]:
    """Return what of such lines tells nobody."""
    return issues(read_text(TITLE + "\n".join(lines) + SAID), "attendees_unreadable")


# --------------------------------------------------------------------------------------------------- below the names


def test_cells_of_a_table_below_each_other_are_of_the_name_above() -> None:
    lines = (
        "出席者", "委員", "氏名", "選出区分", "備考",
        "井川 悠", "学識経験者（弁護士）", "会長",
        "鵜川 高", "公募市民",
        "江藤 健", "地域団体推薦", "職務代理者、Web参加",
        "大塚 恵", "人権擁護委員", "欠席",
    )  # fmt: skip
    assert listed(*lines) == [
        "出/井川 悠/会長/学識経験者（弁護士）/m",
        "出/鵜川 高/委員/公募市民/m",
        "出/江藤 健/職務代理者/地域団体推薦/m",
        "欠/大塚 恵/委員/人権擁護委員/m",
    ]
    assert unread(*lines) == []


def test_a_column_of_presence_is_of_the_name_above() -> None:
    lines = ("出席者", "氏名", "区分", "出欠", "井川 悠", "弁護士", "欠席", "鵜川 高", "公募市民", "出席")
    assert listed(*lines) == ["欠/井川 悠/委員/弁護士/m", "出/鵜川 高/委員/公募市民/m"]


def test_heads_end_their_table_where_another_list_begins() -> None:
    lines = ("出席者", "氏名", "備考", "井川 悠", "会長", "鵜川 高", "事務局", "総務部 総務課長 大塚 守")
    assert listed(*lines) == ["出/井川 悠/会長/-/m", "出/鵜川 高/委員/-/m", "出/大塚 守/課長/総務部総務課/s"]


def test_a_role_alone_is_of_the_name_above_where_the_list_begins_with_names() -> None:
    assert listed("出席者", "井川 悠", "会長", "鵜川 高", "職務代理者、Web参加", "江藤 健") == [
        "出/井川 悠/会長/-/m",
        "出/鵜川 高/職務代理者/-/m",
        "出/江藤 健/委員/-/m",
    ]


def test_a_role_alone_is_of_the_name_below_where_the_list_begins_with_roles() -> None:
    assert listed("出席者", "会長", "井川 悠", "副会長", "鵜川 高") == ["出/井川 悠/会長/-/m", "出/鵜川 高/副会長/-/m"]


def test_a_note_of_hours_below_a_name_does_not_end_the_list() -> None:
    assert listed("出席者", "井川 悠", "15時00分退席", "鵜川 高") == ["出/井川 悠/委員/-/m", "出/鵜川 高/委員/-/m"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("出席者", "井川 悠", "出席", "鵜川 高", "欠席", "江藤 健", "出席"), "出欠出"),
        (("出席者", "井川 悠", "鵜川 高", "欠席"), "出欠"),
        (("出席", "井川 悠", "鵜川 高", "欠席", "江藤 健"), "出出欠"),
        (("出席者", "井川 悠", "鵜川 高", "欠席者", "江藤 健"), "出出欠"),
        (("3.出席者", "井川 悠", "鵜川 高", "4.欠席委員：江藤 健（商工会推薦）"), "出出欠"),
        (("出席者", "井川 悠", "鵜川 高", "江藤 健", "江藤委員が都合により欠席"), "出出欠"),
        (("出席者", "井川 悠", "鵜川 高", "欠席", "江藤 健"), "出??"),
    ],
)
def test_absence_below_a_name_is_its_own_where_it_heads_nobody(lines: tuple[str, ...], expected: str) -> None:
    assert "".join(one[0] for one in listed(*lines)) == expected
    assert unread(*lines) == (["欠席"] if "?" in expected else [])


def test_role_and_absence_together_are_of_the_name_above() -> None:
    assert listed("出席者", "井川 悠", "会長、欠席", "鵜川 高") == ["欠/井川 悠/会長/-/m", "出/鵜川 高/委員/-/m"]


def test_what_stands_below_names_that_cannot_be_read_is_of_nobody() -> None:
    lines = ("出席者", "高 橋 正 男 千 葉", "会長", "井川 悠")
    assert "会長" not in "".join(listed(*lines))
    assert listed(*lines) == ["出/井川 悠/委員/-/m"]
    assert unread(*lines) == ["高 橋 正 男 千 葉"]


def test_who_speaks_may_be_one_of_whom_it_is_unclear_whether_they_came() -> None:
    found = read_text(TITLE + "出席者\n大塚 恵\n井川 悠\n欠席\n鵜川 高\n" + SAID)
    assert [one.speaker for one in found.said] == ["井川 悠", "鵜川 高"]


def test_nobody_is_absent_below_a_label() -> None:
    assert listed("出席者", "井川 悠", "鵜川 高", "欠席", "なし") == ["出/井川 悠/委員/-/m", "出/鵜川 高/委員/-/m"]


def test_a_table_dumped_column_by_column_is_read_row_by_row() -> None:
    lines = (
        "出席者", "氏　名", "井川 悠", "鵜川 高", "江藤 健", "区　分", "弁護士", "公募市民", "公募市民", "出欠", "出席", "欠席", "出席",
    )  # fmt: skip
    assert listed(*lines) == ["出/井川 悠/委員/弁護士/m", "欠/鵜川 高/委員/公募市民/m", "出/江藤 健/委員/公募市民/m"]
    assert unread(*lines) == []


def test_a_column_with_too_few_cells_is_nobodys() -> None:
    lines = ("出席者", "氏名", "井川 悠", "鵜川 高", "江藤 健", "備考", "会長", "欠席")
    assert listed(*lines) == ["?/井川 悠/委員/-/m", "?/鵜川 高/委員/-/m", "?/江藤 健/委員/-/m"]
    assert unread(*lines) == ["備考 会長 欠席"]


# -------------------------------------------------------------------------------------------------- behind the speeches


ANNEX = "\n（別紙）\n出　席　者　名　簿\n委員　井川　悠\n委員　鵜川　高\n【事務局】\n総務課　課長　大塚　守\n総務課　主任　片桐　学\n"


@pytest.mark.parametrize("header", ["出席者　別紙出席者名簿のとおり\n", "出席者　別紙のとおり\n"])
def test_a_list_behind_the_end_is_read_where_the_header_refers_to_it(header: str) -> None:
    found = read_text(TITLE + header + SAID + ANNEX)
    assert told(found) == [
        "出/井川 悠/委員/-/m",
        "出/鵜川 高/委員/-/m",
        "出/大塚 守/課長/総務課/s",
        "出/片桐 学/主任/総務課/s",
    ]
    assert [one.speaker for one in found.said] == ["井川 悠", "鵜川 高"]
    assert found.said[-1].text == "伺います。"
    assert issues(found, "attendees_unreadable") == []


def test_a_list_behind_the_end_that_nothing_refers_to_is_a_paper() -> None:
    assert listed("出席者　井川会長、鵜川委員") == told(
        read_text(TITLE + "出席者　井川会長、鵜川委員\n" + SAID + ANNEX)
    )


# ------------------------------------------------------------------------------------------------ in columns of tables


def test_a_remark_tells_role_or_presence() -> None:
    lines = (
        "出席者",
        "氏名\t選出区分\t備考",
        "井川 悠\t弁護士\t会長",
        "鵜川 高\t公募市民\t職務代理者、Web参加",
        "江藤 健\t人権擁護委員\t欠席",
        "大塚 恵\t学識経験者\t15時00分退席",
    )
    assert listed(*lines) == [
        "出/井川 悠/会長/弁護士/m",
        "出/鵜川 高/職務代理者/公募市民/m",
        "欠/江藤 健/委員/人権擁護委員/m",
        "出/大塚 恵/委員/学識経験者/m",
    ]
    assert unread(*lines) == []


def test_a_remark_that_tells_neither_is_an_issue() -> None:
    assert unread("出席者", "氏名\t備考", "井川 悠\t会長", "鵜川 高\t再任三期目") == ["再任三期目"]


def test_a_class_is_a_role_only_where_it_is_one() -> None:
    assert listed(
        "出席者", "氏名\t区分\t出欠", "井川 悠\t会長\t出席", "鵜川 高\t公募市民\t出席", "江藤 健\t町内会推薦\t欠席"
    ) == ["出/井川 悠/会長/-/m", "出/鵜川 高/委員/公募市民/m", "欠/江藤 健/委員/町内会推薦/m"]


def test_presence_behind_role_and_name_is_that_of_the_name() -> None:
    assert listed("出席者", "氏名　区分　出欠", "井川悠子　会長　出席", "鵜川高太郎　委員　欠席") == [
        "出/井川悠子/会長/-/m",
        "欠/鵜川高太郎/委員/-/m",
    ]


# ---------------------------------------------------------------------------------------------------------- in brackets


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("委員 井川 悠（14時20分から）", "出/井川 悠/委員/-/m"),
        ("委員 井川 悠（オンライン、14：50まで）", "出/井川 悠/委員/-/m"),
        ("井川委員（会長代理／オンライン）", "出/井川/会長代理/-/m"),
        ("委員 井川 悠（職務代理者　※Web）", "出/井川 悠/職務代理者/-/m"),
        ("委員 井川 悠（職務代理者、欠席）", "欠/井川 悠/職務代理者/-/m"),
        ("委員 井川 悠（会長・弁護士）", "出/井川 悠/会長/弁護士/m"),
        ("委員 井川 悠（青波市 商工会）", "出/井川 悠/委員/青波市商工会/m"),
        ("井川委員（午後２時２０分着席）", "出/井川/委員/-/m"),
        ("井川委員（委員7名中2名出席）", "出/井川/委員/-/m"),
        ("7名中1名（井川委員）", "出/井川/委員/-/m"),
        ("7名（中委員）", "出/中/委員/-/m"),
    ],
)
def test_notes_in_brackets_are_told_apart(printed: str, expected: str) -> None:
    assert listed(f"出席者 {printed}") == [expected]


def test_brackets_may_say_what_all_before_them_were() -> None:
    assert listed("町側 総務課 大塚課長、片桐主事（以上事務局）", "　　 福祉課 木村課長") == [
        "出/大塚/課長/総務課/s",
        "出/片桐/主事/総務課/s",
        "出/木村/課長/福祉課/e",
    ]
    assert listed("説明者 大塚課長、片桐主事（以上福祉課）、税務課 木村課長") == [
        "出/大塚/課長/福祉課/e",
        "出/片桐/主事/福祉課/e",
        "出/木村/課長/税務課/e",
    ]


def test_a_further_post_in_brackets_leaves_the_office_ahead() -> None:
    assert listed("事務局 総務課係長 佐久間 望（書記）") == ["出/佐久間 望/係長/総務課/s"]


# ------------------------------------------------------------------------------------------ departments and spaced words


def test_units_ahead_of_an_office_are_told_with_its_department() -> None:
    assert listed(
        "事務局 総務部長 大塚 守",
        "総務部 総務課長 片桐 学",
        "総務部 総務課 文書係長 木村 光",
        "市民課 税務課長 久保 守",
    ) == [
        "出/大塚 守/部長/総務部/s",
        "出/片桐 学/課長/総務部総務課/s",
        "出/木村 光/係長/総務部総務課文書係/s",
        "出/久保 守/課長/税務課/s",
    ]


def test_a_ditto_stands_for_the_department_of_an_office_too() -> None:
    assert listed("説明者 市民課長 大塚 守", "　　　　〃　係長 片桐 学", "　　　　税務課長 木村 光") == [
        "出/大塚 守/課長/市民課/e",
        "出/片桐 学/係長/市民課/e",
        "出/木村 光/課長/税務課/e",
    ]


def test_a_blank_below_a_letter_spaced_department_means_the_same() -> None:
    assert listed(
        "説明者", "　税　　務　　課　　課　長　大　塚　　　守", "　　　　　　　　　　主　幹　片　桐　　　学"
    ) == [
        "出/大塚 守/課長/税務課/e",
        "出/片桐 学/主幹/税務課/e",
    ]


def test_a_letter_spaced_office_is_of_its_bearer_alone() -> None:
    assert listed("説明者", "　税 務 課 長　大 塚　守", "　主　幹　片 桐　学") == [
        "出/大塚守/課長/税務課/e",
        "出/片桐学/主幹/-/e",
    ]


def test_letters_far_apart_before_a_role_are_a_name() -> None:
    assert listed(
        "出席委員", "　会　長　　井　川　　　悠", "　委　員　　森　　　　　望　　　委　員　　鵜川　高太郎"
    ) == [
        "出/井川 悠/会長/-/m",
        "出/森 望/委員/-/m",
        "出/鵜川 高太郎/委員/-/m",
    ]


def test_letters_stand_for_members() -> None:
    assert listed("出席 会長　井川、委員　Ａ、委員　Ｂ") == ["出/井川/会長/-/m", "出/-/委員/-/m", "出/-/委員/-/m"]


# ------------------------------------------------------------------------------------------------------ lists that end


@pytest.mark.parametrize("label", ["担当課", "所管課", "実施機関"])
@pytest.mark.parametrize("absent", ["鵜川委員", "なし"])
def test_officials_below_those_who_did_not_come_did(label: str, absent: str) -> None:
    people = listed("出席者 井川会長", f"欠席者 {absent}", f"{label} 総務課長 坂巻、係長 原")
    assert people[-2:] == ["出/坂巻/課長/総務課/e", "出/原/係長/-/e"]
    assert [one for one in people if one[0] == "欠"] == ([] if absent == "なし" else ["欠/鵜川/委員/-/m"])


def test_a_department_alone_below_those_who_did_not_come_is_nobody() -> None:
    assert listed("出席者 井川会長", "欠席者 鵜川委員", "担当課 総務課", "電話 000-0000") == [
        "出/井川/会長/-/m",
        "欠/鵜川/委員/-/m",
    ]


# ------------------------------------------------------------------------------------------------------- several posts


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("委員 鵜川 高（元青波市職員）", "出/鵜川 高/委員/元青波市職員/m"),
        ("会長 鵜川 高（社会福祉協議会事務局長）", "出/鵜川 高/会長/社会福祉協議会事務局長/m"),
        ("鵜川委員（県立青波高校校長）", "出/鵜川/委員/県立青波高校校長/m"),
        ("鵜川 高（総務課長）", "出/鵜川 高/課長/総務課/o"),
        ("委員 鵜川 高（職務代理者）", "出/鵜川 高/職務代理者/-/m"),
    ],
)
def test_the_post_of_a_member_in_brackets_is_one_elsewhere(printed: str, expected: str) -> None:
    assert listed(f"出席者 {printed}") == [expected]


def test_the_office_of_an_official_in_brackets_is_his() -> None:
    assert listed("事務局 大塚 守（総務課長）") == ["出/大塚 守/課長/総務課/s"]


@pytest.mark.parametrize("label", ["職員", "市職員"])
def test_an_office_behind_a_name_is_told_rather_than_that_of_the_label(label: str) -> None:
    assert listed("出席者 井川会長", f"{label} 保険課 鷲尾課長、江口主幹")[1:] == [
        "出/鷲尾/課長/保険課/s",
        "出/江口/主幹/保険課/s",
    ]


def test_brackets_of_another_shape_tell_of_the_name_before_them() -> None:
    assert listed("出席者", "【学識経験者】井川一郎（会長）、鵜川花", "【事務局】総務課 大塚課長") == [
        "出/井川一郎/会長/-/m",
        "出/鵜川花/委員/-/m",
        "出/大塚/課長/総務課/s",
    ]


def test_brackets_that_say_who_did_not_come_are_no_affiliation() -> None:
    assert listed("出席者 井川会長、鵜川委員", "（江藤委員は欠席）", "※小林委員は欠席") == [
        "出/井川/会長/-/m",
        "出/鵜川/委員/-/m",
        "欠/江藤/委員/-/m",
        "欠/小林/委員/-/m",
    ]
    assert listed("出席者 井川会長、鵜川委員（江藤委員は欠席）")[1:] == ["出/鵜川/委員/-/m", "欠/江藤/委員/-/m"]


def test_a_sentence_behind_a_name_and_its_brackets_says_who_did_not_come() -> None:
    assert listed("出席者 井川会長", "※ 江藤 健委員（商工会）は所用により欠席", "事務局 大塚課長") == [
        "出/井川/会長/-/m",
        "欠/江藤 健/委員/商工会/m",
        "出/大塚/課長/-/s",
    ]


def test_how_those_of_a_line_took_part_is_no_affiliation() -> None:
    assert listed("出席者", "（会場）井川会長、鵜川委員", "（オンライン）江藤委員") == [
        "出/井川/会長/-/m",
        "出/鵜川/委員/-/m",
        "出/江藤/委員/-/m",
    ]
