"""What a recognised character stands for: the recogniser knows 18,000 of a dozen languages, the print is Japanese.

`data/reference/recognised_forms.tsv` says which forms are one character (`form`: what is `read` stands for what is
`printed`) and which Japanese characters have one shape, so that only their neighbours tell (`twin`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from extract.reference import rows_of

__all__ = ["UNCLEAR", "Alphabet", "told_apart"]

UNCLEAR = "\N{REPLACEMENT CHARACTER}"
"""Stands for a character that is there and could not be read, as in a text layer for a glyph without a meaning."""

_MARKS = frozenset("✓✔☑☐")
"""Printed on forms, though no Japanese standard of the time had them."""


_NUMERALS = dict(zip("I II III IV V VI VII VIII IX X".split(), "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", strict=True))

_NUMERAL = re.compile(r"(?:I{1,3}|I?V|VI{1,3}|I?X)(?= ?[ぁ-んァ-ヶ一-鿿])")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The characters of a model that Japanese print can hold.

    `kept` are their numbers among the model's classes, in ascending order, class 0 (no character) first. `texts` are
    the characters of the kept classes. `same` pairs the classes of other forms (first row) with the place in `kept` of
    the class whose chance theirs adds to (second row). `twins` gives the place of each kept class's twin, its own where
    it has none.
    """

    kept: npt.NDArray[np.int64]
    texts: tuple[str, ...]
    same: npt.NDArray[np.int64]
    twins: npt.NDArray[np.int64]

    @staticmethod
    def of(characters: Sequence[str]) -> Alphabet:
        """Return the alphabet for the classes of a model, the first of which is none."""
        forms = _forms("form")
        kept = [
            number
            for number, character in enumerate(characters)
            if number == 0 or (_is_japanese(character) and character not in forms)
        ]
        texts = tuple(characters[number] for number in kept)
        places = {text: place for place, text in enumerate(texts)}
        same = [
            (number, places[forms[character]])
            for number, character in enumerate(characters)
            if forms.get(character) in places
        ]
        twins = np.arange(len(texts))
        for first, second in _forms("twin").items():
            if first in places and second in places:
                twins[places[first]], twins[places[second]] = places[second], places[first]
        return Alphabet(np.array(kept), texts, np.array(same, dtype=np.int64).reshape(-1, 2).T, twins)

    def chances(self, of_model: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return the chance of each kept character at each step, from those of all classes (steps × classes).

        What other forms of a character have counts for it; what can't be printed has no chance, so that where the
        model is certain of such a character nothing is.
        """
        found: npt.NDArray[np.float32] = of_model[:, self.kept]
        for number, place in self.same.T:
            found[:, place] += of_model[:, number]
        return found


def told_apart(text: str) -> str:
    """Return the text with katakana among kanji and hiragana replaced by their twins, and the other way round.

    The first and the last letter stay: what stands beside them is not known. Latin letters before the Japanese words of
    a heading are the Roman numeral that they look like.
    """
    numeral = _NUMERAL.match(text)
    if numeral is not None:
        text = _NUMERALS[numeral[0]] + text[numeral.end() :]
    twins = _forms("twin")
    others = {other: katakana for katakana, other in twins.items()}
    letters = list(text)
    for at in range(1, len(letters) - 1):
        around = letters[at - 1], letters[at + 1]
        if letters[at] in twins and not any(map(_is_katakana, around)) and any(map(_is_kanji_or_hiragana, around)):
            letters[at] = twins[letters[at]]
        elif letters[at] in others and all(map(_is_katakana, around)):
            letters[at] = others[letters[at]]
    return "".join(letters)


def _is_katakana(letter: str) -> bool:
    return "\N{KATAKANA LETTER SMALL A}" <= letter <= "\N{KATAKANA LETTER SMALL KE}" or letter == "ー"


def _is_kanji_or_hiragana(letter: str) -> bool:
    return "\N{HIRAGANA LETTER SMALL A}" <= letter <= "\N{HIRAGANA LETTER SMALL KE}" or "\u4e00" <= letter <= "\u9fff"


def _is_japanese(character: str) -> bool:
    """Tell whether a character is in the set that Japanese office programs have printed with (CP932)."""
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return character in _MARKS
    return len(character) == 1


@cache
def _forms(kind: str) -> dict[str, str]:
    """Return what is read → what is printed, for one kind of the table."""
    return {row["read"]: row["printed"] for row in rows_of("recognised_forms.tsv") if row["kind"] == kind}
