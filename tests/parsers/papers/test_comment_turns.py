"""Opinions and responses in turn: where each begins and ends, in one notation; every value was read by hand."""

from collections.abc import Callable

import pytest

from parsers.records import Comment, InDocument, Issue

Read = Callable[[str], tuple[InDocument, ...]]
TITLE = "特定個人情報保護評価書(素案)に対する意見募集の結果\n\n"


def texts(records: tuple[InDocument, ...]) -> list[tuple[str | None, str | None, str | None]]:
    return [(row.comment_no, row.opinion, row.response) for row in records if isinstance(row, Comment)]


def codes(records: tuple[InDocument, ...]) -> list[str]:
    return [row.code for row in records if isinstance(row, Issue)]


# ---------------------------------------------------------------------------------------------------------- where it ends


def test_a_list_in_a_text_that_counts_past_the_heading_above_is_no_heading(records: Read) -> None:
    found = records(
        f"{TITLE}２　意見と市の考え方\n【意見】\n次の点を求める。\n１　図を足すこと。\n２　字を大きくすること。\n３　用語集を付けること。\n"
        "【市の考え方】\n１　足します。\n２　直します。\n３　付けます。\n以上です。\n\n３　今後の予定\n　４月に公表します。\n"
    )
    assert texts(found) == [
        (
            None,
            "次の点を求める。\n１　図を足すこと。\n２　字を大きくすること。\n３　用語集を付けること。",
            "１　足します。\n２　直します。\n３　付けます。\n以上です。",
        )
    ]
    assert codes(found) == ["field_inferred"]


def test_a_heading_behind_a_list_that_could_count_on_is_one_where_a_blank_line_parts_them(records: Read) -> None:
    found = records(
        f"{TITLE}２　意見と市の考え方\n【意見】\n反対。\n【市の考え方】\n１　続けます。\n２　伝えます。\n\n３　今後の予定\n　４月に公表します。\n"
    )
    assert texts(found) == [(None, "反対。", "１　続けます。\n２　伝えます。")]
    assert codes(found) == ["field_inferred"]


def test_headings_of_an_upper_level_end_a_text_too(records: Read) -> None:
    found = records(
        f"{TITLE}２　意見と市の考え方\n（１）委託\n【意見】\n遅い。\n【回答】\n急ぎます。\n（２）保管\n【意見】\n鍵が要る。\n【回答】\nかけます。\n"
        "３　今後の予定\n　４月に公表します。\n"
    )
    assert texts(found) == [(None, "遅い。", "急ぎます。"), (None, "鍵が要る。", "かけます。")]


def test_a_list_in_another_notation_than_the_headings_is_no_matter(records: Read) -> None:
    found = records(
        f"{TITLE}２　意見と市の考え方\n【意見】\n反対。\n【市の考え方】\n(1) 法令\n(2) 予算\n以上です。\n３　今後の予定\n　４月に公表します。\n"
    )
    assert texts(found) == [(None, "反対。", "(1) 法令\n(2) 予算\n以上です。")]
    assert codes(found) == []


@pytest.mark.parametrize(
    "foot",
    [
        "担当課：市民課\n電話：012-345-6789\n",
        "電話 012-345-6789\n",
        "　　　　　　千鳥市　市民部　市民課\n",
        "※　類似の御意見はまとめて要約しています。\n",
        "＊御意見は、趣旨を損なわない範囲で、また読みやすさのために\n一部を要約しています。\n",
        "【問合せ先】\n千鳥市市民部市民課\n",
        "---\n\nお問い合わせ先：千鳥市市民課（電話 012-345-6789）\n",
        "※御意見は要約しています。\n\n　　　　千鳥市　市民部　市民課\n〒000-0000 千鳥市港町1\n",
    ],
)
def test_what_stands_below_the_last_response_is_none_of_it(records: Read, foot: str) -> None:
    found = records(f"{TITLE}【意見】\n直すべき。\n【市の考え方】\n直しました。\n\n{foot}")
    assert texts(found) == [(None, "直すべき。", "直しました。")]


@pytest.mark.parametrize(
    "line",
    [
        "担当する職員を増やします。",
        "※評価書15ページを参照してください。",
        "電話での相談も受けます。",
        "メール(又は電話)で知らせます。",
        "参考:評価書の案の3ページ",
        "千鳥市市民部市民課で行います。",
        "参考にします。",
    ],
)
def test_lines_that_begin_like_a_foot_are_text(records: Read, line: str) -> None:
    found = records(f"{TITLE}【意見】\n直すべき。\n【市の考え方】\n直しました。\n{line}\n")
    assert texts(found) == [(None, "直すべき。", f"直しました。\n{line}")]


