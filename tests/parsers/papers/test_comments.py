"""Opinions, responses and counts of a public comment in all their layouts; every value was read by hand."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dump import dump_rows
from extract.sheet import Sheet
from parsers.papers.comment_titles import title_of
from parsers.parse import parse
from parsers.records import Comment, CommentCount, InDocument, Issue

Read = Callable[[str], tuple[InDocument, ...]]


def comments(records: tuple[InDocument, ...]) -> list[Comment]:
    return [row for row in records if isinstance(row, Comment)]


def counts(records: tuple[InDocument, ...]) -> list[tuple[str | None, str | None, int | None]]:
    return [(row.row, row.column, row.count) for row in records if isinstance(row, CommentCount)]


def codes(records: tuple[InDocument, ...]) -> list[str]:
    return [row.code for row in records if isinstance(row, Issue) and not row.code.startswith("organisation")]


TITLE = "特定個人情報保護評価書(素案)に対する区民意見募集の結果\n\n"


@pytest.mark.parametrize(
    ("printed", "column"),
    [
        ("意見内容", "opinion"),
        ("御意見の概要", "opinion"),
        ("区民意見の要旨", "opinion"),
        ("ご意見の内容(要約)", "opinion"),
        ("市民からの意見", "opinion"),
        ("検討結果（対応策）", "response"),
        ("区の考え方", "response"),
        ("ご意見に対する市の考え方", "response"),
        ("整 理 番 号", "comment_no"),
        ("No.", "comment_no"),
        ("該当箇所", "item"),
        ("通し番号", "serial_no"),
        ("意見数", None),
        ("意見募集期間", None),
        ("提出者数", None),
        ("意見に反対する理由", None),
        ("", None),
    ],
)
def test_titles_of_columns(printed: str, column: str | None) -> None:
    assert title_of(printed) == column


# ------------------------------------------------------------------------------------------------------------- tables

LEGEND = "対応区分\n- A 素案を修正する\n- B 素案に記載している\n- C その他\n"
TABLE = (
    "整理番号\t枝番号\t提出者区分\t種別\t意見内容\t対応区分\t検討結果（対応策）\t担当所管\t通し番号\n"
    "1\t1\t個人\tメール\t番号の管理が心配だ。\tB\t措置を講じています。 今後も続けます。\t情報課\t1\n"
    "\t2\t\t\t広報が足りない。\tA\t区報で知らせます。\t広報課\t2\n"
    "2\t1\t団体\t書面\t反対である。\tZ\t\t税務課\t3\n"
)


def test_a_table_with_branches_and_a_legend(records: Read) -> None:
    found = records(TITLE + TABLE + "\n" + LEGEND)
    first, second, third = comments(found)
    assert (first.comment_no, first.branch_no, first.submitter, first.medium) == ("1", "1", "個人", "メール")
    assert (first.category, first.category_label, first.department) == ("B", "素案に記載している", "情報課")
    assert first.response == "措置を講じています。 今後も続けます。"
    assert (second.comment_no, second.branch_no, second.submitter) == ("1", "2", None)
    assert (third.comment_no, third.category, third.category_label, third.response) == ("2", "Z", None, None)
    assert [row.serial_no for row in comments(found)] == ["1", "2", "3"]
    assert codes(found) == ["field_inferred"]  # the number of branch 2 is that of branch 1


def test_an_opinion_stands_where_its_place_says(records: Read) -> None:
    text = TITLE + TABLE
    for row in comments(records(text)):
        assert row.opinion is not None
        assert row.opinion in text[row.char_start : row.char_end]


def test_a_row_cut_by_a_page_break_is_one(records: Read) -> None:
    text = TITLE + (
        "番号\t意見の概要\t市の考え方\n"
        "1\t委託先の監督は\t年1回、立入\n"
        "\t十分か。\t検査をします。\n"
        "2\t用語が難しい。\t注を付けます。\n"
    )
    found = records(text)
    assert [(row.comment_no, row.opinion, row.response) for row in comments(found)] == [
        ("1", "委託先の監督は十分か。", "年1回、立入検査をします。"),
        ("2", "用語が難しい。", "注を付けます。"),
    ]
    assert codes(found) == ["comment_joined"]


def test_spanned_cells_hold_for_all_rows_they_reach_over(records: Read) -> None:
    text = TITLE + (
        "<table><tr><th>番号</th><th>意見の内容</th><th>市の考え方</th></tr>\n"
        "<tr><td rowspan=2>1</td><td>遅い。</td><td rowspan=2>改めます。</td></tr>\n"
        "<tr><td>読みにくい。</td></tr>\n"
        "<tr><td>2</td><td>反対。</td><td>御意見として伺います。</td></tr></table>\n"
    )
    assert [(row.comment_no, row.opinion, row.response) for row in comments(records(text))] == [
        ("1", "遅い。", "改めます。"),
        ("1", "読みにくい。", "改めます。"),
        ("2", "反対。", "御意見として伺います。"),
    ]


def test_sums_and_other_tables_are_no_opinions(records: Read) -> None:
    text = TITLE + (
        "| No. | 意見の概要 | 区分 | 市の考え方 |\n|---|---|---|---|\n"
        "| 1 | 紛失時の連絡先を載せてほしい。 | ◎ | 追記します。 |\n"
        "| 2 | 用語集がほしい。<br>図もほしい。 | △ | 検討します。 |\n"
        "| 計 | 2件 |  |  |\n\n"
        "| 区分 | 個人 | 法人 | 計 |\n|---|---|---|---|\n| 郵送 | 1 | 0 | 1 |\n"
        "\n区分の凡例 ◎:意見を反映する ○:既に記載済み △:今後の参考とする\n"
    )
    found = comments(records(text))
    assert [(row.opinion, row.category_label) for row in found] == [
        ("紛失時の連絡先を載せてほしい。", "意見を反映する"),
        ("用語集がほしい。\n図もほしい。", "今後の参考とする"),
    ]


@pytest.mark.parametrize(
    ("below", "labels"),
    [
        ("　　□：趣旨に沿うもの　－：その他", ["反映したもの", "記載済みのもの", "趣旨に沿うもの", "その他"]),
        ("　　□：趣旨に沿うもの", ["反映したもの", "記載済みのもの", "趣旨に沿うもの", None]),
        ("□ 趣旨：別に記す。", ["反映したもの", "記載済みのもの", None, None]),
        ("", ["反映したもの", "記載済みのもの", None, None]),
    ],
)
def test_a_legend_may_go_on_in_the_line_below(records: Read, below: str, labels: list[str | None]) -> None:
    rows = "".join(f"{no}\t反対。\t承ります。\t{code}\n" for no, code in enumerate("◎○□－", 1))
    found = records(
        f"{TITLE}【凡例】◎：反映したもの　○：記載済みのもの\n{below}\n\n番号\t意見\t市の考え方\t区分\n{rows}"
    )
    assert [row.category_label for row in comments(found)] == labels


def test_letters_within_words_explain_nothing(records: Read) -> None:
    found = records(
        f"{TITLE}A：LGWANを使うもの　B：その他、URL：なし\n\n番号\t意見\t回答\t区分\n1\t遅い。\t急ぐ。\tA\n2\t長い。\t縮める。\tL\n"
    )
    assert [row.category_label for row in comments(found)] == ["LGWANを使うもの", None]


# ------------------------------------------------------------------------------------------------------ other layouts

IN_TURN = """区民意見の概要
 委託先の監督が十分でないのではないか。
