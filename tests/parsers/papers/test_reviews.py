"""Results of a third-party review: corrections, and what is told of the procedure."""

from collections.abc import Callable
from datetime import date

from parsers.records import Change, InDocument, ProcedureItem

Read = Callable[[str], tuple[InDocument, ...]]


def changes(records: tuple[InDocument, ...]) -> list[Change]:
    return [row for row in records if isinstance(row, Change)]


def procedure(records: tuple[InDocument, ...]) -> list[ProcedureItem]:
    return [row for row in records if isinstance(row, ProcedureItem)]


LINES = """第三者点検の結果について

星見原市は、国民健康保険に関する事務の全項目評価書について、学識経験者による点検を受けました。

点検を行った者 星見原市個人情報保護審査会
点検の実施日 平成27年6月2日及び同月23日
点検の方法 評価書と関係規程の確認、担当課への質問
結果 指針に照らし妥当と認められた。
公表 平成27年7月1日
"""


def test_labels_in_lines(records: Read) -> None:
    assert [(row.key, row.value) for row in procedure(records(LINES))] == [
        ("reviewer", "星見原市個人情報保護審査会"),
        ("reviewed_on", "平成27年6月2日及び同月23日"),
        ("method", "評価書と関係規程の確認、担当課への質問"),
        ("result", "指針に照らし妥当と認められた。"),
        ("published_on", "平成27年7月1日"),
    ]
    _, reviewed, method, _, published = procedure(records(LINES))
    assert (reviewed.date_start, reviewed.date_end) == (date(2015, 6, 2), date(2015, 6, 23))
    assert (method.date_start, published.date_start) == (None, date(2015, 7, 1))


TABLES = """特定個人情報保護評価書第三者点検結果

1 区民意見募集での意見の扱い
特になし

2 再点検による修正

頁	項目	変更後	変更前	変更理由
3 ~ 5	I 基本情報 2 システム ③接続	[○] 庁内連携	[ ] 庁内連携	記載漏れのため

3 実施状況の反映

58 頁	VI 評価実施手続\t
	2. 国民・住民等からの意見の聴取\t
	①方法	広報紙と公式ホームページで公開した。
	②実施日・期間	平成28年8月5日から平成28年9月5日まで
	3. 第三者点検\t
	①実施日	平成28年10月17日
	②方法	審議会において点検を行う。
"""


def test_columns_are_told_by_their_titles_not_by_their_order(records: Read) -> None:
    (row,) = changes(records(TABLES))
    assert (row.before, row.after) == ("[ ] 庁内連携", "[○] 庁内連携")
    assert (row.page_printed, row.item, row.reason) == ("3 ~ 5", "I 基本情報 2 システム ③接続", "記載漏れのため")
    assert (row.changed_on, row.submission) == (None, None)


def test_the_same_label_below_two_headings_is_two_items(records: Read) -> None:
    assert [(row.heading, row.marker, row.label, row.key) for row in procedure(records(TABLES))] == [
        ("2. 国民・住民等からの意見の聴取", "①", "方法", "method"),
        ("2. 国民・住民等からの意見の聴取", "②", "実施日・期間", "period"),
        ("3. 第三者点検", "①", "実施日", "reviewed_on"),
        ("3. 第三者点検", "②", "方法", "method"),
    ]
    assert [(row.date_start, row.date_end) for row in procedure(records(TABLES))][1:3] == [
        (date(2016, 8, 5), date(2016, 9, 5)),
        (date(2016, 10, 17), date(2016, 10, 17)),
    ]


def test_a_table_of_changes_gives_no_items_of_the_procedure(records: Read) -> None:
    text = TABLES.partition("3 実施状況")[0] + "60\t方法\t新しい方法\t古い方法\t誤記のため\n"
    found = records(text.replace("\n\n60", "\n60"))
    assert [row.after for row in changes(found)] == ["[○] 庁内連携", "新しい方法"]
    assert procedure(found) == []


def test_a_numbered_label_is_an_item_too(records: Read) -> None:
    (row,) = procedure(records("第三者点検の結果について\n\n1 評価書への反映\n特になし\n\n2 今後の予定\n公表する。\n"))
    assert (row.marker, row.key, row.value) == ("1", "reflection", "特になし")


def test_sentences_that_begin_with_a_label_are_none(records: Read) -> None:
    text = "第三者点検の結果について\n\n結果は、市の公式ホームページで公表しています。\n方法等の詳細は担当課へ。\n点検日程 未定\n"
    assert procedure(records(text)) == []


def test_a_real_file(seed: Read) -> None:
    found = seed("000")
    (change,) = changes(found)
    assert (change.before, change.after) == ("「府内連携システム」 に「〇」", "「府内連携システム」 の「〇」を削除")
    assert (change.page_printed, change.submission) == ("3 ～ 5", None)
    assert [(row.marker, row.label) for row in procedure(found)] == [
        ("①", "方法"),
        ("②", "実施日・期間"),
        ("③", "期間を短縮する 特段の理由"),
        ("④", "主な意見の内容"),
        ("⑤", "評価書への反映"),
        ("①", "実施日"),
        ("②", "方法"),
        ("③", "結果"),
    ]
    assert procedure(found)[2].value == "期間短縮なし"


def test_labels_with_their_values_on_the_line(records: Read) -> None:
    found = records(
        "特定個人情報保護評価書(全項目評価書)の第三者点検結果について\n"
        "1 点検を行った者  萌葉市個人情報保護審議会\n"
        "2 点検を行った日  令和4年2月14日(月)\n"
        "3 点検の方法  適合性及び妥当性について審議した。\n"
    )
    assert [
        (row.heading, row.marker, row.key, row.value, row.date_start) for row in found if isinstance(row, ProcedureItem)
    ] == [
        (None, "1", "reviewer", "萌葉市個人情報保護審議会", None),
        (None, "2", "reviewed_on", "令和4年2月14日(月)", date(2022, 2, 14)),
        (None, "3", "method", "適合性及び妥当性について審議した。", None),
    ]
