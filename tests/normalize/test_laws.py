"""Legal citations: a phrase book read by hand, the seed files, citations printed from their parts, hostile text."""

import csv
import re
import time
from collections import Counter
from dataclasses import dataclass, fields, replace
from itertools import groupby, product
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.laws import LawContext, LawMention, LawValue, find_laws, law_id, load_laws
from parsers.records import LawCitation

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "../shared"
LAWS = ROOT / "data/reference/laws.yaml"
FLAGS = {"abbreviation", "local", "number_mismatch", "range", "resolved", "unresolved"}
NUMBERED = ("番号法", "平成25年法律第27号", "425AC0000000027")


# ---------------------------------------------------------------------------------------------------- the phrase book

Said = tuple[str, LawValue, tuple[str, ...], str | None]


@dataclass(frozen=True)
class Phrase:
    before: str
    text: str
    said: tuple[Said, ...]


def phrases() -> list[Phrase]:
    """Rows that follow each other with the same texts are the citations of one text."""
    lines = (Path(__file__).parent / "laws.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(
        (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True
    )
    unfolded = ({key: text.replace("\\n", "\n") for key, text in row.items()} for row in rows)
    grouped = groupby(unfolded, key=lambda row: (row["before"], row["text"]))
    return [Phrase(before, text, tuple(map(said, group))) for (before, text), group in grouped]


def said(row: dict[str, str]) -> Said:
    value = LawValue(
        law=row["law"] or None,
        law_number=row["law_number"] or None,
        law_id=row["law_id"] or None,
        article=row["article"] or None,
        paragraph=row["paragraph"] or None,
        item=row["item"] or None,
        appended_table=row["appended_table"] or None,
        rows=tuple(row["rows"].split()),
    )
    flags = tuple(row["flags"].split(",")) if row["flags"] else ()
    return row["raw"] or row["text"], value, flags, row["defines"] or None


def told(mentions: list[LawMention]) -> tuple[Said, ...]:
    return tuple((mention.raw, mention.value, mention.flags, mention.defines) for mention in mentions)


def after(text: str) -> LawContext:
    return LawContext().after(find_laws(text))


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.text)
def test_the_phrase_book(phrase: Phrase) -> None:
    assert told(find_laws(phrase.text, after(phrase.before))) == phrase.said


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.text)
def test_the_phrase_book_in_running_text(phrase: Phrase) -> None:
    """The text before a citation tells the same whether it stands in the same text or has been read before."""
    mentions = find_laws(f"{phrase.before}。次のとおり。{phrase.text}。以上")
    assert told(mentions)[-len(phrase.said) :] == phrase.said


def test_the_phrase_book_is_a_book() -> None:
    assert sum(len(phrase.said) for phrase in phrases()) >= 60


@pytest.mark.parametrize(
    "text",
    [
        "第1回", "第4 審議会の判断", "第一委員会室", "諮問第76号", "答申第9号", "様式第1号", "第 100977 号", "附則", "第1号被保険者", "第2号議案",
        "第3条\n受注者は、", "第一条 この法律は、", "第 442 条の2\n軽自動車税は", "第9条(定義)", "契約書第5条第2項", "特記事項第3条", "別表1に記載",
        "別表2 移転先5", "提供先1 別表1 38の項追加", "別表第1のとおり", "方法", "手法(平成28年)", "法人", "市は、条例により", "条件", "前条件", "同条件",
        "同項目", "前項目", "第1項目", "同法人", "合同法律事務所", "法令", "令和3年", "法務省", "一般的な規則(内規)", "この法律", "規則的", "三条市",
        "五条通り", "共同条例", "悪質商法", "市民法律相談", "平成27年度第4回", "総税市第5号", "狛企政発第100977号", "北3条西5丁目",
        "", " ", "\n", "条", "第", "別表", "(1、2の項)", "1の項、2の項", "「」", "(", "同", "号", "の一部を改正する法律", "に関する条例",
    ],
)  # fmt: skip
def test_what_is_no_citation(text: str) -> None:
    assert find_laws(text) == []


# --------------------------------------------------------------------------------------------------------- the context


def test_a_short_name_means_the_law_introduced_last() -> None:
    text = "甲市税条例(以下「条例」という。)第1条。条例第2条。甲市情報公開条例(以下「条例」という。)第3条。条例第4条"
    assert [(m.value.law, m.value.article, m.defines) for m in find_laws(text)] == [
        ("甲市税条例", "1", "条例"),
        ("甲市税条例", "2", None),
        ("甲市情報公開条例", "3", "条例"),
        ("甲市情報公開条例", "4", None),
    ]


