"""What holds for every drawing: spans come back as drawn, no character is lost or made up, nothing depends on luck."""

from __future__ import annotations

from collections import Counter

import pymupdf
from drawn import Drawing
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import SourceError
from extract.pdf import read_pdf

LETTERS = "評価書番号個人情報保護委員会特定年月日市区町村長ABCxyz0123"

Area = tuple[int, int, int, int]  # first row, first column, end row, end column


@st.composite
def merged_grids(draw: st.DrawFn) -> list[Area]:
    """A grid of up to 5 × 5 boxes, cut at random into rectangles, in the order of their upper left corners."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    taken: set[tuple[int, int]] = set()
    areas = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            free = next((c for c in range(column, columns) if (row, c) in taken), columns)
            end_column = draw(st.integers(column + 1, free))
            end_row = draw(st.integers(row + 1, rows))
            taken |= {(r, c) for r in range(row, end_row) for c in range(column, end_column)}
            areas.append((row, column, end_row, end_column))
    return areas


def expected(areas: list[Area]) -> list[list[tuple[str, int, int, int]]]:
    """The cells by row. A line of the grid at which no cell begins is not there to be seen."""
    rows = sorted({row for row, _, _, _ in areas})
    columns = sorted({column for _, column, _, _ in areas})
    return [
        [
            (
                f"枡{areas.index(area)}",
                columns.index(area[1]),
                sum(area[0] <= r < area[2] for r in rows),
                sum(area[1] <= c < area[3] for c in columns),
            )
            for area in areas
            if area[0] == row
        ]
        for row in rows
    ]


@settings(max_examples=60, deadline=None)
@given(areas=merged_grids(), bars=st.booleans(), turned=st.booleans())
def test_merged_cells_come_back_with_their_spans_and_texts(areas: list[Area], bars: bool, turned: bool) -> None:
    draw = Drawing()
    order = list(enumerate(areas))
    for index, (row, column, end_row, end_column) in reversed(order) if turned else order:
        x0, y0, x1, y1 = 50 + 60 * column, 50 + 30 * row, 50 + 60 * end_column, 50 + 30 * end_row
        if bars:
            for bar in ((x0, y0, x1, y0 + 0.5), (x0, y1, x1, y1 + 0.5), (x0, y0, x0 + 0.5, y1), (x1, y0, x1 + 0.5, y1)):
                draw.bar(*bar)
        else:
            draw.box(x0, y0, x1, y1)
        draw.text(x0 + 4, y0 + 18, f"枡{index}")
    assert draw.tables() == {1: expected(areas)}


lines_of_text = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 35), st.text(LETTERS, min_size=1, max_size=20), st.sampled_from([6, 9, 10.5])),
    min_size=1,
    max_size=12,
    unique_by=lambda line: line[:2],
)  # fmt: skip
rules = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 18), st.integers(1, 6), st.booleans()), max_size=25)


@settings(max_examples=60, deadline=None)
@given(texts=lines_of_text, walls=rules)
def test_no_character_is_lost_or_made_up(
    texts: list[tuple[int, int, str, float]], walls: list[tuple[int, int, int, bool]]
) -> None:
    draw = Drawing()
    for column, row, text, size in texts:
        draw.text(30 + 70 * column, 40 + 20 * row, text, size=size)
    for column, row, length, level in walls:
        x, y = 25 + 45 * column, 28 + 40 * row
        draw.line(x, y, x + 45 * length * level, y + 40 * length * (not level))
    data = draw.bytes()
    read = "".join(row.text for row in read_pdf(data).rows)
    with pymupdf.open(stream=data, filetype="pdf") as document:
        drawn = "".join(page.get_text() for page in document)
    assert Counter("".join(read.split())) == Counter("".join(drawn.split()))


@settings(max_examples=20, deadline=None)
@given(texts=lines_of_text, walls=rules)
def test_the_same_bytes_give_the_same_sheet(
    texts: list[tuple[int, int, str, float]], walls: list[tuple[int, int, int, bool]]
) -> None:
    draw = Drawing()
    for column, row, text, size in texts:
        draw.text(30 + 70 * column, 40 + 20 * row, text, size=size)
    for column, row, length, level in walls:
        x, y = 25 + 45 * column, 28 + 40 * row
        draw.line(x, y, x + 45 * length * level, y + 40 * length * (not level))
    data = draw.bytes()
    sheet = read_pdf(data)
    assert read_pdf(data) == sheet
    for row in sheet.rows:
        for cell in row.cells:
            box = cell.place.box
            assert row.place.box == row.place.box.hull(box)
            for line in cell.lines:
                x, y = (line.place.box.x0 + line.place.box.x1) / 2, (line.place.box.y0 + line.place.box.y1) / 2
                assert box.x0 <= x <= box.x1
                assert box.y0 <= y <= box.y1


@settings(max_examples=60, deadline=None)
@given(tail=st.binary(max_size=400), header=st.sampled_from([b"%PDF-1.4\n", b"%PDF-1.7\n1 0 obj\n<<", b""]))
def test_any_bytes_give_a_sheet_or_one_of_our_errors(tail: bytes, header: bytes) -> None:
    try:
        code = f"{read_pdf(header + tail).pages} pages"
    except SourceError as error:
        code = error.code
    assert code in {"not_a_pdf", "damaged_pdf", "empty"}
