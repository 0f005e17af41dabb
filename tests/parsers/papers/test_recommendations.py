"""答申 of several layouts, made up or real; every value was read by hand."""

from collections.abc import Callable
from datetime import date

import pytest

from parsers.records import InDocument, Issue, Recommendation

Read = Callable[[str], tuple[InDocument, ...]]


def answers(records: tuple[InDocument, ...]) -> list[Recommendation]:
    return [row for row in records if isinstance(row, Recommendation)]


def codes(records: tuple[InDocument, ...]) -> list[str]:
    return [row.code for row in records if isinstance(row, Issue) and not row.code.startswith("organisation")]


STATE = """諮問庁:防衛大臣
諮問日:平成24年 9月 6日(平成24年(行情)諮問第359号)
答申日:平成25年 2月20日(平成24年度(行情)答申第431号)
事件名:特定の会議の記録の一部開示決定に関する件

答  申  書

第1 審査会の結論
   本件対象文書につき、その一部を不開示とした決定は、妥当である。
第2 審査請求人の主張の要旨
 1 審査請求の趣旨
   処分の取消しを求める。
第4 調査審議の経過
   ① 平成24年9月6日 諮問の受理
第5 審査会の判断の理由
 1 本件対象文書について
"""


def test_the_layout_of_the_council_of_the_state(records: Read) -> None:
    (row,) = answers(records(STATE))
    assert (row.kind, row.number) == ("answer", "平成24年度(行情)答申第431号")
    assert (row.issued_on, row.addressee, row.chair) == (date(2013, 2, 20), "防衛大臣", None)
    assert row.subject == "特定の会議の記録の一部開示決定に関する件"
    assert row.conclusion == "本件対象文書につき、その一部を不開示とした決定は、妥当である。"


UNHEADED = """千情審答申第48号
令和元年8月1日

千草台市長 様

千草台市情報公開・個人情報保護審査会
会 長  安 達 和 志

 個人情報の目的外利用について(答申)

 令和元年6月3日付け31千市第55号で諮問のありましたこのことについて、下記のとおり答申します。

記

 災害見舞金の支給のために住民基本台帳を利用することは、公益上の必要があると認める。
 なお、利用が終わった後は、速やかに消去すること。
"""


def test_a_letter_without_headings_answers_behind_its_opening(records: Read) -> None:
    (row,) = answers(records(UNHEADED))
    assert (row.kind, row.number, row.issued_on) == ("answer", "千情審答申第48号", date(2019, 8, 1))
    assert (row.addressee, row.chair) == ("千草台市長", "安達和志")
    assert row.subject == "個人情報の目的外利用について"
    assert row.conclusion == (
        "災害見舞金の支給のために住民基本台帳を利用することは、公益上の必要があると認める。\n"
        "なお、利用が終わった後は、速やかに消去すること。"
    )


def test_a_letter_without_an_answer_says_so(records: Read) -> None:
    found = records(UNHEADED.partition(" 令和元年6月3日")[0] + " 本件について審議した。\n")
    (row,) = answers(found)
    assert (row.kind, row.conclusion) == ("answer", None)
    assert codes(found) == ["conclusion_missing"]


SHORT = """答申第7号(諮問第9号)
件名:戸籍システムの更新に係る全項目評価書の第三者点検
答 申
1 結論
評価書の内容は、指針に適合し、妥当である。
次の点に留意されたい。
(1) 委託先の監督を続けること。
(2) 研修を年1回以上行うこと。
2 理由
(1) 適合性
手続に問題はない。
以上
"""


def test_a_conclusion_ends_where_the_next_number_begins(records: Read) -> None:
    (row,) = answers(records(SHORT))
    assert (row.number, row.subject) == ("答申第7号", "戸籍システムの更新に係る全項目評価書の第三者点検")
    assert (row.conclusion or "").splitlines()[-1] == "(2) 研修を年1回以上行うこと。"


def test_a_conclusion_at_the_end_is_without_what_closes_the_document(records: Read) -> None:
    text = SHORT.partition("2 理由")[0] + "以 上\nFly UP\n"
    (row,) = answers(records(text))
    assert (row.conclusion or "").splitlines()[-1] == "(2) 研修を年1回以上行うこと。"