def test_each_kind_of_law_has_its_own_last_one() -> None:
    text = "番号法第1条、甲市税条例第2条。同法第3条、同条例第4条、同条例第5条、同法第6条"
    assert [m.value.law for m in find_laws(text)] == [
        "番号法", "甲市税条例", "番号法", "甲市税条例", "甲市税条例", "番号法",
    ]  # fmt: skip


def test_a_known_name_introduced_for_a_law_without_a_number_keeps_its_number() -> None:
    mentions = find_laws("番号の利用に関する法律(以下「番号法」という。)。番号法第9条")
    assert mentions[-1].value == LawValue(*NUMBERED, article="9")


def test_a_known_name_introduced_for_another_law_means_the_other_law() -> None:
    mentions = find_laws("戸籍の番号に関する法律(平成30年法律第999号。以下「番号法」という。)。番号法第9条")
    assert mentions[-1].value == LawValue("番号法", "平成30年法律第999号", article="9")


def test_a_name_introduced_for_what_is_no_law_is_none() -> None:
    assert find_laws("狛江市個人情報保護審議会(以下「審議会」という。)の審議") == []


def test_names_kept_are_bounded() -> None:
    letters = "甲乙丙丁戊己庚辛壬癸"
    names = ["".join(name) for name in product(letters, repeat=3)]
    text = "".join(f"{name}税条例(以下「{name}条例」という。)" for name in names)
    assert len(after(text).defined) == 200


BLOCKS = [phrase.text for phrase in phrases()]


@settings(deadline=None)
@given(st.lists(st.sampled_from(BLOCKS), max_size=8), st.integers(0, 8))
def test_a_document_read_in_parts_says_the_same(blocks: list[str], cut: int) -> None:
    """Paragraphs read one by one, with the context passed on, give what the whole gives."""
    first, rest = "。\n\n".join(blocks[:cut]), "。\n\n".join(blocks[cut:])
    mentions = find_laws(first)
    apart = told(mentions) + told(find_laws(rest, LawContext().after(mentions)))
    assert told(find_laws(f"{first}。\n\n{rest}")) == apart


# -------------------------------------------------------------------------------------------------- numbers and ids


@pytest.mark.parametrize(
    ("number", "identity"),
    [
        ("平成25年法律第27号", "425AC0000000027"),
        ("平成15年法律第57号", "415AC0000000057"),
        ("昭和42年法律第81号", "342AC0000000081"),
        ("昭和24年法律第283号", "324AC1000000283"),
        ("平成13年法律第31号", "413AC0100000031"),
        ("平成26年政令第155号", "426CO0000000155"),
        ("昭和42年政令第292号", "342CO0000000292"),
        ("令和元年政令第4号", "501CO0000000004"),
        ("平成6年法律第30号", None),
        ("平成99年法律第1号", None),
        ("平成26年内閣府・総務省令第7号", None),
        ("大正15年勅令第243号", None),
        ("平成3年条例第5号", None),
        ("", None),
    ],
)
def test_ids_of_laws(number: str, identity: str | None) -> None:
    assert law_id(number) == identity


ERA_DIGITS = {"明治": "1", "大正": "2", "昭和": "3", "平成": "4", "令和": "5"}


def test_the_file_of_laws_is_consistent() -> None:
    """Ids follow from numbers but for who brought an Act in; no name and no number stands twice."""
    entries = yaml.safe_load(LAWS.read_text(encoding="utf-8"))["laws"]
    names = Counter(name for entry in entries for name in (entry["name"], *entry.get("also", ())))
    numbers = Counter(entry["number"] for entry in entries if "number" in entry)
    assert [twice for twice, count in (names + numbers).items() if count > 1] == []
    for entry in entries:
        if "id" not in entry or entry["name"] == "日本国憲法":
            continue
        era, year, kind, number = re.fullmatch(r"(..)([0-9]+)年(法律|政令)第([0-9]+)号", entry["number"]).groups()
        kinds = "AC0000000|AC1000000|AC0100000" if kind == "法律" else "CO0000000"
        assert re.fullmatch(f"{ERA_DIGITS[era]}{int(year):02}(?:{kinds}){int(number):03}", entry["id"]), entry


def wrapped(text: str) -> str:
    """Break the line behind every character but numerals: there a gap may part two numbers."""
    return re.sub(r"([^0-9一二三四五六七八九十])(?=.)", r"\1\n", text)


