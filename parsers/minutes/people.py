"""Lists of people: names with roles before or behind them, parted by 、 ・ spaces or lines, in groups or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

import regex

from extract.sheet import Place
from normalize.text import squash
from parsers.minutes.speaker import LETTERS, Office, is_department, read_office
from parsers.minutes.words import GAP, any_of, minutes_words, squashed
from parsers.passage import Passage

__all__ = ["Kind", "Person", "holds_people", "read_people"]

Kind = Literal["member", "secretariat", "explainer", "other"]

LONGEST_NAME = 8
"""Letters of a full name; longer words are not names."""
SHORTEST_FULL = 3
"""Letters of a full name; shorter words beside each other are its two halves."""
DEFAULT_ROLE = "委員"
"""What members are who are listed without a role, as councils list them."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was there or was not.

    `name` is as printed, letter-spacing apart; null where only a role is printed (文書課長). `place` is null for nothing.
    """

    name: str | None
    role: str | None
    affiliation: str | None
    kind: Kind
    present: bool
    place: Place | None


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a list: its `kind`, its `text` without spaces (of a bracket: what is in it), and where it stands."""

    kind: str
    text: str
    start: int
    end: int
    gap: int = 0
    printed: str = ""


TOKEN = regex.compile(
    rf"(?P<bracket>[(（【〔\[［<＜〈《≪][^()（）【】〔〕\[\]<>《》\n]{{0,60}}[)）】〕\]］>＞〉》≫])"
    r"|(?P<mark>(?<![○◯〇◎●])[◎○◯〇●△](?![○◯〇◎●\s、]))"
    rf"|(?P<count>(?:ほか|外|他|計|合計|定数|現員)?{GAP}*[0-9０-９]{{1,3}}{GAP}*[名人])"
    rf"|(?P<seat>(?:第{GAP}*)?[0-9０-９]{{1,2}}{GAP}*番(?!号))"
    r"|(?P<marker>(?:^|(?<=[\n\t]))[ \u3000]*(?:[0-9０-９]{1,2}[.．、]|[①-⑳ア-ウ][ \u3000.．]|[(（][0-9０-９]{1,2}[)）]|[●○◎◯〇◆◇■□・•\-*])(?!\d))"
    r"|(?P<phone>(?:電\s*話|内\s*線|TEL|℡)?[\s:：]*[(（]?[0-9０-９]{2,5}[)）\-‐－(（ ]+[0-9０-９()（）\-‐－ ]{3,}[0-9０-９])"
    r"|(?P<separator>[、，,;；／/\n\t。]|及び|並びに|ならびに)"
    r"|(?P<dot>[・･])"
    r"|(?P<colon>[:：])"
    rf"|(?P<gap>{GAP}++)"
    rf"|(?P<word>(?:[{LETTERS[1:-2]}○A-Za-z]|(?<=第)[0-9０-９]+)+)"
    r"|(?P<other>.)"
)
NOISE = frozenset(
    squash(word)
    for word in "敬称略 50音順 五十音順 順不同 なし 無し 無 ほか 外 他 以上 各委員 電話 内線 欠員 名 人 氏名 職 役職 所属 備考 計 出席 オンライン 番号 区分 同 別紙のとおり".split()
)
ABSENCE = regex.compile(rf"(?P<who>(?P<name>{LETTERS}{{1,6}}?)(?:委員|会長|副会長|委員長))(?:は|が|から|より).*欠席")
"""A sentence in a list: 角田委員が都合により欠席."""
ABSENT = regex.compile(r"欠席|欠$")


def read_people(lines: Iterable[Passage], kind: Kind, *, present: bool) -> list[Person]:
    """Return the people of a field of the header in the order of their print.

    `kind` and `present` are what the field's label says; groups within the field (事務局, 説明者) say otherwise.
    """
    listed = list(lines)
    reader = _Reader(kind, present, _legend(listed))
    for line, following in pairwise([*listed, None]):
        if line is not None and (following is None or not _is_ruby(line.text, following.text)):
            reader.read(line)
    return reader.people()


def _legend(lines: Sequence[Passage]) -> dict[str, Office]:
    """Return what marks before names mean, where a list explains them: (◎会長 ○副会長)."""
    found = (match for line in lines for match in LEGEND.finditer(squash(line.text)))
    return {match["mark"]: office for match in found if (office := read_office(match["role"])) and office.name is None}


