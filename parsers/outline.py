"""The outline of a document: sections with marker, level, title, path and their own text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from extract.sheet import Place
from normalize.markers import Marker, find_marker
from normalize.text import squash
from parsers.definitions import DocumentType
from parsers.labels import match_label
from parsers.paragraphs import Paragraph

__all__ = ["Heading", "SectionDraft", "outline"]

LONGEST_HEADING = 80
"""Squashed characters; longer ones (「…におけるその他のリスク及びそのリスクに対する措置」 has 77) are paragraphs with a number."""
NUMBERS_LOST = 3
"""How many numbers of a series may be missing before a number counts as a citation instead of the next heading."""
ARTICLE = "article"
CAPTION = regex.compile(r"[(（][^()（）。]{1,40}[)）]")
LABEL = "label"
MARKUP = "markup"
CHAPTER = "chapter"
UNCOUNTED = frozenset({"word", "chapter", "tag", "symbol"})
"""Kinds whose numbers are not checked: blocks are skipped (提供先4, 提供先6) and annexes come in any order."""
STRICT = frozenset({"number", "kana", "bracketed"})
"""Kinds so short that a broken line begins with one now and then: only the very next number counts."""
SERIES = frozenset({"article", "ordinal", "roman", "dotted", "number"})
"""Kinds of markers that head whole parts."""
LEADERS = regex.compile(r"(?:[…‥]|[.・･·]{3})[…‥.・･·\s]*+[0-9０-９]{1,3}\s*+$")
"""What leads from an entry of a table of contents to its page."""
LONGEST_LEADERS = 200
"""Characters at the end of a paragraph in which leaders are looked for."""
STARRED = regex.compile(r"※.*$|【[^】]*】$")
"""What forms print behind a label: ※ for items whose change is important, 【任意】, 【行政機関等のみ】."""
DEFINES = regex.compile(r"という。[)）]")
"""(以下「法」という。) stands in running text only."""
PARENTHESES = regex.compile(r"[(（][^()（）]*+[)）]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found at the head of a paragraph: its `title` ends at offset `end` of the paragraph's text."""

    rank: int
    kind: str
    marker: Marker | None
    title: str
    end: int


@dataclass(slots=True)
class SectionDraft:
    """A section under way. `parent` and `number` count the sections of the document from 1."""

    number: int
    parent: SectionDraft | None
    heading: Heading | None
    paragraphs: list[Paragraph] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def level(self) -> int:
        """Depth in the outline, from 1."""
        return 1 if self.parent is None else self.parent.level + 1

    @property
    def title(self) -> str | None:
        """The title without its marker; None where the document gives none."""
        return (self.heading.title or None) if self.heading else None

    @property
    def path(self) -> tuple[str, ...]:
        """Titles (markers where there is no title) from the top down to this section."""
        marker = self.heading.marker if self.heading else None
        own = self.title or (marker.printed if marker else "")
        return (*(self.parent.path if self.parent else ()), own)

    @property
    def place(self) -> Place:
        """Where heading and own text stand."""
        return Place.hull(paragraph.place for paragraph in self.paragraphs)


def outline(paragraphs: Sequence[Paragraph], kind: DocumentType, title: Paragraph | None) -> list[SectionDraft]:
    """Return the sections in reading order; together their headings and texts hold every paragraph exactly once.

    What stands before the first heading is a section of its own, headed by the document's `title` if that is there.
    """
    return list(_Outline(kind, title).read(paragraphs))