ENCLOSING = """答申書

令和2年3月30日

 桐野市教育委員会教育長 小出 翔 殿

桐野市個人情報保護運営審議会会長 早瀬 和也

令和2年2月14日付け桐教学第1204号で諮問のあった下記の事項について、別添のとおり答申する。

記

1 学校の成績管理システムの外部委託について
2 通学路の見守りカメラについて

答 申 第 1 号

【諮問事項】
学校の成績管理システムの外部委託について
【審議会の結論】
委託を認める。
【審議の経過】
令和2年3月2日 審議

答 申 第 2 号

【諮問事項】
通学路の見守りカメラについて
【審議会の結論】
設置は適当でない。
"""


def test_answers_behind_a_covering_letter_are_signed_by_it(records: Read) -> None:
    letter, first, second = answers(records(ENCLOSING))
    assert (letter.kind, letter.number, letter.subject, letter.conclusion) == ("letter", None, None, None)
    for row in (letter, first, second):
        assert row.issued_on == date(2020, 3, 30)
        assert (row.addressee, row.chair) == ("桐野市教育委員会教育長", "早瀬 和也")
    assert (first.number, first.subject, first.conclusion) == (
        "答申第1号",
        "学校の成績管理システムの外部委託について",
        "委託を認める。",
    )
    assert (second.number, second.conclusion) == ("答申第2号", "設置は適当でない。")
    assert [row.letter_document_id for row in (letter, first, second)] == [None, letter.document_id, letter.document_id]


def test_a_letter_does_not_sign_what_stands_behind_another_document(records: Read) -> None:
    between = "特定個人情報の取扱いに関する特記仕様書\n第1条 受注者は、法令を守る。\n第2条 再委託はしない。\n"
    text = ENCLOSING.replace("答 申 第 2 号", between + "答 申 第 2 号")
    *_, second = answers(records(text))
    assert (second.number, second.issued_on, second.letter_document_id) == ("答申第2号", None, None)


OUTLINED = """答申第31号の概要

◆ 諮 問「相談記録」の部分開示決定に対する審査請求についての諮問事案

◆ 実施機関 知事(広報課)

◆ 事案の経過 (1)開示請求  令和3年1月26日
        (4)諮問    令和4年2月1日
        (5)答申    令和5年1月17日

◆ 審議会の結論
   実施機関の決定は妥当である。
"""


def test_an_outline_with_symbols_dates_the_answer_in_its_course(records: Read) -> None:
    (row,) = answers(records(OUTLINED))
    assert (row.number, row.issued_on, row.addressee) == ("答申第31号", date(2023, 1, 17), None)
    assert row.subject == "「相談記録」の部分開示決定に対する審査請求についての諮問事案"
    assert row.conclusion == "実施機関の決定は妥当である。"


@pytest.mark.parametrize("line", ["会長", "会長 答申について(答申)", "会長及び委員の意見が一致した"])
def test_what_stands_behind_a_chair_is_not_always_a_name(records: Read, line: str) -> None:
    (row,) = answers(records(UNHEADED.replace("会 長  安 達 和 志", line)))
    assert row.chair is None


def test_a_letter_without_a_title_quotes_its_matter(records: Read) -> None:
    text = """令和5年3月24日
萌葉県知事 夕鶴 孝 殿
萌葉県個人情報保護審査会
会長 硯山 透
答申書
 令和5年2月10日付け萌市第456号により意見を求められた「住民基本台帳に関する事務 全項目評価書」について、別紙のとおり意見を述べます。
"""
    (row,) = answers(records(text))
    assert (row.kind, row.subject) == ("letter", "住民基本台帳に関する事務 全項目評価書")