LEGEND = regex.compile(r"(?P<mark>[◎○●△])[:=…は]?(?P<role>(?:副|職務)?(?:会長|委員長|座長|代理者))")


def _is_ruby(text: str, below: str) -> bool:
    """Tell whether a line prints how the name on the next one is read: もろはし てつお above 諸橋 哲郎."""
    return RUBY.fullmatch(text.strip()) is not None and NAME_BELOW.fullmatch(below.strip()) is not None


RUBY = regex.compile(r"[\p{Hiragana}\s]{4,}|[\p{Katakana}ー\s]{4,}")
NAME_BELOW = regex.compile(r"[\p{Han}々\s]{2,}")


def holds_people(text: str) -> bool:
    """Tell whether a line is made of names, roles and groups alone."""
    if "。" in text:
        return False
    tokens = [token for token in _tokens(text) if token.kind not in {"marker", "mark", "separator", "dot", "colon"}]
    return bool(tokens) and all(_fits(token) for token in tokens)


def _fits(token: _Token) -> bool:
    if token.kind in {"count", "seat", "phone", "bracket"}:
        return True
    return token.kind == "word" and (
        token.text in NOISE
        or _group_of(token.text) is not None
        or read_office(token.text) is not None
        or _is_name(token.text)
        or any(squash(one) in token.text for one in minutes_words().no_names if len(one) > 3)
    )


