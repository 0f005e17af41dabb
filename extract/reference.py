"""The reference files of this room."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

__all__ = ["rows_of"]


def rows_of(name: str) -> Sequence[dict[str, str]]:
    """Return the rows of a tab-separated file with titles: beside this room in an installed package, else in
    data/reference/ of the checkout."""
    installed = Path(__file__).parent / "data" / name
    checkout = Path(__file__).parents[1] / "data" / "reference" / name
    with (installed if installed.exists() else checkout).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
