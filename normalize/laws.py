"""Legal citations in text → typed values, with their place and with what was left out in print.

One mention holds all that belongs together: the name of the law, the brackets behind it (地方税法(昭和25年法律第226号。以下「法」と
いう。)), one place: 番号法第9条第1項 別表第1 47の項. What 及び, 並びに, 又は, 、, brackets or the bullet of a list lead to is the next
mention, which takes from the one before it what it leaves out: 条例第14条第2項及び第15条第1項 is two. A law without a place is a
mention where it is known, was introduced by a short name, has its number behind it, or is of a municipality by its name.

`law` is the law by the name that the document calls it: 番号法 stays 番号法. Words that name no law alone (法, 条例, 規則, 同法) are
replaced by the name they stand for, and stay where none was told. `law_number` has Arabic numerals; where the print has
none it is that of the law of this name in data/reference/laws.yaml. `law_id` is the e-Gov id, null where it is not certain.

`article`, `paragraph`, `item` are counters with Arabic numerals: 45の3の3, 16イ, 附則97 (of the 附則). `appended_table` is the
number of the 別表, 1の2, or the word 別表 where the law has but one. `rows` are its entries as listed, 47, 56の2, whether 項 or
号 counts them; `…` stands where the print leaves rows out, 1-9 is a range, not spelled out because rows get inserted and
repealed. Rows without an appended table are those of the table in the article: 第2条の表48の項.

Two more decisions. A range of articles is two mentions, its ends, with から and まで in their raw text: 地方税法第45条の2から,
第45条の3の3まで. An ordinance may be named by what it is based on: 番号法第19条第8号に基づく主務省令第2条 is one mention, of article 2.

Not citations: headings (第3条 at the beginning of a line, its text behind it), articles of contracts, the document's own
annexes (別表1に記載), 第1号様式, 第1回, 附則 alone. Flags, sorted:

- `abbreviation` a short name, known or introduced by 以下「…」という
- `local` of a municipality (条例, 規則): there is no e-Gov id
- `number_mismatch` the printed number is not that of the law of this name; it stays as printed, the id is null
- `range` one of the two ends of a range of articles
- `resolved` law, article, paragraph or row were taken from what was cited before
- `unresolved` law, article or paragraph are left out and the text before does not give them: 第12条 alone, 前項, 主務省令第16条
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from normalize.eras import ERA_NAMES
from normalize.law_names import (
    KIND_WORDS,
    KINDS,
    LAW_NUMBER,
    POINTING,
    QUOTED,
    Behind,
    Name,
    is_municipal,
    kind_of,
    known_name,
    law_number,
    named_place,
    read_brackets,
    undated,
    unknown_name,
)
from normalize.law_places import Place, read_place, read_rows
from normalize.law_register import NUMBER, PLAIN_NUMBER, Law, arabic, known_laws, law_id, law_named, load_laws
from normalize.law_text import NUMERALS, Page, tighten

__all__ = ["Law", "LawContext", "LawMention", "LawValue", "find_laws", "law_id", "load_laws"]


@dataclass(frozen=True, slots=True)
class LawValue:
    """What a citation says; the fields are those of the table `laws`, null (or no rows) where nothing is told."""

    law: str | None = None
    law_number: str | None = None
    law_id: str | None = None
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    appended_table: str | None = None
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LawMention:
    """A citation in a text: `raw` is `text[start:end]`, offsets in code points, half-open.

    `defines` is the short name that it introduces (以下「法」という), null where it introduces none.
    """

    raw: str
    start: int
    end: int
    value: LawValue
    flags: tuple[str, ...] = ()
    defines: str | None = None


_MOST_DEFINED = 200
"""Short names kept at once. Documents introduce a dozen; the bound keeps a hostile text from growing the search."""


@dataclass(frozen=True, slots=True)
class LawContext:
    """What the text so far has told: short names with their laws, the last law of each kind, the last place cited."""

    defined: tuple[tuple[str, Law], ...] = ()
    recent: tuple[Law, ...] = ()
    place: LawValue | None = None

    def after(self, mentions: Iterable[LawMention]) -> LawContext:
        """Return what is known behind `mentions`, which were found with this context."""
        context = self
        for mention in mentions:
            context = context._behind(mention)
        return context

    def _behind(self, mention: LawMention) -> LawContext:
        value = mention.value
        place = value if value.article or value.appended_table or value.rows else self.place
        if value.law is None or value.law in KINDS:
            return replace(self, place=place)
        law = Law(value.law, value.law_number, value.law_id, _official(value))
        recent = (law, *(other for other in self.recent if kind_of(other.name) != kind_of(law.name)))
        defined = self.defined
        if mention.defines is not None:
            others = tuple(pair for pair in defined if pair[0] != mention.defines)
            defined = (*others[1 - _MOST_DEFINED :], (mention.defines, law))
        return LawContext(defined, recent, place)

    def last(self, kind: str) -> Law | None:
        """Return the law of this kind cited last: 法, 条例, 規則 …"""
        wanted = kind_of(kind)
        return next((law for law in self.recent if kind_of(law.name) == wanted), None)


NO_CONTEXT = LawContext()
"""Nothing is known before the text."""


def find_laws(text: str, context: LawContext = NO_CONTEXT) -> list[LawMention]:
    """Return the citations of `text` in order, without overlap. Each is context for what follows it."""
    page = tighten(text)
    mentions: list[LawMention] = []
    position = done = 0
    while (hit := _CANDIDATE.search(page.tight, position)) is not None:
        position = hit.end()
        for found in _with_continued(page, _read(page, hit, done, context)):
            mention = _mention(page, found)
            mentions.append(mention)
            context = context.after([mention])
            position = done = max(position, found.stop)
    return mentions


def _official(value: LawValue) -> str | None:
    known = known_laws().named.get(value.law or "") or known_laws().numbered.get(value.law_number or "")
    return None if known is None or known.number != value.law_number else known.official


_MOST_NUMBER = 50
"""Characters from the era to the kind of law in a law number: 昭和49年3月東京都条例."""


_CANDIDATE = re.compile(
    rf"(?P<same>同(?:{KIND_WORDS})(?![人務和律]))|(?P<name>法律?|条例|規則|細則|規程|要[綱領]|令(?!和))"
    rf"|(?P<listed>\((?={PLAIN_NUMBER}(?:の|、|,|項)))"
    rf"|(?P<place>[同前次](?=[条項])|第(?={NUMBER}[条項])|附則(?=第)|別表(?=第))"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A citation with its bounds in the tight text."""

    start: int
    stop: int
    value: LawValue
    flags: tuple[str, ...] = ()
    defines: str | None = None


