"""PDF to `Sheet`: ruled tables with their merged cells, and the lines of text around them.

The way of a page: `mupdf` hands over its ink (characters, strokes, filled rectangles), `rulings` turns strokes into
straight walls, `grid` turns walls into cells with spans, `text` turns characters into lines, `page` puts them in
reading order. Only `mupdf` knows the engine; `document` opens, checks and loops.
"""

from __future__ import annotations

from extract.pdf.document import page_count, read_pdf

__all__ = ["page_count", "read_pdf"]
