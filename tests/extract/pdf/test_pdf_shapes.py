"""A page of many shapes is run twice: the second time, without them, has to give the same lines of text."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extract.pdf import mupdf, read_pdf
from extract.pdf.runs import text_lines
from extract.sheet import Sheet

PRINTS = sorted((Path(__file__).parents[2] / "forms" / "printed").glob("*.pdf"))


@pytest.mark.parametrize("path", PRINTS, ids=lambda path: path.stem)
def test_the_lines_do_not_depend_on_the_shapes(path: Path) -> None:
    with pymupdf.open(path) as document:
        for number in range(min(3, document.page_count)):
            page = document[number]
            with_shapes, without = (
                text_lines(page.get_textpage(flags=flags).extractDICT()["blocks"])
                for flags in (mupdf._TEXT_FLAGS, mupdf._CHARACTERS)
            )
            assert [[span["text"] for span in line["spans"]] for line in with_shapes] == [
                [span["text"] for span in line["spans"]] for line in without
            ]
            assert with_shapes


@pytest.mark.parametrize(
    "path", [path for path in PRINTS if path.stem.endswith("rects")][:1], ids=lambda path: path.stem
)
def test_the_sheet_is_the_same_either_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read() -> Sheet:
        return read_pdf(path.read_bytes())

    usual = read()
    monkeypatch.setattr(mupdf, "_MANY_SHAPES", 10**9)
    assert read().rows == usual.rows