def _mention(page: Page, found: _Found) -> LawMention:
    start, end = page.at(found.start), page.behind(found.stop)
    flags = tuple(sorted(set(found.flags)))
    return LawMention(page.text[start:end], start, end, found.value, flags, found.defines)


def _read(page: Page, hit: re.Match[str], floor: int, context: LawContext) -> _Found | None:
    """Read the citation that a candidate belongs to; None where it belongs to none."""
    if hit["name"]:
        return _named(page, hit.end(), floor, context)
    if hit["listed"]:
        return _rows_alone(page.tight, hit.end(), context)
    if page.tight[hit.start()] in "同前次" and not page.bounded(hit.start()):
        return None
    return _same_law(page, hit, context) if hit["same"] else _place_alone(page, hit.start(), context)


_LONGER = re.compile(r"[律人案制務的]|令(?!第)|等?の一部を改正する|施行(?:令|規則|細則|条例|規程)|定[受外]")
"""What makes 法, 条例 or 規則 a part of a longer word or name."""


def _named(page: Page, end: int, floor: int, context: LawContext) -> _Found | None:
    """Read a citation by the name that ends at `end`; None where none does."""
    tight = page.tight
    if _LONGER.match(tight, end):
        return None
    if tight.startswith("第", end) and (number := _number_alone(page, floor, end)) is not None:
        return number
    name = known_name(page, floor, end, context.defined)
    behind = read_brackets(page, end)
    place = named_place(page, behind.stop)
    if name is None:
        name = unknown_name(page, floor, end, told=bool(behind.number or behind.defines or place))
    if name is None or not (name.whole or place):
        return None
    if QUOTED.match(tight, end) and name.start > floor and tight[name.start - 1] in "「『":
        name = replace(name, start=name.start - 1)
    return _ordinance(page, name, behind, place) or _cited(name, behind, place, context.place)


def _number_alone(page: Page, floor: int, end: int) -> _Found | None:
    """Read a law number without a name before it: 昭和60年法律第34号附則第97条."""
    start = max(page.tight.rfind(era, max(floor, end - _MOST_NUMBER), end) for era in ERA_NAMES.split("|"))
    number = LAW_NUMBER.match(page.tight, start) if start >= 0 else None
    if number is None or number.end() <= end:
        return None
    behind = Behind(number.end(), law_number(number))
    return _cited(Name(start, end, Law(None)), behind, named_place(page, behind.stop), None)