class _Reader:
    """Reads token by token; keeps the group that is open and the person under way."""

    def __init__(self, kind: Kind, present: bool, legend: Mapping[str, Office] = MappingProxyType({})) -> None:
        self._legend = legend
        self._field: tuple[Kind, bool] = (kind, present)
        self._kind, self._present = kind, present
        self._people: list[Person] = []
        self._offices: Office | None = None
        self._sticky: Office | None = None
        self._affiliation: str | None = None
        self._names: list[_Token] = []
        self._last: Person | None = None
        self._suffixes = self._prefixes = False
        self._passage: Passage | None = None

    def people(self) -> list[Person]:
        return self._people

    def read(self, passage: Passage) -> None:
        """Read one line or one cell."""
        self._passage = passage
        for line in _split_lines(passage):
            self._passage = line
            tokens = _tokens(line.text)
            self._suffixes = _roles_behind(tokens)
            self._prefixes = _brackets_ahead(tokens)
            if self._sticky is not None and self._sticky.rank != "member":
                self._sticky = None
            for number, token in enumerate(tokens):
                self._take(token, tokens[number + 1] if number + 1 < len(tokens) else None)
            self._flush()
            self._close_role()

    def _take(self, token: _Token, following: _Token | None) -> None:
        if token.kind == "bracket":
            self._bracket(token, following)
        elif token.kind in {"separator", "dot", "count", "marker", "phone"}:
            self._flush()
            if token.kind == "separator":
                self._close_role()
        elif token.kind in {"seat", "mark"}:
            self._flush()
            self._close_role()
            self._offices = self._legend.get(token.text)
        elif token.kind == "word":
            self._word(token, following)

    def _word(self, token: _Token, following: _Token | None) -> None:
        text = token.text
        if text in NOISE:
            self._flush()
            return
        group = _group_of(text)
        heads = following is None or following.kind in {"colon", "bracket", "count"} or following.gap > 0
        office = self._same_office(text) or read_office(text)
        behind = self._suffixes and bool(self._names)
        if group is not None and heads and not behind:
            self._open_group(group, office)
        elif office is not None and office.name is None:
            self._role(office, token, following)
        elif office is not None:
            self._named(office, token)
        elif (absent := ABSENCE.match(text)) is not None:
            self._flush()
            self._absent(absent["name"], read_office(absent["who"]), token)
        elif following is not None and following.kind == "colon":
            self._flush()
            self._affiliation = text
        elif is_department(text):
            self._department(text, following)
        elif _is_name(text):
            self._names.append(token)
        else:
            self._flush()

    def _department(self, text: str, following: _Token | None) -> None:
        """A department by itself: of the name before it at the end of a line, else of all who follow it."""
        behind = following is None and bool(self._names)
        self._flush()
        if behind:
            self._amend(affiliation=text)
        else:
            self._affiliation = text

    def _named(self, office: Office, token: _Token) -> None:
        """A name with its role behind it; a short name just before it is its first half: 馬場 一郎会長."""
        name, start = office.name or "", token.start
        half = self._names[-1] if self._names and token.gap == 1 else None
        if half is not None and len(self._names) == 1 and max(len(half.text), len(name)) <= SHORTEST_FULL:
            name, start = f"{half.printed} {name}", half.start
            self._names = []
        self._flush()
        self._add(name, office, start, token.end)

    def _absent(self, name: str, office: Office | None, token: _Token) -> None:
        """A sentence says that a member did not come, who may have been listed with the others."""
        listed = [number for number, one in enumerate(self._people) if (one.name or "").startswith(name)]
        if len(listed) == 1:
            self._people[listed[0]] = replace(self._people[listed[0]], present=False)
            return
        self._kind = "member"
        self._add(name, office, token.start, token.end, present=False)

    def _open_group(self, group: Kind, office: Office | None) -> None:
        self._flush()
        self._close_role()
        self._kind, self._affiliation = group, None
        self._sticky = office if office is not None and office.rank == "member" else None
        self._offices = office if office is not None and office.rank != "member" else None

    def _same_office(self, text: str) -> Office | None:
        """Return the office of 同主査 and 同課主査: in the department of the person before."""
        match = SAME.fullmatch(text)
        office = read_office(match["role"]) if match else None
        if office is None or office.name is not None or not self._people:
            return None
        return replace(office, department=office.department or self._people[-1].affiliation)

    def _role(self, office: Office, token: _Token, following: _Token | None) -> None:
        """A role without a name: of the name before it or of the one to come; alone, of somebody who is not named."""
        if self._suffixes and self._names:
            self._flush(office)
            return
        self._flush()
        self._close_role()
        named = following is not None and following.kind in {"word", "bracket", "colon"}
        if named:
            self._offices = office
            self._sticky = office if office.rank == "member" else self._sticky
        elif office.rank == "staff":
            self._add(None, office, token.start, token.end)
        else:
            self._offices = office

    def _bracket(self, token: _Token, following: _Token | None) -> None:
        inner = token.text
        office, group = read_office(inner), _group_of(inner)
        if self._prefixes and (office is not None or group is not None):
            self._flush()
            self._close_role()
        named = bool(self._names) or (self._last is not None and not self._offices)
        if inner in NOISE or COUNTED.fullmatch(inner) or LEGEND.match(inner):
            return
        if named and ABSENT.search(inner):
            self._flush()
            self._amend(present=False)
        elif named and office is not None and office.name is None:
            self._flush(office)
            self._amend(office=office)
        elif named and not _holds_several(token.printed):
            self._flush()
            self._amend(affiliation=inner)
        elif office is not None and office.name is None and following is not None:
            self._close_role()
            wide = token.printed[0] not in "(（"
            self._offices, self._sticky = office, office if wide else self._sticky
            self._kind = group if group is not None and wide else self._kind
        elif group is not None:
            self._open_group(group, office)
        elif _holds_several(token.printed) or office is not None:
            self._nested(token)
        else:
            self._affiliation = inner

    def _nested(self, token: _Token) -> None:
        """Read the list that stands in brackets behind a group: 事務局(水谷部長、戸川課長)2名."""
        passage, sticky = self._passage, self._sticky
        if passage is None:
            return
        inside = _Reader(self._kind, self._present)
        inside._sticky = sticky
        inside.read(passage.part(token.start + 1, token.end - 1))
        self._people.extend(inside.people())
        self._last = None

    def _flush(self, office: Office | None = None) -> None:
        """End the name or names under way; `office` is the role of the last of them where it is printed behind it."""
        if not self._names:
            return
        people = list(_paired(self._names))
        self._names = []
        for number, tokens in enumerate(people):
            own = office if office is not None and number == len(people) - 1 else self._offices or self._sticky
            self._add(_printed(tokens), own, tokens[0].start, tokens[-1].end)
            self._offices = None

    def _add(
        self, name: str | None, office: Office | None, start: int, end: int, *, present: bool | None = None
    ) -> None:
        printed = self._offices if office is not None and office.name and self._offices else office
        role = printed.role if printed else None
        kind = self._kind
        if role is None and kind == "member":
            role = DEFAULT_ROLE
        if printed is not None and printed.rank == "staff" and kind == "member":
            kind = "other"
        affiliation = (printed.department if printed else None) or self._affiliation
        passage = self._passage
        place = passage.place(start, end) if passage else None
        self._last = Person(name, role, affiliation, kind, self._present if present is None else present, place)
        self._people.append(self._last)
        self._offices = None

    def _amend(
        self, *, office: Office | None = None, affiliation: str | None = None, present: bool | None = None
    ) -> None:
        """Add to the last person what stands in brackets behind the name."""
        if self._last is None or not self._people:
            return
        last = self._people[-1]
        if office is not None:
            last = replace(last, role=office.role, affiliation=office.department or last.affiliation)
            last = replace(last, kind="other" if office.rank == "staff" and last.kind == "member" else last.kind)
        if affiliation is not None:
            last = replace(last, affiliation=affiliation)
        if present is not None:
            last = replace(last, present=present)
        self._people[-1] = self._last = last

    def _close_role(self) -> None:
        self._offices = None
        self._last = None


