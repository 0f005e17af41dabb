from hypothesis import given
from hypothesis import strategies as st

from extract.html import cell_lines
from extract.lines import verbatim
from extract.sheet import Box, Line, Place
from parsers.passage import join

DATE = join([verbatim("平成 27 年", 100), verbatim("12 月 18 日に", 110)], [""])


def test_a_range_over_two_lines_has_one_place() -> None:
    assert DATE.text == "平成 27 年12 月 18 日に"
    assert DATE.place(0, 16) == Place(start=100, end=119)
    assert DATE.place(7, 9) == Place(start=110, end=112)


def test_what_was_put_between_lines_has_no_place() -> None:
    passage = join([verbatim("甲", 0), verbatim("乙", 5)], ["\t"])
    assert passage.place(1, 2) is None
    assert passage.place(0, 3) == Place(start=0, end=6)


def test_a_part_is_a_passage_with_the_same_places() -> None:
    part = DATE.part(3, 11)
    assert part.text == "27 年12 月"
    assert part.place(0, 4) == Place(start=103, end=107)
    assert part.place(4, 8) == Place(start=110, end=114)


def test_entities_and_tags_inside_a_line_are_skipped() -> None:
    (line,) = cell_lines("令和<b>7</b>年&lt;案&gt;", 0)
    passage = join([line], [])
    assert passage.text == "令和7年<案>"
    assert passage.place(2, 3) == Place(start=5, end=10)
    assert passage.place(4, 7) == Place(start=11, end=20)


def test_lines_of_a_page_keep_page_and_box() -> None:
    upper = Line("甲", Place(1, Box(10, 20, 30, 40)))
    lower = Line("乙", Place(1, Box(5, 40, 15, 60)))
    next_page = Line("丙", Place(2, Box(0, 0, 9, 9)))
    passage = join([upper, lower, next_page], ["", ""])
    assert passage.place(0, 2) == Place(1, Box(5, 20, 30, 60))
    assert passage.place(1, 3) == Place(1, Box(5, 40, 15, 60))  # the part on the first page


@given(st.lists(st.text(alphabet="甲乙丙12", min_size=1, max_size=5), min_size=1, max_size=6), st.data())
def test_a_place_holds_exactly_its_text(texts: list[str], data: st.DataObject) -> None:
    source = "|".join(texts)
    starts = [sum(len(text) + 1 for text in texts[:number]) for number in range(len(texts))]
    passage = join([verbatim(text, start) for text, start in zip(texts, starts, strict=True)], ["|"] * (len(texts) - 1))
    assert passage.text == source
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    place = passage.place(start, end)
    if place is not None:
        assert source[place.start : place.end].strip("|") == source[start:end].strip("|")
    else:
        assert source[start:end].strip("|") == ""
