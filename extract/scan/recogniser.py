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

__all__ = ["Glyph", "Recogniser", "recogniser"]

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
        return self._decoded(chances, used)

    def _decoded(self, chances: npt.NDArray[np.float32], used: float) -> list[Glyph]:
        """Read the steps: equal ones that follow each other are one character, 0 is none (CTC)."""
        best = chances.argmax(axis=1)
        found: list[Glyph] = []
        start = 0
        for step in range(1, len(best) + 1):
            if step < len(best) and best[step] == best[start]:
                continue
            if best[start]:
                middle = (start + step) / 2 / (len(best) * used)
                # which of two twins it is, their neighbours tell better than their shape
                alike = sorted({best[start], self._alphabet.twins[best[start]]})
                certainty = float(chances[start:step, alike].sum(axis=1).max())
                found.append(Glyph(self._alphabet.texts[best[start]], min(middle, 1.0), certainty))
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
