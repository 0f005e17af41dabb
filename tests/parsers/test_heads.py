from datetime import date
from pathlib import Path

import pytest

from extract.read import read
from parsers.parse import parse
from parsers.records import Document, Issue

CASES = [
    # seed, part, organisation, date
    ("000", 1, "目黒区", date(2016, 11, 9)),
    ("001", 1, "目黒区長", date(2025, 9, 1)),
    ("002", 2, "狛江市", date(2015, 1, 20)),  # as printed; the weekday beside it contradicts
    ("002", 11, "狛江市", date(2016, 1, 20)),
    ("002", 14, "東京都狛江市長", date(2015, 12, 15)),
    ("002", 15, "狛江市", date(2016, 1, 20)),
    ("003", 1, "所沢市", date(2016, 7, 6)),
    ("004", 1, "和光市長", date(2021, 6, 8)),
]


def documents(data: bytes, name: str) -> list[Document]:
    return [record for record in parse(read(data, name), "0" * 16) if isinstance(record, Document)]


@pytest.mark.parametrize(("seed", "part", "organisation", "day"), CASES)
def test_who_and_when_in_the_seeds(shared: Path, seed: str, part: int, organisation: str, day: date) -> None:
    path = next((shared / "seeds").glob(f"{seed}_*.txt"))
    found = documents(path.read_bytes(), path.name)[part - 1]
    assert (found.organisation, found.document_date) == (organisation, day)


@pytest.mark.parametrize(
    ("text", "title", "organisation", "day"),
    [
        (
            "諮問事項\n収納支援の委託について\n根拠規定\n条例第3条\n",
            "収納支援の委託について",
            None,
            None,
        ),
        (
            "第2回萌葉市個人情報保護審議会会議録\n1 日 時 令和3年4月1日(木)\n2 出席者 委員\n",
            None,
            "萌葉市",
            date(2021, 4, 1),
        ),
        (
            "令和元年度第3回萌葉市個人情報保護審議会会議録\n1 日 時 令和2年2月6日(木)\n2 出席者 委員\n",
            None,
            "萌葉市",
            date(2020, 2, 6),
        ),  # the 回 of 第3回 is none of the name
        ("審議会会議録\n開催日時 令和3年4月\n出席者 本市職員\n", None, None, None),  # a month is no day, 本市 no name
        (
            "令和3年4月1日\n架空県萌葉市長 様\n点検について(答申)\n次のとおり答申する。\n",
            None,
            "架空県萌葉市",
            date(2021, 4, 1),
        ),
        ("全国市長会事務局\n点検について(答申)\n次のとおり答申する。\n", None, None, None),
        (
            "  年金に関する事務に係る特定個人情報保護評価書\n  (全項目評価書)(案)に対する意見募集の結果について\n1 提出数 2件\n",
            "年金に関する事務に係る特定個人情報保護評価書(全項目評価書)(案)に対する意見募集の結果について",
            None,
            None,
        ),  # no title begins with a bracket
        (
            "令和3年4月1日\n萌葉市長 朝 比 奈 守\n評価書の点検について(答申)\n次のとおり答申する。\n",
            "評価書の点検について(答申)",
            "萌葉市",
            date(2021, 4, 1),
        ),  # a letter-spaced name behind the head; the sender is no part of the title
        (
            "第1回 萌葉町行政不服及び個人情報保護審査会会議録\n公開 議題3は萌葉町情報公開条例第7条により非公開\n2 出席者 委員\n",
            None,
            "萌葉町",
            None,
        ),
        ("会議録\n4月26日萌葉区役所\n2 出席者 委員\n", None, "萌葉区", None),  # 日 belongs to the number
        (
            "点検結果の公表\n\n本文である。\n1 概要\n以上\n萌葉市 総務部 総務課\n",
            None,
            "萌葉市",
            None,
        ),  # a sender at the end
        ("点検について\n総務部市民課\n萌葉市総務部\n1 概要\n", None, "萌葉市", None),  # 部 ends a department
        ("点検について\n綾部市市民課\n1 概要\n", None, "綾部市", None),
        (
            "答 申 書\n件名 評価書の点検\n答申日 令和6年2月22日（答申第9号）\n第1 結論\n適当である。\n",
            None,
            None,
            date(2024, 2, 22),
        ),
        (
            "第2回萌葉市個人情報保護審議会会議録\n令和3年4月1日(木) 午後2時から午後3時まで\n萌葉市役所\n出席者 会長 甲野\n",
            None,
            "萌葉市",
            date(2021, 4, 1),
        ),  # the day of the meeting dates its minutes
        ("狛江市 予防接種に関する事務\n本文である。\n", None, "狛江市", None),
    ],
)
def test_who_and_when_and_what_names_nobody(
    text: str, title: str | None, organisation: str | None, day: date | None
) -> None:
    (found,) = documents(text.encode(), "a.txt")
    assert (found.organisation, found.document_date) == (organisation, day)
    assert title is None or found.title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("<h1>会議の開催状況</h1><p>本文</p><h2>1 審議結果</h2><p>可</p>", "会議の開催状況"),
        ("<title>萌葉市審議会/萌葉市</title><h1>第41回萌葉市個人情報保護審査会</h1><h2>日時</h2><p>令和4年8月5日</p><h2>出席者</h2><p>早川会長、成田委員</p><h4>審議結果</h4><p>可とする。</p>", "第41回萌葉市個人情報保護審査会"),
        ("<p>会議結果のお知らせ</p><h1>会議結果のお知らせ(審議会)</h1><p>日時 令和4年8月5日</p><p>出席者 会長</p>", "会議結果のお知らせ(審議会)"),
        ("<h1>ご案内</h1><p>本文</p><h1>お知らせ</h1><p>本文</p>", None),
    ],
    ids=["no kind known", "a title below", "a trail above", "two of them"],
)  # fmt: skip
def test_the_only_heading_of_the_first_level_is_the_title(text: str, title: str | None) -> None:
    (found,) = documents(f"<html><body>{text}</body></html>".encode(), "a.html")
    assert found.title == title


