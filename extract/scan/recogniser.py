"""Recognition of one line of text: PP-OCRv6 small, which lies in the wheel of rapidocr, run by ONNX Runtime.

The model is taken from the wheel and run here, not through rapidocr's own classes: those fetch what they miss from the
network, and tell no certainty by character. One thread and one segment at a time: the same picture reads the same,
whatever stands beside it and however many cores there are.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime

from extract.scan.characters import Alphabet
from extract.scan.raster import Grey

__all__ = ["Glyph", "Recogniser", "decoded", "recogniser"]

_MODEL = "models/PP-OCRv6_rec_small.onnx"

_HEIGHT = 48
"""Pixels. The height of line the model was trained with."""

_NARROWEST = 48
"""Pixels. Narrower pictures are laid on paper this wide: the model was trained on lines, not on single strokes."""

_STEP = 8
"""Pixels that one step of the model's output spans."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A recognised character: where its middle stands, as a share of the picture's width, and how certain it is (0-1)."""

    text: str
    middle: float
    certainty: float


class Recogniser:
    """The model in memory (about 150 MB)."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.enable_cpu_mem_arena = False  # the arena never gives back what one wide line took
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(_model()), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        printed = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._alphabet = Alphabet.of(("", *printed, " "))

    def glyphs(self, picture: Grey) -> list[Glyph]:
        """Return the characters of a picture of one line, from left to right."""
        pixels, used = _prepared(picture)
        chances = self._alphabet.chances(self._session.run(None, {self._input: pixels})[0][0])
        return decoded(chances, self._alphabet, used)


def decoded(chances: npt.NDArray[np.float32], alphabet: Alphabet, used: float) -> list[Glyph]:
    """Return the characters that the steps of the model's output hold (steps × kept classes), from left to right.

    Equal steps that follow each other are one character, place 0 is none (CTC). Twins are equal: which of the two it
    is, their neighbours tell better than their shape. `used` is the share of the steps that the picture takes.
    """
    best = chances.argmax(axis=1)
    alike = np.minimum(best, alphabet.twins[best])
    found: list[Glyph] = []
    start = 0
    for step in range(1, len(best) + 1):
        if step < len(best) and alike[step] == alike[start]:
            continue
        if best[start]:
            both = sorted({best[start], alphabet.twins[best[start]]})
            sums = chances[start:step, both]
            middle = (start + step) / 2 / (len(best) * used)
            text = alphabet.texts[both[int(sums.max(axis=0).argmax())]]
            found.append(Glyph(text, min(middle, 1.0), float(sums.sum(axis=1).max())))
        start = step
    return found


@cache
def recogniser() -> Recogniser:
    """Return the recogniser of this process, loaded when it is first asked for."""
    return Recogniser()


def _model() -> Path:
    """Return the file of the model without importing rapidocr."""
    spec = importlib.util.find_spec("rapidocr")
    assert spec is not None and spec.origin is not None  # noqa: PT018
    return Path(spec.origin).parent / _MODEL


def _prepared(picture: Grey) -> tuple[Any, float]:
    """Return the picture as the model's input, and which share of the input's width it takes."""
    height, width = picture.shape
    scaled = max(1, round(width * _HEIGHT / height))
    lying = cv2.resize(picture, (scaled, _HEIGHT), interpolation=cv2.INTER_LINEAR)
    total = -(-max(scaled, _NARROWEST) // _STEP) * _STEP
    canvas = np.full((_HEIGHT, total), 255, np.uint8)
    canvas[:, :scaled] = lying
    values = canvas.astype(np.float32) / 127.5 - 1.0
    return np.broadcast_to(values, (1, 3, _HEIGHT, total)), scaled / total
