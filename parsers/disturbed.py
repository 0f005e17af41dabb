"""Choices whose print is disturbed, though letters are not: the order in which a dump was written is lost around them.

Of a choice the form prints all: an answer and the whole list. Where a print is clean letter by letter and yet a part of a list
is missing, or other text stands in it, cells were written in another order than they are read, and what stands between
two labels there may be the value of anything.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex
from rapidfuzz import fuzz

from normalize.choices import LIST_HEADING
from normalize.text import squash
from parsers.forms import Node
from parsers.fragments import Fragment
from parsers.regions import Region

__all__ = ["are_disturbed"]

CLEAN = 0.94
"""Share of labels printed letter by letter: below it letters are misread, and lists are damaged in any order."""
FEWEST, SHARE = 3, 0.12
"""Disturbed choices, and their share of all, from which on the order of the whole print is lost. Prints in order show 1 in 17 at most."""
ALIKE = 85.0
"""Likeness (of 100) of a piece of a list to an option: a letter or two misread."""
FOREIGN = 6
"""Letters beside options and their marks; fewer are what is left of misread ones."""
LONGEST = 2000
"""Characters; no list of options is longer."""
MARKS = regex.compile(rf"[|\[\]〔〕【】<>(){{}}0-9件○●☐☑⦿⚪]|{LIST_HEADING}")


def are_disturbed(regions: Sequence[Region], fragments: Sequence[Fragment]) -> bool:
    """Tell whether many choices of a form are disturbed, though its labels are printed letter by letter."""
    choices = [region for region in regions if region.slot.node.kind == "choice" and region.parts]
    disturbed = sum(_is_disturbed(region.slot.node, region.text) for region in choices)
    return disturbed >= max(FEWEST, SHARE * len(choices)) and _is_clean(regions, fragments)


def _is_clean(regions: Sequence[Region], fragments: Sequence[Fragment]) -> bool:
    exact = 0
    for region in regions:
        printed = squash("".join(fragments[at].text for at in range(region.anchor.fragment, region.anchor.last + 1)))
        exact += any(label in printed for label in region.slot.labels)
    return exact >= CLEAN * len(regions)


def _is_disturbed(node: Node, printed: str) -> bool:
    """Tell whether a part of the list of options is missing, or other text stands beside it."""
    rest = squash(printed)
    if len(rest) > LONGEST:
        return True
    shown = 0
    options = sorted(map(squash, node.options), key=lambda option: (-len(option), option))
    for option in options:
        found = option in rest
        rest = rest.replace(option, "|")
        near = fuzz.partial_ratio_alignment(option, rest, score_cutoff=ALIKE)
        if near is not None and not found:
            found, rest = True, f"{rest[: near.dest_start]}|{rest[near.dest_end :]}"
        shown += found
    foreign = len(MARKS.sub("", rest)) >= FOREIGN
    return foreign or 1 < shown < len(options)