def test_the_rest_of_a_wrapped_sentence_is_no_signature(records: Read) -> None:
    found = records(f"{TITLE}【意見】\n誰か。\n【市の考え方】\n決めるのは次の課です\n千鳥市市民部市民課\n")
    assert texts(found) == [(None, "誰か。", "決めるのは次の課です\n千鳥市市民部市民課")]


def test_who_answers_each_opinion_is_its_department_and_no_text(records: Read) -> None:
    found = records(
        f"{TITLE}【意見】\n遅い。\n【市の考え方】\n急ぎます。\n担当課：市民課\n【意見】\n長い。\n【市の考え方】\n担当課：税務課\n縮めます。\n"
    )
    rows = [row for row in found if isinstance(row, Comment)]
    assert [(row.response, row.department) for row in rows] == [("急ぎます。", "市民課"), ("縮めます。", "税務課")]


def test_who_is_in_charge_of_the_document_is_no_department_of_an_opinion(records: Read) -> None:
    found = records(
        f"{TITLE}【意見】\n遅い。\n【市の考え方】\n急ぎます。\n【意見】\n長い。\n【市の考え方】\n縮めます。\n担当課：税務課\n千鳥市港町1\n"
    )
    rows = [row for row in found if isinstance(row, Comment)]
    assert [(row.response, row.department) for row in rows] == [("急ぎます。", None), ("縮めます。", None)]


def test_a_foot_within_an_opinion_does_not_cost_the_response(records: Read) -> None:
    found = records(f"{TITLE}【意見】\n直すべき。\n以上\n【市の考え方】\n直しました。\n")
    assert texts(found) == [(None, "直すべき。", "直しました。")]


@pytest.mark.parametrize("number", ["－　１　－", "３／７", "　　　　　　　　　3", "　　　　　　　　　3 ページ"])
def test_the_number_of_a_page_is_in_no_text_and_parts_no_sentence(records: Read, number: str) -> None:
    found = records(
        f"{TITLE}【意見】\n鍵を二つ掛けておくことと\n{number}\n\n夜の見回りを求める。\n【市の考え方】\n掛けています。\n\n{number}\n\n"
        f"見回りもします。\n{number}\n【意見】\n遅い。\n【市の考え方】\n{number}\n急ぎます。\n"
    )
    assert [(opinion, response) for _, opinion, response in texts(found)] == [
        ("鍵を二つ掛けておくことと夜の見回りを求める。", "掛けています。\n見回りもします。"),
        ("遅い。", "急ぎます。"),
    ]


@pytest.mark.parametrize("line", ["12", "　12ページ", "１／２の委託料", "P.8"])
def test_numbers_in_a_text_are_no_pages(records: Read, line: str) -> None:
    found = records(f"{TITLE}【意見】\n次を見た。\n{line}\n【市の考え方】\n直しました。\n")
    assert [(opinion, response) for _, opinion, response in texts(found)] == [
        (f"次を見た。\n{line.strip()}", "直しました。")
    ]


# --------------------------------------------------------------------------------------------------------------- heads


def test_where_heads_are_in_brackets_a_label_before_a_colon_is_text(records: Read) -> None:
    found = records(
        f"{TITLE}【意見】\n改めてほしい。\n対応：研修を増やす。\n回答：書面で。\n【市の考え方】\n承ります。\n"
    )
    assert texts(found) == [(None, "改めてほしい。\n対応：研修を増やす。\n回答：書面で。", "承ります。")]


@pytest.mark.parametrize(
    "layout",
    [
        "意見１　図がほしい。\n回答　付けました。\n意見２　字が小さい。\n回答　　直します。\n",
        "Ｑ１　図がほしい。\nＡ１　付けました。\nＱ２　字が小さい。\nＡ２　直します。\n",
        "問1：図がほしい。\n答1：付けました。\n問2：字が小さい。\n答2：直します。\n",
    ],
)
def test_heads_without_brackets(records: Read, layout: str) -> None:
    assert texts(records(TITLE + layout)) == [
        ("1", "図がほしい。", "付けました。"),
        ("2", "字が小さい。", "直します。"),
    ]


def test_heads_that_name_what_is_answered(records: Read) -> None:
    found = records(f"{TITLE}○ご意見の内容\n図がほしい。\n○ご意見に対する町の考え\n付けました。\n")
    assert texts(found) == [(None, "図がほしい。", "付けました。")]


def test_words_that_only_begin_like_a_head_are_text(records: Read) -> None:
    found = records(
        f"{TITLE}【意見】\nA4 の紙にしてほしい。\n対応 の遅れもある。\n【市の考え方】\nA4 にします。\n回答 は以上。\n"
    )
    assert texts(found) == [(None, "A4 の紙にしてほしい。\n対応 の遅れもある。", "A4 にします。\n回答 は以上。")]


