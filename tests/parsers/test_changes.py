"""Tables of changes: columns by their titles, pieces joined, what slipped put back only where that is certain."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dump import dump_rows
from extract.errors import DefinitionError
from extract.read import read
from extract.sheet import Box, Cell, Line, Place, Row
from normalize.text import squash
from parsers.changes import ChangeRow, change_words, load_change_words, read_changes, unread
from parsers.changes.words import day_of

HEADER = "| 変更日 | 項目 | 変更前の記載 | 変更後の記載 | 提出時期 | 提出時期に係る説明 |\n|--|--|--|--|--|--|"


def file_changes(path: Path) -> list[ChangeRow]:
    return list(read_changes(read(path.read_bytes(), path.name).rows).rows)


def changes(text: str) -> list[ChangeRow]:
    return list(read_changes(dump_rows(text)).rows)


def told(change: ChangeRow) -> tuple[str | None, ...]:
    return (change.changed_on_printed, change.item, change.before, change.after, change.submission, change.reason)


@pytest.fixture(scope="module")
def meguro(shared: Path) -> tuple[str, list[ChangeRow]]:
    (path,) = (shared / "seeds").glob("001_*.txt")
    return path.read_text(encoding="utf-8"), file_changes(path)


def on_line(meguro: tuple[str, list[ChangeRow]], number: int) -> ChangeRow:
    """Return the change whose text holds the beginning of a line of the seed, lines from 1."""
    text, found = meguro
    start = sum(len(line) for line in text.splitlines(keepends=True)[: number - 1])
    (change,) = [one for one in found if (one.place.start or 0) <= start < (one.place.end or 0)]
    return change


# --------------------------------------------------------------------------------------------------------------- seeds


def test_thirty_tables_are_one(meguro: tuple[str, list[ChangeRow]]) -> None:
    _, found = meguro
    assert len(found) == 305
    assert told(found[0]) == (
        "平成27年10月30日",
        "I 基本情報\n7 評価実施機関における担当部署\n②所属長",
        "税務課長 本橋 信也",
        "税務課長 田中 健二",
        "事後",
        None,
    )
    assert found[-1].changed_on == date(2025, 8, 1)
    assert (found[-1].item or "").splitlines()[-1] == "②対応方法"
    assert (found[-1].after or "").endswith("企画経営部情報政策課に報告する。")
    assert (found[-1].submission, found[-1].reason) == ("事後", "組織改正に伴う変更")
    assert all(change.changed_on for change in found)
    assert sum(bool(change.notes) for change in found) == 4


def test_a_row_that_carries_on_belongs_to_the_one_before(meguro: tuple[str, list[ChangeRow]]) -> None:
    within, over_pages = on_line(meguro, 945), on_line(meguro, 968)
    assert within == on_line(meguro, 944)
    assert (within.item or "").splitlines()[-1] == "①保管場所"
    assert (within.before or "").startswith("区庁舎内にある")
    assert (within.after or "").startswith("【目黒区における措置】")
    assert (within.after or "").endswith("整備・運用される中間サーバーの拠点")
    assert (within.submission, within.reason) == ("事前", "①重要な変更")
    assert over_pages == on_line(meguro, 962)
    assert (over_pages.after or "").startswith("①区施設内のサーバ設置場所の管理")
    assert "\n④本特定個人情報を取り扱う部屋の管理\n" in (over_pages.after or "")
    assert within.notes == over_pages.notes == ("change_row_joined",)


def test_a_shifted_row_of_serial_numbers_is_put_back(meguro: tuple[str, list[ChangeRow]]) -> None:
    change = on_line(meguro, 843)
    assert change.changed_on == date(2017, 10, 12)
    assert (change.before, change.after, change.submission) == ("2016-07-01", "2017-07-27", None)
    assert change.notes == ("change_row_shifted",)


def test_an_explanation_that_slipped_into_a_seventh_column(meguro: tuple[str, list[ChangeRow]]) -> None:
    change = on_line(meguro, 884)
    assert change.reason
    assert change.reason.startswith("法令上の根拠について、法令改正内容を反映するとともに")
    assert change.submission is None
    assert change.notes == ("change_row_shifted",)
    assert on_line(meguro, 883).notes == ()
    assert on_line(meguro, 883).after is None


def test_misprints_and_dashes_stay(meguro: tuple[str, list[ChangeRow]]) -> None:
    assert on_line(meguro, 917).item == "対象となる本人の数"
    assert on_line(meguro, 940).before == "—"
    assert on_line(meguro, 844).before == "(省略)"


def test_a_check_by_third_parties_prints_after_before(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("000_*.txt")
    (change,) = file_changes(path)
    assert (change.before, change.after) == ("「府内連携システム」 に「〇」", "「府内連携システム」 の「〇」を削除")
    assert change.changed_on is change.changed_on_printed is change.submission is None
    assert (change.reason or "").startswith("評価書記載の「システム1」")


def test_a_header_in_lines_over_an_empty_table_gives_nothing(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("002_*.txt")
    assert file_changes(path) == []


def test_rows_on_one_line_give_what_stands_at_their_ends(shared: Path) -> None:
    found = file_changes(shared / "gold" / "fixtures" / "033.txt")
    assert [told(change) for change in found] == [
        ("令和5年8月1日", None, None, None, "事後", None),
        ("令和7年3月31日", None, None, None, "事前", None),
    ]
    assert {change.notes for change in found} == {("change_row_unsplit",)}


# ------------------------------------------------------------------------------------------------------------- samples


def test_a_ruled_pdf(samples: Path) -> None:
    found = file_changes(samples / "01_kiso_juminzei.pdf")
    assert len(found) == 15
    assert [change.place.page for change in found] == [6] * 12 + [7] * 3
    assert {change.notes for change in found} == {()}
    assert told(found[2]) == (
        "平成29年6月30日",
        "Ⅰ 関連情報\n7.特定個人情報の開示・訂正・利用停止請求\n請求先",
        "萌葉市市民部市民相談室\n架空県萌葉市中央町1番1号 電話 000-000-0000",
        "萌葉市総務部総務課\n〒000-0000 架空県萌葉市中央町1番1号 電話 000-000-0000",
        "事後",
        "組織の改正による変更のため",
    )
    assert told(found[9]) == (
        "令和6年9月2日",
        "Ⅳ リスク対策\n8.監査\n実施の有無",
        "[○]自己点検\n[ ]内部監査\n[ ]外部監査",
        "[○]自己点検\n[○]内部監査\n[ ]外部監査",
        "事後",
        None,
    )
    assert found[10].after == (
        "・番号法第9条第1項 別表の24の項\n"
        "・番号法別表の主務省令で定める事務を定める命令(平成26年内閣府・総務省令第5号)第16条"
    )
    assert found[14].item == "Ⅳ リスク対策\n11.最も優先度が高いと考えられる対策"


def test_the_same_table_as_running_lines_says_less_but_nothing_wrong(samples: Path) -> None:
    ruled = file_changes(samples / "01_kiso_juminzei.pdf")
    lines = file_changes(samples / "02_kiso_juminzei.txt")
    assert len(lines) == 15
    for whole, part in zip(ruled, lines, strict=True):
        assert (part.changed_on, part.submission) == (whole.changed_on, whole.submission)
        assert part.reason in (whole.reason, None)
        assert part.notes == (("change_row_unsplit",) if part.item is None else ())
    assert [number for number, change in enumerate(lines) if change.reason is None] == [9]  # a page break cuts it
    assert [(number, change.before, change.after) for number, change in enumerate(lines) if change.item] == [
        (1, "平成26年12月1日 時点", "平成29年4月1日 時点"),
        (12, "令和2年4月1日 時点", "令和7年1月1日 時点"),
    ]


def test_a_markdown_table_cut_by_a_page(samples: Path) -> None:
    found = file_changes(samples / "03_juten_kokuho.md")
    assert len(found) == 8
    assert found[3].before == (
        "1 資格継続業務\n架空県国民健康保険団体連合会が県内の市町村の資格情報を集め、転居した者の加入の継続を判定する。"
    )
    assert (found[3].submission, found[3].reason, found[3].notes) == ("事前", "重要な変更", ("change_row_joined",))
    assert told(found[7]) == (
        "令和4年10月3日",
        "III リスク対策\n8. 監査\n実施の有無",
        "[○]自己点検\n[ ]内部監査\n[ ]外部監査",
        "[○]自己点検\n[ ]内部監査\n[○]外部監査",
        "事後",
        None,
    )


def test_two_tables_of_a_check_and_a_third_that_is_none(samples: Path) -> None:
    found = file_changes(samples / "09_iken_kekka_sjis.txt")
    assert len(found) == 3
    assert (found[1].before, (found[1].after or "")[:15]) == ("なし", "移転先2に渡す電子記録媒体は、")
    assert told(found[2]) == (
        None,
        "Ⅰ 基本情報 2 特定個人情報ファイルを取り扱う事務において使用するシステム システム1、システム3"
        " ③他のシステムとの接続",
        "「宛名システム等」の「○」なし",
        "「宛名システム等」に「○」",
        None,
        "記載漏れのため",
    )


# ------------------------------------------------------------------------------------------------------------- layouts


def test_columns_go_by_their_titles() -> None:
    text = "変更後\t提出時期\tNo.\t変更前\t変更年月日\t項目\n新\t事前\t1\t旧\t令和2年3月3日\t②所属長"
    assert [told(change) for change in changes(text)] == [("令和2年3月3日", "②所属長", "旧", "新", "事前", None)]


def test_a_table_without_explanations() -> None:
    text = "| 変更日 | 項目 | 変更前の記載 | 変更後の記載 | 提出時期 |\n|--|--|--|--|--|\n| H27.5.29 | 甲 | 旧 | 新 | 事 後 |"
    (change,) = changes(text)
    assert told(change) == ("H27.5.29", "甲", "旧", "新", "事後", None)
    assert change.changed_on == date(2015, 5, 29)


def test_the_explanation_can_stand_in_the_cell_of_the_submission() -> None:
    (change,) = changes(f"{HEADER}\n| 令和2年3月3日 | 甲 | 旧 | 新 | 事後<br>(軽微な変更) | 誤字 |")
    assert (change.submission, change.reason, change.notes) == ("事後", "(軽微な変更)\n誤字", ())


def test_no_rows() -> None:
    assert changes("") == []
    assert changes(HEADER) == changes(f"{HEADER}\n|  |  |  |  |  |  |") == []
    assert changes("変更箇所\n令和2年3月3日\t甲\t旧\t新\t事後\t説明") == []


def test_what_stands_before_between_and_behind_is_passed_over() -> None:
    text = (
        "| 令和元年5月1日 | 前の表 | 1 | 2 | 事前 | |\n|--|--|--|--|--|--|\n\n(別添3) 変更箇所\n\n"
        f"{HEADER}\n| 令和2年3月3日 | 甲 | 旧 | 新 | 事前 | |\n| (別添3)変更箇所 | | | | | |\n\n12 / 13 ページ\n\n"
        f"{HEADER}\n| 令和2年3月4日 | 乙 | 旧 | 新 | 事前 | |\n\n以 上\n\n| 令和2年3月5日 | 別の表 |\n|--|--|\n"
    )
    assert [change.item for change in changes(text)] == ["甲", "乙"]


def test_a_row_cut_by_a_page_goes_on_in_a_row_without_a_date() -> None:
    text = (
        f"{HEADER}\n| 令和2年3月3日 | I 基本情報<br>②事務の | 1 課税 | 1 課税、 | 事前 | 重要な |\n\n(別添3)変更箇所\n\n"
        f"{HEADER}\n|  | 内容 | 2 収納 | 徴収 |  | 変更 |\n|  | I 基本情報<br>乙 | 旧 | 新 |  |  |"
    )
    cut, dateless = changes(text)
    assert told(cut) == (
        "令和2年3月3日",
        "I 基本情報\n②事務の\n内容",
        "1 課税\n2 収納",
        "1 課税、徴収",
        "事前",
        "重要な\n変更",
    )
    assert cut.notes == ("change_row_joined",)
    assert told(dateless) == (None, "I 基本情報\n乙", "旧", "新", None, None)
    assert dateless.notes == ()


def test_a_table_goes_on_behind_a_page_without_its_header() -> None:
    rows = "| {} | 甲 | 旧 | 新 | 事前 | |\n"
    text = f"{HEADER}\n{rows.format('令和2年3月3日')}\n- 7 -\n\n{rows.format('令和2年3月4日')}|--|--|--|--|--|--|\n{rows.format('令和2年3月5日')}"
    assert [change.changed_on for change in changes(text)] == [date(2020, 3, day) for day in (3, 4, 5)]


def test_a_table_that_goes_on_with_the_rest_of_a_row_is_told_by_the_day_below_it() -> None:
    day = "| 令和2年3月{} | I 基本情報 | 旧 | 新 | 事前 | |\n"
    rest = "| | | の残り | の残り | | |\n"
    found = changes(f"{HEADER}\n{day.format('3日')}\n切れ端\n\n{rest}|--|--|--|--|--|--|\n{day.format('4日')}")
    assert [(one.changed_on, one.before) for one in found] == [
        (date(2020, 3, 3), "旧\nの残り"),
        (date(2020, 3, 4), "旧"),
    ]


def test_a_continuation_without_its_beginning_says_so() -> None:
    lonely, *others = changes(
        f"{HEADER}\n| 令和2年3月3日 | (続き) | 旧 | 新 | 事前 | |\n| 令和2年3月4日 | (続き) | 旧 | 新 | 事前 | |"
    )
    assert (lonely.item, lonely.notes) == ("(続き)", ("change_row_cut",))
    assert [(change.changed_on, change.notes) for change in others] == [(date(2020, 3, 4), ("change_row_cut",))]


def test_an_item_printed_again_with_a_mark_carries_on() -> None:
    first = "| 令和2年3月3日 | I 基本情報<br>②内容 | あ | い | 事前 | |"
    (change,) = changes(f"{HEADER}\n{first}\n| 令和2年3月3日 | ②内容(続き) | (続き)<br>う | え | 事前 | |")
    assert (change.item, change.before, change.after) == ("I 基本情報\n②内容", "あ\nう", "い\nえ")


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        ("甲 | | 旧 | 新 | 事後", ("甲", "旧", "新", "事後", None)),
        ("甲 | 旧 | 新 | | 事後", ("甲", "旧", "新", "事後", None)),
        ("甲 | 旧 | 新 | 誤字の修正 | ", ("甲", "旧", "新", None, "誤字の修正")),
        ("甲 | 旧 | 新 | 随時 | 誤字の修正", ("甲", "旧", "新", None, "誤字の修正")),
        # Whether 旧 is what was before or after, nobody can tell.
        ("甲 | | 旧 | | 事後", ("甲", None, None, "事後", None)),
        ("甲 | | 旧 | 新 | ", ("甲", None, None, None, None)),
        ("①実施日 | | 42552 | 新 | ", ("①実施日", None, None, None, None)),
        ("①件数 | | 42552 | 42943 | ", ("①件数", None, None, None, None)),
        ("旧 | 新 | 事後 | | ", (None, None, None, None, None)),
    ],
)
def test_a_shifted_row_keeps_only_what_is_certain(cells: str, values: tuple[str | None, ...]) -> None:
    (change,) = changes(f"{HEADER}\n| 令和2年3月3日 | {cells} |")
    assert told(change)[1:] == values
    assert change.notes == ("change_row_shifted",)


@pytest.mark.parametrize(
    ("printed", "day", "notes"),
    [
        ("令和 ２ 年<br>３月３日", date(2020, 3, 3), ()),
        ("43893", date(2020, 3, 3), ()),
        ("平成33年4月1日", date(2021, 4, 1), ()),
        ("令和2年3月", None, ()),
        ("未定", None, ()),
        ("令和2年2月30日", None, ("change_date_unreadable",)),
        ("令和2年3月3日から", None, ("change_date_unreadable",)),
        ("令和2年3月3日<br>令和2年4月1日", None, ("change_date_unreadable",)),
    ],
)
def test_days_only(printed: str, day: date | None, notes: tuple[str, ...]) -> None:
    (change,) = changes(f"{HEADER}\n| {printed} | 甲 | 旧 | 新 | 事前 | |")
    assert (change.changed_on_printed, change.changed_on) == (printed.replace("<br>", "\n"), day)
    assert change.notes == notes


def test_a_cell_broken_over_lines_of_tabs_is_left_out_with_a_note() -> None:
    titles = "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期"
    text = f"{titles}\n令和2年3月3日\tI 基本情報\n7 担当部署\t旧\t新\t事後\n令和2年3月4日\t乙\t旧\t新\t事前"
    broken, whole = changes(text)
    assert told(broken) == ("令和2年3月3日", "I 基本情報", None, None, None, None)
    assert broken.notes == ("change_row_cut",)
    assert whole.notes == ()


def test_merged_cells_of_a_pdf_hold_for_every_row_they_reach() -> None:
    titles = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期")
    rows = [
        row(titles),
        row(("令和2年3月3日", "甲", "旧", "新", "事後"), reach={0: 3, 4: 2}),
        row((None, "乙", "旧", "新", None), reach={1: 2}),
        row((None, None, "古", "今", "事前")),
        row(("令和2年3月4日", "丙", "旧", "新", "事前")),
    ]
    found = read_changes(rows).rows
    assert [(change.changed_on, change.item, change.before, change.submission) for change in found] == [
        (date(2020, 3, 3), "甲", "旧", "事後"),
        (date(2020, 3, 3), "乙", "旧古", "事後"),
        (date(2020, 3, 4), "丙", "旧", "事前"),
    ]


def test_a_date_that_a_page_break_cut() -> None:
    titles = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期")
    rows = [
        row(titles),
        row(("令和2年3月1", "甲", "システ", "同左", "事前")),
        row(titles, page=2, table=2),
        row(("2日", "", "ムの更新", "", ""), page=2, table=2),
    ]
    (change,) = read_changes(rows).rows
    assert (change.changed_on, change.before, change.place.page) == (date(2020, 3, 12), "システムの更新", 1)
    assert change.notes == ("change_row_joined",)


@pytest.mark.parametrize(("rest", "day"), [("12日", date(2020, 3, 12)), ("別記", None)])
def test_the_rest_of_a_day_stands_alone_behind_the_page_break(rest: str, day: date | None) -> None:
    titles = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期")
    rows = [
        row(titles),
        row(("令和2年3月", "甲", "旧", "新", "事前")),
        row(titles, page=2),
        row((rest, "", "", "", ""), page=2),
        row(("令和2年4月1日", "乙", "旧", "新", "事後"), page=2),
    ]
    assert [(one.item, one.changed_on) for one in read_changes(rows).rows] == [("甲", day), ("乙", date(2020, 4, 1))]


def test_a_row_whose_pieces_the_reader_joined() -> None:
    first, second = Place(1, Box(0, 700, 100, 740)), Place(2, Box(0, 40, 100, 60))
    texts = [("令和2年3月3日",), ("①保管場所",), ("区庁舎内にある機械室に", "(続き)", "設置する。"), ("—",), ("事前",)]
    cells = []
    for column, lines in enumerate(texts):
        places = [Place(1, Box(2, 728, 99, 738)), *[Place(2, Box(2, 42, 99, 52))] * (len(lines) - 1)]
        printed = tuple(Line(text, place) for text, place in zip(lines, places, strict=True))
        cells.append(Cell(printed, first, column, continued=(second,) if len(lines) > 1 else ()))
    titles = row(("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期"))
    (change,) = read_changes([titles, Row(tuple(cells), first, 1, continued=(second,))]).rows
    assert change.before == "区庁舎内にある機械室に設置する。"
    assert (change.place.page, change.notes) == (1, ("change_row_joined",))


TITLED = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期")


def test_a_merged_day_reaches_over_a_page_break() -> None:
    rows = [
        row(TITLED),
        row(("令和2年3月3日", "Ⅰ 甲", "旧", "新", "事前"), reach={0: 3}),
        row((None, "Ⅱ 乙", "旧", "新", "事後")),
        row((None, "Ⅲ 丙", "旧", "新", "事後"), page=2),
        row(("令和2年4月4日", "Ⅳ 丁", "旧", "新", "事後"), page=2),
    ]
    found = read_changes(rows).rows
    assert [(one.item, one.changed_on, one.notes) for one in found] == [
        ("Ⅰ 甲", date(2020, 3, 3), ()),
        ("Ⅱ 乙", date(2020, 3, 3), ()),
        ("Ⅲ 丙", date(2020, 3, 3), ()),
        ("Ⅳ 丁", date(2020, 4, 4), ()),
    ]


@pytest.mark.parametrize("reach", [{0: 2}, {}])
def test_a_merged_day_that_a_page_break_closed_goes_on_in_the_blank_cell_behind_it(reach: dict[int, int]) -> None:
    rows = [
        row(TITLED),
        row(("令和2年3月3日", "Ⅰ 甲", "旧", "新", "事前"), reach={0: 2}),
        row((None, "Ⅱ 乙", "旧", "新", "事後")),
        row(("", "Ⅲ 丙", "旧", "新", "事後"), page=2, reach=reach),
        row((None if reach else "令和2年5月5日", "Ⅳ 丁", "旧", "新", "事後"), page=2),
    ]
    found = read_changes(rows).rows
    assert [(one.item, one.changed_on) for one in found[:3]] == [
        ("Ⅰ 甲", date(2020, 3, 3)),
        ("Ⅱ 乙", date(2020, 3, 3)),
        ("Ⅲ 丙", date(2020, 3, 3)),
    ]
    assert found[3].changed_on == (date(2020, 3, 3) if reach else date(2020, 5, 5))
    assert found[2].notes == ("change_date_above",)


def test_the_rest_of_a_row_below_a_merged_day_is_no_change() -> None:
    rows = [
        row(TITLED),
        row(("令和2年3月3日", "Ⅰ 甲の", "旧い", "新しい", "事前"), reach={0: 2}),
        row((None, "Ⅱ 乙の", "古い", "新しい", "事後")),
        row(("", "内容", "記載", "記載", ""), page=2, reach={0: 2}),
        row((None, "Ⅲ 丙", "旧", "新", "事後"), page=2),
    ]
    found = read_changes(rows).rows
    assert [(one.item, one.before, one.changed_on) for one in found] == [
        ("Ⅰ 甲の", "旧い", date(2020, 3, 3)),
        ("Ⅱ 乙の内容", "古い記載", date(2020, 3, 3)),
        ("Ⅲ 丙", "旧", date(2020, 3, 3)),
    ]


def test_a_blank_day_stays_one_where_none_is_merged() -> None:
    rows = [
        row(TITLED),
        row(("令和2年3月3日", "Ⅰ 甲", "旧", "新", "事前")),
        row(("", "Ⅱ 乙", "旧", "新", "事後"), page=2),
    ]
    assert [one.changed_on for one in read_changes(rows).rows] == [date(2020, 3, 3), None]


def test_a_blank_day_below_a_blank_one_is_not_that_of_a_merged_cell_further_up() -> None:
    rows = [
        row(TITLED),
        row(("令和2年3月3日", "Ⅰ 甲", "旧", "新", "事前"), reach={0: 2}),
        row((None, "Ⅱ 乙", "旧", "新", "事後")),
        row(("", "Ⅲ 丙", "旧", "新", "事後")),
        row(("", "Ⅳ 丁", "旧", "新", "事後"), page=2),
    ]
    assert [one.changed_on for one in read_changes(rows).rows] == [date(2020, 3, 3), date(2020, 3, 3), None, None]


def row(texts: tuple[str | None, ...], page: int = 1, table: int = 1, reach: dict[int, int] | None = None) -> Row:
    """Return a row of a PDF's table; None is a place that a cell above reaches down into."""
    place = Place(page, Box(0, 0, 500, 10))
    cells = [
        Cell((Line(text, place),) if text else (), place, column, (reach or {}).get(column, 1))
        for column, text in enumerate(texts)
        if text is not None
    ]
    return Row(tuple(cells), place, table)


