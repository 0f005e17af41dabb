"""Sources opened in processes of their own: the right bytes or a reason, and nothing that a file does harms the server."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pymupdf
import pytest

from extract.errors import Crashed, DamagedPdf, OutOfMemory, SourceError, TimedOut, Unopened
from hyokasho.review.pages import Pages
from hyokasho.review.sources import SourceFile, fetch

PNG = b"\x89PNG\r\n\x1a\n"


def source(path: Path) -> SourceFile:
    return SourceFile((str(path),), hashlib.sha256(path.read_bytes()).hexdigest(), path.parent)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(PNG)
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_a_page_is_drawn_as_displayed(pages: Pages, samples: Path) -> None:
    pdf = source(samples / "01_kiso_juminzei.pdf")
    sizes = pages.sizes(pdf, 2, 99)
    assert [size.number for size in sizes] == [2, 3, 4, 5, 6, 7]
    assert (round(sizes[0].width), round(sizes[0].height)) == (595, 842)
    assert size_of(pages.picture(pdf, 2)) == pytest.approx((1190, 1684), abs=2)


def test_a_turned_page_is_as_wide_as_a_reader_sees_it(pages: Pages, tmp_path: Path) -> None:
    path = tmp_path / "turned.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=200, height=100)
        page.set_rotation(90)
        document.save(path)
    (size,) = pages.sizes(source(path), 1, 1)
    assert (size.width, size.height) == (100, 200)
    assert size_of(pages.picture(source(path), 1, zoom=1)) == (100, 200)


def test_a_huge_page_is_drawn_small(pages: Pages, tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with pymupdf.open() as document:
        document.new_page(width=14_000, height=14_000)
        document.save(path)
    width, height = size_of(pages.picture(source(path), 1))
    assert width * height <= 8_000_000


def test_text_is_the_part_of_the_document_decoded_as_it_was_read(pages: Pages, tmp_path: Path) -> None:
    path = tmp_path / "sjis.txt"
    path.write_bytes("第1部\r\n第2部\r\n①㈱の会議録\r\nこれは本文である\r\n".encode("cp932"))
    part = pages.text(source(path), 10, 18)
    assert (part.text, part.start, part.first_line, part.cut) == ("①㈱の会議録\r\n"[:8], 10, 3, False)


def test_a_very_long_text_is_cut_and_says_so(pages: Pages, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("長い文書である。\n" * 200_000, encoding="utf-8")
    part = pages.text(source(path), 9, 1_800_000)
    assert (len(part.text), part.first_line, part.cut) == (1_000_000, 2, True)
    assert not pages.text(source(path), 1_799_991, 9_999_999).cut


def test_a_member_of_an_archive_is_found(pages: Pages, samples: Path) -> None:
    uri = "10_keikaku.zip!/計画管理書.txt"
    with ZipFile(samples / "10_keikaku.zip") as archive:
        data = archive.read("計画管理書.txt")
    member = SourceFile((uri,), hashlib.sha256(data).hexdigest(), samples)
    assert pages.text(member, 0, 15).text == "特定個人情報保護評価計画管理書"


@pytest.mark.parametrize("uri", ["https://example.com/a.txt", "nowhere.txt", ".", "*.txt", "a.txt!/b.txt", "a\0b"])
def test_what_is_no_file_of_the_dataset_is_not_opened(tmp_path: Path, uri: str) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    with pytest.raises(Unopened):
        fetch(SourceFile((uri,), hashlib.sha256("甲".encode()).hexdigest(), tmp_path))


def test_a_file_that_has_changed_is_not_shown(pages: Pages, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("会議録", encoding="utf-8")
    read = source(path)
    assert pages.text(read, 0, 3).text == "会議録"
    path.write_text("別の文書", encoding="utf-8")
    with pytest.raises(Unopened, match="has changed"):
        pages.text(read, 0, 3)


def test_one_uri_that_still_leads_to_the_content_is_enough(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("甲", encoding="utf-8")
    found = SourceFile(("gone.txt", "b.txt"), hashlib.sha256("甲".encode()).hexdigest(), tmp_path)
    assert fetch(found) == "甲".encode()


def test_a_broken_file_is_a_reason_not_a_crash(pages: Pages, tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing of a PDF")
    with pytest.raises(DamagedPdf):
        pages.sizes(source(path), 1, 1)
    with pytest.raises(SourceError):
        pages.picture(source(path), 1)


@pytest.fixture
def strict() -> Iterator[Pages]:
    with closing(Pages(memory=2**30, seconds=4.0)) as one:
        yield one


def hang(_: SourceFile) -> bytes:
    while True:
        time.sleep(1)


def die(_: SourceFile) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def devour(_: SourceFile) -> bytes:
    return bytes(4 * 2**30)


def test_what_hangs_dies_or_devours_costs_no_more_than_its_page(strict: Pages, samples: Path) -> None:
    pdf = source(samples / "01_kiso_juminzei.pdf")
    for poison, expected in ((hang, TimedOut), (die, Crashed), (devour, OutOfMemory)):
        with pytest.raises(expected):
            strict._run(poison, pdf)
    assert strict.sizes(pdf, 1, 1)[0].number == 1
