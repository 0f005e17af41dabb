"""What sources look like: pages of PDFs as pictures, text dumps as text. Made in processes that can be ended from outside.

PDF engines hang and crash, archives and encodings are what others made: nothing of them runs in the process that serves.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as Late
from contextlib import closing
from math import sqrt
from typing import TYPE_CHECKING, Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from extract.errors import Crashed, DamagedPdf, OutOfMemory, TimedOut
from hyokasho.confined import confine, described_exit
from hyokasho.review.sources import LINE_END, PageSize, SourceFile, TextPart, fetch

if TYPE_CHECKING:
    from extract.pdf.engine import Document

__all__ = ["MOST_TEXT", "Pages"]

SECONDS = 20.0
"""What showing one page may take, opening its file included: a hundred times the usual; a reader does not wait longer."""

WORKERS = 2
"""Processes: one hanging page leaves the other to those who read on."""

RENEWED = 250
"""Pages a process shows before a fresh one takes its place: what engines leak does not add up."""

ZOOM = 2.0
"""Pixels a point: at 144 dpi the small type of forms can be read."""

POINTS = 72
"""Points an inch."""

MOST_PIXELS = 8_000_000
"""Pixels of a picture: an A3 sheet at ZOOM has 4 million. Larger sheets are drawn at a smaller scale."""

MOST_PAGES = 1_000
"""Pages of one document that are shown: printed papers of a council stay below."""

MOST_TEXT = 1_000_000
"""Characters of one document that are shown: six times the longest assessment."""

CACHED = 32 * 2**20
"""Bytes of pictures that are kept: the pages around the one that is read."""

PRELOADED = ["hyokasho.review.pages", "extract.pdf.engine", "extract.encoding"]
"""What the fork server imports once for all its processes."""

Shown = TypeVar("Shown")


class Pages:
    """The processes that open sources, and the pictures they made last. Every method may raise SourceError.

    Each process may take so many bytes of memory, and so many seconds for what it is asked.
    """

    def __init__(self, memory: int, seconds: float = SECONDS) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOADED)
        self._seconds = seconds
        self._pool = ProcessPool(
            max_workers=WORKERS, max_tasks=RENEWED, initializer=confine, initargs=(memory,), context=context
        )
        self._pictures = _Cache(CACHED)

    def warm(self) -> None:
        """Start the processes and wait until they are ready, so that the first reader need not."""
        for future in [self._pool.schedule(_ready) for _ in range(WORKERS)]:
            future.result()

    def sizes(self, source: SourceFile, first: int, last: int) -> tuple[PageSize, ...]:
        """Return the sizes of the pages `first` to `last` that the PDF has, MOST_PAGES at most."""
        return self._run(_sizes, source, first, min(last, first + MOST_PAGES - 1))

    def picture(self, source: SourceFile, number: int, zoom: float = ZOOM) -> bytes:
        """Return a page of a PDF as PNG."""
        key = (source.sha256, number, zoom)
        held = self._pictures.get(key)
        if held is None:
            held = self._run(_picture, source, number, zoom)
            self._pictures.put(key, held)
        return held

    def text(self, source: SourceFile, start: int, end: int) -> TextPart:
        """Return the text from `start` to `end`, decoded as it was when it was read; MOST_TEXT characters at most."""
        return self._run(_text, source, start, end)

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates it in part
        self._pool.join()

    def _run(self, what: Callable[..., Shown], *arguments: object) -> Shown:
        future = self._pool.schedule(what, args=arguments, timeout=self._seconds)
        try:
            shown: Shown = future.result()
        except Late as error:
            message = f"not shown within {self._seconds:g} s"
            raise TimedOut(message) from error
        except ProcessExpired as error:
            raise Crashed(described_exit(error.exitcode)) from error
        except MemoryError as error:
            message = "showing it asks for more memory than a process may take"
            raise OutOfMemory(message) from error
        except CancelledError as error:
            message = "the server is being stopped"
            raise Crashed(message) from error
        return shown


class _Cache:
    """The values used last, up to so many bytes together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[object, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: object) -> bytes | None:
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key]

    def put(self, key: object, value: bytes) -> None:
        with self._lock:
            self._size += len(value) - len(self._held.pop(key, b""))
            self._held[key] = value
            while self._size > self._most and len(self._held) > 1:
                _, dropped = self._held.popitem(last=False)
                self._size -= len(dropped)


def _ready() -> None:
    """Do nothing: what is needed is imported by now."""


def _opened(source: SourceFile) -> Document:
    from extract.pdf.engine import open_pdf  # noqa: PLC0415 - only where a PDF is opened

    return open_pdf(fetch(source))


def _sizes(source: SourceFile, first: int, last: int) -> tuple[PageSize, ...]:
    with closing(_opened(source)) as document:
        return tuple(_size(document, number) for number in range(max(1, first), min(last, document.page_count) + 1))


def _size(document: Document, number: int) -> PageSize:
    rect = document.load_page(number - 1).rect
    return PageSize(number, rect.width, rect.height)


def _picture(source: SourceFile, number: int, zoom: float) -> bytes:
    from extract.pdf.engine import FAILURES  # noqa: PLC0415 - only where a PDF is opened

    with closing(_opened(source)) as document:
        if not 1 <= number <= document.page_count:
            message = f"page {number}: the file has {document.page_count} pages"
            raise DamagedPdf(message)
        try:
            page: Any = document.load_page(number - 1)
            scale = min(zoom, sqrt(MOST_PIXELS / max(1.0, page.rect.width * page.rect.height)))
            png: bytes = page.get_pixmap(dpi=max(1, int(scale * POINTS)), alpha=False).tobytes("png")
        except FAILURES as error:
            message = f"page {number} can't be drawn: {error}"
            raise DamagedPdf(message) from error
    return png


def _text(source: SourceFile, start: int, end: int) -> TextPart:
    from extract.encoding import decode  # noqa: PLC0415 - only where a text dump is opened

    text = decode(fetch(source)).text
    shown = text[start : min(end, start + MOST_TEXT)]
    return TextPart(shown, start, 1 + len(LINE_END.findall(text, 0, start)), start + len(shown) < min(end, len(text)))
