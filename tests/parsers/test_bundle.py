"""What a file is cut into: seeds and samples as read by hand, and titles one by one."""

from pathlib import Path

import pytest
import yaml

from extract.dump import dump_rows
from extract.encoding import decode
from extract.read import read
from extract.sheet import Box, Cell, Line, Place, Row
from parsers.bundle import Part, cut, line_breaks
from parsers.definitions import document_kinds
from parsers.paragraphs import paragraphs

# (type, first line, last line) of everything in the seeds that is no wrapper and no drawing.
SEEDS = {
    "000": [("committee_report", 3, 41), ("comment_results", 43, 100), ("review_results", 102, 126)],
    "001": [("assessment_full", 3, 1202)],
    "002": [
        ("agenda", 20, 44),
        ("consultation", 45, 290),
        ("consultation", 381, 593),
        ("report", 620, 713),
        ("policy_paper", 765, 904),
        ("contract", 905, 1078),
        ("assessment_basic", 1193, 1310),
        ("recommendation", 1311, 1326),
        ("recommendation", 1327, 1390),
        ("recommendation", 1391, 1532),
    ],
    "003": [("minutes", 3, 127)],
    "004": [("assessment_priority", 3, 271)],
}
LINES_OFF = 3
"""Where a drawing or a wrapper begins is a matter of taste: so many lines either way."""


def parts_of(data: bytes, name: str) -> list[Part]:
    kinds = document_kinds()
    return cut(paragraphs(read(data, name).rows, line_breaks(kinds)), kinds)


def types_of(text: str) -> list[str]:
    kinds = document_kinds()
    return [part.kind.code for part in cut(paragraphs(dump_rows(text), line_breaks(kinds)), kinds)]


def span(part: Part, text: str) -> tuple[int, int]:
    first, last = part.paragraphs[0].place.start or 0, part.paragraphs[-1].place.end or 0
    return text.count("\n", 0, first) + 1, text.count("\n", 0, last - 1) + 1


@pytest.mark.parametrize("seed", SEEDS)
def test_the_seeds_are_cut_as_a_reader_would(shared: Path, seed: str) -> None:
    path = next((shared / "seeds").glob(f"{seed}_*.txt"))
    text = path.read_text(encoding="utf-8")
    found = [(part.kind.code, *span(part, text)) for part in parts_of(path.read_bytes(), path.name)]
    for kind, first, last in SEEDS[seed]:
        near = [
            row
            for row in found
            if row[0] == kind and abs(row[1] - first) <= LINES_OFF and abs(row[2] - last) <= LINES_OFF
        ]
        assert len(near) == 1, (kind, first, last, found)


def sample_documents() -> list[tuple[str, list[dict[str, object]]]]:
    truth = yaml.safe_load((Path(__file__).parents[2] / "data/samples/truth.yaml").read_text(encoding="utf-8"))
    return [(row["file"], row["documents"]) for row in truth["files"] if "documents" in row]


