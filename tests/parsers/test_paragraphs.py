from pathlib import Path

from extract.dump import dump_rows
from extract.read import read
from parsers.bundle import line_breaks
from parsers.definitions import document_kinds
from parsers.paragraphs import paragraphs


def texts(dump: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(dump_rows(dump), line_breaks(document_kinds()))]


def test_wrapped_lines_are_joined_and_short_ones_end_a_paragraph() -> None:
    dump = (
        "この条例は、個人情報の取扱いに関し必要な事項\n"
        "を定めるものとし、市の機関が保有する個人情報\n"
        "の保護を図る。\n"
        "なお、この案は次回の会議で改めて審議すること\n"
        "とする。\n"
    )
    assert texts(dump) == [
        "この条例は、個人情報の取扱いに関し必要な事項を定めるものとし、市の機関が保有する個人情報の保護を図る。",
        "なお、この案は次回の会議で改めて審議することとする。",
    ]


def test_latin_words_keep_their_space() -> None:
    dump = "総合行政ネットワークという専用の回線である LGWAN\nASP service を用いて受信する方式で行われている\n"
    assert texts(dump)[0].startswith("総合行政ネットワークという専用の回線である LGWAN ASP service")


def test_markers_bullets_and_labels_begin_anew() -> None:
    dump = "税制改正に伴う軽自動車税賦課事務における電子\n(1)平成27年度税制改正に伴う税率の改定により\n・市の現状について\n実施時期\n令和4年4月\n"
    assert texts(dump) == [
        "税制改正に伴う軽自動車税賦課事務における電子",
        "(1)平成27年度税制改正に伴う税率の改定により",
        "・市の現状について",
        "実施時期",
        "令和4年4月",
    ]


def test_a_line_that_begins_with_a_closing_mark_belongs_to_the_one_before() -> None:
    assert texts("構築されている(以下「システム」という\n。)が、\n") == ["構築されている(以下「システム」という。)が、"]


def test_letters_printed_downwards_are_one_label() -> None:
    assert texts("目\n的\n業務の概要\n") == ["目的", "業務の概要"]
    assert texts("会長 硯山 透の名において通知するものとする次\n答\n申\n") == [
        "会長 硯山 透の名において通知するものとする次",
        "答申",
    ]


def test_a_gap_ends_a_paragraph() -> None:
    assert texts("一行目は長く続いて次の行に及ぶはずの文である\n\n二行目\n") == [
        "一行目は長く続いて次の行に及ぶはずの文である",
        "二行目",
    ]


HANGING = """　　記載の内容が、指針に定める実施の手続に適合しているか、また、評価の目的に照らして妥
　当と認められるか（以下「妥当性」という。）について、市民の意見を踏まえて審査会に点
　検を求めるものである
　　点検の結果は、評価書の案に反映した上で、市のホームページ及び各支所の窓口において公
　表する。
"""


def test_lines_that_hang_below_the_first_are_joined_and_deeper_ones_begin_anew() -> None:
    lines = [line.strip() for line in HANGING.splitlines()]
    assert texts(HANGING) == ["".join(lines[:3]), "".join(lines[3:])]


def test_lines_of_an_indented_block_are_joined() -> None:
    block = "".join(f"　{line}" for line in HANGING.splitlines(keepends=True)[1:3])
    assert len(texts(HANGING.splitlines()[0] + "\n" + block)) == 1


def test_indented_lists_stay_lists() -> None:
    lines = ["　　資料１　　特定個人情報保護評価書（住民基本台帳に関する事務　全項目評価書）（案）"] * 3
    assert len(texts("\n".join(lines))) == 3
    names = [
        "　　潮見大学法学部教授鈴木一郎副会長",
        "　　潮見商工会議所専務理事佐藤花子委員",
        "　　弁護士会推薦弁護士田中太郎委員長",
    ]
    assert len(texts("\n".join(names))) == 3


def test_days_and_labels_with_their_values_join_nothing() -> None:
    assert texts(
        "特定個人情報保護評価書の点検の結果の報告書について\n令和４年１２月２０日\n点検を行った範囲は、障害福祉に関する事務の評価書で\n"
    ) == [
        "特定個人情報保護評価書の点検の結果の報告書について",
        "令和４年１２月２０日",
        "点検を行った範囲は、障害福祉に関する事務の評価書で",
    ]
    assert texts("期日：令和７年７月９日（水）１４時\n場所：潮見市役所西庁舎４０２会議室\n") == [
        "期日：令和７年７月９日（水）１４時",
        "場所：潮見市役所西庁舎４０２会議室",
    ]


def test_a_colon_within_open_brackets_is_in_the_sentence() -> None:
    (only,) = texts("お問い合わせは、潮見市総務課の窓口（受付の\n時間：九時から五時まで）にお願いいたします\n")
    assert "受付の時間：九時" in only


def test_table_rows_stand_alone_with_their_cells_parted_by_tabs() -> None:
    assert texts("| ①部署 | 総務部<br>収納課 |\n| ②所属長 |  |\n") == ["①部署\t総務部\n収納課", "②所属長"]


def test_every_row_is_in_exactly_one_paragraph(samples: Path) -> None:
    for path in sorted(samples.glob("0*.*")):
        sheet = read(path.read_bytes(), path.name)
        found = paragraphs(sheet.rows, line_breaks(document_kinds()))
        assert [row for paragraph in found for row in paragraph.rows] == list(sheet.rows), path.name
