"""Tables of opinions without borders: columns side by side, columns and cells below one another; values read by hand."""

from collections.abc import Callable

import pytest

from parsers.records import Comment, InDocument, Issue

Read = Callable[[str], tuple[InDocument, ...]]
TITLE = "特定個人情報保護評価書(素案)に対する意見募集の結果\n\n"


def rows(records: tuple[InDocument, ...]) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [(one.comment_no, one.opinion, one.response, one.category) for one in records if isinstance(one, Comment)]


def codes(records: tuple[InDocument, ...]) -> list[str]:
    return [row.code for row in records if isinstance(row, Issue)]


# --------------------------------------------------------------------------------------------------------- side by side

SIDE_BY_SIDE = """番号        意  見  の  概  要                  市 の 考 え 方                修正

1     鍵をかけた箱に入れて運ぶだけで      箱は二人の職員が運び、途中で開    なし
      足りるのか。                        けません。

2     紙を減らしてほしい。ほかの市は      御意見を踏まえ、電子で受け取る    あり
      進んでいる。                        方法を評価書の案の第三章に新し
                    - 1 -
番号        意  見  の  概  要                  市 の 考 え 方                修正
                                          く書き加えます。

3     反対。                              承ります。                        なし

    ※　御意見は、似た内容のものをまとめて要約し、読みやすくしています。
"""
SIDE_BY_SIDE_ROWS = [
    ("1", "鍵をかけた箱に入れて運ぶだけで足りるのか。", "箱は二人の職員が運び、途中で開けません。", "なし"),
    (
        "2",
        "紙を減らしてほしい。ほかの市は進んでいる。",
        "御意見を踏まえ、電子で受け取る方法を評価書の案の第三章に新しく書き加えます。",
        "あり",
    ),
    ("3", "反対。", "承ります。", "なし"),
]


def test_columns_side_by_side(records: Read) -> None:
    text = TITLE + SIDE_BY_SIDE
    found = records(text)
    assert rows(found) == SIDE_BY_SIDE_ROWS
    assert codes(found) == []
    third = [one for one in found if isinstance(one, Comment)][2]
    assert text[third.char_start : third.char_end].split() == ["3", "反対。", "承ります。", "なし"]


def test_columns_of_a_dump_that_counts_every_character_as_one_cell(records: Read) -> None:
    found = records(
        f"{TITLE}番号  意見                    市の考え方\n1   鍵をかけた箱に入れて運ぶだけで    箱は二人の職員が責任をもって運\n    足りるのか。             びます。\n2   反対。                承ります。\n"
    )
    assert rows(found) == [
        ("1", "鍵をかけた箱に入れて運ぶだけで足りるのか。", "箱は二人の職員が責任をもって運びます。", None),
        ("2", "反対。", "承ります。", None),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "      足りるのか。この文は次の列にまで及んでいます。  けません。",  # nobody knows where the column ends
        "      足りるのか。   理由    けません。   その他   あり",  # a column without a title
        "           足りるのか。                   けません。",  # out of line
    ],
)
def test_a_line_across_the_columns_is_told_and_nothing_read(records: Read, line: str) -> None:
    text = SIDE_BY_SIDE.replace("      足りるのか。                        けません。", line)
    found = records(TITLE + text)
    assert rows(found) == []
    assert codes(found) == ["comments_unread", "comments_unread"]  # the titles are printed twice


def test_what_stands_below_the_columns_is_no_opinion(records: Read) -> None:
    found = records(
        TITLE
        + SIDE_BY_SIDE.split("    ※", maxsplit=1)[0]
        + "４　今後の予定\n　　４月　　公表\n\n                          千鳥市　総務課\n"
    )
    assert rows(found) == SIDE_BY_SIDE_ROWS


def test_a_table_whose_column_of_opinions_has_an_unknown_title_is_told(records: Read) -> None:
    found = records(f"{TITLE}番号\t感想\t市の考え方\n1\t遅い。\t急ぎます。\n")
    assert (rows(found), codes(found)) == ([], ["comments_unread"])