def test_two_answers_of_a_real_file(seed: Read) -> None:
    letter, first, second = answers(seed("002"))
    assert (letter.kind, letter.addressee, letter.chair) == ("letter", "狛江市長", "若柳 善朗")
    assert letter.subject == "保有個人情報の目的外利用等について"
    assert (first.subject or "").endswith("保有個人情報及び保有特定個人情報の記録項目の追加について")
    assert first.conclusion == (
        "個人情報の管理に万全を期すことを条件として,条例第 14 条第2項及び第 15 条第1項第2号並びに番号利用条例第 23 条第2項"
        "については,諮問事項を認める。"
    )
    assert second.conclusion == (  # its heading lacks the 第 of the others
        "諮問事項については,個人情報の管理に万全を期すこと及び事前に広報紙で目的外利用に係る通知を事前に行うことを条件として,"
        "諮問事項を認める。"
    )
    assert {row.issued_on for row in (letter, first, second)} == {date(2016, 1, 20)}


def test_the_day_of_the_web_page_is_not_the_letters(records: Read) -> None:
    text = (
        "ページの先頭です\n\n答申第6号\n\n[2010年3月3日]\n\nID:17119\n\n青情第1号\n平成10年4月24日\n\n青波市長 様\n\n青波市個人情報保護審査会\n会長 山田 花子\n\n"
        "個人情報の目的外利用について(答申)\n\n次のとおり答申します。\n\n1 審査会の結論\n適当である。\n"
    )
    (row,) = answers(records(text))
    assert (row.issued_on, row.number, row.chair) == (date(1998, 4, 24), "答申第6号", "山田 花子")


def test_the_chair_may_sign_below_the_text(records: Read) -> None:
    text = "答 申 書\n\n1 諮問事項\n 地方税に関する評価書について\n2 答申年月日 平成28年6月3日\n3 答申内容\n 評価書は、適当である。\n\n平成28年6月3日\n 青波町個人情報保護審査会\n 会長 星野 一\n"
    (answer,) = [row for row in records(text) if isinstance(row, Recommendation)]
    assert (answer.chair, answer.conclusion) == ("星野 一", "評価書は、適当である。")


HUNG = """令和6年11月18日
汐見市長　様
汐見市個人情報保護審議会
会長　小野寺　篤

　　　　住民基本台帳に関する事務及び予防接種に関する事務に係る特定個人情報
　　　　保護評価書（全項目評価書）の第三者点検について（答申）

　令和６年１０月１日付け汐総第５号で諮問のあったことについて、下記のとおり答申します。
記
１　審議会の結論
　　評価書の内容は、特定個人情報保護評価指針に定める実施手続等に適合し、おおむね妥当
　であると認める。
"""


def test_subject_and_conclusion_that_are_wrapped_below_an_indent(records: Read) -> None:
    (row,) = answers(records(HUNG))
    assert row.subject == (
        "住民基本台帳に関する事務及び予防接種に関する事務に係る特定個人情報保護評価書（全項目評価書）の第三者点検について"
    )
    assert row.conclusion == (
        "評価書の内容は、特定個人情報保護評価指針に定める実施手続等に適合し、おおむね妥当であると認める。"
    )


@pytest.mark.parametrize(
    ("answer", "conclusion"),
    [
        ("□　適当であると認める。\n☑　次の意見を付して適当であると認める。\n□　適当であると認められない。", "次の意見を付して適当であると認める。"),
        ("■ 適当である □ 適当でない", "適当である"),
        ("□　適当であると認める。\n□　次の意見を付して適当であると認める。", None),
        ("■　評価の手続は適当である。\n■　評価の内容は適当である。", "■　評価の手続は適当である。\n■　評価の内容は適当である。"),
    ],
    ids=["ticked", "on one line", "blank", "bullets"],
)  # fmt: skip
def test_options_with_boxes(records: Read, answer: str, conclusion: str | None) -> None:
    head = "令和7年3月21日\n汐見市長　黒田　誠一　様\n汐見市個人情報保護審議会\n会長　三枝　洋　印\n評価書の第三者点検について（答申）\n"
    found = records(f"{head}次のとおり答申します。\n1　審議の結果\n{answer}\n2　意見\n委託先の監査を年1回行うこと。\n")
    assert [row.conclusion for row in answers(found)] == [conclusion]
    assert codes(found) == (["conclusion_missing"] if conclusion is None else [])