@pytest.mark.parametrize(
    ("name", "documents"), sample_documents(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_samples_are_cut_as_their_truth_says(samples: Path, name: str, documents: list[dict[str, object]]) -> None:
    data = (samples / name).read_bytes()
    parts = [part for part in parts_of(data, name) if part.kind.code != "other"]
    assert [part.kind.code for part in parts] == [row["document_type"] for row in documents]
    for part, row in zip(parts, documents, strict=True):
        if "first_page" in row:
            pages = [line.place.page for paragraph in part.paragraphs for line in paragraph.passage.lines]
            assert (min(pages), max(pages)) == (row["first_page"], row["last_page"])
        elif not name.endswith(".html"):  # a page's footer stays with its content
            assert span(part, decode(data).text) == (row["first_line"], row["last_line"])


def test_every_paragraph_is_in_exactly_one_document(shared: Path) -> None:
    kinds = document_kinds()
    for path in sorted((shared / "seeds").glob("*.txt")):
        found = paragraphs(read(path.read_bytes(), path.name).rows, line_breaks(kinds))
        assert [one for part in cut(found, kinds) for one in part.paragraphs] == found


BODY = "\n本文はここから始まる。\n"


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("特定個人情報保護評価書(重点項目評価書)\n評価書番号\n3\n", ["assessment_priority"]),
        ("特定個人情報保護評価書（全項目評価書）\n評価書名\n年金事務\n", ["assessment_full"]),
        # the title in a list, and a page that repeats it, open nothing
        ("評価書の種類は特定個人情報保護評価書(全項目評価書)である。\n", ["other"]),
        ("特定個人情報保護評価計画管理書\n作成日 令和3年4月1日\n", ["assessment_plan"]),
        ("第2回審議会会議録\n開催日時 令和3年4月1日\n会長 開会する。\n", ["minutes"]),
        ("会議録の作成方法について検討した。\n", ["other"]),
        ("審査会 次第\n1 開会\n2 議題\n", ["agenda"]),
        ("諮問事項\n収納支援の委託について\n根拠規定\n条例第3条\n", ["consultation"]),
        ("諮問事項の説明を受けた。\n根拠規定は条例第3条である。\n", ["consultation"]),  # no title, but its cues
        ("令和3年4月1日\n萌葉市長 様\n委託について(答申)\n次のとおり答申する。\n", ["recommendation"]),
        ("意見公募の結果について\n募集期間 4月1日から\n意見数 3件\n", ["comment_results"]),
        ("3 意見募集の結果について\n意見はなかった。\n", ["other"]),  # a numbered heading is no title
        ("第三者点検結果\n1 意見の反映\n特になし\n", ["review_results"]),
        ("企画総務委員会資料\n令和3年4月1日\n1 経過\n", ["committee_report"]),
        ("個人情報取扱特記仕様書\n(目的)\n第1条 受託者は\n", ["contract"]),
        ("特記仕様書を添付する。\n", ["other"]),
        ("別紙1\n構成の説明である。\n", ["other"]),  # an annex needs a document before it
        ("審査会 次第\n1 開会\n2 議題\n別紙1\n構成の説明である。これは長い。\n", ["agenda", "attachment"]),
        (
            "特定個人情報保護評価書(基礎項目評価書)記載要領\n1 記載してください\n2 記載してください\n3 記載してください\n",
            ["guideline"],
        ),
        ("お知らせ\n市報4月号\n", ["other"]),
    ],
)
def test_titles_and_what_only_looks_like_one(text: str, types: list[str]) -> None:
    assert types_of(text) == types