# ------------------------------------------------------------------------------------------------------- running lines

STACKED = "変更日\n項目\n変更前の記載\n変更後の記載\n提出時期\n提出時期に係る説明\n"


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ("令和2年3月3日\n甲\n旧\n新\n事前\n令和2年4月1日\n乙\n旧\n新\n事後", [3, 1]),
        # Days without an 項目 are values.
        ("令和2年3月3日\n①実施日\n令和2年3月1日\n令和2年3月2日\n事前\n理由\n令和2年4月9日\n乙\n新\n事後", [3, 9]),
        ("令和2年3月3日\n①実施日\n未定\n令和2年3月2日\n事前\n理由\n令和2年4月9日\n乙\n新\n事後", [3, 9]),
        # One before a text is a value, or the row above has no 提出時期.
        ("令和2年3月3日\n①実施日\n令和2年3月1日\n未定\n事前", []),
        ("令和2年3月3日\n甲\n旧\n事前\n乙\n旧\n新\n事後", []),
        ("平 成 28 年 1 月 20 日\n狛江市長", []),
    ],
)
def test_running_lines_give_certain_rows_only(lines: str, days: list[int]) -> None:
    assert [change.changed_on.day for change in changes(STACKED + lines) if change.changed_on] == days


def test_an_explanation_in_lines_ends_where_the_next_row_begins() -> None:
    first, second = changes(
        f"{STACKED}令和2年3月3日\n甲\n新\n事前\n法律の改\n正\n令和2年4月1日\n乙\n新\n事後\n番号法\n欄外"
    )
    assert (first.reason, second.reason) == ("法律の改正", None)