class _Outline:
    """Reads paragraphs one by one and keeps the stack of open sections."""

    def __init__(self, kind: DocumentType, title: Paragraph | None) -> None:
        self._kind = kind
        self._title = title
        self._sections: list[SectionDraft] = []
        self._stack: list[SectionDraft] = []
        self._ranks = {name: rank for rank, names in enumerate(kind.outline) for name in names.split("|")}
        beside = {name for names in kind.outline if LABEL in names.split("|") for name in names.split("|")}
        self._cover_ends = beside & {CHAPTER, "roman"}
        self._series: dict[tuple[int, str], tuple[int, str]] = {}
        self._listed: set[str] | None = None
        self._ended = False

    def read(self, paragraphs: Sequence[Paragraph]) -> Iterator[SectionDraft]:
        taken = False
        for number, paragraph in enumerate(paragraphs):
            if taken:
                taken = False
                continue
            heading = self._heading(paragraph)
            following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            if heading is None or _is_page_number(heading, paragraph, following):
                self._add(paragraph, paragraph.text)
                continue
            caption = self._caption(heading)
            title = caption or (following if self._is_title(following, heading, paragraph) else None)
            if title is not None and heading.marker is not None:
                heading = Heading(heading.rank, heading.kind, heading.marker, title.text, heading.marker.end)
            self._open(heading, paragraph, title)
            taken = title is not None and title is following
        yield from self._sections

    def _heading(self, paragraph: Paragraph) -> Heading | None:
        """Return the heading that a paragraph begins with, if the outline can take it here."""
        head = _head(paragraph)
        heading = self._labelled(head, paragraph) or self._marked(head, paragraph) or self._marked_up(head, paragraph)
        if heading is None or LEADERS.search(paragraph.text[-LONGEST_LEADERS:]):
            return None
        if self._is_contents_entry(paragraph) or self._is_repeated(heading):
            return None
        return heading

    def _labelled(self, head: str, paragraph: Paragraph) -> Heading | None:
        """Return a heading without a marker: a label alone in its line, or in front of its value."""
        if LABEL not in self._ranks or not head:
            return None
        rank = self._ranks[LABEL]
        # Where labels rank with chapters they head the cover: in a chapter the same words are items.
        over = any(
            one.heading and one.heading.rank == rank and one.heading.kind in self._cover_ends for one in self._stack
        )
        labels = [self._kind.ends_outline] if over and self._kind.ends_outline else [] if over else self._kind.labels
        found = match_label(head, labels)
        if found is None:
            return None
        title = head[: found.end]
        return Heading(rank, LABEL, None, title, paragraph.text.index(title) + len(title))

    def _marked(self, head: str, paragraph: Paragraph) -> Heading | None:
        """Return a heading with a marker that its series can take here."""
        marker = find_marker(head, self._kind.words)
        if marker is None:
            return None
        kind = CHAPTER if marker.word in self._kind.chapters else marker.kind
        if kind not in self._ranks or (self._ended and kind != CHAPTER):
            return None
        if kind in STRICT and sum(bool(cell.lines) for cell in paragraph.rows[0].cells) > 1:
            return None  # the first column of a table numbers its rows
        title, end = head[marker.end :].strip(), len(head)
        if not title and paragraph.is_table_row:
            title, end = paragraph.text[marker.end :].strip(), len(paragraph.text)
        if not _is_heading(title):
            if kind == "word" and title:
                return None
            title, end = "", marker.end
        heading = Heading(self._ranks[kind], kind, marker, title, end)
        return heading if self._continues(heading) else None

    def _marked_up(self, head: str, paragraph: Paragraph) -> Heading | None:
        """Return a heading that only the source's markup tells; dumps mark sentences as headings now and then."""
        if paragraph.heading is None or not _is_heading(head) or self._ended:
            return None
        if (marker := find_marker(head, self._kind.words)) is not None and marker.kind in self._ranks:
            return None  # a number that does not go on with its series is none the better for the markup
        return Heading(self._ranks.get(MARKUP, len(self._ranks)), MARKUP, None, head.strip(), len(head))

    def _continues(self, heading: Heading) -> bool:
        """Tell whether a number goes on with its series; one that does not is a citation, a value or a list entry.

        A series begins anew under the same parent only where its first title comes again: a chapter that repeats per file.
        """
        marker = heading.marker
        if marker is None or marker.number is None or heading.kind in UNCOUNTED:
            return True
        parent = self._parent(heading.rank)
        last, first_title = self._series.get((parent.number if parent else 0, heading.kind), (0, ""))
        if marker.number == 1 and last:
            return squash(heading.title) == first_title != ""
        allowed = 1 if heading.kind in STRICT else NUMBERS_LOST + (not last)
        return last < marker.number <= last + allowed

    def _parent(self, rank: int) -> SectionDraft | None:
        """Return the open section that a heading of this rank would stand in."""
        return next((one for one in reversed(self._stack) if one.heading is not None and one.heading.rank < rank), None)

    def _is_contents_entry(self, paragraph: Paragraph) -> bool:
        """Tell whether a heading only lists one that comes later; the first entry met again ends the list."""
        if self._listed is None:
            return False
        text = squash(paragraph.text)
        if any(text.startswith(entry) for entry in self._listed):
            self._listed = None
            return False
        self._listed.add(text)
        return True

    def _is_repeated(self, heading: Heading) -> bool:
        """Tell whether the heading is one that goes on: pages repeat it; a tag at the head of pages marks the whole."""
        same = (squash(heading.title), heading.marker.printed if heading.marker else None)
        return bool(heading.title) and any(
            section.heading is not None
            and (squash(section.heading.title), section.heading.marker.printed if section.heading.marker else None)
            == same
            for section in (self._sections if heading.kind == "tag" else self._stack)
        )

    def _is_title(self, following: Paragraph | None, heading: Heading, paragraph: Paragraph) -> bool:
        """Tell whether the paragraph behind a marker that stands alone in its line is the title of its section."""
        alone = heading.marker is not None and not heading.title and not paragraph.text[heading.end :].strip()
        if not alone or following is None or following.is_table_row:
            return False
        text = following.text
        return (
            _is_heading(text)
            and find_marker(text, self._kind.words) is None
            and match_label(text, self._kind.labels) is None
        )

    def _open(self, heading: Heading, paragraph: Paragraph, title: Paragraph | None) -> None:
        parent = self._parent(heading.rank)
        del self._stack[self._stack.index(parent) + 1 if parent else 0 :]
        if heading.marker is not None and heading.marker.number is not None:
            series = (parent.number if parent else 0, heading.kind)
            first = squash(heading.title) if heading.marker.number == 1 else self._series.get(series, (0, ""))[1]
            self._series[series] = (heading.marker.number, first)
        section = SectionDraft(len(self._sections) + 1, parent, heading)
        if title is not None:
            section.paragraphs.append(title)
        self._sections.append(section)
        self._stack.append(section)
        self._add(paragraph, paragraph.text[heading.end :])
        squashed = squash(STARRED.sub("", heading.title))
        if squashed and squashed == squash(self._kind.contents or ""):
            self._listed = set()
        self._ended = self._ended or bool(squashed and squashed == squash(self._kind.ends_outline or ""))

    def _caption(self, heading: Heading) -> Paragraph | None:
        """Take the line in parentheses that stands above an article for its title, as laws and contracts print it."""
        before = self._sections[-1] if self._sections else None
        if heading.kind != ARTICLE or before is None or not before.texts or len(before.paragraphs) < 2:
            return None
        caption = before.paragraphs[-1]
        if before.texts[-1] != caption.text or not CAPTION.fullmatch(caption.text):
            return None
        before.texts.pop()
        return before.paragraphs.pop()

    def _add(self, paragraph: Paragraph, text: str) -> None:
        if not self._sections:
            self._sections.append(SectionDraft(1, None, None))
        section = self._sections[-1]
        section.paragraphs.append(paragraph)
        if paragraph is self._title and section.heading is None:
            section.heading = Heading(0, LABEL, None, paragraph.text, len(paragraph.text))
        elif text.strip():
            section.texts.append(text.strip())


def _head(paragraph: Paragraph) -> str:
    """Return the text in which a heading may stand: the paragraph, or the first cell of a row if nothing stands before it."""
    if not paragraph.is_table_row:
        return paragraph.text
    filled = [cell for cell in paragraph.rows[0].cells if cell.lines]
    if not filled or (filled[0].column > 0 and len(filled) > 1):
        return ""
    return filled[0].lines[0].text.strip()


def _is_page_number(heading: Heading, paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Tell whether a number alone in its line heads nothing: the document ends, or a part with a marker of its own follows."""
    if heading.kind != "number" or heading.title or paragraph.text[heading.end :].strip():
        return False
    marker = find_marker(following.text) if following is not None else None
    return following is None or (marker is not None and marker.kind in SERIES)


def _is_heading(text: str) -> bool:
    squashed = squash(text)
    return (
        bool(squashed) and len(squashed) <= LONGEST_HEADING and "。" not in PARENTHESES.sub("", DEFINES.sub("。", text))
    )
