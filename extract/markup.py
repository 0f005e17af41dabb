"""HTML inside text, token by token, with the source offset of everything.

Why not a full HTML parser: those that are maintained (lxml, html5lib, selectolax) keep no offsets, and the standard
library's `html.parser`, which does, takes `<b とは…>` in prose for a tag, and quadratic time on `<a <a <a …`.
Angle brackets are content in these documents (`<選択肢>`, `<中間サーバーにおける措置>`): only names of the HTML
standard are markup, everything else is text.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

import regex

__all__ = ["BLOCKS", "Tag", "Text", "tokens"]

ELEMENTS = frozenset(
    "a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas caption center"
    " cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure"
    " font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label"
    " legend li link main map mark menu meta meter nav noframes noscript object ol optgroup option output p param"
    " picture pre progress q rb rp rt rtc ruby s samp script section select slot small source span strike strong style sub"
    " summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr".split()
)
"""Element names of the HTML standard, obsolete ones included (https://html.spec.whatwg.org/multipage/indices.html)."""
BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section summary table"
    " tbody tfoot thead title tr ul".split()
)
"""Elements that begin and end on a line of their own."""
UNSEEN = frozenset({"script", "style", "template", "noscript"})
"""Elements whose content is not shown to a reader."""
READINGS = frozenset({"rp", "rt", "rtc"})
"""How the characters before are read, in small print above them: no part of the line."""
READING_END = regex.compile(r"<(?=/?(?:rb|rp|rt|rtc|ruby)[\s>])", regex.IGNORECASE)
"""Where a reading ends, for its end tag may be left out."""
LONGEST_READING = 200
"""Characters of a reading with its markup; what goes on longer is text behind a tag that somebody forgot."""
LONGEST_TAG = 2000
"""A tag is shorter than this many characters; keeps the time linear when quotes are never closed."""
TOKEN = regex.compile(
    r"(?P<comment><!--)|(?P<prologue><!doctype[^<>]*>|<\?xml[^<>]*>)"
    rf"|<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*'){{0,{LONGEST_TAG}}}+)?)>"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)",
    regex.IGNORECASE,
)
ATTRIBUTE = regex.compile(r"([^\s=/\"'<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")


@dataclass(frozen=True, slots=True)
class Text:
    """Characters to read: `text` stands at source offsets `start` to `end`; verbatim unless it was an entity."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a known element at source offsets `start` to `end`."""

    name: str
    closing: bool
    attributes: tuple[tuple[str, str], ...]
    start: int
    end: int

    def attribute(self, name: str) -> str | None:
        """Return the attribute's value ("" where it has none), or None when the tag does not carry it."""
        return next((value for key, value in self.attributes if key == name), None)


def tokens(text: str, base: int) -> Iterator[Text | Tag]:
    """Yield the text and tags of `text` in order; offsets count from `base`. Comments and unseen elements are left out.

    A comment or unseen element that is never closed is text: nothing may vanish by a stray bracket.
    Time is linear in the length of the text.
    """
    done = 0
    last: dict[str, int] = {}
    for match in TOKEN.finditer(text):
        if match.start() < done:
            continue
        token = _token(match, base)
        after = _after(match, text, token, last)
        if token is None or after is None:
            continue
        if match.start() > done:
            yield Text(text[done : match.start()], base + done, base + match.start())
        done = after
        yield token
    if done < len(text):
        yield Text(text[done:], base + done, base + len(text))


def _after(match: regex.Match[str], text: str, token: Text | Tag | None, last: dict[str, int]) -> int | None:
    """Return where reading goes on behind the match; None when what it opens is never closed.

    `last` remembers where each closing stands last, so that a thousand openings without an end cost one search.
    """
    if match["comment"]:
        closing = "-->"
    elif isinstance(token, Tag) and token.name in UNSEEN and not token.closing:
        closing = f"</{match['name']}"
    elif isinstance(token, Tag) and token.name in READINGS and not token.closing:
        found = READING_END.search(text, match.end(), match.end() + LONGEST_READING)
        return found.start() if found is not None else match.end()
    else:
        return match.end()
    if closing not in last:
        last[closing] = text.rfind(closing)
    if last[closing] < match.end():
        return None
    end = text.find(closing, match.end())
    return end + len(closing) if match["comment"] else end


def _token(match: regex.Match[str], base: int) -> Text | Tag | None:
    """Return what was matched (a comment is a text of no characters); None when it is content after all."""
    start, end = base + match.start(), base + match.end()
    if match["comment"] or match["prologue"]:
        return Text("", start, end)
    if match["entity"]:
        plain = html.unescape(match[0])
        return Text(plain, start, end) if plain != match[0] else None
    name = match["name"].lower()
    if name not in ELEMENTS:
        return None
    attributes = tuple((key.lower(), a or b or c) for key, a, b, c in ATTRIBUTE.findall(match["attributes"]))
    if not all(key.isascii() for key, _ in attributes):
        return None  # «x<b とは y>» is prose
    return Tag(name, bool(match["close"]), attributes, start, end)