def test_a_size_of_paper_answers_no_question(records: Read) -> None:
    found = records(f"{TITLE}意見1 紙を次のように。\nA4 にしてほしい。\n回答 します。\n意見2 反対。\n回答 承ります。\n")
    assert texts(found) == [("1", "紙を次のように。\nA4 にしてほしい。", "します。"), ("2", "反対。", "承ります。")]


# -------------------------------------------------------------------------------------------------------------- shared


def test_branches_of_a_number_share_the_response_that_ends_them(records: Read) -> None:
    found = records(
        f"{TITLE}1-1　図がほしい。\n1-2　図の字が小さい。\n（区の考え方）◎\n　図を拡大しました。\n\n"
        "2-1　研修は何回か。\n　　全員が受けるのか。\n（区の考え方）○\n　年1回です。\n"
    )
    rows = [row for row in found if isinstance(row, Comment)]
    assert [(row.comment_no, row.branch_no, row.opinion, row.category, row.response) for row in rows] == [
        ("1", "1", "図がほしい。", "◎", "図を拡大しました。"),
        ("1", "2", "図の字が小さい。", "◎", "図を拡大しました。"),
        ("2", "1", "研修は何回か。\n全員が受けるのか。", "○", "年1回です。"),
    ]
    assert codes(found) == []


def test_the_number_of_a_page_above_an_opinion_does_not_hide_the_next_heading(records: Read) -> None:
    found = records(
        f"{TITLE}■ 基本情報に関する御意見\n1-1　図がほしい。\n（区の考え方）\n付けました。\n\n　　　　　2\n\n"
        "1-2　字が小さい。\n（区の考え方）\n直します。\n\n■ その他の御意見\n2-1　反対。\n（区の考え方）\n承ります。\n"
    )
    assert [response for _, _, response in texts(found)] == ["付けました。", "直します。", "承ります。"]


def test_numbers_that_do_not_count_are_no_opinions(records: Read) -> None:
    found = records(f"{TITLE}1-1　図がほしい。\n別添3-2　を見た。\n3-2 の図だ。\n（区の考え方）\n　直します。\n")
    assert texts(found) == [("1", "図がほしい。\n別添3-2　を見た。\n3-2 の図だ。", "直します。")]


def test_whether_opinions_share_a_response_is_null_where_nothing_tells(records: Read) -> None:
    found = records(f"{TITLE}【意見1】図がほしい。\n【意見2】字が小さい。\n【市の考え方】直します。\n")
    assert texts(found) == [("1", "図がほしい。", None), ("2", "字が小さい。", "直します。")]
    assert codes(found) == ["response_unclear"]


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("【意見2・意見3】", "2・3"),
        ("【意見２、３】", "2、3"),
        ("【ご意見２】～【ご意見３】", "2~3"),
        ("【意見２（３件）】", "2"),
        ("【意見２】（同趣旨３件）", "2"),
        ("【意見その２】", "2"),
    ],
)
def test_opinions_answered_together_or_sent_by_several(records: Read, head: str, number: str) -> None:
    found = records(
        f"{TITLE}【意見１】\n図がほしい。\n【市の考え方】\n付けました。\n{head}\n字が小さい。\n【市の考え方】\n直します。\n"
        "【意見４】\n反対。\n【市の考え方】\n承ります。\n"
    )
    assert texts(found) == [
        ("1", "図がほしい。", "付けました。"),
        (number, "字が小さい。", "直します。"),
        ("4", "反対。", "承ります。"),
    ]
    assert codes(found) == []


@pytest.mark.parametrize("line", ["【意見募集期間】", "【意見２について】", "【意見書】"])
def test_brackets_that_only_begin_like_an_opinion_are_text(records: Read, line: str) -> None:
    found = records(f"{TITLE}【意見１】\n図がほしい。\n【市の考え方】\n付けました。\n{line}\n同じです。\n")
    assert texts(found) == [("1", "図がほしい。", f"付けました。\n{line}\n同じです。")]


@pytest.mark.parametrize("response", ["【市の考え方】", "【回答１】"])
def test_a_response_is_null_where_the_head_of_an_opinion_within_it_is_not_known(records: Read, response: str) -> None:
    found = records(
        f"{TITLE}【意見１】\n図がほしい。\n{response}\n付けました。\n【意見の続き】\n字が小さい。\n{response.replace('１', '２')}Ａ\n直します。\n"
        "【意見３】\n反対。\n【市の考え方】\n承ります。\n"
    )
    rows = [row for row in found if isinstance(row, Comment)]
    assert [(row.opinion, row.response, row.category) for row in rows] == [
        ("図がほしい。", None, None),
        ("反対。", "承ります。", None),
    ]
    assert codes(found) == ["response_unclear"]