def test_the_last_explanation_is_told_where_another_row_has_the_same() -> None:
    rows = "令和2年3月3日\n甲\n新\n事前\n法律の改\n正\n令和2年4月1日\n乙\n新\n事後\n法律の\n改正\n"
    assert [one.reason for one in changes(f"{STACKED}{rows}5 / 5 ページ")] == ["法律の改正", "法律の改正"]
    assert [one.reason for one in changes(f"{STACKED}{rows}欄外")] == ["法律の改正", None]


def test_a_row_of_days_in_lines_is_read() -> None:
    found = changes(
        f"{STACKED}令和5年5月31日\nⅡ１．いつ時点\nの計数か\n令和元年4月1日\n令和5年4月1日\n事後\n見直し\n"
        "令和5年5月31日\nⅡ２．いつ時点の計数か\n－\n令和5年4月1日\n事後\n見直し\n"
    )
    assert [told(one) for one in found] == [
        ("令和5年5月31日", "Ⅱ１．いつ時点の計数か", "令和元年4月1日", "令和5年4月1日", "事後", "見直し"),
        ("令和5年5月31日", None, None, None, "事後", "見直し"),
    ]
    assert [one.notes for one in found] == [(), ("change_row_unsplit",)]


def test_where_a_row_is_left_out_is_told() -> None:
    """Between two rows, one that may be two; behind the last, one without 提出時期, and the day of a letter."""
    text = (
        f"{STACKED}令和2年3月3日\n甲\n新\n事前\n令和2年4月1日\n①実施日\n令和2年3月1日\n未定\n事後\n改正\n"
        "令和2年5月1日\n丙\n新\n事後\n令和2年6月1日\nⅢ リスク\n令和2年7月1日\n市長 様\n"
    )
    found = read_changes(dump_rows(text))
    assert [str(one.changed_on) for one in found.rows] == ["2020-03-03", "2020-05-01"]
    assert [text[place.start : place.end] for place in found.left_out] == [
        "令和2年4月1日\n①実施日\n令和2年3月1日\n未定\n事後",
        "令和2年6月1日\nⅢ リスク",
    ]