LETTER = """令和6年11月18日
{head}
    このことについて、貴審議会の意見を求めます。

1　諮問事項
　　評価書の内容
2　諮問の理由
　　評価書を変更するため。
"""
CUT = "保護評価書（全項目評価書）の第三者点検について（諮問）\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("　　　　住民基本台帳に関する事務及び予防接種に関する事務の特定個人情報\n　　　　" + CUT, "住民基本台帳に関する事務及び予防接種に関する事務の特定個人情報" + CUT),
        ("\n住民基本台帳に関する事務及び予防接種に関する事務の特定個人情報\n" + CUT, "住民基本台帳に関する事務及び予防接種に関する事務の特定個人情報" + CUT),
        ("\n住民基本台帳に関する事務及び予防接種に関する事務の特定個人情報\n\n" + CUT, CUT),
        ("　　　　住民基本台帳に関する事務及び予防接種に関する事務の特定個人情報\n　　" + CUT, CUT),
        ("　　　　住民基本台帳の特定個人情報\n　　　　" + CUT, CUT),
        ("　　　　令和6年度汐見市情報公開・個人情報保護審議会第2回会議\n　　　　" + CUT, CUT),
    ],
    ids=["set in", "set apart", "a gap between", "another indent", "a short line above", "a meeting above"],
)  # fmt: skip
def test_a_title_that_is_cut_within_a_word(head: str, title: str) -> None:
    (found,) = documents(LETTER.format(head=head).encode(), "a.txt")
    assert found.title == title.strip()


def test_a_form_version_is_no_date_of_the_document() -> None:
    text = "特定個人情報保護評価書(全項目評価書)\n評価書番号\n3\n公表日\n[令和7年5月 様式4]\n"
    (found,) = documents(text.encode(), "a.txt")
    assert found.document_date is None


@pytest.mark.parametrize(
    ("text", "code", "municipality", "prefecture", "issue"),
    [
        ("評価実施機関名\n東京都狛江市長\n", "132195", "狛江市", "東京都", None),
        ("評価実施機関名\n府中市長\n", None, None, None, "organisation_ambiguous"),
        ("評価実施機関名\n府中市長\n請求先\n東京都府中市宮西町2丁目\n", "132063", "府中市", "東京都", None),
        ("評価実施機関名\n萌葉市長\n", None, None, None, "organisation_unknown"),
        ("評価実施機関名\n神奈川県知事\n", "140007", None, "神奈川県", None),
    ],
)
def test_the_authority_by_its_code(
    text: str, code: str | None, municipality: str | None, prefecture: str | None, issue: str | None
) -> None:
    cover = "特定個人情報保護評価書(基礎項目評価書)\n評価書番号\n3\n"
    records = parse(read((cover + text).encode(), "a.txt"), "0" * 16)
    found = next(record for record in records if isinstance(record, Document))
    assert (found.organisation_code, found.municipality, found.prefecture) == (code, municipality, prefecture)
    assert [record.code for record in records if isinstance(record, Issue)] == ([issue] if issue else [])