SAME = regex.compile(r"同(?:部|局|課|室|係)?(?P<role>.+)")
COUNTED = regex.compile(r"(?:[0-9]+[名人])|敬称略.*|.*[音順]順.*|.*敬称略|定足数.*")


def _split_lines(passage: Passage) -> Iterator[Passage]:
    start = 0
    for match in regex.finditer(r"\n|$", passage.text):
        if passage.text[start : match.start()].strip():
            yield passage.part(start, match.start())
        start = match.end()


def _tokens(text: str) -> list[_Token]:
    """Return the tokens of a line; single letters parted by spaces are one word."""
    found: list[_Token] = []
    gap = 0
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "gap":
            gap = len(match[0])
            continue
        printed = match[0]
        inner = squash(printed)[1:-1] if kind == "bracket" else squash(printed)
        found.append(_Token(kind, inner, match.start(), match.end(), gap, printed))
        gap = 0
    return list(_departments_joined(_letters_joined(found)))


WIDEST = 4
"""Spaces between the letters of one word; the words of a line stand further apart than their letters."""


def _letters_joined(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """Join letter-spaced words: 会 長, 安 達 和 志; a gap wider than those before it parts two words."""
    under: _Token | None = None
    last_single, narrow = False, WIDEST
    for token in tokens:
        single = token.kind == "word" and len(token.text) == 1
        if under is not None and single and last_single and 0 < token.gap <= narrow:
            under = _Token("word", under.text + token.text, under.start, token.end, under.gap, "")
            narrow = min(narrow, max(token.gap, 1))
            continue
        if under is not None:
            yield from _spaced_words(under)
        under, last_single, narrow = token, single, WIDEST
    if under is not None:
        yield from _spaced_words(under)


def _spaced_words(token: _Token) -> Iterator[_Token]:
    """Part a letter-spaced role from the name that follows it: 会長安達和志."""
    joined = token.kind == "word" and not token.printed
    match = _role_ahead().fullmatch(token.text) if joined else None
    if match is None or read_office(token.text) is not None or token.text in _heads():
        yield token
        return
    yield _Token("word", match["role"], token.start, token.start, token.gap)
    yield _Token("word", match["name"], token.start, token.end, 1, token.printed)


@cache
def _role_ahead() -> regex.Pattern[str]:
    roles = minutes_words().roles
    council = (*roles["chair"], *roles["deputy"], *roles["member"], *minutes_words().groups_of["secretariat"])
    return regex.compile(rf"(?P<role>{any_of(council)})(?P<name>{LETTERS}{{1,6}})")


@cache
def _heads() -> frozenset[str]:
    return frozenset(squash(word) for words in minutes_words().groups_of.values() for word in words)


def _departments_joined(tokens: Iterable[_Token]) -> Iterator[_Token]:
    """Join what a department's own ・ parts: 情報公開・個人情報保護課長."""
    kept: list[_Token] = []
    for token in tokens:
        if len(kept) > 1 and token.kind == "word" and kept[-1].kind == "dot" and kept[-2].kind == "word":
            office = read_office(token.text)
            joined = f"{kept[-2].text}{token.text}"
            if office and office.department and not office.name and read_office(kept[-2].text) is None:
                whole = read_office(joined)
                if whole is not None and whole.department and not whole.name and not _is_full_name(kept[-2].text):
                    kept[-2:] = [_Token("word", joined, kept[-2].start, token.end, kept[-2].gap)]
                    continue
        kept.append(token)
    yield from kept


def _is_full_name(text: str) -> bool:
    return len(text) >= SHORTEST_FULL and read_office(text + "課長") is not None and _is_name(text)


def _group_of(text: str) -> Kind | None:
    found = _groups().get(text)
    if found is not None:
        return found
    return "member" if len(text) > SHORTEST_FULL and _council().fullmatch(text) else None


@cache
def _groups() -> dict[str, Kind]:
    return {squash(word): kind for kind, words in minutes_words().groups_of.items() for word in words}


@cache
def _council() -> regex.Pattern[str]:
    return regex.compile(rf".+(?:{any_of(minutes_words().body_ends)})(?:委員)?")


def _is_name(text: str) -> bool:
    return (
        len(text) <= LONGEST_NAME
        and NAME.fullmatch(text) is not None
        and NOT_IN_NAMES.search(text) is None
        and text not in squashed(minutes_words().no_names)
        and text not in _labels()
    )


@cache
def _labels() -> frozenset[str]:
    """Labels of fields, which are no names: 案件, 議題."""
    return frozenset(squash(label) for labels in minutes_words().fields.values() for label in labels)


NAME = regex.compile(rf"[{LETTERS[1:-2]}]+|[A-Z][a-z]+")
NOT_IN_NAMES = regex.compile(
    r"開会|閉会|休憩|再開|\p{Hiragana}{5}|[をがはに]\p{Han}|について|による|に[よお]|[をがは]$|欠席|出席|会議|審議|資料|議事"
)


def _roles_behind(tokens: Sequence[_Token]) -> bool:
    """Tell whether a line prints roles behind the names (佐伯洋 委員) instead of before them (委員 佐伯洋)."""
    kinds = []
    for token in tokens:
        if token.kind == "word" and token.text not in NOISE:
            office = read_office(token.text)
            kinds.append("role" if office is not None and office.name is None else "name")
    return bool(kinds) and kinds[0] == "name" and "role" in kinds[1:3] and kinds[-1] == "role"


def _brackets_ahead(tokens: Sequence[_Token]) -> bool:
    """Tell whether a line prints roles in brackets before the names: 【会長】石川 慶一郎 【副会長】若柳 善朗."""
    first = next((token for token in tokens if token.kind != "marker"), None)
    return (
        first is not None and first.kind == "bracket" and (read_office(first.text) or _group_of(first.text)) is not None
    )


def _holds_several(printed: str) -> bool:
    return regex.search(r"[、，,・･]", printed) is not None


def _paired(names: Sequence[_Token]) -> Iterator[list[_Token]]:
    """Yield the names that stand side by side, parted by spaces: full ones by themselves, halves two by two."""
    if len(names) == 2 and len(names[0].text) + len(names[1].text) <= LONGEST_NAME - 1 and not _are_full(names):
        yield list(names)
        return
    number = 0
    while number < len(names):
        one = names[number]
        other = names[number + 1] if number + 1 < len(names) else None
        halves = other is not None and (len(one.text) < SHORTEST_FULL or len(other.text) < SHORTEST_FULL)
        if other is not None and halves and len(one.text) + len(other.text) <= LONGEST_NAME - 1:
            yield [one, other]
            number += 2
        else:
            yield [one]
            number += 1


def _are_full(names: Sequence[_Token]) -> bool:
    """Tell whether each of the words is a full name: none short, and parted by more than a space or by four letters."""
    return all(len(one.text) >= SHORTEST_FULL for one in names) and (
        any(len(one.text) > SHORTEST_FULL for one in names) or any(one.gap > 1 for one in names[1:])
    )


def _printed(tokens: Sequence[_Token]) -> str:
    """Return a name as printed; a letter-spaced one without its spaces."""
    return " ".join(token.printed.strip() or token.text for token in tokens)