@pytest.mark.parametrize("titles", [STACKED, f"{' '.join(STACKED.split())}\n"])
def test_cells_have_lines_of_their_own_whatever_their_titles_have(titles: str) -> None:
    lines = "令和2年3月3日\n甲\n新\n事前\n法律 の改\n正\n令和2年\n4月1日\n乙\n新\n事後\n"
    words = "令和2年3月3日 甲 新 事前 法律 の改正\n令和2年4月1日 乙 新 事後\n"
    for cells in (lines, words):
        assert [told(one) for one in changes(titles + cells)] == [
            ("令和2年3月3日", None, None, None, "事前", "法律 の改正"),
            ("令和2年4月1日", None, None, None, "事後", None),
        ]


def test_without_its_submission_a_line_has_no_end() -> None:
    assert changes("変更日 項目 変更前 変更後\n令和2年3月3日 甲 旧 新") == []


# ---------------------------------------------------------------------------------------------------------- properties

WORDS = st.text("あいう漢字の課ABC012・、。()（）「」[]○〇", max_size=12)


@given(
    st.lists(
        st.tuples(st.integers(1, 28), WORDS, WORDS, WORDS, st.sampled_from(["事前", "事後", ""]), WORDS), max_size=6
    ),
    st.booleans(),
    st.sets(st.integers(0, 5)),
)
def test_a_printed_table_reads_back(
    rows: list[tuple[int, str, str, str, str, str]], markdown: bool, pages: set[int]
) -> None:
    titles = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")
    printed = [(f"令和2年3月{day}日", *texts) for day, *texts in rows]
    parts = [printed[start:end] for start, end in zip([0, *sorted(pages)], [*sorted(pages), 99], strict=True)]
    tables = ["\n".join(_line(cells, markdown) for cells in (titles, *part)) for part in parts]
    if markdown:
        tables = [table.replace("\n", "\n|--|--|--|--|--|--|\n", 1) for table in tables]
    found = changes("\n\n(別添3)変更箇所\n\n".join(tables))
    assert [told(change) for change in found] == [tuple(text or None for text in cells) for cells in printed]
    assert {change.notes for change in found} <= {()}


