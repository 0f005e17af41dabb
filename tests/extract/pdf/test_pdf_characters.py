"""Lines are handed over with their characters alone, a few or all at once: always the same ones."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extract.pdf import mupdf
from extract.pdf.characters import characters_of, text_lines
from extract.pdf.engine import TextPage

PRINTS = sorted((Path(__file__).parents[2] / "forms" / "printed").glob("*.pdf"))
PAGES = 2
"""Pages of each print: its cover or summary, and one of its form."""


def text_page(page: pymupdf.Page) -> TextPage:
    found: TextPage = page.get_textpage(clip=page.rect, flags=mupdf._TEXT_FLAGS, matrix=page.rotation_matrix)
    return found


@pytest.mark.parametrize("path", PRINTS, ids=lambda path: path.stem)
def test_each_line_has_the_characters_that_it_has_among_all(path: Path) -> None:
    with pymupdf.open(path) as document:
        for page in document.pages(0, PAGES):
            found = text_page(page)
            lines = text_lines(found.extractDICT()["blocks"])
            whole = text_lines(found.extractRAWDICT()["blocks"])
            assert len(lines) == len(whole) > 0
            for number, line in enumerate(whole):
                alone = characters_of(found, lines, [number])[number]
                assert alone == [span["chars"] for span in line["spans"]]
            every_other = characters_of(found, lines, range(0, len(lines), 2))
            assert all(
                every_other[number] == [span["chars"] for span in whole[number]["spans"]] for number in every_other
            )


def test_lines_struck_over_each_other_keep_their_own_characters() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        for text in ("Iiiii", "lilil"):  # as wide, in the same place
            page.insert_text((72, 72), text, fontname="cour", fontsize=10)
        page.insert_text((72, 144), "below", fontname="cour", fontsize=10)
        found = text_page(page)
        lines = text_lines(found.extractDICT()["blocks"])
        assert [line["spans"][0]["text"] for line in lines] == ["Iiiii", "lilil", "below"]
        characters = characters_of(found, lines, [0, 1])
        assert ["".join(char["c"] for char in characters[number][0]) for number in (0, 1)] == ["Iiiii", "lilil"]


def test_the_text_page_shows_everything_afterwards() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        for row in range(3):
            page.insert_text((72, 72 + 30 * row), f"line {row}")
        found = text_page(page)
        lines = text_lines(found.extractDICT()["blocks"])
        characters_of(found, lines, [1])
        assert [line["spans"][0]["text"] for line in text_lines(found.extractDICT()["blocks"])] == [
            "line 0",
            "line 1",
            "line 2",
        ]


@pytest.mark.parametrize("path", PRINTS, ids=lambda path: path.stem)
def test_the_lines_do_not_depend_on_the_shapes(path: Path) -> None:
    with pymupdf.open(path) as document:
        for page in document.pages(0, PAGES):
            with_shapes, without = (
                text_lines(page.get_textpage(flags=flags).extractDICT()["blocks"])
                for flags in (mupdf._TEXT_FLAGS, mupdf._CHARACTERS)
            )
            assert with_shapes
            assert [[span["text"] for span in line["spans"]] for line in with_shapes] == [
                [span["text"] for span in line["spans"]] for line in without
            ]
