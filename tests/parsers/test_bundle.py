"""What a file is cut into: seeds and samples as read by hand, and titles one by one."""

from pathlib import Path

import pytest
import yaml

from extract.dump import dump_rows
from extract.encoding import decode
from extract.read import read
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


def test_a_second_assessment_begins_only_after_the_first_one_had_a_body() -> None:
    cover = "特定個人情報保護評価書(全項目評価書)\n評価書番号\n3\n"
    assert types_of(cover + cover) == ["assessment_full"]
    body = "①事務の名称\n年金事務\n"
    assert types_of(cover + body + cover + body) == ["assessment_full", "assessment_full"]


def test_a_page_header_opens_nothing_when_it_comes_again() -> None:
    header = "令和3年4月1日\n萌葉市個人情報保護審議会資料\n"
    text = header + "第1 検討事項\n本文である。\n" + header + "続きの文である。\n"
    assert types_of(text) == ["policy_paper"]
