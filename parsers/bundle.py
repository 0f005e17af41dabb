"""Cutting a source into the documents it holds: by their titles. A page is only asked what stands above one on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex
from rapidfuzz.distance import Levenshtein

from normalize.markers import find_marker
from normalize.text import squash
from parsers.definitions import NOTHING, DocumentKinds, DocumentType, compiled, is_navigation
from parsers.form_kind import form_shown, is_stamp
from parsers.paragraphs import Breaks, Paragraph

__all__ = ["LONGEST_TITLE", "Part", "cut", "line_breaks"]

LONGEST_TITLE = 130
"""Squashed characters; the longest titles seen (a recommendation naming three ordinances) have 110."""
BULLET = regex.compile(r"\s*+(?:[・•※●○◯〇◎◆■□▼<＜〔\[［]|[-*]\s)")
LISTED = regex.compile(r"\s*+(?:[-*]\s|[・•])")
LETTER_SPACED = regex.compile(r"\s*+(?:[\u3040-\u9fff]\s++){3,}+[\u3040-\u9fff]\s*+")
"""会 議 録: headings are typeset with a space between all letters, running text never is."""
MOST_HEADER = 60
"""Paragraphs of the header of a document, a web page's navigation above it among them."""
LEAD_REACH = 12
"""Paragraphs between the date of a letter and its title: addressee, sender and their names take up to nine."""
NEAR_TITLE = 5
"""Letters by which a misread title may differ from the printed one, of about twenty; one in four, as in labels."""
LONGEST_LEAD = 40
"""Characters: a line of a letter's head is short, anything longer is text."""
LABELLED = regex.compile(r"\p{Han}{2,8}:")
MOST_PRELUDE = 8
"""Paragraphs of a letter's head: number of its form, its own number, date, addressee and sender in two lines each."""

MOST_ABOVE = 3
"""Paragraphs above a title at the top of its page: a running header and the number of a paper."""
LONGEST_LABEL = 20
"""Squashed characters of one of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a source. `title` is the index of its title among its paragraphs, None where it has none."""

    kind: DocumentType
    paragraphs: tuple[Paragraph, ...]
    title: int | None


@dataclass(frozen=True, slots=True)
class _Start:
    at: int
    title: int | None
    kind: DocumentType


def line_breaks(kinds: DocumentKinds) -> Breaks:
    """Return which lines never run together with their neighbours, as far as titles, markers and bullets tell."""
    opens, titles = _any_of(kinds.opens), _any_of(kinds.titles + kinds.opens)
    alone = _any_of(tuple(kind.below_header for kind in kinds.types if kind.below_header is not None))
    words = kinds.words
    labels = {squash(label) for kind in kinds.types for label in kind.labels}

    def begins(text: str) -> bool:
        return (
            BULLET.match(text) is not None
            or find_marker(text, words) is not None
            or LETTER_SPACED.fullmatch(text) is not None
            or squash(text) in labels
            or alone.fullmatch(squash(text)) is not None
            or opens.match(squash(text)) is not None
        )

    def complete(text: str) -> bool:
        squashed = squash(text)
        return (
            LETTER_SPACED.fullmatch(text) is not None
            or is_navigation(squashed)
            or (len(squashed) <= LONGEST_TITLE and titles.fullmatch(squashed) is not None)
        )

    return Breaks(begins, complete)


def cut(paragraphs: Sequence[Paragraph], kinds: DocumentKinds) -> list[Part]:
    """Return the documents in order; together they hold every paragraph exactly once.

    What stands before the first title is a document of its own. Where there is no title, cues decide on the type.
    """
    squashed = [squash(paragraph.text) for paragraph in paragraphs]
    starts = _starts(paragraphs, squashed, kinds)
    if starts and (_is_prelude(squashed[: starts[0].at]) or _is_header(squashed, starts[0])):
        starts[0] = _Start(0, starts[0].title, starts[0].kind)
    if not starts or starts[0].at > 0:
        starts.insert(0, _Start(0, None, kinds.fallback))
    later = starts[1:]
    kept = [
        start for start, after in zip(later, [*later[1:], None], strict=False) if _holds_text(start, after, paragraphs)
    ]
    starts = [starts[0], *kept]
    ends = [*(start.at for start in starts[1:]), len(paragraphs)]
    return [
        Part(
            _kind(start, squashed[start.at : end], paragraphs[start.at : end], kinds),
            tuple(paragraphs[start.at : end]),
            None if start.title is None else start.title - start.at,
        )
        for start, end in zip(starts, ends, strict=True)
    ]


