"""Columns of tables of opinions: which are read as what, which are told to be unread; rows that are no opinions."""

from collections.abc import Callable

import pytest

from parsers.papers.comment_titles import title_of
from parsers.records import Comment, CommentCount, InDocument, Issue

Read = Callable[[str], tuple[InDocument, ...]]
TITLE = "特定個人情報保護評価書(素案)に対する意見募集の結果\n\n"


def comments(records: tuple[InDocument, ...]) -> list[Comment]:
    return [row for row in records if isinstance(row, Comment)]


def issues(records: tuple[InDocument, ...]) -> list[tuple[str, str]]:
    return [(row.code, row.message) for row in records if isinstance(row, Issue)]


@pytest.mark.parametrize(
    ("printed", "column"),
    [
        ("市の考え", "response"),
        ("意見に対する町の考え", "response"),
        ("回答（市の考え方）", "response"),
        ("市の考え方及び対応", "response"),
        ("村の考え方・対応", "response"),
        ("いただいたご意見", "opinion"),
        ("お寄せいただいた御意見", "opinion"),
        ("案への反映", "category"),
        ("ページ・項目", "item"),
        ("意見の概要及び市の考え方", None),  # two columns in one heading
        ("意見とその理由", None),
        ("考えられる対策", None),
    ],
)
def test_titles_joined_or_worded_otherwise(printed: str, column: str | None) -> None:
    assert title_of(printed) == column


def test_of_two_responses_the_one_that_the_data_names_first_is_read_and_the_other_told(records: Read) -> None:
    found = records(
        TITLE
        + "番号\t意見\t対応\t市の考え方及び対応\n1\t鍵を増やすべき。\t修正する\t鍵は二つあります。\n"
        + "2\t反対。\t原案のとおりとします。\t承ります。\n"
    )
    assert [row.response for row in comments(found)] == ["鍵は二つあります。", "承ります。"]
    assert issues(found) == [("column_unread", "対応")]


def test_a_column_of_unknown_title_is_told_where_it_holds_text(records: Read) -> None:
    found = records(TITLE + "番号\t意見\t市の考え方\t付記\t備考\n1\t遅い。\t急ぎます。\t重要\t\n")
    assert [(row.opinion, row.response) for row in comments(found)] == [("遅い。", "急ぎます。")]
    assert issues(found) == [("column_unread", "付記")]


def test_what_an_opinion_is_about_may_take_two_columns(records: Read) -> None:
    found = records(
        TITLE
        + "番号\t頁\t該当項目\t意見\t市の考え方\n1\t12\tⅡ-3\t遅い。\t急ぎます。\n2\t－\t全般\t長い。\t縮めます。\n3\t－\t\t難しい。\t直します。\n"
    )
    assert [row.item for row in comments(found)] == ["12 Ⅱ-3", "全般", "－"]
    assert issues(found) == []


@pytest.mark.parametrize("titles", ["修正の有無\t区分", "区分\t修正の有無"])
@pytest.mark.parametrize(
    ("legend", "category", "label", "unread"),
    [
        ("", "区分", None, "修正の有無"),  # the title that the data names first
        ("区分\nA 反映する\nB 記載済み\n\n", "区分", "記載済み", "修正の有無"),
        ("区分\n○ 直したもの\n× そのまま\n\n", "修正の有無", "直したもの", "区分"),
    ],
)
def test_of_two_categories_the_one_that_the_legend_explains(
    records: Read, titles: str, legend: str, category: str, label: str | None, unread: str
) -> None:
    cells = {"区分": "B", "修正の有無": "○"}
    row = "\t".join(cells[title] for title in titles.split("\t"))
    found = records(TITLE + legend + f"番号\t意見\t回答\t{titles}\n1\t遅い。\t急ぎます。\t{row}\n")
    assert [(row.category, row.category_label) for row in comments(found)] == [(cells[category], label)]
    assert issues(found) == [("column_unread", unread)]


@pytest.mark.parametrize("row", ["\t意見の提出はありませんでした。\t", "-\tなし\t-", "－\t特になし\t"])
def test_a_row_that_says_that_nobody_sent_an_opinion_counts_none(records: Read, row: str) -> None:
    found = records(TITLE + f"番号\t意見の概要\t市の考え方\n{row}\n")
    assert comments(found) == []
    assert [(one.row, one.count) for one in found if isinstance(one, CommentCount)] == [("意見数", 0)]


@pytest.mark.parametrize(
    "row",
    ["1\tなし\t承りました。", "1\t特になし\t-", "\t前回、意見の提出はありませんでしたが、なぜですか。\t周知します。"],
)
def test_an_opinion_that_speaks_of_nothing_is_one(records: Read, row: str) -> None:
    found = records(TITLE + f"番号\t意見の概要\t市の考え方\n{row}\n")
    assert [one.opinion for one in comments(found)] == [row.split("\t")[1]]
    assert [one for one in found if isinstance(one, CommentCount)] == []


def test_a_row_with_an_opinion_and_an_answer_of_its_own_is_no_rest_of_the_one_above(records: Read) -> None:
    found = records(
        TITLE
        + "番号\t意見\t市の考え方\n1\t図を付けてほしい\t付けました。\n\t字を大きく\t大きくしました。\n2\t反対\t承ります。\n"
    )
    assert [(row.comment_no, row.opinion, row.response) for row in comments(found)] == [
        ("1", "図を付けてほしい", "付けました。"),
        (None, "字を大きく", "大きくしました。"),
        ("2", "反対", "承ります。"),
    ]
    assert issues(found) == [("field_inferred", "字を大きく")]


@pytest.mark.parametrize("count", ["意見件数 7件", "提出件数 7件\n意見数 7件"])
def test_opinions_that_are_counted_and_not_listed_are_told(records: Read, count: str) -> None:
    assert ("total_mismatch", "7 opinions counted, 0 listed") in issues(records(TITLE + count + "\n"))
    assert issues(records(TITLE + "意見件数 0件\n")) == []


def test_titles_in_two_rows(records: Read) -> None:
    table = (
        "<table><tr><th rowspan=2>番号</th><th colspan=2>意見</th><th rowspan=2>市の考え方</th></tr>"
        "<tr><th>該当箇所</th><th>内容等</th></tr><tr><td>1</td><td>Ⅱ-3</td><td>図がない。</td><td>入れます。</td></tr></table>"
    )
    found = comments(records(TITLE + table + "\n"))
    assert [(row.comment_no, row.item, row.opinion, row.response) for row in found] == [
        ("1", "Ⅱ-3", "図がない。", "入れます。")
    ]


@pytest.mark.parametrize(
    ("title", "opinions"),
    [
        ("総務常任委員会資料\n令和5年3月1日\n", ["図がない。"]),
        ("第1回楓市審議会会議録\n日時 令和5年3月1日\n出席者 会長 甲野\n", []),
    ],
    ids=["report to a committee", "minutes"],
)
def test_a_table_of_opinions_within_another_paper(records: Read, title: str, opinions: list[str]) -> None:
    found = records(title + "1 経過\n\n番号\t意見の要旨\t市の考え方\n1\t図がない。\t入れます。\n\n2 今後の予定\n")
    assert [row.opinion for row in comments(found)] == opinions
