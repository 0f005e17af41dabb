"""A tool that damages a clean text dump on purpose, the same way for the same seed: what damaged prints do to dumps.

A dump is Markdown (cells between bars) or plain lines, where a line is a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import regex

__all__ = ["KINDS", "Kind", "damage"]

BRACKET = regex.compile(r"[\[\]]")
LABEL = regex.compile(r"\s*+(?:[①-⑳]|[ⅠⅡⅢⅣⅤⅥ]|\d{1,2}\s?[.．]|リスク\d?\s?[:：])")
"""A label by its marker; in a table the first cell is one too."""
RULER = regex.compile(r"\|[-:| ]++")
"""The line below the head of a Markdown table: without it there is no table, so it is no row."""
OPTION_LIST = regex.compile(r"(?:<|&lt;)選択肢(?:>|&gt;)[^|\n]*+(?:\n\d{1,2}\)[^\n]*+)*+")
COUNT = regex.compile(r"\(\s*+\d*+\s*+\)\s*+件")
"""( 2 ) 件 stands among the options in some prints and is none of them."""
MARKUP = regex.compile(r"</?[a-z][^>\n]*+>|&[a-z]++;|^\|[-:| ]++$|^#++ ?|[|\n]", regex.MULTILINE)
"""Written by the maker of the dump, not recognised from paper: no character of it is ever misread."""
FURNITURE = ((), ("- 3 -", ""), ("3 / 7 ページ", ""))
"""What stands between the halves of a table that a page break has cut."""
LOOK_ALIKES = dict(
    zip(
        "十務ー0るろ1未末人力口日二ロカニハ一土士O○ソンシツぱば大太全金項頂管菅用",
        "士努一Oろる|末未入カロ曰ニ口力二八ー士土0〇ンソツシばぱ太大金全頂項菅管川",
        strict=True,
    )
) | {"1": "l"}  # a bar would be markup of the dump


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of damage: `apply` takes a text, the share of places that it hits, and the dice."""

    name: str
    apply: Callable[[str, float, Random], str]


def damage(text: str, rate: float, seed: int) -> str:
    """Return the text with every kind of damage at this rate; the same seed gives the same text."""
    dice = Random(seed)
    for kind in KINDS:
        text = kind.apply(text, rate, dice)
    return text


def drop_brackets(text: str, rate: float, dice: Random) -> str:
    """Drop `[` and `]`, each for itself."""
    return BRACKET.sub(lambda match: "" if dice.random() < rate else match[0], text)


def drop_labels(text: str, rate: float, dice: Random) -> str:
    """Drop what stands in cells that are labels; in a table the cell stays, empty."""

    def kept(line: str) -> Iterator[str]:
        if not _is_row(line):
            if not (LABEL.match(line) and dice.random() < rate):
                yield line
            return
        first, label, *rest = line.split("|")
        yield "|".join([first, " " if label.strip() and dice.random() < rate else label, *rest])

    return "\n".join(new for line in text.split("\n") for new in kept(line))


def drop_cells(text: str, rate: float, dice: Random) -> str:
    """Drop whole cells: those behind move up."""

    def kept(line: str) -> Iterator[str]:
        if _is_row(line):
            first, *cells, last = line.split("|")
            left = [cell for cell in cells if dice.random() >= rate]
            if left:  # a bar alone would be a line of its own, not a row without cells
                yield "|".join([first, *left, last])
        elif _is_ruler(line) or not line.strip() or dice.random() >= rate:
            yield line

    return "\n".join(new for line in text.split("\n") for new in kept(line))


def drop_options(text: str, rate: float, dice: Random) -> str:
    """Drop option lists with their head <選択肢>."""
    return OPTION_LIST.sub(lambda match: " ".join(COUNT.findall(match[0])) if dice.random() < rate else match[0], text)


def swap_rows(text: str, rate: float, dice: Random) -> str:
    """Swap neighbouring rows; a row that has moved does not move again."""
    lines = text.split("\n")
    at = 0
    while at + 1 < len(lines):
        if _are_neighbours(lines[at], lines[at + 1]) and dice.random() < rate:
            lines[at : at + 2] = lines[at + 1], lines[at]
            at += 1
        at += 1
    return "\n".join(lines)


def split_tables(text: str, rate: float, dice: Random) -> str:
    """Cut tables between two rows by a blank line, with or without a page number behind it."""
    lines = text.split("\n")
    cut = lines[:1]
    for before, line in pairwise(lines):
        if _are_neighbours(before, line) and dice.random() < rate:
            cut += ["", *dice.choice(FURNITURE)]
        cut.append(line)
    return "\n".join(cut)


def misread_characters(text: str, rate: float, dice: Random) -> str:
    """Replace characters by look-alikes; drop those that have none."""

    def misread(printed: str) -> str:
        return "".join(LOOK_ALIKES.get(one, "") if dice.random() < rate else one for one in printed)

    pieces, at = list[str](), 0
    for match in MARKUP.finditer(text):
        pieces += [misread(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*pieces, misread(text[at:])])


def _is_ruler(line: str) -> bool:
    return RULER.fullmatch(line) is not None and "-" in line


def _is_row(line: str) -> bool:
    return line.startswith("|") and line.count("|") > 1 and not _is_ruler(line)


def _are_neighbours(before: str, after: str) -> bool:
    """Tell whether two lines are rows of one table, or two lines of plain text with nothing between them."""
    if before.startswith("|") or after.startswith("|"):
        return _is_row(before) and _is_row(after)
    return bool(before.strip() and after.strip())


# Characters last: the others know labels and lists by how they are written.
KINDS = (
    Kind("options", drop_options),
    Kind("labels", drop_labels),
    Kind("cells", drop_cells),
    Kind("rows", swap_rows),
    Kind("tables", split_tables),
    Kind("brackets", drop_brackets),
    Kind("characters", misread_characters),
)
"""Every kind of damage, in the order in which they are done."""
