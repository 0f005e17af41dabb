"""A PDF as an office scanner would give it back: pictures of pages, laid on the glass a little askew, and no text.

    python benchmarks/scanner.py IN.pdf OUT.pdf PAGE…

writes a worn scan of some pages (from 1); tests/extract/scan/worn.pdf is that of pages 1 and 3 of the sample
01_kiso_juminzei.pdf. The same PDF, wear and seed give the same bytes (with the same PyMuPDF, OpenCV and numpy).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pymupdf

__all__ = ["CLEAN", "WORN", "Wear", "main", "scanned"]


@dataclass(frozen=True, slots=True)
class Wear:
    """What scanning does to a page: `dpi` of the picture, the `angle` it lies at (degrees clockwise), `blur` (sigma in
    pixels), `noise` (sigma in levels of grey), grains of `dust` (a share of the pixels), `quality` of the JPEG."""

    dpi: int = 200
    angle: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    dust: float = 0.0
    quality: int = 90


CLEAN = Wear()
WORN = Wear(angle=0.9, blur=0.6, noise=10.0, dust=0.0001, quality=55)
"""An old flatbed: the paper lies askew, the lens is soft, the sensor noisy, the file small."""
SMALL = Wear(angle=0.9, blur=0.6, noise=6.0, dust=0.0001, quality=45)
"""The same with less noise, which no JPEG packs: for a file that lies in the repository."""


def main() -> None:
    """Write the scan of a file."""
    source, target, *pages = sys.argv[1:]
    Path(target).write_bytes(scanned(Path(source).read_bytes(), SMALL, [int(page) - 1 for page in pages]))


def scanned(pdf: bytes, wear: Wear, pages: Sequence[int] | None = None, seed: int = 1) -> bytes:
    """Return the PDF of the pictures of these pages (from 0; None: all). Every other one lies askew the other way."""
    scan = pymupdf.open()
    with pymupdf.open(stream=pdf, filetype="pdf") as printed:
        for number, page in enumerate(printed.pages() if pages is None else map(printed.load_page, pages)):
            picture = _worn(
                _picture(page, wear.dpi), wear, -1 if number % 2 else 1, np.random.default_rng(seed + number)
            )
            _, stored = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, wear.quality])
            sheet = scan.new_page(width=page.rect.width, height=page.rect.height)
            sheet.insert_image(sheet.rect, stream=stored.tobytes())
    return bytes(scan.tobytes(garbage=3, deflate=True, no_new_id=True))


def _picture(page: pymupdf.Page, dpi: int) -> npt.NDArray[np.uint8]:
    pixmap = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY, alpha=False)
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width)


def _worn(picture: npt.NDArray[np.uint8], wear: Wear, way: int, chance: np.random.Generator) -> npt.NDArray[np.uint8]:
    height, width = picture.shape
    grey = picture.astype(np.float32)
    if wear.angle:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), -way * wear.angle, 1.0)
        grey = np.asarray(cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(250.0,)))
    if wear.blur:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), wear.blur))
    if wear.noise:
        grey = grey + chance.normal(0.0, wear.noise, grey.shape)
    if wear.dust:
        grey[chance.random(grey.shape) < wear.dust] = 40
    return np.clip(grey, 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
