"""The parts of a web page that are about its site and not of the text: navigation, sidebars, the footer; as HTML says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from extract.markup import Tag

__all__ = ["Landmarks"]

ROLES = {
    "nav": "navigation",
    "aside": "complementary",
    "footer": "contentinfo",
    "main": "main",
    "article": "article",
    "section": "region",
}
"""The role that an element has by itself (https://www.w3.org/TR/html-aam-1.0/)."""
FOLLOWED = frozenset({*ROLES, "div", "ul", "ol", "form"})
"""Elements that pages give a role; all of them have to be closed."""
OF_SITE = frozenset({"navigation", "complementary", "contentinfo", "search"})
"""Roles of parts that stand on every page of a site, or beside its text. A banner is none: it may hold the page's title."""
AROUND = {
    "aside": ("article", "region", "navigation", "complementary"),
    "footer": ("article", "region", "navigation", "complementary", "main"),
}
"""Within these roles an aside or a footer is one of theirs: a note on their text, their office or date."""


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    role: str
    rows: int
    of_site: bool


class Landmarks:
    """Follows the elements of a page that may be such a part. Time is linear in the number of tags."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._roles: Counter[str] = Counter()
        self._of_site = 0

    def feed(self, tag: Tag, rows: int) -> int | None:
        """Return where among the `rows` read so far the part of the site begins that a tag closes; None for any other tag.

        A part that is never closed is none: no text may vanish by a tag that somebody forgot.
        """
        if tag.name not in FOLLOWED:
            return None
        if not tag.closing:
            self._opened(tag, rows)
            return None
        while self._names[tag.name]:
            closed = self._open.pop()
            self._note(closed, -1)
            if closed.name == tag.name:
                return closed.rows if closed.of_site else None
        return None

    def _opened(self, tag: Tag, rows: int) -> None:
        given = tag.attribute("role")
        role = next(iter((given or ROLES.get(tag.name, "")).lower().split()), "")  # others are for want of the first
        around = () if given else AROUND.get(tag.name, ())
        # what stands in such a part goes with it
        of_site = role in OF_SITE and not self._of_site and not any(self._roles[one] for one in around)
        self._open.append(_Open(tag.name, role, rows, of_site))
        self._note(self._open[-1], 1)

    def _note(self, one: _Open, count: int) -> None:
        self._names[one.name] += count
        self._roles[one.role] += count
        self._of_site += count * one.of_site