OPENINGS = [
    (
        "minutes",
        "ホーム > 市政情報\n第4回緑丘町情報公開審査会会議録\n更新日:令和3年5月6日\n附属機関等の名称 緑丘町情報公開審査会\n開催日時 令和3年4月20日\n出席委員の氏名 甲野\n会議録の作成方法 要点記録\n",
    ),
    (
        "minutes",
        "令和元年度第1回楓市情報公開・個人情報保護審議会 会議要録\n開催日 令和元年8月1日\n時間 15:00∼16:30\n会場 市役所\n出席者 会長\n",
    ),
    (
        "minutes",
        "楓市議会 総務常任委員会会議録\n開会日時 令和3年3月1日 午前10時\n委員長(相馬君):ただいまより開会します。\n",
    ),
    ("minutes", "総務委員会記録\n日時 令和3年3月1日\n出席委員 甲野\n委員長 開会します。\n"),
    (
        "minutes",
        "第77回楓県情報公開・個人情報保護審議会\n日 時 令和4年3月15日(火曜日)10時30分~11時22分\n場 所 県庁\n出席委員 甲野会長\n○甲野会長 開会します。\n",
    ),
    (
        "minutes",
        "令和2年度 第2回 楓市情報公開・個人情報保護審議会の開催結果\n1 日時 令和2年8月3日\n2 場所 市役所\n3 出席者 会長 委員\n4 議題 年次報告\n",
    ),
    (
        "recommendation",
        "諮問庁 総務大臣\n諮問日 平成24年9月6日(平成24年(行情)諮問第359号)\n答申日 平成25年1月10日\n事件名 甲の開示決定に関する件\n答 申 書\n第1 審査会の結論\n妥当である。\n",
    ),
    ("recommendation", "楓情審答申第48号 (諮問第65号)\n件名：甲の開示\n答 申\n1 審議会の結論\n妥当である。\n"),
    (
        "recommendation",
        "楓審第12号\n令和3年4月1日\n楓市長 様\n楓市審議会会長 甲野\n特定個人情報保護評価書に係る第三者点検について(答申)\n令和3年2月1日付けで諮問のあった件について答申します。\n",
    ),
    (
        "statute",
        "楓市特定個人情報保護評価実施要綱\n平成27年3月31日告示第20号\n(趣旨)\n第1条 この要綱は、評価の実施に関し必要な事項を定める。\n(定義)\n第2条 用語の意義は\n",
    ),
    (
        "guideline",
        "特定個人情報保護評価書(全項目評価書)の記載要領\n1.事務 事務の名称を記載してください。\n2.システム 名称を記載してください。\n3.ファイル 記載してください。\n",
    ),
    ("guideline", "特定個人情報保護評価指針\n平成26年4月18日\n目次\n第1 特定個人情報保護評価の意義\n1 基本理念\n"),
    (
        "listing",
        "特定個人情報保護評価書の公表について\n評価書番号 評価書名\n1 住民基本台帳事務(基礎項目評価書).pdf\n2 年金事務(基礎項目評価書).pdf\n3 税務事務.pdf\n",
    ),
    (
        "listing",
        "特定個人情報保護評価書の公表\n評価書番号\t事務の名称\t評価書の種類\t公表日\n1\t年金事務\t基礎項目評価書\t令和5年3月1日\n2\t住民基本台帳事務\t全項目評価書\t令和5年3月1日\n",
    ),
    (
        "listing",
        "楓市 評価書一覧\nNo.\t評価書番号\t評価書名\t種類\t公表日\n1\t1\t年金事務\t基礎項目評価書\t令和5年3月1日\n2\t6\t税務事務\t重点項目評価書\t令和6年2月1日\n",
    ),
    (
        "listing",
        "特定個人情報保護評価書の公表\n番号\t事務の名称\t公表日\n1\t年金事務\t令和5年3月1日\n意見募集の結果\n令和5年1月に意見を募集しました。\n意見募集の結果(PDF:80KB)\n",
    ),
    ("other", "評価書の修正\n次の評価書を修正したので公表します。\n評価書番号10 年金に関する事務 基礎項目評価書\n"),
    (
        "statute",
        "楓市審議会規則\n平成27年2月16日\n規則第3号\n改正 平成29年3月1日規則第1号\n改正 平成30年3月1日規則第2号\n改正 平成31年3月1日規則第3号\n改正 令和2年3月1日規則第4号\n(諮問)\n第1条 市長は、審議会に意見を求めることができる。\n(答申)\n第2条 審議会は、諮問に応じて答申する。\n",
    ),
    (
        "other",
        "審査会の開催状況\n回\t開催日\t議題\t結果\n第1回\t令和6年7月19日\t全項目評価書の第三者点検\t妥当\n",
    ),
    (
        "other",
        "楓市個人情報保護審議会の開催について\n次のとおり会議を開催します。\n議題\n評価書(案)に係る市民意見の募集結果及び第三者点検について\n",
    ),
    ("review_results", "楓市長 様\n特定個人情報保護評価書 第三者点検結果報告書\n1 点検者 楓大学教授\n"),
    (
        "recommendation",
        "諮問庁:楓市長\n件名:住民基本台帳に関する事務及び予防接種に関する事務に係る評価書の第三者点検に関する件\n答 申 書\n審査会の結論\n妥当である。\n",
    ),
    ("agenda", "議 事 次 第\n日時 平成29年3月1日\n1. 開会\n2. 議事\n3. 閉会\n(配付資料)\n資料1 評価書\n"),
    ("agenda", "令和3年度第1回楓市審議会\n次第\n1 開会\n2 部長あいさつ\n3 議題\n4 閉会\n委員名簿\n"),
    (
        "consultation",
        "楓市第20号\n令和3年4月1日\n楓市個人情報保護審議会会長 様\n楓市長 甲野\n評価書の第三者点検について(諮問)\n次のとおり諮問します。\n記\n1 対象\n",
    ),
    ("consultation", "諮 問 書\n令和3年4月1日\n楓市審議会会長 様\n下記について諮問します。\n"),
    (
        "comment_results",
        "「特定個人情報保護評価書(案)」に関するパブリックコメントの実施結果\n募集期間 令和3年4月1日から\n意見の件数 2件\n",
    ),
    ("comment_results", "評価書(案)に係る住民意見の聴取の結果について\n1 期間\n2 提出数\n"),
    ("comment_results", "評価書(案)に対するパブリックコメントの実施結果及び市の考え方について\n1 期間\n2 提出数\n"),
    ("comment_results", "パブリックコメント結果一覧\n番号\t意見\t考え方\n1\t図がない。\t入れます。\n"),
    (
        "other",
        "評価書(案)に対する意見募集について\n1 募集期間 4月1日から\n2 方法 住所及び提出者の氏名を明記し、提出してください。\n3 意見の概要及び市の考え方は、後日公表します。\n",
    ),
    ("comment_results", "意見公募手続の結果\n1 意見の募集期間\n2 提出された意見の数\n"),
    ("comment_results", "区民意見の概要と区の考え方\n1 保管について\n区の考え方 適切に行います。\n"),
    (
        "other",
        "特定個人情報保護評価書(案)への意見を募集します\n案の公表期間および意見募集期間 4月1日から\n案を閲覧できる場所 市役所\n意見の提出方法 郵送\n",
    ),
    ("review_results", "特定個人情報保護評価に係る第三者点検の結果\n1 点検の実施日\n2 結果 妥当\n"),
    ("committee_report", "総務常任委員会資料\n令和3年3月1日\n総務部\n評価書の再実施について\n1 経過\n"),
    ("committee_report", "総務委員会報告資料\n令和3年3月1日\n1 経過\n"),
    ("contract", "個人情報取扱特記事項\n(基本的事項)\n第1 受託者は、個人情報の保護の重要性を認識し\n第2 秘密の保持\n"),
    (
        "contract",
        "業務委託契約書\n発注者楓市(以下「甲」という。)と受注者(以下「乙」という。)は\n(総則)\n第1条 甲及び乙は\n",
    ),
    (
        "assessment_basic",
        "特定個人情報保護評価書(基礎項目評価書)\n評価書番号 評価書名\n5 年金事務\n個人のプライバシー等の権利利益の保護の宣言\n",
    ),
    ("assessment_full", "公表日 楓市長\n特定個人情報保護評価書(全項目評価書)\n評価書名 年金\n評価書番号 2\n"),
    (
        "assessment_full",
        "[平成30年5月 様式4]\n評価書番号\n3\n評価書名\n年金 全項目評価書\n個人のプライバシー等の権利利益の保護の宣言\n",
    ),
    ("assessment_plan", "令和6年度 特定個人情報保護評価計画管理書\n1 年金事務 基礎項目評価書\n評価書番号 1\n"),
    ("assessment_plan", "様式1\n特定個人情報保護評価計画管理書\n評価実施機関名 楓市長\n"),
    ("assessment_basic", "特定個人情報保護評価書（基礎項目評価書）（案）\n評価書番号\n1\n"),
    ("policy_paper", "令和3年度第1回楓市個人情報保護審議会資料\n目的外利用の指針について\n第1 検討事項\n1 方針\n"),
]