def _line(cells: tuple[str, ...], markdown: bool) -> str:
    return f"| {' | '.join(cells)} |" if markdown else "\t".join(cells)


TEXTS = st.sampled_from(
    "変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明 頁 令和2年3月3日 2日 42552 事前 事後 (続き) 甲(続き)"
    " ①実施日 I基本情報 、 。 - 変更箇所 1/2ページ".split()
) | st.text(max_size=5)


@st.composite
def any_rows(draw: st.DrawFn) -> list[Row]:
    place = st.sampled_from([Place(1, Box(0, 0, 90, 9)), Place(2, Box(0, 0, 90, 9)), Place(start=3, end=4), Place(3)])
    line = st.builds(Line, TEXTS, place)
    cell = st.builds(
        Cell, st.lists(line, max_size=2).map(tuple), place, st.integers(0, 7), st.integers(1, 3), st.integers(1, 3)
    )
    table = st.none() | st.integers(1, 3)
    return draw(st.lists(st.builds(Row, st.lists(cell, min_size=1, max_size=7).map(tuple), place, table), max_size=9))


TITLES = tuple(Cell((Line(text, Place(1)),), Place(1), number) for number, text in enumerate(STACKED.split()))


@given(any_rows(), st.booleans())
def test_nothing_raises_and_nothing_is_invented(rows: list[Row], headed: bool) -> None:
    rows = [Row(TITLES, Place(1), 1), *rows] if headed else rows
    found = read_changes(rows).rows
    letters = {*squash("".join(one.text for one in rows)), *"0123456789-"}
    assert len(found) <= len(rows)
    for change in found:
        assert change.submission in (None, *change_words().submissions)
        assert set(squash("".join(text or "" for text in told(change)))) <= letters
        assert not any(text == "" for text in told(change))
        assert all(note.startswith("change_") for note in change.notes)


