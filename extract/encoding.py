"""Bytes of a text file to text: which encoding, how sure, what was lost."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from extract.errors import Undecodable
from extract.sheet import Fault, Place

__all__ = ["Decoded", "decode"]

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LEGACY = ("cp932", "euc_jp")
MOST_DAMAGE = 0.02
"""Share of undecodable characters above which a text is not worth reading: more is a wrong encoding, not damage."""
SURE_MARGIN = 0.05
"""How much more Japanese the chosen legacy encoding must look than the other one (share of the characters)."""
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{1,30})", re.IGNORECASE)
META_WITHIN = 4096
"""An HTML page declares its encoding within its first bytes (the HTML standard says 1,024; real pages are laxer)."""
ESCAPE_TO_JIS = re.compile(rb"\x1b\$[@B]")
KANA = re.compile("[ぁ-ヿ]")
HALF_WIDTH_KATAKANA = re.compile("[\uff61-\uff9f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was read with, and what was guessed or lost."""

    text: str
    encoding: str
    faults: tuple[Fault, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of `data`.

    Tried in this order: byte order mark, HTML meta charset, UTF-8, ISO-2022-JP escapes, UTF-16 without a mark, then
    CP932 against EUC-JP. A guess between encodings that both fit is a fault `encoding_guessed`, characters that could
    not be decoded are U+FFFD and a fault `encoding_damaged` each time the damage is small.
    Raises Undecodable when no encoding fits.
    """
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _lenient(data, name)
    for name in _declared(data):
        if (text := _strict(data, name)) is not None:
            return Decoded(text, name)
    if b"\0" in data:
        return _utf16_without_mark(data)
    if ESCAPE_TO_JIS.search(data) and (text := _strict(data, "iso2022_jp")) is not None:
        return Decoded(text, "iso2022_jp")
    if (text := _strict(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    return _legacy(data) or _damaged(data)


def _declared(data: bytes) -> list[str]:
    match = META_CHARSET.search(data[:META_WITHIN])
    if match is None:
        return []
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return []
    # Pages that say Shift_JIS use its Windows extension: ① and ㈱ stand in no other.
    return ["cp932" if name.startswith("shift_jis") else name]


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, _damage(text))


def _damage(text: str) -> tuple[Fault, ...]:
    lost = text.count("\ufffd")
    if not lost:
        return ()
    first = text.index("\ufffd")
    message = f"{lost} characters could not be decoded, the first at offset {first}"
    return (Fault("encoding_damaged", message, Place(start=first, end=first + 1)),)


def _utf16_without_mark(data: bytes) -> Decoded:
    texts = [(text, name) for name in ("utf-16-le", "utf-16-be") if (text := _strict(data, name)) is not None]
    text, name = max(texts, key=lambda pair: _japanese(pair[0]), default=("", ""))
    if not text or "\0" in text or _japanese(text) <= 0:
        message = "the bytes hold NUL and are no UTF-16 text: a binary file?"
        raise Undecodable(message)
    return Decoded(text, name, (Fault("encoding_guessed", f"read as {name}: there is no byte order mark"),))


def _japanese(text: str) -> float:
    """Return how Japanese a text looks: share of kana less share of half-width katakana, which EUC-JP turns into in CP932."""
    return (len(KANA.findall(text)) - len(HALF_WIDTH_KATAKANA.findall(text))) / max(1, len(text))


def _legacy(data: bytes) -> Decoded | None:
    fits = [(text, name) for name in LEGACY if (text := _strict(data, name)) is not None]
    if not fits:
        return None
    ranked = sorted(fits, key=lambda pair: (-_japanese(pair[0]), LEGACY.index(pair[1])))
    text, name = ranked[0]
    unsure = _japanese(text) < SURE_MARGIN or (
        len(ranked) > 1 and _japanese(text) - _japanese(ranked[1][0]) < SURE_MARGIN
    )
    if unsure and len(ranked) > 1:
        return Decoded(text, name, (Fault("encoding_guessed", f"read as {name}; {ranked[1][1]} fits as well"),))
    return Decoded(text, name)


def _damaged(data: bytes) -> Decoded:
    texts = [(data.decode(name, errors="replace"), name) for name in ("utf-8", *LEGACY)]
    text, name = min(texts, key=lambda pair: pair[0].count("\ufffd") / max(1, len(pair[0])))
    if text.count("\ufffd") > MOST_DAMAGE * len(text):
        message = f"no Japanese encoding fits: as {name} {text.count(chr(0xFFFD))} of {len(text)} characters are lost"
        raise Undecodable(message)
    return Decoded(text, name, _damage(text))