@pytest.mark.parametrize(("kind", "text"), OPENINGS, ids=[text.split("\n")[0] for _, text in OPENINGS])
def test_openings_of_documents_that_stand_alone(kind: str, text: str) -> None:
    assert types_of(text) == [kind]


def test_a_second_assessment_begins_only_after_the_first_one_had_a_body() -> None:
    cover = "特定個人情報保護評価書(全項目評価書)\n評価書番号\n3\n"
    assert types_of(cover + cover) == ["assessment_full"]
    body = "①事務の名称\n年金事務\n"
    assert types_of(cover + body + cover + body) == ["assessment_full", "assessment_full"]


@pytest.mark.parametrize(
    ("above", "first"),
    [
        (["資料2-1", "公表用"], "資料2-1"),
        (["資料1", "資料2", "資料3", "公表用"], "特定個人情報保護評価書(全項目評価書)"),
        (["前の評価書の最後の行で、見出しではない。"], "特定個人情報保護評価書(全項目評価書)"),
    ],
    ids=["labels in the head of the page", "more than a head", "text"],
)
def test_what_heads_the_page_of_a_title_belongs_to_it(above: list[str], first: str) -> None:
    cover = ["特定個人情報保護評価書(全項目評価書)", "評価書番号", "3", "①事務の名称", "年金事務"]
    rows = [on_page(1, number, text) for number, text in enumerate(cover)]
    rows += [on_page(2, number, text) for number, text in enumerate([*above, *cover])]
    kinds = document_kinds()
    parts = cut(paragraphs(rows, line_breaks(kinds)), kinds)
    assert [part.kind.code for part in parts] == ["assessment_full", "assessment_full"]
    assert parts[1].paragraphs[0].text == first