def test_titles_without_opinions_are_no_loss_where_there_were_none(records: Read) -> None:
    found = records(f"{TITLE}意見の提出はありませんでした。\n\n番号  意見  市の考え方\n")
    assert (rows(found), codes(found)) == ([], [])


# ------------------------------------------------------------------------------------------------- below one another

NUMBERS = "番号\n1\n2\n3\n"


def test_columns_below_one_another_where_each_entry_is_told(records: Read) -> None:
    found = records(
        f"{TITLE}{NUMBERS}意見の概要\n期間を定\nめるべき。\n権限を示してほしい。\n反対。\n"
        "市の考え方\n5年に改めます。\n職員に限\nります。\n承ります。\n対応区分\n修正\n原案どおり\nその他\nお問い合わせ先 総務課\n"
    )
    assert rows(found) == [
        ("1", "期間を定\nめるべき。", "5年に改めます。", "修正"),
        ("2", "権限を示してほしい。", "職員に限\nります。", "原案どおり"),
        ("3", "反対。", "承ります。", "その他"),
    ]
    assert codes(found) == ["field_inferred"] * 3


def test_columns_below_one_another_whose_entries_nobody_can_tell_are_null(records: Read) -> None:
    found = records(
        f"{TITLE}{NUMBERS}意見の概要\n期間を定めるべき。\n遅い。\n権限を示してほしい。\n反対。\n"
        "市の考え方\n改めます。\n限ります。\n承ります。\n対応区分\n修正\n原案どおり\n"
    )
    assert rows(found) == [
        ("1", None, "改めます。", None),
        ("2", None, "限ります。", None),
        ("3", None, "承ります。", None),
    ]
    assert codes(found) == ["comment_unsplit"] * 3


# ------------------------------------------------------------------------------------------------ one cell a line

TITLES = "No.\n該当箇所\n意見の概要\n市の考え方\n区分\n"


@pytest.mark.parametrize("page", ["P.8", "8ページ", "8頁", "P.8\nP.9"])
def test_a_page_alone_in_its_line_is_what_the_opinion_is_about(records: Read, page: str) -> None:
    found = records(
        f"{TITLE}{TITLES}1\n{page}\n範囲が分からない。\n直します。\nA\n2\n全体\n長い。\n縮めます。\nB\n計\n2件\n"
    )
    assert rows(found) == [("1", "範囲が分からない。", "直します。", "A"), ("2", "長い。", "縮めます。", "B")]
    assert [one.item for one in found if isinstance(one, Comment)] == [page, "全体"]


def test_an_opinion_that_begins_with_a_page_is_no_second_page(records: Read) -> None:
    found = records(f"{TITLE}{TITLES}1\nP.8\n9ページの表も直すべき。\n直します。\nA\n")
    assert rows(found) == [("1", "9ページの表も直すべき。", "直します。", "A")]
    assert [one.item for one in found if isinstance(one, Comment)] == ["P.8"]


def test_lines_of_one_opinion_are_told_by_the_only_one_that_ends(records: Read) -> None:
    found = records(
        f"{TITLE}{TITLES}1\nP.8\n対象となる人の範囲に外国人の住民が含\nまれるのか分からない。\n含まれます。\nA\n"
        "2\nP.9\n対象が分からない。\n市外の人も対象になるのか。\n対象です。\nB\n"
        "3\nP.9\n対象が知りたい\n対象は住民です。\n市外は別です。\nA\n"
    )
    assert rows(found) == [
        ("1", "対象となる人の範囲に外国人の住民が含まれるのか分からない。", "含まれます。", "A"),
        ("2", None, None, "B"),
        ("3", None, None, "A"),
    ]
    assert codes(found) == ["field_inferred", "comment_unsplit", "comment_unsplit"]
