"""Names of laws as printed: known ones, those a document introduces, others by what names are made of; the brackets behind them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from normalize.eras import ERA_NAMES
from normalize.law_places import Place, read_place
from normalize.law_register import NUMBER, Law, digits, known_laws
from normalize.law_text import Page
from normalize.text import WALL

__all__ = [
    "KINDS",
    "KIND_WORDS",
    "LAW_NUMBER",
    "POINTING",
    "QUOTED",
    "Behind",
    "Name",
    "is_municipal",
    "kind_of",
    "known_name",
    "law_number",
    "named_place",
    "read_brackets",
    "undated",
    "unknown_name",
]

KINDS = ("条例", "規則", "細則", "規程", "要綱", "要領", "命令", "政令", "省令", "府令", "令", "法律", "法")
"""The last words of the names of laws, longer before shorter."""


def kind_of(name: str | None) -> str:
    """Return what 同… calls a law of this name: 同法, 同条例, 同令 for every 政令, 省令, 命令; empty for no law."""
    kind = next((kind for kind in KINDS if name is not None and name.endswith(kind)), "")
    return {"法律": "法", "細則": "規則"}.get(kind, kind[-1:] if kind.endswith("令") else kind)


LAW_NUMBER = re.compile(
    rf"(?:(?P<era>{ERA_NAMES})(?P<year>元|{NUMBER})年(?:(?P<month>{NUMBER})月(?:(?P<day>{NUMBER})日)?+)?+)?+"
    rf"(?P<issue>[^0-9第年月日()、。,「」\n{WALL}]{{0,30}}?(?:法律|政令|勅令|省令|府令|庁令|条例|規則|規程|告示|訓令|命令|要綱|要領))"
    rf"第(?P<number>{NUMBER})号"
)


_DEFINES = re.compile(r"以下[^「」]{0,15}「(?P<name>[^「」]{1,40})」")


_BRACKETS = re.compile(rf"\((?P<body>[^(){WALL}]{{0,120}})\)")


_SHORT_NAME = re.compile(r"[^\s、。,「」]{1,14}[法例]")


QUOTED = re.compile(r"[」』](?=第|附則|別表)")


_NUMBER_FOLLOWS = re.compile(rf"\((?:{ERA_NAMES})")


_FOOTNOTE = re.compile(r"[※*注][0-9]{0,2}")


_SHORT_BRACKETS = 10
"""Characters in brackets between a name and a place that tell nothing here: 条例(案)第3条."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What the brackets behind a name tell, and where they end."""

    stop: int
    number: str | None = None
    defines: str | None = None


def law_number(found: re.Match[str]) -> str:
    """Return a law number in Arabic numerals: 昭和三十三年法律第百九十二号 is 昭和33年法律第192号."""
    parts = [f"{digits(found[unit])}{sign}" for unit, sign in (("month", "月"), ("day", "日")) if found[unit]]
    year = f"{found['era']}{'元' if found['year'] in ('元', '1') else digits(found['year'])}年" if found["era"] else ""
    return f"{year}{''.join(parts)}{found['issue']}第{digits(found['number'])}号"


def read_brackets(page: Page, start: int) -> Behind:
    """Read the brackets behind a name: (平成25年法律第27号。以下「番号法」という。), (※1), (案) where a place follows."""
    behind = Behind(start + (QUOTED.match(page.tight, start) is not None))
    while (brackets := _BRACKETS.match(page.tight, behind.stop)) is not None:
        body, end = brackets["body"], brackets.end()
        number, short = LAW_NUMBER.match(body), _short_name(body)
        if number is None and short is None and not _passes(page, body, end):
            break
        printed = behind.number if number is None else law_number(number)
        behind = Behind(end, printed, short or behind.defines)
    return behind


def _short_name(body: str) -> str | None:
    """Return the short name that brackets introduce: (以下「法」という。), (住基法) unless it is the name of a known law."""
    defines = _DEFINES.search(body)
    name = defines["name"] if defines is not None else body if _SHORT_NAME.fullmatch(body) else None
    return name if kind_of(name) and (defines is not None or name not in known_laws().named) else None


def _passes(page: Page, body: str, end: int) -> bool:
    """Say whether brackets that tell nothing stand between a name and its number or place."""
    if _FOOTNOTE.fullmatch(body) is not None:
        return True
    return len(body) <= _SHORT_BRACKETS and (
        _NUMBER_FOLLOWS.match(page.tight, end) is not None or named_place(page, end) is not None
    )


