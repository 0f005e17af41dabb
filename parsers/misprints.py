"""Labels that are misprinted or misread: how many letters lie between a piece of print and what the form prints.

Recognition loses letters, doubles them and takes them for others. A piece that is but a few of them away from a label is
that label; how many are allowed grows with its length, since short labels differ among each other by one or two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

__all__ = ["Misprints", "likeness"]

SHORTEST = 6
"""Shorter labels (その内容, 公表日) are words that a value may be near to by chance."""
LETTERS_PER_EDIT = 4
"""One letter in four: at ten percent noise a label of eight letters has three damaged ones once in thirty times."""


class Misprints:
    """What a form prints, squashed, each with what it stands for (slots, say): found though letters of it are damaged."""

    def __init__(self, known: Mapping[str, Iterable[int]]) -> None:
        self._meant = {text: tuple(meant) for text, meant in known.items() if len(text) >= SHORTEST}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for text in sorted(self._meant):
            reach = len(text) // LETTERS_PER_EDIT
            for length in range(len(text) - reach, len(text) + reach + 1):
                self._by_length[length].append(text)

    def near(self, text: str) -> list[tuple[str, int, Sequence[int]]]:
        """Return what `text` (squashed) nearly is: the known text, the letters between them, and what it stands for.

        Those that are nearest come back, all of them where several are as near; none where none is near enough.
        """
        candidates = self._by_length.get(len(text))
        if candidates is None:
            return []
        most = len(text) // (LETTERS_PER_EDIT - 1)
        found = process.extract(text, candidates, scorer=Levenshtein.distance, score_cutoff=most, limit=None)
        allowed = [(known, int(edits)) for known, edits, _ in found if edits <= len(known) // LETTERS_PER_EDIT]
        least = min((edits for _, edits in allowed), default=0)
        return [(known, edits, self._meant[known]) for known, edits in sorted(allowed) if edits == least]


def likeness(one: str, other: str) -> float:
    """Return the share of letters that two squashed texts have in common, from 0 to 1."""
    return float(Levenshtein.normalized_similarity(one, other))