_LINK = re.compile(
    r"(?:の規定)?に基づく(?:主務省令|省令|府令|政令|条例|規則|命令|(?:利用)?特定個人情報の提供に関する命令)"
    r"|の主務省令で定める事務(?:及び情報)?を定める命令|の?主務省令(?=[第(])"
)


def _ordinance(page: Page, name: Name, behind: Behind, place: Place | None) -> _Found | None:
    """Read a citation as the name of what is based on it: 番号法第19条第8号に基づく主務省令; None where nothing is."""
    stop = behind.stop if place is None else place.stop
    link = _LINK.match(page.tight, stop)
    if link is None:
        return None
    tail = page.tight[behind.stop : link.end()]
    printed, known = page.tight[name.start : name.end] + tail, known_laws().named
    plain = tail.replace("の主務省令", "主務省令") if tail.endswith("主務省令") else tail
    names = (page.tight[name.start : name.end] + plain, f"{name.law.official}{plain}")
    law = next((known[arabic] for arabic in map(arabic, names) if arabic in known), None)
    behind = read_brackets(page, link.end())
    place = named_place(page, behind.stop)
    if law is None and place is None:
        return None
    flags = ("abbreviation",) if law is not None and law.official != printed else ()
    full = Name(name.start, link.end(), replace(law or Law(None), name=printed), flags)
    return _cited(full, behind, place, None)


def _same_law(page: Page, hit: re.Match[str], context: LawContext) -> _Found | None:
    """Read 同法第3条, 同条例, 同法施行令第2条."""
    law, end = context.last(hit["same"]), hit.end()
    suffix = _ENFORCING.match(page.tight, end)
    if suffix is not None:
        end = suffix.end()
        law = None if law is None else law_named(f"{law.name}{suffix[0]}")
    behind = read_brackets(page, end)
    place = named_place(page, behind.stop)
    if place is None and (law is None or hit["same"] == "同令"):
        return None
    flags = ("unresolved",) if law is None else ("resolved",)
    return _cited(Name(hit.start(), end, law or Law(None), flags), behind, place, context.place)


_ENFORCING = re.compile(r"施行(?:令|規則|細則|条例)")


def _rows_alone(tight: str, start: int, context: LawContext) -> _Found | None:
    """Read rows in brackets, which are those of the table cited last: 含まれる項(1、2、3の項)."""
    listed, before = read_rows(tight, start), context.place
    if listed is None or before is None or before.appended_table is None or not tight.startswith(")", listed.stop):
        return None
    value = LawValue(before.law, before.law_number, before.law_id, appended_table=before.appended_table)
    return _Found(start, listed.stop, replace(value, rows=listed.rows), ("resolved", *_local(value)))


def _place_alone(page: Page, start: int, context: LawContext) -> _Found | None:
    """Read a place that no law is printed with: of the law cited last (同条, 別表第2の1の項) or of one not told."""
    tight = page.tight
    place = read_place(page, start)
    if place is None or _is_own(page, start, place):
        return None
    before = context.place
    nameless = Name(start, start, Law(None), ("unresolved",))
    if place.table is not None:
        ordinance = _ordinance(page, nameless, Behind(start), place)
        if ordinance is not None or not place.rows:
            return ordinance
    elif tight[start] != "同":
        before = None
    if before is None:
        return _cited(nameless, Behind(start), place, None)
    value = LawValue(before.law, before.law_number, before.law_id)
    return _placed(_Found(start, start, value, _carried(value)), place, before)


def _is_own(page: Page, start: int, place: Place) -> bool:
    """Say whether 第3条 is that of the document itself: a heading, or an article of a contract."""
    tight = page.tight
    if tight[start] != "第":
        return False
    if start and (tight[start - 1] in f"条{NUMERALS}" or tight.endswith(known_laws().others, 0, start)):
        return True
    if place.paragraph or place.item or place.article is None:
        return False
    begins = start == 0 or "\n" in page.folded[page.behind(start) - 1 : page.at(start)]
    stop = page.behind(place.stop)
    return begins and page.folded[stop : stop + 1] in ("", " ", "\n", "(")