def test_every_name_in_the_file_is_found() -> None:
    for name, law in load_laws(LAWS).named.items():
        for text in (f"{name}第9条第1項", f"根拠は{name}第9条第1項である", wrapped(f"{name}第9条第1項")):
            expected = LawValue(name, law.number, law.law_id, "9", "1")
            assert [mention.value for mention in find_laws(text)] == [expected], text


@pytest.mark.parametrize(
    "damaged",
    [
        "laws: [{name: 番号法, nmber: 平成25年法律第27号}]\nbefore: []\nlabels: []\nothers: []\n",
        "laws: [{number: 平成25年法律第27号}]\nbefore: []\nlabels: []\nothers: []\n",
        "laws: [{name: 番号法}]\nbefore: []\nlabels: []\n",
        "laws: {}\nbefore: []\nlabels: []\nothers: []\n",
        "",
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, damaged: str) -> None:
    path = tmp_path / "laws.yaml"
    path.write_text(damaged, encoding="utf-8")
    with pytest.raises(msgspec.ValidationError):
        load_laws(path)


def test_the_fields_are_those_of_the_table() -> None:
    columns = {field.name for field in fields(LawCitation)}
    assert {field.name for field in fields(LawValue)} <= columns


# ------------------------------------------------------------------------------------------------------ the seed files

SEED_CITATIONS = {
    ("001", 126): [("番号法", None, "別表", 1)],
    ("001", 129): [
        ("番号法第19条第8号に基づく主務省令", "2", None, 1),
        ("番号法第19条第8号に基づく主務省令", "2", None, 65),
    ],
    ("001", 191): [("地方税法", article, None, 0) for article in ("45の2", "45の3の3", "317の2", "317の3の3")],
    ("001", 364): [("目黒区個人番号の利用に関する条例", "3", None, 0)],
    ("001", 758): [("番号法", "19", None, 0), ("番号法", None, "2", 56), ("番号法", "19", None, 0), ("番号法", None, "2", 57)],
    ("001", 870): [("目黒区立保育所条例", "11", None, 0)],
    ("001", 1160): [("心身障害者の医療費の助成に関する条例", "4", None, 0), ("心身障害者の医療費の助成に関する条例", "6", None, 0)],
    ("002", 50): [("狛江市個人情報保護条例", "14", None, 0), ("狛江市個人情報保護条例", "15", None, 0)],
    ("002", 84): [("軽自動車検査情報提供業務取扱規程", "3", None, 0)],
    ("002", 149): [("狛江市税条例", "80", None, 0)],
    ("002", 832): [("狛江市個人情報保護条例", "13", None, 0)],
    ("002", 1234): [("番号法", "9", "1", 1)],
    ("002", 1242): [("番号法", "19", "2", 4)],
    ("002", 1390): [("番号利用条例", "23", None, 0)],
    ("002", 1425): [("狛江市個人情報保護条例", "12", None, 0)],
    ("003", 22): [("所沢市情報公開・個人情報保護審議会条例", "7", None, 0)],
    ("004", 53): [("番号法", "9", "1", 2)],
}  # fmt: skip
"""File and line → law, article, appended table and number of rows of the citations that begin there, read by hand."""

HEADINGS = {
    "000": [], "001": [], "003": [], "004": [],
    "002": [284, 908, 917, 921, 933, 944, 950, 957, 976, 983, 1017, 1023, 1026, 1044, 1050, 1057, 1069, 1075],
}  # fmt: skip
"""Lines of the articles that the files have themselves, of a quoted law and of a contract: the only 第N条 not cited."""


def seed_text(name: str) -> str:
    path = next(iter((SHARED / "seeds").glob(f"{name}_*.txt")), None)
    if path is None:
        pytest.skip("needs ../shared/seeds")
    return path.read_bytes().decode()


@pytest.mark.parametrize(("name", "line"), SEED_CITATIONS.keys())
def test_lines_of_the_seeds(name: str, line: int) -> None:
    text = seed_text(name)
    values = [m.value for m in find_laws(text) if text.count("\n", 0, m.start) + 1 == line]
    found = [(value.law, value.article, value.appended_table, len(value.rows)) for value in values]
    assert found == SEED_CITATIONS[name, line]


@pytest.mark.parametrize("name", HEADINGS)
def test_every_article_in_the_seeds_is_cited_but_headings(name: str) -> None:
    text = seed_text(name)
    mentions = find_laws(text)
    starts = [article.start() for article in re.finditer(r"[0-9０-９一二三四五六七八九十百]\s*条", text)]
    missed = [start for start in starts if not any(mention.start <= start < mention.end for mention in mentions)]
    assert [text.count("\n", 0, start) + 1 for start in missed] == HEADINGS[name]


def test_the_long_list_of_rows_is_in_order() -> None:
    text = seed_text("001")
    values = [m.value for m in find_laws(text) if text.count("\n", 0, m.start) + 1 == 129]
    assert values[1].rows[:9] == ("1", "2", "3", "4", "5", "7", "13", "28", "37")
    assert values[1].rows[-6:] == ("168", "169", "170", "171", "172", "173")


# ---------------------------------------------------------------------------------------------------------- properties

KANJI = "〇一二三四五六七八九"


def in_kanji(number: int) -> str:
    """Write 317 as 三百十七."""
    thousands, hundreds, tens, ones = (number // 1000, number // 100 % 10, number // 10 % 10, number % 10)
    parts = ((thousands, "千"), (hundreds, "百"), (tens, "十"))
    written = "".join(("" if count == 1 else KANJI[count]) + unit for count, unit in parts if count)
    return written + (KANJI[ones] if ones else "")


def wide(text: str) -> str:
    return text.translate({ord(digit): ord(digit) - 0x30 + 0xFF10 for digit in "0123456789"})


COUNTERS = st.lists(st.integers(1, 9), max_size=2).flatmap(
    lambda branches: st.integers(1, 999).map(lambda number: (number, *branches))
)


@st.composite
def places(draw: st.DrawFn) -> LawValue:
    counters = draw(st.tuples(COUNTERS, st.none() | st.integers(1, 20), st.none() | COUNTERS))
    table = draw(st.none() | st.integers(1, 9))
    rows = draw(st.lists(COUNTERS, min_size=1, max_size=12)) if table else []
    article, paragraph, item = counters
    return LawValue(
        *NUMBERED,
        article="の".join(map(str, article)),
        paragraph=None if paragraph is None else str(paragraph),
        item=None if item is None else "の".join(map(str, item)),
        appended_table=None if table is None else str(table),
        rows=tuple("の".join(map(str, row)) for row in rows),
    )


def printed(value: LawValue) -> str:
    """Print a citation from its parts, as laws do."""
    article, *branches = (value.article or "").split("の")
    text = f"{value.law}第{article}条{''.join(f'の{branch}' for branch in branches)}"
    text += f"第{value.paragraph}項" if value.paragraph else ""
    if value.item:
        item, *branches = value.item.split("の")
        text += f"第{item}号{''.join(f'の{branch}' for branch in branches)}"
    return text + (f" 別表第{value.appended_table}の{'、'.join(value.rows)}の項" if value.appended_table else "")


@settings(deadline=None)
@given(places())
def test_a_citation_reads_back_its_parts(value: LawValue) -> None:
    text = printed(value)
    notations = [
        text,
        wide(text),
        text.replace("、", ","),
        text.replace("第", "第 "),
        f"「{text}」",
        f"は、{text}に基づく",
    ]
    kanji = re.sub("[0-9]+", lambda number: in_kanji(int(number[0])), text)
    for notation in (*notations, kanji):
        mentions = find_laws(notation)
        assert [mention.value for mention in mentions] == [value], notation
        assert mentions[0].raw == notation.strip("「」は、").removesuffix("に基づく")


@settings(deadline=None)
@given(places(), st.sampled_from([" ", "\n", "　", "\t"]))
def test_gaps_anywhere_but_in_numbers_and_tables_change_nothing(value: LawValue, gap: str) -> None:
    value = replace(value, appended_table=None, rows=())
    mentions = find_laws(gap.join(printed(value)))
    assert [mention.value for mention in mentions] == [value]


@settings(deadline=None)
@given(
    st.lists(places(), min_size=1, max_size=5), st.sampled_from(["、", "及び", "並びに", "又は", "，", "・", "、及び"])
)
def test_a_list_gives_every_place_its_law(values: list[LawValue], separator: str) -> None:
    values = [replace(value, appended_table=None, rows=()) for value in values]
    texts = [printed(value).removeprefix("番号法") for value in values]
    mentions = find_laws(f"番号法{separator.join(texts)}")
    assert [mention.value for mention in mentions] == values
    assert [mention.flags for mention in mentions] == [("abbreviation",), *[("resolved",)] * (len(values) - 1)]


PIECES = st.sampled_from(
    [
        "番号法", "地方税法", "条例", "規則", "法", "令", "要綱", "法律", "主務省令", "狛江市", "個人情報保護", "に関する", "の一部を改正する", "等", "同法", "同条例",
        "同条", "同項", "同号", "前項", "前条", "次条", "第", "1", "2", "９", "十", "一", "百", "千", "〇", "条", "項", "号", "の", "の項", "別表", "別表第二", "の表", "附則",
        "(", ")", "（", "）", "「", "」", "以下「法」という。", "以下「条例」という。", "平成25年法律第27号", "昭和", "元", "年", "月", "政令第1号", "、", ",", "及び", "並びに",
        "から", "まで", "～", "-", "…", "・", "に基づく", "の規定", "ただし書", "(※1)", " ", "\n", "\n\n", "　", "⽉", "ロ", "項番", "関係", "施行令", "施行規則", "旧",
    ]
)  # fmt: skip
LAWLIKE = st.lists(PIECES, max_size=50).map("".join)


def test_a_row_is_not_carried_over_to_another_law() -> None:
    _, mention = find_laws("住民基本台帳法別表第1の26の項、番号法同項")
    assert (mention.value.law, mention.value.rows, mention.flags) == ("番号法", (), ("abbreviation", "unresolved"))


@settings(max_examples=400, deadline=None)
@given(LAWLIKE | st.text(max_size=200), LAWLIKE)
def test_any_text_gives_ordered_mentions_at_exactly_their_text(text: str, before: str) -> None:
    end = 0
    for mention in find_laws(text, after(before)):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.raw == text[mention.start : mention.end] == mention.raw.strip()
        end = mention.end


@settings(max_examples=400, deadline=None)
@given(LAWLIKE, LAWLIKE)
def test_values_keep_their_promises(text: str, before: str) -> None:
    for mention in find_laws(text, after(before)):
        value = mention.value
        assert set(mention.flags) <= FLAGS
        assert list(mention.flags) == sorted(set(mention.flags))
        assert value.law_id is None or value.law_number
        assert value.law or value.law_number or "unresolved" in mention.flags
        assert value.article not in ("同", "前", "次")
        assert all(value.rows)
        assert not re.search(r"\s", "".join(filter(None, (value.law, value.law_number, value.article, *value.rows))))


@settings(deadline=None)
@given(LAWLIKE, LAWLIKE)
def test_reading_again_gives_the_same(text: str, before: str) -> None:
    assert find_laws(text, after(before)) == find_laws(text, after(before))


# -------------------------------------------------------------------------------------------------------- hostile text

HOSTILE = {
    "articles": "第1条", "listed articles": "第1条、", "named articles": "税法第1条", "known articles": "番号法第1条", "digits": "1", "spaced digits": "1 ", "commas": "、",
    "kanji": "一", "names": "法", "name brackets": "法(", "brackets": "(", "closed brackets": "法(案)", "rows": "別表第1の1、", "counted rows": "1の項、", "bracket rows": "(1、",
    "row ranges": "別表第1の1-", "rows left out": "別表第1の…", "numbers": "平成1年法律第1号", "short names": "あ法(以下「あ法」という。)", "same": "同法第1条", "ranges": "第1条から",
    "long names": "に関する条例第1条", "amendments": "の一部を改正する法律第1条", "long kanji": "漢" * 100 + "法(", "municipal": "狛江市条例", "branches": "第1条" + "の1" * 200,
    "gaps": "法" + " " * 200, "blank lines": "法\n\n", "tables": "別表", "based": "番号法第1条に基づく", "supplements": "附則第", "eras": "平成", "captions": "第1条(目的)",
    "items": "第1条第1項第1号、", "hundreds": "第百百条", "many brackets": "法" + "(" * 50, "footnotes": "法(※)(※)", "quotes": "「法」", "wide": "第１条",
}  # fmt: skip

HOSTILE_SIZE = 10_000
"""Characters of the smallest text; the largest has four times as many."""
LINEAR = 10.0
"""Fourfold text may take this many times as long: quadratic would be 16, and the machine may be busy."""


def seconds(text: str) -> float:
    def once() -> float:
        begin = time.process_time()
        find_laws(text)
        return time.process_time() - begin

    return min(once() for _ in range(3))


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_text(piece: str) -> None:
    text = piece * (HOSTILE_SIZE // len(piece))
    growth = seconds(text * 4) / max(seconds(text), 1e-3)
    assert growth < LINEAR


def test_one_long_list_is_read_once() -> None:
    text = "番号法別表第2の" + "1、" * 5_000
    growth = seconds(text * 4) / max(seconds(text), 1e-3)
    assert growth < LINEAR
