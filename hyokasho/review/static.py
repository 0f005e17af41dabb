"""Documents as HTML files that stand alone: to mail, to publish, to look at where nothing is installed."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extract.errors import ExportExists, NotWritable, SourceError, UsageError
from hyokasho.atomic import write_text
from hyokasho.review.document_page import Shown, shown_to, source_of
from hyokasho.review.rendering import Alone, Chrome, alone, render
from hyokasho.review.serving import Server
from hyokasho.review.words import Words
from parsers.records import Document

__all__ = ["export"]

ZOOM = 1.5
"""Pixels a point of the pages in a file: at 108 dpi the type of forms can be read, and the file be mailed."""


def export(server: Server, document_ids: Sequence[str], target: Path, words: Words) -> tuple[Path, ...]:
    """Write documents as HTML files and return their paths.

    `target` is a file for one document where its name ends in .html, else a folder with a file for each and an
    index.html. Nothing that stands there is replaced. Raises UsageError, UnknownDocument, ExportExists, NotWritable.
    """
    ids = tuple(dict.fromkeys(document_ids))
    single = target.suffix == ".html"
    if not ids or (single and len(ids) > 1):
        message = "one document goes into a file (OUT.html), several into a folder" if ids else "name the documents"
        raise UsageError(message)
    if target.exists():
        message = f"{target}: is there already"
        raise ExportExists(message)
    try:
        return _write(server, ids, target, words, single)
    except OSError as error:
        message = f"{error.filename or target}: {error.strerror or error}"
        raise NotWritable(message) from error


def _write(server: Server, ids: Sequence[str], target: Path, words: Words, single: bool) -> tuple[Path, ...]:
    own = alone()
    folder = target.parent if single else target
    documents: list[Document] = []
    paths: list[Path] = []
    for document_id in ids:
        one = shown_to(server, document_id)
        path = target if single else folder / f"{document_id}.html"
        folder.mkdir(parents=True, exist_ok=True)
        write_text(path, _page(server, one, words, Chrome("document", None, None if single else "index.html", own)))
        documents.append(one.review.document)
        paths.append(path)
    return tuple(paths) if single else (*paths, _index(folder, documents, words, own))


def _index(folder: Path, documents: Sequence[Document], words: Words, own: Alone) -> Path:
    path = folder / "index.html"
    write_text(path, render("exported.html", words, Chrome("exported", None, None, own), documents=documents))
    return path


def _page(server: Server, one: Shown, words: Words, chrome: Chrome) -> str:
    pictures = {sheet.size.number: _picture(server, one, sheet.size.number) for sheet in one.sheets}
    return render("document.html", words, chrome, one=replace(one, pictures=pictures), edit=None)


def _picture(server: Server, one: Shown, number: int) -> str:
    """Return a page as an address that holds the picture; empty, which the page says, where it can't be drawn."""
    source = source_of(one.review.origin, server.settings.root)
    try:
        png = b"" if source is None else server.pages.picture(source, number, ZOOM)
    except SourceError:
        png = b""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
