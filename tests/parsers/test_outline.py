import time
from pathlib import Path

import pytest

from extract.dump import dump_rows
from extract.read import read
from parsers.bundle import cut, line_breaks
from parsers.definitions import document_kinds
from parsers.outline import SectionDraft, outline
from parsers.paragraphs import paragraphs

KINDS = document_kinds()


def drafts(text: str, code: str) -> list[SectionDraft]:
    found = paragraphs(dump_rows(text), line_breaks(KINDS))
    return outline(found, KINDS.of(code), None)


def rows(text: str, code: str) -> list[tuple[int, str, str | None, str]]:
    return [
        (
            draft.level,
            draft.heading.marker.printed if draft.heading and draft.heading.marker else "",
            draft.title,
            "⏎".join(draft.texts),
        )
        for draft in drafts(text, code)
    ]


def sections_of(path: Path, code: str) -> list[SectionDraft]:
    sheet = read(path.read_bytes(), path.name)
    part = next(part for part in cut(paragraphs(sheet.rows, line_breaks(KINDS)), KINDS) if part.kind.code == code)
    return outline(part.paragraphs, part.kind, None if part.title is None else part.paragraphs[part.title])


def test_levels_follow_the_markers_and_paths_the_titles() -> None:
    text = "第1 審議会の判断\n1 結合について\n(1)本件は必要である。\n(2)手段も相当である。\n2 記録項目について\nやむを得ない。\n第2 結論\n認める。\n"
    assert rows(text, "recommendation") == [
        (1, "第1", "審議会の判断", ""),
        (2, "1", "結合について", ""),
        (3, "(1)", None, "本件は必要である。"),
        (3, "(2)", None, "手段も相当である。"),
        (2, "2", "記録項目について", "やむを得ない。"),
        (1, "第2", "結論", "認める。"),
    ]
    assert drafts(text, "recommendation")[3].path == ("審議会の判断", "結合について", "(2)")


def test_a_marker_alone_takes_the_next_line_for_its_title() -> None:
    assert rows("1\n開会\n2\n議題\n(審議事項)\n", "agenda") == [(1, "1", "開会", ""), (1, "2", "議題", "(審議事項)")]


def test_roman_parts_hold_numbered_ones() -> None:
    text = "Ⅰ 公開の状況\n1 請求\n143件\nⅡ 評価の状況\n1 公表\n31件\n"
    assert [row[:3] for row in rows(text, "other")] == [(1, "Ⅰ", "公開の状況"), (2, "1", "請求"), (1, "Ⅱ", "評価の状況"), (2, "1", "公表")]  # fmt: skip


def test_page_numbers_head_nothing() -> None:
    text = "評価の概要\n1\n1．評価とは\n宣言である。\n2\n2．変更点\n委託先\n3\n"
    assert rows(text, "other") == [
        (1, "", None, "評価の概要⏎1"),
        (1, "1．", "評価とは", "宣言である。⏎2"),
        (1, "2．", "変更点", "委託先⏎3"),
    ]
    assert [row[:2] for row in rows("1\n(1)理由\n2\n本件は必要である。\n", "agenda")] == [(1, "1"), (1, "2")]


def test_entries_that_lead_to_a_page_head_nothing() -> None:
    text = "目次\nⅠ 公開の状況 ……… 1\n1 請求・・・・・・ 2\n2 裁決....... 12\nⅠ 公開の状況\n1 請求\n裁決…3件\n"
    assert [row[:3] for row in rows(text, "other")] == [(1, "", None), (1, "Ⅰ", "公開の状況"), (2, "1", "請求")]


def test_time_grows_with_the_length_of_dotted_lines() -> None:
    def seconds(length: int) -> float:
        found = paragraphs(dump_rows("1 請求" + "・" * length + "件\n"), line_breaks(KINDS))
        begin = time.process_time()
        outline(found, KINDS.of("other"), None)
        return time.process_time() - begin

    assert seconds(32_000) / max(seconds(8_000), 1e-3) < 10.0  # quadratic would be 16


def test_numbers_out_of_their_series_are_text() -> None:
    text = "1 目的\n5 年を経過したときは再び評価する\n2 方法\n"
    assert rows(text, "review_results") == [(1, "1", "目的", "5 年を経過したときは再び評価する"), (1, "2", "方法", "")]


def test_a_label_stands_before_its_value_or_above_it() -> None:
    text = "諮問事項\n委託について\n根拠規定 条例第3条\n目\n的\n1 概要\n"
    assert rows(text, "consultation") == [
        (1, "", "諮問事項", "委託について"),
        (1, "", "根拠規定", "条例第3条"),
        (1, "", "目的", ""),
        (2, "1", "概要", ""),
    ]


