"""Page numbers and running titles of text dumps."""

import pytest

from extract.dump import dump_rows

PAGE = "\n".join(f"第{number}行の本文" for number in range(1, 10))


def furniture(text: str) -> list[str]:
    return [row.text for row in dump_rows(text) if row.furniture]


@pytest.mark.parametrize("number", ["{}", "- {} -", "{} / 12", "{}/12ページ", "P.{}", "({})", "- ３{} -"])
def test_numbers_that_count_the_pages_are_furniture(number: str) -> None:
    printed = [number.format(page) for page in range(1, 5)]
    assert furniture("\n\n".join(f"{PAGE}\n{one}" for one in printed)) == printed


@pytest.mark.parametrize("number", ["- {} -", "{} / 12", "P.{}"])
def test_above_the_page_a_number_needs_more_than_its_digits(number: str) -> None:
    printed = [number.format(page) for page in range(1, 5)]
    assert furniture("\n\f".join(f"{one}\n{PAGE}" for one in printed)) == printed
    assert furniture("\n\n".join(f"{page}\n{PAGE}" for page in range(1, 5))) == []  # opinions, numbered


@pytest.mark.parametrize("number", ["=== Page {} of 4 ===", "--- {}ページ ---", "[Page {}]", "## P. {}"])
def test_what_says_that_it_counts_pages_needs_no_blank_line(number: str) -> None:
    printed = [number.format(page) for page in range(1, 5)]
    found = furniture("\n".join(f"{one}\n{PAGE}" for one in printed))
    assert [text.removeprefix("## ") for text in found] == [one.removeprefix("## ") for one in printed]


def test_the_same_line_on_top_of_the_pages_is_their_title_but_not_where_a_table_goes_on() -> None:
    texts = [[f"{page}枚目の{number}行目" for number in range(1, 10)] for page in range(1, 5)]
    titled = "\n".join(f"--- Page {page} ---\n評価書案\n" + "\n".join(text) for page, text in enumerate(texts, 1))
    assert furniture(titled)[1:] == [one for page in range(2, 5) for one in (f"--- Page {page} ---", "評価書案")]
    table = "\n".join(f"--- Page {page} ---\n変更日\n項目\n" + "\n".join(text) for page, text in enumerate(texts, 1))
    assert furniture(table) == [f"--- Page {page} ---" for page in range(1, 5)]


@pytest.mark.parametrize(("end", "kept"), [("{}\n\f", 4), ("{} / 9 ページ\n", 1)])
def test_the_same_line_behind_the_numbers_that_stays_text_is_marked(end: str, kept: int) -> None:
    def heads(*titles: str) -> list[str]:
        pages = [f"{PAGE.replace('第', f'{page}枚目の')}\n{end.format(page)}" for page in range(1, 5)]
        rows = dump_rows("".join(f"{page}{title}\n" for page, title in zip(pages, titles, strict=True)) + PAGE)
        return [row.text for row in rows if row.page_head]

    assert heads(*["青波市　税の賦課に関する事務"] * 4) == ["青波市　税の賦課に関する事務"] * kept
    assert heads("なし", "なし", "なし", "市民課") == []
    assert heads("なし", "税務課", "なし", "市民課") == []
    assert heads(*["変更日\n項目"] * 4) == []  # titles of a table


def test_where_blank_lines_part_everything_numbers_count_pages_from_the_end_of_the_first() -> None:
    page = PAGE.replace("\n", "\n\n")
    assert furniture("\n\n".join(f"{page}\n\n{number}" for number in range(1, 5))) == ["1", "2", "3", "4"]
    cover = f"評価書番号\n\n1\n\n{page}\n\n{page}\n\n"  # 1 is the value of the label above it
    assert furniture(cover + "\n\n".join(f"{page}\n\n{number}" for number in range(2, 5))) == ["2", "3", "4"]


def test_a_title_beside_the_numbers_is_furniture_but_for_its_first_print_in_front() -> None:
    behind = "\n\n".join(f"{PAGE}\n- {page} -\n令和7年度公表分" for page in range(1, 4))
    assert furniture(behind) == ["- 1 -", "令和7年度公表分", "- 2 -", "令和7年度公表分", "- 3 -", "令和7年度公表分"]
    before = "\n\n".join(f"評価書案\n{page} / 3\n{PAGE}" for page in range(1, 4))
    assert furniture(before) == ["1 / 3", "評価書案", "2 / 3", "評価書案", "3 / 3"]


def test_titles_of_a_table_that_goes_on_are_none() -> None:
    assert furniture("\n\n".join(f"{page} / 3\n変更日\n{PAGE}" for page in range(1, 4))) == ["1 / 3", "2 / 3", "3 / 3"]


@pytest.mark.parametrize(
    "text",
    [
        f"{PAGE}\n1\n\n{PAGE}\n2\n",  # two may be a list
        "\n\n".join(str(number) for number in range(1, 9)),  # entries stand closer than pages
        "\n".join(f"（\n{number}\n）件\n{PAGE}" for number in range(1, 5)),  # no blank line beside them
        f"{PAGE}\n5\n\n{PAGE}\n3\n\n{PAGE}\n9\n",  # out of order
    ],
)
def test_other_numbers_are_text(text: str) -> None:
    assert furniture(text) == []


def test_the_blank_line_of_a_page_parts_no_sentence() -> None:
    rows = dump_rows("\n\n".join(f"{PAGE}\n{page}" for page in range(1, 4)))
    assert [row.text for row in rows if row.gap] == []


def test_soft_hyphens_are_the_hyphens_of_a_poor_font() -> None:
    (row,) = dump_rows("電話 0120\u00ad00\u00ad0000")
    assert row.text == "電話 0120-00-0000"