def test_a_response_of_two_parts_with_heads_of_their_own_is_whole(records: Read) -> None:
    found = records(f"{TITLE}【意見】\n遅い。\n【市の考え方】\n急ぎます。\n【対応】\n人を増やします。\n")
    assert texts(found) == [(None, "遅い。", "急ぎます。\n人を増やします。")]


# -------------------------------------------------------------------------------------------------------------- labels


@pytest.mark.parametrize(
    "layout",
    [
        "【意見１】\n図がほしい。\n【市の考え方】（Ｃ）\n付けました。\n【意見２】\n遅い。\n【市の考え方】（Ｄ）\n急ぎます。\n",
        "【意見１】\n図がほしい。\n【市の考え方】\n付けました。\n【対応区分】Ｃ\n【意見２】\n遅い。\n【市の考え方】\n急ぎます。\n【対応区分】Ｄ\n",
        "【意見１】\n図がほしい。\n【対応区分】\nＣ\n【回答】\n付けました。\n【意見２】\n遅い。\n【対応区分】\nＤ\n【回答】\n急ぎます。\n",
        "意見１　図がほしい。\n回答　付けました。\n反映　Ｃ\n意見２　遅い。\n回答　急ぎます。\n反映　Ｄ\n",
        "意見１：図がほしい。\n回答：付けました。\n反映状況：Ｃ\n意見２：遅い。\n回答：急ぎます。\n反映状況：Ｄ\n",
        "項番\t1\n意見の内容\t図がほしい。\n県の考え方\t付けました。\n区分\tＣ\n項番\t2\n意見の内容\t遅い。\n県の考え方\t急ぎます。\n区分\tＤ\n",
    ],
)
def test_a_line_that_gives_the_category_is_no_text(records: Read, layout: str) -> None:
    found = records(TITLE + layout)
    rows = [row for row in found if isinstance(row, Comment)]
    assert [(row.comment_no, row.opinion, row.category, row.response) for row in rows] == [
        ("1", "図がほしい。", "Ｃ", "付けました。"),
        ("2", "遅い。", "Ｄ", "急ぎます。"),
    ]
    assert codes(found) == []


@pytest.mark.parametrize(
    "line",
    [
        "（１）",
        "【区分】\nＡ：直す\nＢ：記載済み",
        "【区分】Ａ：直す　Ｂ：記載済み",
        "【修正】次のとおり直します。",
        "【修正】\n図を足しました。",
        "区分：任意",
        "修正　あり",
        "反映",
    ],
)
def test_what_is_no_category_in_the_notation_of_the_heads_is_text(records: Read, line: str) -> None:
    found = records(f"{TITLE}【意見】\n遅い。\n【市の考え方】\n急ぎます。\n{line}\n")
    rows = [row for row in found if isinstance(row, Comment)]
    assert [(row.category, row.response) for row in rows] == [(None, f"急ぎます。\n{line}")]


def test_a_legend_behind_the_last_category_is_none_of_the_response(records: Read) -> None:
    found = records(
        f"{TITLE}【意見】\n遅い。\n【回答】Ｂ\n急ぎます。\n【意見】\n長い。\n【回答】（１）\n縮めます。\n【区分】Ａ\n【区分】\nＢ\n記載済み\n"
    )
    rows = [row for row in found if isinstance(row, Comment)]
    assert [(row.category, row.response) for row in rows] == [("Ｂ", "急ぎます。"), ("Ａ", "（１）\n縮めます。")]


# -------------------------------------------------------------------------------------------------------------- unread


@pytest.mark.parametrize(
    ("layout", "head"),
    [
        ("【意見１】\n遅い。\n【市の考え方：Ｂ】\n急ぎます。\n", "【市の考え方：Ｂ】"),
        ("意見1　該当ページ　15\n意　見　遅い。\n回　答　急ぎます。\n", "回 答 急ぎます。"),
    ],
)
def test_heads_in_a_notation_that_is_not_known_are_told(records: Read, layout: str, head: str) -> None:
    found = records(TITLE + layout)
    assert texts(found) == []
    assert [(row.code, row.message) for row in found if isinstance(row, Issue)] == [("comments_unread", head)]


@pytest.mark.parametrize(
    "text",
    [
        "意見の募集は終わりました。\n回答は後日公表します。\n",
        "回答：後日公表します。\n",
        "意見 0件\n意見数 0件\n対応：原案のとおりとします。\n",
    ],
)
def test_where_no_opinions_are_printed_nothing_is_told(records: Read, text: str) -> None:
    assert codes(records(TITLE + text)) == []