def test_the_table_of_contents_opens_no_chapters() -> None:
    text = "項目一覧\nⅠ 基本情報\nⅡ 概要\nⅠ 基本情報\n1. 事務\n①名称 年金\nⅡ 概要\n1. 名称\n"
    assert rows(text, "assessment_priority") == [
        (1, "", "項目一覧", "Ⅰ 基本情報⏎Ⅱ 概要"),
        (1, "Ⅰ", "基本情報", ""),
        (2, "1.", "事務", "①名称 年金"),
        (1, "Ⅱ", "概要", ""),
        (2, "1.", "名称", ""),
    ]


def test_a_heading_that_pages_repeat_goes_on() -> None:
    table = "| 変更日 | 項目 |\n|---|---|\n| 令和3年4月1日 | 3. 監査 |\n"
    text = f"(別添3) 変更箇所\n\n{table}\n(別添3) 変更箇所\n\n{table}"
    (only,) = rows(text, "assessment_full")
    assert only[:3] == (1, "(別添3)", "変更箇所")
    assert only[3].count("3. 監査") == 2


def test_headings_in_tables_and_blocks_with_their_names() -> None:
    text = "| 4. 取扱いの委託 | [ ] 委託しない |\n|---|---|\n| 委託事項1 | 入力業務 |\n| ①委託内容 | 入力 |\n| 委託事項2～5 |  |\n"
    assert rows(text, "assessment_full") == [
        (1, "4.", "取扱いの委託", "[ ] 委託しない"),
        (2, "委託事項1", "入力業務", "①委託内容\t入力"),
        (2, "委託事項2～5", None, ""),
    ]


@pytest.mark.parametrize(
    ("level", "marker", "title"),
    [
        (1, "I", "基本情報"),
        (2, "2.", "特定個人情報ファイルを取り扱う事務において使用するシステム"),
        (3, "システム1", None),
        (1, "(別添1)", "特定個人情報ファイル記録項目"),
        (2, "2.", "交渉記録ファイル"),
        (1, "Ⅲ", "リスク対策 ※(7. ②を除く。)"),
        (3, "リスク2", "権限のない者(元職員、アクセス権限のない職員等)によって不正に使用されるリスク"),
        (2, "10.", "その他のリスク対策"),
        (1, "V", "評価実施手続"),
    ],
)
def test_the_outline_of_seed_004(shared: Path, level: int, marker: str, title: str | None) -> None:
    found = sections_of(next((shared / "seeds").glob("004*")), "assessment_priority")
    printed = [
        (one.level, one.heading.marker.printed if one.heading and one.heading.marker else "", one.title)
        for one in found
    ]
    assert printed.count((level, marker, title)) == 1


def test_the_chapters_of_seed_001(shared: Path) -> None:
    found = sections_of(next((shared / "seeds").glob("001*")), "assessment_full")
    chapters = [one.heading.marker.printed for one in found if one.level == 1 and one.heading and one.heading.marker]
    assert chapters == ["I", "(別添1)", "II", "(別添2)", "III", "IV", "V", "VI", "(別添3)"]
    assert sum(one.level == 2 for one in found) == 31


def test_the_articles_of_a_contract(shared: Path) -> None:
    found = sections_of(next((shared / "seeds").glob("002*")), "contract")
    numbers = [
        one.heading.marker.number
        for one in found
        if one.heading and one.heading.marker and one.heading.kind == "article"
    ]
    assert numbers == list(range(1, 18))


def test_a_caption_in_parentheses_is_the_title_of_the_article_below_it() -> None:
    text = "特記仕様書\n(基本的事項)\n第1条 受注者は、法令を守る。\n(責任者)\n第2条\n受注者は責任者を置く。\n"
    assert rows(text, "contract") == [
        (1, "", None, "特記仕様書"),
        (1, "第1条", "(基本的事項)", "受注者は、法令を守る。"),
        (1, "第2条", "(責任者)", "受注者は責任者を置く。"),
    ]


def test_the_first_column_of_a_table_numbers_rows_not_sections() -> None:
    text = "1 修正の一覧\n頁\t変更後\t変更前\n1\t甲\t乙\n2\t丙\t丁\n"
    assert [row[1:3] for row in rows(text, "review_results")] == [("1", "修正の一覧")]


def test_spaced_labels_head_the_minutes_and_hold_none_of_its_numbers() -> None:
    text = "日　時　令和7年2月18日\n議　題　(1) 評価書について\n1 開会\n○会長　開会します。\n"
    assert rows(text, "minutes") == [
        (1, "", "日　時", "令和7年2月18日"),
        (1, "", "議　題", "(1) 評価書について"),
        (1, "1", "開会", "○会長　開会します。"),
    ]
