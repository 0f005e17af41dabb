import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.encoding import decode
from extract.errors import Undecodable

TEXT = "評価書番号\t15\r\n㈱架空電算 ①事務の名称 ～○〇"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("cp932"), "cp932"),
        ("特定個人情報の保護について".encode("euc_jp"), "euc_jp"),
        ("特定個人情報の保護について".encode("iso2022_jp"), "iso2022_jp"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_encodings_that_occur(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.text in {TEXT, "特定個人情報の保護について"}


def test_the_byte_order_mark_is_no_character_of_the_text() -> None:
    assert decode(codecs.BOM_UTF8 + "公表日".encode()).text == "公表日"


def test_a_page_says_shift_jis_and_means_the_windows_code_page() -> None:
    page = '<html><head><meta charset="Shift_JIS"></head><body>㈱架空 ①</body></html>'
    decoded = decode(page.encode("cp932"))
    assert (decoded.text, decoded.encoding, decoded.faults) == (page, "cp932", ())


def test_a_cut_download_is_damaged_utf8_and_not_another_encoding() -> None:
    data = ("令和7年9月1日公表" * 20).encode()[:-1]
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("公\ufffd")
    assert [(fault.code, fault.place.start) for fault in decoded.faults if fault.place] == [("encoding_damaged", 199)]


def test_half_width_katakana_in_both_encodings_is_said_to_be_a_guess() -> None:
    decoded = decode("ｱｲｳｴ".encode("cp932"))
    assert [fault.code for fault in decoded.faults] == ["encoding_guessed"]


def test_utf16_without_a_mark_is_said_to_be_a_guess() -> None:
    assert [fault.code for fault in decode("あ1い2う3\n".encode("utf-16-be")).faults] == ["encoding_guessed"]


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03binary\x00", bytes(range(128, 256)) * 4])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Undecodable):
        decode(data)


@given(st.text(alphabet="特定個人情報保護評価書のはをに令和年月日12ー、。アイウ", min_size=12))
def test_japanese_survives_every_legacy_encoding(text: str) -> None:
    for encoding in ("utf-8", "cp932", "euc_jp"):
        decoded = decode(text.encode(encoding))
        assert decoded.text == text or decoded.faults, encoding


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Undecodable):
        assert isinstance(decode(data).text, str)