def _cited(name: Name, behind: Behind, place: Place | None, before: LawValue | None) -> _Found:
    """Return the citation of a law by name, with the number in the brackets behind it and the place behind those."""
    law, printed = name.law, behind.number
    number, identity, flags = printed or law.number, law.law_id, name.flags
    if printed is not None and law.number is not None:
        if undated(law.number).endswith(undated(printed)):
            number = law.number
        else:
            identity, flags = None, (*flags, "number_mismatch")
    elif printed is not None:
        identity = law_id(undated(printed))
    value = LawValue(law.name, number, identity)
    found = _Found(name.start, max(name.end, behind.stop), value, (*flags, *_local(value)), behind.defines)
    return found if place is None else _placed(found, place, before)


def _local(value: LawValue) -> tuple[str, ...]:
    """Return the flag of a law of a municipality: a 条例, or a 規則 of one that its name or number tells."""
    name, number = value.law or "", value.law_number or ""
    own = "条例" in name or "条例" in number or "年規則第" in number or is_municipal(name)
    return ("local",) if own else ()


def _carried(value: LawValue) -> tuple[str, ...]:
    """Return the flags of a citation whose law is that of another."""
    told = value.law_number or (value.law and POINTING.fullmatch(value.law) is None)
    return ("resolved" if told else "unresolved", *_local(value))


def _placed(found: _Found, place: Place, before: LawValue | None) -> _Found:
    """Return a citation with its place; 同条 and 同項 are those of `before`."""
    told = before or LawValue()
    article, paragraph, item = place.article, place.paragraph, place.item
    if paragraph == "同" and article is None:
        if told.appended_table or told.rows:  # a row, not a paragraph
            if found.value.law != told.law:
                return replace(found, flags=(*found.flags, "unresolved"), stop=place.stop)
            return replace(found, value=told, flags=(*found.flags, "resolved"), stop=place.stop)
        article = "同"
    counters = [
        (told_one if printed == "同" else None if printed in ("前", "次") else printed)
        for printed, told_one in ((article, told.article), (paragraph, told.paragraph), (item, told.item))
    ]
    flags = found.flags
    for printed, counter in zip((article, paragraph, item), counters, strict=True):
        if printed in ("同", "前", "次"):
            flags = (*flags, "unresolved" if counter is None else "resolved")
    value = replace(
        found.value,
        article=counters[0],
        paragraph=counters[1],
        item=counters[2],
        appended_table=place.table,
        rows=place.rows,
    )
    return replace(found, value=value, flags=flags, stop=place.stop)


_SEPARATOR = re.compile(
    r"(?:ただし書き?|本文|前段|後段|各号(?:列記以外の部分)?)?+(?:の規定)?+(?P<caption>\([^()]{1,60}\))?+"
    r"(?:[、,]?(?:及び|並びに|又は|若しくは)|[、,(]|\n?[・○●]|と(?=第)|(?P<range>から|[~-])|(?(caption)(?=別表)|(?!)))"
    r"(?=[第同附別])"
)
"""What stands between two places of one law: 条例第5条(目的)、第6条, or the bullets of a list of articles."""


def _with_continued(page: Page, found: _Found | None) -> Iterator[_Found]:
    """Yield a citation and those listed behind it: 第14条第2項及び第15条第1項, 第45条の2から第45条の3の3まで."""
    tight = page.tight
    while found is not None:
        separator = _SEPARATOR.match(tight, found.stop)
        following = None if separator is None else _following(page, separator.end(), found.value)
        if separator is not None and following is not None and separator["range"]:
            stop = following.stop + 2 * tight.startswith("まで", following.stop)
            following = replace(following, stop=stop, flags=(*following.flags, "range"))
            found = replace(found, stop=separator.end(), flags=(*found.flags, "range"))
        yield found
        found = following


_OTHER_NUMBERED = re.compile("様式|議案|被保険者")
"""What else 第1号 counts."""


def _following(page: Page, start: int, before: LawValue) -> _Found | None:
    """Read a place of the law just cited; one that begins with 項 or 号 is of the article just cited too."""
    place = read_place(page, start)
    if place is None or _LINK.match(page.tight, place.stop) is not None:
        return None
    if place.article is None and place.table is None and place.paragraph != "同":
        if before.article is None or _OTHER_NUMBERED.match(page.tight, place.stop):
            return None
        place = replace(place, article=before.article, paragraph=place.paragraph or before.paragraph)
    value = LawValue(before.law, before.law_number, before.law_id)
    return _placed(_Found(start, start, value, _carried(value)), place, before)