# -------------------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("chapters: '", "chapters: '("), "missing )"),
        (("reason: [", "reason: [項目, "), "項目 titles two columns"),
        (("\ntitles:", "\ntitle:"), "unknown field"),
        (("  page: [", "  pages: ["), "$.titles"),
    ],
)
def test_a_wrong_file_is_refused_with_file_and_place(
    tmp_path: Path, samples: Path, wrong: tuple[str, str], said: str
) -> None:
    path = tmp_path / "changes.yaml"
    path.write_text((samples.parent / "changes.yaml").read_text(encoding="utf-8").replace(*wrong, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_change_words(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_a_header_in_running_lines_without_rows_gives_nothing() -> None:
    assert changes("変更箇所\n変更日\n項目\n変更前の記載\n変更後の記載\n提出時期\n提出時期に係る説明\n") == []


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("H25.7.1\n7", date(2013, 7, 17)),
        ("令和9年2月\n15日", date(2027, 2, 15)),
        ("H25.7.1", date(2013, 7, 1)),
        ("H25.7.1\n事後", None),
    ],
)
def test_a_day_may_be_broken_anywhere(cell: str, day: date | None) -> None:
    assert day_of(cell) == day


HEADER = "| 変更日 | 項目 | 変更前の記載 | 変更後の記載 | 提出時期 | 提出時期に係る説明 |"


def test_a_day_in_the_middle_of_its_cell_stands_behind_the_page_break() -> None:
    """The piece above the break has no 変更日, but begins with a chapter; the one below has it, and goes on."""
    table = f"{HEADER}\n| 令和3年1月5日 | Ⅰ 基本情報 | 甲 | 乙 | 事前 | |\n|  | Ⅱ ファイル | 丙の |  |  |  |\n"
    table += f"\n12 / 20\n{HEADER}\n| 令和3年2月6日 | の概要 | 前半 | 丁 | 事後 | |\n| 令和3年2月6日 | Ⅲ リスク | － | 戊 | 事後 | |\n"
    assert [(str(one.changed_on), one.item, one.before, one.after) for one in changes(table)] == [
        ("2021-01-05", "Ⅰ 基本情報", "甲", "乙"),
        ("2021-02-06", "Ⅱ ファイル\nの概要", "丙の\n前半", "丁"),
        ("2021-02-06", "Ⅲ リスク", "－", "戊"),
    ]


def test_a_piece_of_a_row_below_the_titles_of_its_column() -> None:
    """A converter put the rest of the row above the break into the row of titles; its first line stands twice."""
    table = f"{HEADER}\n| 令和3年1月5日 | Ⅰ 基本情報<br>1.監査 | 甲 | 乙 | 事前 | |\n\n"
    table += "| 変更日 | 項目<br>1.監査 | 変更前の記載 | 変更後の記載 | 提出時期 | 提出時期に係る説明 |\n"
    table += "|  | ①自己点検 |  |  |  |  |\n| 令和3年2月6日 | Ⅲ リスク | － | 戊 | 事後 | |\n"
    assert [(str(one.changed_on), one.item, one.before, one.after) for one in changes(table)] == [
        ("2021-01-05", "Ⅰ 基本情報\n1.監査\n①自己点検", "甲", "乙"),
        ("2021-02-06", "Ⅲ リスク", "－", "戊"),
    ]


# -------------------------------------------------------------------------------------------------------- titles, days


def html_changes(*rows: str) -> list[ChangeRow]:
    return changes("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")


def test_titles_may_stand_below_a_title_of_both() -> None:
    found = html_changes(
        '<th rowspan="2">変更日</th><th rowspan="2">項目</th><th colspan="2">記載内容</th><th rowspan="2">提出時期</th>',
        "<th>変更前</th><th>変更後</th>",
        "<td>令和5年4月1日</td><td>Ⅰ 関連情報</td><td>総務課</td><td>情報課</td><td>事後</td>",
        "<td>令和6年6月2日</td><td>Ⅱ しきい値判断項目</td><td>千人</td><td>万人</td><td>事前</td>",
    )
    assert [told(one) for one in found] == [
        ("令和5年4月1日", "Ⅰ 関連情報", "総務課", "情報課", "事後", None),
        ("令和6年6月2日", "Ⅱ しきい値判断項目", "千人", "万人", "事前", None),
    ]


def test_a_mark_below_an_option_says_the_option() -> None:
    titles = "<th rowspan='2'>変更日</th><th rowspan='2'>項目</th><th rowspan='2'>変更前の記載</th>"
    found = html_changes(
        f"{titles}<th rowspan='2'>変更後の記載</th><th colspan='2'>提出時期</th><th rowspan='2'>変更理由</th>",
        "<th>事前</th><th>事後</th>",
        "<td>令和5年4月1日</td><td>Ⅰ 関連情報</td><td>総務課</td><td>情報課</td><td></td><td>○</td><td>軽微</td>",
        "<td>令和6年6月2日</td><td>Ⅱ しきい値</td><td>千人</td><td>万人</td><td>〇</td><td></td><td></td>",
        "<td>令和7年7月3日</td><td>Ⅲ リスク</td><td>無</td><td>有</td><td></td><td></td><td></td>",
        "<td>令和7年8月4日</td><td>Ⅳ 請求</td><td>無</td><td>有</td><td></td><td>事後</td><td></td>",
        "<td>令和7年9月5日</td><td>Ⅴ 手続</td><td>無</td><td>有</td><td>□</td><td>☑</td><td></td>",
    )
    assert [(one.item, one.submission, one.reason) for one in found] == [
        ("Ⅰ 関連情報", "事後", "軽微"),
        ("Ⅱ しきい値", "事前", None),
        ("Ⅲ リスク", None, None),
        ("Ⅳ 請求", "事後", None),
        ("Ⅴ 手続", "事後", None),
    ]


def test_the_day_of_the_row_above_may_be_printed_as_such() -> None:
    found = changes(
        f"{HEADER}\n| 同上 | Ⅰ 甲 | 一 | 二 | 事後 | |\n| 令和5年4月1日 | Ⅰ 乙 | 三 | 四 | 事後 | |\n"
        "| 同上 | Ⅱ 丙 | 五 | 六 | 事前 | |\n| 〃 | Ⅲ 丁 | 七 | 八 | 事前 | |"
    )
    assert [(one.changed_on, one.changed_on_printed) for one in found] == [
        (None, "同上"),
        (date(2023, 4, 1), "令和5年4月1日"),
        (date(2023, 4, 1), "同上"),
        (date(2023, 4, 1), "〃"),
    ]
    assert [one.notes for one in found] == [("change_date_unreadable",), (), (), ()]


def test_the_option_of_the_row_above_may_be_printed_as_such() -> None:
    found = changes(
        f"{HEADER}\n| 令和5年4月1日 | Ⅰ 甲 | 一 | 二 | 〃 | |\n| 令和5年4月1日 | Ⅰ 乙 | 三 | 四 | 事後 | 改正 |\n"
        "| 令和5年5月2日 | Ⅱ 丙 | 五 | 六 | 同 上 | 〃 |\n| 〃 | Ⅲ 丁 | 七 | 八 | 〃 | |\n"
        "| 令和5年6月3日 | Ⅳ 戊 | 九 | 十 | 同日 | |"
    )
    assert [(one.item, one.submission, one.reason) for one in found] == [
        ("Ⅰ 甲", None, None),
        ("Ⅰ 乙", "事後", "改正"),
        ("Ⅱ 丙", "事後", "〃"),
        ("Ⅲ 丁", "事後", None),
        ("Ⅳ 戊", None, "同日"),
    ]
    assert [one.notes for one in found] == [("change_row_cut",), (), (), (), ("change_row_shifted",)]


def test_a_table_of_which_no_row_could_be_read_is_told_by_its_heading() -> None:
    heading, other = (Line(text, Place(start=at, end=at + 1)) for at, text in enumerate(("（別添3）変更箇所", "備考")))
    rows = [Row((Cell((line,), line.place),), line.place) for line in (other, heading)]
    days = [
        Row((Cell((Line(text, Place(2)),), Place(2)),), Place(2)) for text in ("変更年月日 項目", "令和7年", "総務課")
    ]
    assert unread([*rows, *days]) == Place(start=0, end=1)
    assert unread([*rows, days[0], days[2]]) is None
    assert unread([*rows, *days[1:]]) is None  # a list of contents, and what comes behind it
    assert unread(days) is None
