from pathlib import Path

import pytest

from extract.errors import Empty, NotAPdf, SourceError, Unsupported
from extract.read import read


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "a.txt", Empty),
        (b" \n\t\r\n", "a.txt", Empty),
        (b"<html><body><script>1</script></body></html>", "a.html", Empty),
        ("公表日".encode(), "a.pdf", NotAPdf),
        (b"<!DOCTYPE html><title>404</title>", "a.PDF", NotAPdf),
        (b"PK\x03\x04....", "a.xlsx", Unsupported),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.doc", Unsupported),
        (b"\x89PNG\r\n", "a.png", Unsupported),
    ],
)
def test_what_can_not_be_read_says_why_and_what_to_do(data: bytes, name: str, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        read(data, name)
    assert str(caught.value)
    assert caught.value.remedy.endswith((".", "`."))
    assert caught.value.exit_code == 3


def test_a_pdf_with_another_name_is_a_pdf(samples: Path) -> None:
    sheet = read((samples / "11_bundle.pdf").read_bytes(), "without an ending")
    assert (sheet.media_type, sheet.pages, sheet.encoding) == ("application/pdf", 4, None)


def test_a_saved_page_and_a_dump(samples: Path) -> None:
    page = read((samples / "08_iken_kekka.html").read_bytes(), "08_iken_kekka.html")
    assert (page.media_type, page.encoding, page.pages) == ("text/html", "utf-8", None)
    dump = read((samples / "09_iken_kekka_sjis.txt").read_bytes(), "09_iken_kekka_sjis.txt")
    assert (dump.media_type, dump.encoding, dump.length) == ("text/plain", "cp932", 624)


def test_the_page_shows_no_script_and_no_style(samples: Path) -> None:
    sheet = read((samples / "08_iken_kekka.html").read_bytes(), "08_iken_kekka.html")
    text = "\n".join(row.text for row in sheet.rows)
    assert "function" not in text
    assert "font-family" not in text
    assert "5 意見の内容と市の考え方" in text
