"""Characters that a font's map takes for the radical of the same shape: 長 as ⻑, 日 as ⽇.

Fonts have one glyph for both, and the maps of some writers name the radical. What is drawn is the character: nobody
prints radicals in these documents.
"""

from __future__ import annotations

import re
from functools import cache

from extract.pdf.ink import Run, Stretch
from extract.reference import rows_of

__all__ = ["as_drawn"]

_RADICAL = re.compile("[\N{CJK RADICAL REPEAT}-\N{KANGXI RADICAL FLUTE}]")
"""The blocks CJK Radicals Supplement and Kangxi Radicals."""


def as_drawn(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the runs of a page with the characters that are drawn; each stays in its place."""
    if _RADICAL.search("".join([run.text for run in runs])) is None:
        return runs
    return tuple([_drawn(run) if _RADICAL.search(run.text) else run for run in runs])


def _drawn(run: Run) -> Run:
    text = run.text.translate(_characters())
    if run.advances is None:
        return run._replace(text=text)
    # Where the characters stand is still told by the font's advances, which know them as radicals.
    return run._replace(text=text, advances=None, stretches=(Stretch(run.text, run.box, run.advances),))


@cache
def _characters() -> dict[int, str]:
    return {ord(row["radical"]): row["ideograph"] for row in rows_of("radicals.tsv")}