def _is_prelude(squashed: Sequence[str]) -> bool:
    """Tell whether what stands before the first title is but its head (date, sender, page number), no text of its own.

    What a web page prints to get about it is none, either.
    """
    texts = [text for text in squashed if not is_navigation(text)]
    return len(texts) <= MOST_PRELUDE and all("。" not in text and len(text) <= _longest_lead(text) for text in texts)


def _longest_lead(text: str) -> int:
    """Return how long a line of a head may be: one that names the matter behind a label is as long as a title."""
    return LONGEST_TITLE if LABELLED.match(text) else LONGEST_LEAD


def _is_header(squashed: Sequence[str], start: _Start) -> bool:
    """Tell whether a title stands below the header of its own document, as on web pages: 会議録 below day, place and people."""
    bare = start.kind.below_header
    if (
        bare is None
        or start.title is None
        or start.at > MOST_HEADER
        or not compiled(bare).fullmatch(squashed[start.title])
    ):
        return False
    return _cued(start.kind, "\n".join(squashed[: start.at]))


def _holds_text(start: _Start, after: _Start | None, paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether there is more than the title: a title alone is a label that was printed behind its drawing."""
    return (len(paragraphs) if after is None else after.at) - start.at > 1


def _kind(
    start: _Start, squashed: Sequence[str], paragraphs: Sequence[Paragraph], kinds: DocumentKinds
) -> DocumentType:
    """Return the type of a document: that of its title, unless cues overrule it; where it has none, what cues tell.

    Where title and cues leave it open, the labels of the official forms decide.
    """
    asked = [kind for kind in kinds.types if kind.cues and (start.title is None or kind.overrules)]
    text = "".join(squashed) if asked else ""
    kind = next((kind for kind in asked if _cued(kind, text)), start.kind)
    misread = kind.near_title is not None and start.title is not None and not _is_titled(squashed, start, kind)
    if kind is kinds.fallback or misread:
        form = form_shown(paragraphs)
        return next((one for one in kinds.types if form is not None and one.form == form), kind)
    return kind


def _is_titled(squashed: Sequence[str], start: _Start, kind: DocumentType) -> bool:
    """Tell whether a document has the title of its type, letter by letter."""
    return (
        start.title is not None
        and _any_of(kind.opens + kind.titles).match(squashed[start.title - start.at]) is not None
    )


def _cued(kind: DocumentType, text: str) -> bool:
    return sum(compiled(cue).search(text[: kind.cue_length]) is not None for cue in kind.cues) >= kind.cues_needed


def _starts(paragraphs: Sequence[Paragraph], squashed: Sequence[str], kinds: DocumentKinds) -> list[_Start]:
    titled = [_title_kind(paragraph.text, text, kinds) for paragraph, text in zip(paragraphs, squashed, strict=True)]
    announced = _announced(squashed, kinds)
    running = _running(squashed, titled)
    seen: set[str] = set()
    starts: list[_Start] = []
    for number, text in enumerate(squashed):
        kind = _kind_here(number, text, titled[number], announced)
        current = starts[-1] if starts else None
        again = text in running and text in seen
        seen.add(text)
        if kind is None or again or not _opens(squashed, number, kind, current, kinds):
            continue
        if current is None and kind.code in _untitled(squashed[: min(number, MOST_HEADER)], kinds).holds:
            continue
        at = _page_top(paragraphs, squashed, _with_leads(squashed, number, kind, kinds, running))
        at = min(at, _cover_above(squashed, number, kind, current))
        floor = current.at if current else 0
        if current and at <= floor:
            starts.pop()  # all that stood in it led to this title
        starts.append(_Start(max(at, floor), number, kind))
    return starts


def _untitled(squashed: Sequence[str], kinds: DocumentKinds) -> DocumentType:
    """Return the type that cues tell of a text without a title: minutes hold their 報告事項 whatever they are called."""
    text = "".join(squashed)
    return next((kind for kind in kinds.types if kind.cues and _cued(kind, text)), kinds.fallback)


def _kind_here(
    number: int, text: str, titled: DocumentType | None, announced: dict[str, tuple[int, DocumentType]]
) -> DocumentType | None:
    """Return the type that a paragraph opens by its own look or because a list announced it."""
    if text not in announced:
        return titled
    at, kind = announced[text]
    return (titled or kind) if at < number else None


def _running(squashed: Sequence[str], titled: Sequence[DocumentType | None]) -> frozenset[str]:
    """Return the lines that head pages: titles of a type that never reopens that stand twice, and the line before each."""
    places: dict[str, list[int]] = {}
    for number, (text, kind) in enumerate(zip(squashed, titled, strict=True)):
        if kind is not None and kind.reopens == "never":
            places.setdefault(text, []).append(number)
    repeated = {text: at for text, at in places.items() if len(at) > 1}
    before = {
        squashed[at[0] - 1] for at in repeated.values() if at[0] and len({squashed[number - 1] for number in at}) == 1
    }
    return frozenset(repeated) | before


def _title_kind(text: str, squashed: str, kinds: DocumentKinds) -> DocumentType | None:
    """Return the type whose title a paragraph is; numbered headings and entries of lists are none.

    A title is told by all of it first: 特定個人情報保護評価書(全項目評価書)の第三者点検について(諮問) only begins like an assessment.
    """
    if is_navigation(squashed) or LISTED.match(text):
        return None
    short = len(squashed) <= LONGEST_TITLE and _any_of(kinds.titles).match(squashed) is not None
    if not short and _any_of(kinds.opens).match(squashed) is None:
        return _near(squashed, kinds)
    marker = find_marker(text)
    titles = kinds.types if short and (marker is None or not marker.printed) else ()
    whole = next((kind for kind in titles if _any_of(kind.titles).match(squashed)), None)
    return whole or next((kind for kind in kinds.types if _any_of(kind.opens).match(squashed)), None)


def _near(squashed: str, kinds: DocumentKinds) -> DocumentType | None:
    """Return the type whose title a paragraph is but for a few letters; the first of those that are as near."""
    titled = [(kind.near_title, kind) for kind in kinds.types if kind.near_title is not None]
    ranked = [
        (Levenshtein.distance(squashed, title, score_cutoff=NEAR_TITLE), at) for at, (title, _) in enumerate(titled)
    ]
    edits, at = min(ranked, default=(NEAR_TITLE + 1, 0))
    return titled[at][1] if edits <= NEAR_TITLE else None


def _announced(squashed: Sequence[str], kinds: DocumentKinds) -> dict[str, tuple[int, DocumentType]]:
    """Return the titles that lists announce (別紙1 概略図), each with where it was announced and the type it opens."""
    found: dict[str, tuple[int, DocumentType]] = {}
    for kind in kinds.types:
        for number, text in enumerate(squashed) if kind.announced_by else ():
            match = compiled(kind.announced_by or "").match(text)
            if match is None:
                continue
            listed = number > 0 and _listed(squashed, number, kind)
            if match.end() < len(text):
                found.setdefault(text, (number, kind))
                found.setdefault(text[match.end() :], (number, kind))
            elif listed and number + 1 < len(squashed):
                found.setdefault(squashed[number + 1], (number + 1, kind))
    return found


def _listed(squashed: Sequence[str], number: int, kind: DocumentType) -> bool:
    """Tell whether a title is but an entry of a list of papers."""
    return bool(number and kind.not_after and compiled(kind.not_after).fullmatch(squashed[number - 1]))


def _opens(
    squashed: Sequence[str], number: int, kind: DocumentType, current: _Start | None, kinds: DocumentKinds
) -> bool:
    """Tell whether a title begins a new document here."""
    if kind.confirmed_by:
        near = "\n".join(squashed[number : number + kind.confirmed_within + 1])
        if not compiled(kind.confirmed_by).search(near):
            return False
    if _listed(squashed, number, kind):
        return False
    if current is None:
        return not kind.needs_host
    if kind.code in current.kind.holds:
        return _is_annexed(squashed, number, kind, kinds)
    if kind.announced_by and current.title == number - 1:
        return False  # a label printed below the title of its drawing
    return kind.code != current.kind.code or _reopens(squashed, number, kind, current)


def _is_annexed(squashed: Sequence[str], number: int, kind: DocumentType, kinds: DocumentKinds) -> bool:
    """Tell whether a letter stands below the label of an annex (別紙), with its head: one read out in a meeting does not."""
    labels = _any_of(tuple(one.announced_by for one in kinds.types if one.needs_host and one.announced_by))
    if kind.leads_back_to is None:
        return False
    dated = False
    for text in reversed(squashed[max(0, number - LEAD_REACH) : number]):
        if len(text) > LONGEST_LEAD or "。" in text:
            return False
        if labels.match(text) is not None:
            return dated
        dated = dated or compiled(kinds.leads[kind.leads_back_to]).fullmatch(text) is not None
    return False


def _reopens(squashed: Sequence[str], number: int, kind: DocumentType, current: _Start) -> bool:
    """Tell whether a title begins another document of the type that is open already."""
    since = squashed[(current.at if current.title is None else current.title) + 1 : number]
    if kind.reopens == "never":
        return False
    if kind.reopens == "always":
        return any(len(text) > LONGEST_LEAD or "。" in text for text in since)
    return any(compiled(kind.reopens).search(text) for text in since)


def _with_leads(
    squashed: Sequence[str], title: int, kind: DocumentType, kinds: DocumentKinds, running: frozenset[str]
) -> int:
    """Return where the document begins whose title stands at `title`: at the first of the lines that lead to it."""
    at = title
    if kind.leads_back_to:
        lead = compiled(kinds.leads[kind.leads_back_to])
        for back in range(title - 1, max(0, title - LEAD_REACH) - 1, -1):
            if len(squashed[back]) > LONGEST_LEAD or "。" in squashed[back]:
                break
            if lead.fullmatch(squashed[back]):
                at = back
                break
    leads = [compiled(kinds.leads[name]) for name in kind.leads]
    while at > 0 and title - at < LEAD_REACH and _leads(squashed[at - 1], leads, running):
        at -= 1
    return at


def _cover_above(squashed: Sequence[str], title: int, kind: DocumentType, current: _Start | None) -> int:
    """Return where a form begins whose cover a dump prints before its title: with the stamp of its version.

    A form that is open has a stamp of its own; a stamp that stands more often heads pages.
    """
    if kind.form is None:
        return title
    floor = max(current.at if current else 0, title - MOST_COVER)
    own = current is not None and current.kind.form == kind.form
    begin = current.at if current else 0
    stamps = [
        at for at in range(begin, title) if len(squashed[at]) <= LONGEST_LABEL and is_stamp(squashed[at], kind.form)
    ]
    return stamps[-1] if len(stamps) == 1 + own and stamps[-1] >= floor else title


MOST_COVER = 30
"""Paragraphs of a cover."""


def _page_top(paragraphs: Sequence[Paragraph], squashed: Sequence[str], at: int) -> int:
    """Return the first paragraph of a page where only labels in its head (資料1, 公表用) stand above paragraph `at`.

    That is `at` itself in a text dump, which has no pages, and where text stands above it.
    """
    page, top = paragraphs[at].place.page, at
    while page is not None and top > 0 and paragraphs[top - 1].rows[-1].last_page == page:
        top -= 1
    above = squashed[top:at]
    labels = len(above) <= MOST_ABOVE and all(len(text) <= LONGEST_LABEL and "。" not in text for text in above)
    return top if labels else at


def _leads(text: str, leads: Sequence[regex.Pattern[str]], running: frozenset[str]) -> bool:
    return text in running or any(lead.fullmatch(text) for lead in leads)


@cache
def _any_of(patterns: tuple[str, ...]) -> regex.Pattern[str]:
    """Return one pattern for all of them; one that matches nothing where there are none."""
    return compiled("|".join(f"(?:{pattern})" for pattern in patterns) or NOTHING)
