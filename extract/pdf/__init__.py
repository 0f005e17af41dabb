"""PDF to `Sheet`: ruled tables with their merged cells, and the lines of text around them.

The way of a page: `mupdf` hands over its ink (characters by `runs`, shapes by `paths`, form fields by `fields`) or
`plumber` does; `rulings` turns thin shapes into walls, `network` finds those that belong together, `grid` turns them
into cells with spans, `marks` reads what is drawn instead of written, `text` turns characters into lines, which `order`
parts where print stands beside a wrapped text, `page` puts all in reading order, `check` tells whether that went well. The way of a document: `document` opens and judges it,
`pages` asks the engines, `furniture` marks what belongs to the pages, `tables` joins what page breaks cut.
"""

from __future__ import annotations

from extract.pdf.document import page_count, read_pdf
from extract.pdf.pages import EngineName
from extract.pdf.picture import draw_page

__all__ = ["EngineName", "draw_page", "page_count", "read_pdf"]