区の考え方
 年1回、立入検査を行っています。
区民意見の概要
 番号を集めること自体に反対する。
区民意見の概要
 いつから始まるのか。
区の考え方
 令和2年10月からです。

4 問い合わせ先
 区民部戸籍課
"""


def test_opinions_and_responses_in_turn(records: Read) -> None:
    found = comments(records(TITLE + "3 区民意見の概要と区の考え方\n" + IN_TURN))
    assert [(row.opinion, row.response) for row in found] == [
        ("委託先の監督が十分でないのではないか。", "年1回、立入検査を行っています。"),
        ("番号を集めること自体に反対する。", None),
        ("いつから始まるのか。", "令和2年10月からです。"),
    ]


@pytest.mark.parametrize(
    "layout",
    [
        "【意見1】\n費用はいくらか。\n【市の考え方1】\n約3千万円です。\n【意見2】\n遅い。\n【市の考え方2】\n急ぎます。\n",
        "意見1 費用はいくらか。\n回答1 約3千万円です。\n意見2 遅い。\n回答2 急ぎます。\n",
        "意見1:費用はいくらか。\n市の考え方:約3千万円です。\n意見2:遅い。\n市の考え方:急ぎます。\n",
        "意見1\t費用はいくらか。\n市の考え方\t約3千万円です。\n意見2\t遅い。\n市の考え方\t急ぎます。\n",
    ],
)
def test_heads_with_numbers_in_four_notations(records: Read, layout: str) -> None:
    assert [(row.comment_no, row.opinion, row.response) for row in comments(records(TITLE + layout))] == [
        ("1", "費用はいくらか。", "約3千万円です。"),
        ("2", "遅い。", "急ぎます。"),
    ]


def test_heads_of_one_kind_make_no_opinions(records: Read) -> None:
    text = TITLE + "意見\n広報紙に載せた。\n提出者\n個人が多い。\n"
    assert comments(records(text)) == []


RUNNING = """番号 該当箇所 意見の要旨 市の考え方
1 2ページ Ⅰ1② 用語が難しい。 注を付けます。
2 全体 いつ公表するか 4月に公表します。
3 15ページ Ⅲ7 鍵は誰が持つか。番号は誰が見るか。 課長です。
お問い合わせ先 総務課
"""


def test_running_lines_are_split_only_where_there_is_one_way(records: Read) -> None:
    found = records(TITLE + RUNNING)
    assert [(row.comment_no, row.item, row.opinion, row.response) for row in comments(found)] == [
        ("1", "2ページ Ⅰ1②", "用語が難しい。", "注を付けます。"),
        ("2", None, None, None),
        ("3", "15ページ Ⅲ7", "鍵は誰が持つか。番号は誰が見るか。", "課長です。"),
    ]
    assert codes(found) == ["comment_unsplit"]


STACKED = """整理番号
枝番号
提出者区分
意見内容
対応区分
検討結果
担当所管
1
1
個人
番号の管理が心配だ。
E
区として措置を講じています。
今後も続けます。
情報課
1
2
個人
広報が足りない。
B
区報で知らせます。
広報課
2
1
団体
いつ始まるのか。
4月からです。
税務課
"""


def test_cells_one_below_the_other(records: Read) -> None:
    found = records(TITLE + STACKED)
    assert [(row.comment_no, row.branch_no, row.submitter) for row in comments(found)] == [
        ("1", "1", "個人"),
        ("1", "2", "個人"),
        ("2", "1", "団体"),
    ]
    first, second, third = comments(found)
    assert (first.opinion, first.category, first.department) == ("番号の管理が心配だ。", "E", "情報課")
    assert first.response == "区として措置を講じています。\n今後も続けます。"
    assert (second.category, second.response) == ("B", "区報で知らせます。")
    assert (third.opinion, third.category, third.response) == (None, None, None)  # the category is lost
    assert codes(found) == ["comment_unsplit"]


# ------------------------------------------------------------------------------------------------------------- counts


def test_numbers_run_together_go_back_where_the_total_agrees(records: Read) -> None:
    text = TITLE + "\t個人\t団体\t議会\t計\n書面\t2\t\t\t2\nメール\t\t\t\t1 1\n"
    found = records(text)
    assert counts(found) == [
        ("書面", "個人", 2),
        ("書面", "団体", None),
        ("書面", "議会", None),
        ("書面", "計", 2),
        ("メール", "個人", None),
        ("メール", "団体", None),
        ("メール", "議会", 1),
        ("メール", "計", 1),
    ]
    assert codes(found) == ["count_inferred"]


@pytest.mark.parametrize(
    "row",
    [
        "メール\t\t\t\t2 3",  # the total says that a third number is lost
        "メール\t\t\t1\t1 2",  # the column before is taken
        "メール\t1 2\t\t\t",  # there is no column before
    ],
)
def test_numbers_run_together_are_null_where_nobody_can_tell(records: Read, row: str) -> None:
    found = records(TITLE + f"\t個人\t団体\t議会\t計\n書面\t2\t\t\t2\n{row}\n")
    assert {count for name, _, count in counts(found) if name == "メール"} == {None}
    assert codes(found) == ["count_unreadable"]


def test_a_number_of_which_a_part_is_counted_too_and_a_cell_that_is_none_leave_the_column_one_of_counts(
    records: Read,
) -> None:
    found = records(
        f"{TITLE}区分\t郵送\tメール\n提出者数\t１人\t２人\n意見数\t２件\t３件（うち類似１件）\n意見の件数\t2\t3 2（うち1）\n"
    )
    assert counts(found) == [
        ("提出者数", "郵送", 1),
        ("提出者数", "メール", 2),
        ("意見数", "郵送", 2),
        ("意見数", "メール", 3),
        ("意見の件数", "郵送", 2),
        ("意見の件数", "メール", None),
    ]
    assert codes(found) == ["count_unreadable"]


def test_a_column_of_words_names_the_rows_of_a_count_table_though_one_is_a_number(records: Read) -> None:
    found = records(f"{TITLE}区分\t内容\t件数\nA\t直すもの\t2\nB\t3\t1\n合計\t\t3\n")
    assert counts(found) == [("A", "件数", 2), ("B", "件数", 1), ("合計", "件数", 3)]


def test_titles_of_counts_in_two_rows(records: Read) -> None:
    table = (
        '<table><tr><th rowspan="2">評価書名</th><th colspan="2">提出者</th><th colspan="2">意見数</th><th rowspan="2">計</th></tr>'
        "<tr><th>個人</th><th>団体</th><th>個人</th><th>団体</th></tr>"
        "<tr><td>児童手当</td><td>2</td><td>－</td><td>3</td><td></td><td>3</td></tr>"
        "<tr><td>税</td><td>1</td><td>1</td><td>1</td><td>4</td><td>5</td></tr></table>"
    )
    found = records(f"{TITLE}{table}\n")
    assert counts(found) == [
        (row, column, count)
        for row, numbers in (("児童手当", (2, None, 3, None, 3)), ("税", (1, 1, 1, 4, 5)))
        for column, count in zip(
            ("提出者 個人", "提出者 団体", "意見数 個人", "意見数 団体", "計"), numbers, strict=True
        )
    ]
    assert codes(found) == []


def test_a_total_that_is_none_is_told(records: Read) -> None:
    found = records(TITLE + "\t個人\t団体\t計\n書面\t2\t1\t4\n")
    assert counts(found) == [("書面", "個人", 2), ("書面", "団体", 1), ("書面", "計", 4)]
    assert codes(found) == ["total_mismatch"]


def test_opinions_that_are_not_all_listed_are_told(records: Read) -> None:
    assert codes(records(TITLE + "意見数 5件\n" + IN_TURN)) == ["response_unclear", "total_mismatch"]
    assert codes(records(TITLE + "意見数 3件\n" + IN_TURN)) == ["response_unclear"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("提出者 2人 件数 3件", [("提出者", None, 2), ("件数", None, 3)]),
        ("(1) 意見提出者数:3名", [("意見提出者数", None, 3)]),
        (
            "提出者数 3人(メール 2人、郵送 1人)",
            [("提出者数", None, 3), ("メール", None, 2), ("郵送", None, 1)],
        ),
        ("意見の提出はありませんでした。", [("意見数", None, 0)]),
        ("郵送　１人、ＦＡＸ　１人、Ｅメール　２人", [("郵送", None, 1), ("FAX", None, 1), ("Eメール", None, 2)]),
        ("(2) ＦＡＸ：なし", [("FAX", None, 0)]),
        ("応募者数 3人(市内2人、市外1人)", [("応募者数", None, 3), ("市内", None, 2), ("市外", None, 1)]),
        ("意見提出者数 3人(個人2人、団体1団体)", [("意見提出者数", None, 3), ("個人", None, 2), ("団体", None, 1)]),
        ("意見数:個人2件、団体1件", [("個人", None, 2), ("団体", None, 1)]),
        ("3名の方から5件の御意見をいただきました。", [("提出者数", None, 3), ("意見数", None, 5)]),
        ("提出された意見 3人(延べ7件)", [("提出者数", None, 3), ("意見数", None, 7)]),
        ("(2) 応募者数及び意見数 3人 5件", [("応募者数", None, 3), ("意見数", None, 5)]),
        ("(3) 意見提出者数・意見数\n2人・4件", [("意見提出者数", None, 2), ("意見数", None, 4)]),
        ("次のとおり6件の御意見が寄せられました。", [("意見数", None, 6)]),
        ("このうち2件の御意見を修正に反映しました。", []),  # some of them
        ("2件の御意見を踏まえ、案を修正しました。", []),
        ("郵送・持参 3件", []),  # nobody knows how many of each
        ("郵送及びメール 3件", []),
        ("・メール 3件", [("メール", None, 3)]),
        ("市内 3人", []),  # of what
        ("職員 3人、研修 5件", []),
        ("電話なし", []),
        ("提出者は市内に住む3人の方です。", []),
        ("事件数 3件", []),
        ("件数は多くなかった。", []),
    ],
)
def test_lines_that_count(records: Read, line: str, found: list[tuple[str, None, int]]) -> None:
    assert counts(records(TITLE + line + "\n")) == found


@pytest.mark.parametrize("title", ["令和4年度件数", "人数", "令和5年10月分"])
def test_a_year_is_a_title_of_a_column(records: Read, title: str) -> None:
    assert counts(records(f"{TITLE}方法\t{title}\n郵送\t2\n持参\t1\n")) == [("郵送", title, 2), ("持参", title, 1)]


@pytest.mark.parametrize("first", ["募集期間\t令和4年12月15日～令和5年1月16日", "公表\t市の窓口で行います。"])
@pytest.mark.parametrize("unit", ["名\t件", "\t", "3名\t6件"])
def test_a_table_of_labels_with_a_number_each_has_no_titles(records: Read, first: str, unit: str) -> None:
    people, opinions = unit.split("\t")
    cells = ("3名", "6件") if "3" in people else (f"3\t{people}", f"6\t{opinions}")
    found = records(f"{TITLE}{first}\t\n意見提出者数\t{cells[0]}\n意見件数\t{cells[1]}\n")
    rows = [row for row in found if isinstance(row, CommentCount)]
    assert [(row.row, row.row_label, row.column, row.count) for row in rows] == [
        ("意見提出者数", None, None, 3),
        ("意見件数", None, None, 6),
    ]
    assert {row.table for row in rows} == {TITLE.strip()}  # 募集期間 beside a value heads nothing


def test_the_first_of_two_numbers_is_no_title_of_the_second(records: Read) -> None:
    assert counts(records(f"{TITLE}提出者数\t3\n意見数\t6\n")) == [("提出者数", None, 3), ("意見数", None, 6)]


def test_who_is_in_charge_is_no_row_of_the_counts_above(records: Read) -> None:
    found = records(
        f"{TITLE}区分\tA\tB\t計\n件数\t2\t1\t3\n反対\t\t\t\n担当：市民課（内線12）\t\t\t\n※要約しています\t\t\t\n"
    )
    assert counts(found) == [
        (row, column, count)
        for row, numbers in (("件数", (2, 1, 3)), ("反対", (None,) * 3))
        for column, count in zip("AB計", numbers, strict=True)
    ]


def test_lines_that_count_under_a_heading_of_their_own(records: Read) -> None:
    found = records(
        TITLE
        + "募集期間 令和4年6月1日から6月30日まで\n提出方法別の内訳\n 持参 0件\n 郵送 1件\n 電子メール 2件\n 合計 3件\n"
    )
    assert counts(found) == [("持参", None, 0), ("郵送", None, 1), ("電子メール", None, 2), ("合計", None, 3)]
    assert {(row.table, row.table_no) for row in found if isinstance(row, CommentCount)} == {("提出方法別の内訳", 1)}


def test_tables_that_count_nothing_of_this_kind_are_left_alone(records: Read) -> None:
    assert counts(records(TITLE + "年度\t予算\n令和3\t120\n令和4\t130\n")) == []


@pytest.mark.parametrize("numbers", [("No.1", "No.2"), ("【意見1】", "【意見2】"), ("番号1", "番号2"), ("1", "2")])
def test_a_line_that_numbers_the_opinion_below_it_is_no_part_of_the_response_above(
    records: Read, numbers: tuple[str, str]
) -> None:
    first, second = numbers
    found = records(
        f"{TITLE}{first}\n意見の概要：再委託を禁止すべきである。\n市の考え方：承諾した場合に限ります。\n\n"
        f"{second}\n意見の概要：評価書が難しい。\n市の考え方：概要版を作ります。\n"
    )
    assert [(one.comment_no, one.opinion, one.response) for one in comments(found)] == [
        ("1", "再委託を禁止すべきである。", "承諾した場合に限ります。"),
        ("2", "評価書が難しい。", "概要版を作ります。"),
    ]


def test_counts_stand_below_a_table_too_and_a_row_may_hold_several_opinions(records: Read) -> None:
    found = records(
        f"{TITLE}| 番号 | 意見の内容 | 件数 | 市の考え方 |\n|---|---|---|---|\n| 1 | 接続先を記載すべき。 | 2 | 記載しています。 |\n"
        "| 2 | 分かりにくい。 | 1 | 改めます。 |\n\n意見提出者数 3人\n\n意見件数 3件\n"
    )
    assert counts(found) == [("意見提出者数", None, 3), ("意見件数", None, 3)]
    assert codes(found) == ["column_unread"]  # how many sent each


def test_a_real_file(seed: Read) -> None:
    found = seed("000")
    rows = comments(found)
    assert [(row.comment_no, row.branch_no, row.category, row.department, row.serial_no) for row in rows] == [
        ("1", "1", "E", "政策企画課 広報課", "1"),
        ("1", "2", "E", "戸籍住民課", "2"),
        ("1", "3", "H", "情報課", "3"),
    ]
    assert [row.category_label for row in rows] == ["意見の趣旨に沿うことは困難である"] * 2 + ["その他"]
    assert (rows[1].opinion or "").startswith("全国的に数千億円が投じられたシステムが")
    assert (rows[2].response or "").endswith("厳格なセキュリティ対策を講じていきます。")
    told = [one for one in counts(found) if one[2] is not None]
    assert told == [
        ("提出者数", "議会", 1),
        ("提出者数", "計", 1),
        ("意見数", "議会", 3),
        ("意見数", "計", 3),
        ("メール", "議会", 1),
        ("メール", "計", 1),
        ("E", "意見数", 2),
        ("H", "意見数", 1),
        ("計", "意見数", 3),
    ]
    assert len(counts(found)) == 29


OPINION = st.text(alphabet="番号の管理が心配だ、ない", min_size=1)
RESPONSE = st.text(alphabet="検討しますあ", min_size=1)


@given(st.lists(st.tuples(OPINION, RESPONSE), min_size=1, max_size=8))
def test_every_row_of_a_table_is_one_opinion(pairs: list[tuple[str, str]]) -> None:
    lines = "".join(f"{number}\t{one}\t{other}\n" for number, (one, other) in enumerate(pairs, 1))
    text = TITLE + "番号\t意見の概要\t市の考え方\n" + lines
    found = comments(parse(Sheet(tuple(dump_rows(text)), "text/plain", "test"), "0" * 16))
    assert [(row.opinion, row.response) for row in found] == pairs


def test_headings_between_the_opinions_end_each_response(records: Read) -> None:
    parts = "".join(
        f"{no} {title}\n(意見)\n{title}の意見です。\n(市の考え方)\n{title}の回答です。\n\n"
        for no, title in enumerate(("対策", "委託", "その他"), 1)
    )
    found = comments(records(f"{TITLE}【提出者数】2名\n【意見数】3件\n\n{parts}"))
    assert [one.response for one in found] == ["対策の回答です。", "委託の回答です。", "その他の回答です。"]


def test_counts_behind_a_label_in_brackets(records: Read) -> None:
    assert counts(records(f"{TITLE}【提出者数】2名\n【意見数】0件\n")) == [("提出者数", None, 2), ("意見数", None, 0)]