def on_page(page: int, number: int, text: str) -> Row:
    place = Place(page, Box(50, 50 + 30 * number, 50 + 10 * len(text), 60 + 30 * number))
    return Row((Cell((Line(text, place),), place),), place, gap=True)


def test_an_entry_of_a_list_of_papers_opens_nothing() -> None:
    text = "# 楓市審議会 第12回会議 議事要旨\n\n日時 令和3年4月1日\n出席者 会長 甲野\n\n## 資料\n\n- 資料1 評価書\n- 参考 特定個人情報保護評価指針(抜粋)\n\n## 議事要旨\n\n第1の件は承認された。\n"
    assert types_of(text) == ["minutes"]


LETTER = "楓審第7号\n令和3年2月19日\n楓市長 様\n楓市審議会会長 甲野\n評価書の第三者点検について(答申)\n諮問の件について答申する。\n"


@pytest.mark.parametrize(
    ("label", "types"),
    [("別紙\n", ["minutes", "recommendation"]), ("", ["minutes"]), ("会長 読み上げます。\n", ["minutes"])],
    ids=["annexed", "without a label", "read out"],
)
def test_a_letter_annexed_to_minutes_is_a_document_of_its_own(label: str, types: list[str]) -> None:
    minutes = "第3回楓市審議会(書面会議)の結果について\n1 開催方法 書面による開催\n2 委員 会長 甲野\n3 議題 点検\n"
    assert types_of(minutes + label + LETTER) == types


def test_a_page_header_opens_nothing_when_it_comes_again() -> None:
    header = "令和3年4月1日\n萌葉市個人情報保護審議会資料\n"
    text = header + "第1 検討事項\n本文である。\n" + header + "続きの文である。\n"
    assert types_of(text) == ["policy_paper"]


def test_a_web_page_with_its_title_below_the_header_is_one_document() -> None:
    page = (
        "ホーム > 審議会\n令和元年度第2回楠木市個人情報保護審議会\n開催日時\n令和2年1月15日(水)午後2時から\n出席者\n"
        "海野会長、倉持委員\n{title}\n(会長)それでは、始めます。\n(倉持委員)サーバの設置場所はどこか。\n"
    )
    assert [part.kind.code for part in parts_of(page.format(title="会議録").encode(), "page.txt")] == ["minutes"]


COVER_FIRST = (
    "[平成26年4月 様式4]\n\n公表日\n\n平成30年7月30日\n\n評価実施機関名\n\n青波市長\n\n特記事項 -\n\n宣言する。\n\n"
)


def test_a_cover_that_is_printed_before_its_title_belongs_to_it() -> None:
    text = f"全文\n\n{COVER_FIRST}特定個人情報保護評価書(全項目評価書)\n\n評価書番号\n\n2\n\n評価書名\n\n住民税 全項目評価書\n\nⅠ 基本情報\n"
    assert types_of(text) == ["assessment_full"]


def test_the_stamp_of_an_open_form_begins_no_other() -> None:
    body = "Ⅰ 基本情報\n\n①事務の名称\n\n" + "\n\n".join(f"本文の{number}段落目です。" for number in range(12)) + "\n\n"
    one = f"特定個人情報保護評価書(全項目評価書)\n\n評価書番号\n\n1\n\n[平成26年4月 様式4]\n\n{body}"
    kinds = document_kinds()
    for text, first in (
        (one + one, "特定個人情報保護評価書(全項目評価書)"),
        (one + COVER_FIRST + one, "[平成26年4月 様式4]"),
    ):
        parts = cut(paragraphs(dump_rows(text), line_breaks(kinds)), kinds)
        assert [part.paragraphs[0].text for part in parts][1:] == [first]