def named_place(page: Page, start: int) -> Place | None:
    """Read the place behind the name of a law, where 第 may be left out: 番号法9条1項."""
    start += page.tight.startswith("の", start)
    place = read_place(page, start)
    if place is None or not (place.article or place.table or (place.paragraph and page.tight[start] in "第同前次")):
        return None
    return place


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed, and the law it means. `whole` names may be cited without a place."""

    start: int
    end: int
    law: Law
    flags: tuple[str, ...] = ()
    whole: bool = True


def known_name(page: Page, floor: int, end: int, defined: tuple[tuple[str, Law], ...]) -> Name | None:
    """Return the longest name that ends at `end` and that the document introduced (`defined`) or everybody knows."""
    tight, laws = page.tight, known_laws()
    own_names = [name for name, _ in defined if tight.endswith(name, floor, end)]
    lengths = {len(name) for name in own_names}.union(laws.tails.get(tight[max(floor, end - 2) : end], ()))
    for start in sorted(end - length for length in lengths if end - length >= floor):
        printed = tight[start:end]
        law = laws.named.get(printed)
        own = next((law for name, law in defined if name == printed), None)
        if (law is None and own is None) or not _stands_alone(page, start, printed):
            continue
        if own is not None and (law is None or own.number not in (None, law.number)):
            return _own_name(start, end, printed, own)
        if law is not None:
            short = () if printed == law.official else ("abbreviation",)
            return Name(start, end, replace(law, name=printed), short)
    return None


def _own_name(start: int, end: int, printed: str, law: Law) -> Name:
    """Return a name that the document introduced. 法 and 条例 become the name they stand for."""
    if printed in KINDS:
        return Name(start, end, law, ("abbreviation", "resolved"), whole=False)
    return Name(start, end, replace(law, name=printed), ("abbreviation", "resolved"))


_CONNECTS = re.compile(r"[\u4e00-\u9fff\u3005るたの]")


_CONNECTS_CLOSELY = re.compile(r"[\u4e00-\u9fff\u3005るたの\u30a1-\u30f4ー]")


def _stands_alone(page: Page, start: int, printed: str) -> bool:
    """Say whether a name is not the end of a longer one: 条例 in …に関する条例, 児童扶養手当法 in 特別児童扶養手当法."""
    if printed not in KINDS:
        return page.bounded(start) or page.tight.endswith(known_laws().before + known_laws().labels, 0, start)
    gap = page.gap(start)
    if start == 0 or (gap and "\n" not in gap):
        return True
    return (_CONNECTS if gap else _CONNECTS_CLOSELY).match(page.tight, start - 1) is None


_MOST_NAME = 120
"""Characters of a name. The longest of a law in data/reference/laws.yaml has 61."""


_HARD_END = re.compile(r"(?s:.*)(?:[^\w・]|[0-9]++(?:年度|[年月日号条項件])?+)")


_CLAUSE = re.compile(
    r"(?s:.*)(?:(?:\A|[条項号法律例則程令書])(?:並びに|及び|又は|若しくは|その他)|について|に関しては|として|により|に基づ[きく]|とともに|ほか"
    r"|[のが]定める|場合|から|まで|[てでにとのも]は|[がは](?=[\u4e00-\u9fff])|もの|この|その(?!他)|当該|上記)"
)


_NOUN = re.compile(r"[\u4e00-\u9fff\u3005\u30a1-\u30f4ー・ヶA-Za-z]+\Z")


_CONNECTED = re.compile(r"(?:に関する|に係る|に対する|のための|ための|を改正する|を定める|を推進する|を図る)\Z")


_AMENDED = "の一部を改正する"


def _printed_name(page: Page, floor: int, end: int) -> int:
    """Return where the name begins that ends at `end`, going by what names are made of."""
    low = max(floor, end - _MOST_NAME)
    for cut in reversed(page.cuts[bisect_right(page.cuts, low) : bisect_right(page.cuts, end - 1)]):
        if "\n" not in page.gap(cut):
            low = cut
            break
    words = page.tight[low:end]
    hard = _HARD_END.match(words)
    kept = (words if hard is None else words[hard.end() :]).lstrip("・")
    begin = _begin(kept)
    label = max((len(label) for label in known_laws().labels if kept.startswith(label, begin)), default=0)
    return end - len(kept) + begin + label


def _begin(words: str) -> int:
    """Return where the name begins that `words` end with: behind the clause before it, or with its first noun."""
    amended = words.rfind(_AMENDED)
    if amended >= 0:
        return _begin(words[:amended].removesuffix("等"))
    noun = _NOUN.search(words)
    start = len(words) if noun is None else noun.start()
    if _CONNECTED.search(words[:start]) is None:
        return start
    clause = _CLAUSE.match(words, 0, start)
    return 0 if clause is None else clause.end()


KIND_WORDS = "|".join(KINDS)


POINTING = re.compile(rf"(?:この|その|当該|本|各|上記|前記|旧|新|改正|主務|同?施行)?(?:{KIND_WORDS})")


_MUNICIPALITY = re.compile(
    r"北海道|東京都|(?:京都|大阪)府|[\u4e00-\u9fff]{2,3}県|(?![本当各他全]市|都市|市町村|区市)[\u4e00-\u9fff\u3041-\u3096ヶケノ]{1,6}?[市区町村]"
)


_MUNICIPAL_KINDS = ("条例", "規則", "細則", "規程", "要綱", "要領")


def unknown_name(page: Page, floor: int, end: int, *, told: bool) -> Name | None:
    """Return a name that is in no list. A word like 法 or 主務省令 alone does not tell which law is meant.

    `told` says that a number, a short name or a place behind it tell that it is one; else it has to be a municipality's.
    """
    if not told and not page.tight.endswith(_MUNICIPAL_KINDS, 0, end):
        return None
    start = _printed_name(page, floor, end)
    printed = page.tight[start:end]
    if printed.endswith(("方法", "手法")):
        return None
    if POINTING.fullmatch(printed):
        return Name(start, end, Law(printed), ("unresolved",), whole=False)
    return Name(start, end, Law(printed)) if told or is_municipal(printed) else None


def is_municipal(name: str) -> bool:
    """Say whether a name begins with a municipality and goes on to say what it is about: 目黒区児童育成手当条例."""
    municipality = _MUNICIPALITY.match(name)
    return name.endswith(_MUNICIPAL_KINDS) and municipality is not None and name[municipality.end() :] not in KINDS


def undated(number: str) -> str:
    """Return a law number without month and day: 平成11年7月16日法律第89号 is 平成11年法律第89号."""
    return re.sub(r"(?<=年)[0-9]+月(?:[0-9]+日)?", "", number)
