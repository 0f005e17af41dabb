"""The pieces of a list of people: words, brackets, marks and what parts them; letter-spaced words are put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

import regex

from normalize.text import squash
from parsers.minutes.names import (
    LONGEST_NAME,
    SHORTEST_FULL,
    affiliates,
    council_role,
    ends_in_profession,
    group_of,
    is_foreign,
    is_full_name,
    is_honorific,
    is_name,
    is_noise,
    is_profession,
    names_member,
)
from parsers.minutes.presence import tells_attendance, tells_presence
from parsers.minutes.speaker import (
    LETTERS,
    begins_with_department,
    is_department,
    is_same_department,
    read_office,
    same_office,
)
from parsers.minutes.words import GAP, any_of, minutes_words, squashed

__all__ = ["Token", "begins_with_person", "holds_people", "is_run", "paired", "printed_name", "tokens_of"]


@dataclass(frozen=True, slots=True)
class Token:
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
    rf"|(?P<count>(?:ほか|外|他|計|合計|定数|現員)?{GAP}*[0-9０-９]{{1,3}}{GAP}*[名人](?:中(?=[0-9０-９]))?)"
    rf"|(?P<seat>(?:第{GAP}*)?[0-9０-９]{{1,2}}{GAP}*番(?!号))"
    r"|(?P<marker>(?:^|(?<=[\n\t]))[ \u3000]*(?:[0-9０-９]{1,2}[.．、]|[①-⑳ア-ウ][ \u3000.．]|[(（][0-9０-９]{1,2}[)）]|[●○◎◯〇◆◇■□・•\-*])(?!\d))"
    r"|(?P<number>[①-⑳])"
    r"|(?P<phone>(?:電\s*話|内\s*線|TEL|℡)?[\s:：]*[(（]?[0-9０-９]{2,5}[)）\-‐－(（ ]+[0-9０-９()（）\-‐－ ]{3,}[0-9０-９])"
    rf"|(?P<note>(?<=[\p{{L}})）]{GAP}*)※{GAP}*\p{{L}}[^、，,。※()（）\n\t]{{0,20}})"
    r"|(?P<separator>[、，,;；／/\n\t。]|及び|並びに|ならびに)"
    r"|(?P<ditto>[〃″])"
    r"|(?P<dot>[・･])"
    r"|(?P<colon>[:：])"
    rf"|(?P<gap>{GAP}++)"
    rf"|(?P<word>(?:(?!(?:ほか|外|他){GAP}*[0-9０-９]|及び|並びに|ならびに)[{LETTERS[1:-2]}○A-Za-zＡ-Ｚ]|(?<=第)[0-9０-９]+|(?<=委員)[①-⑳])+)"
    r"|(?P<other>.)"
)


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a line; single letters parted by spaces are one word."""
    found: list[Token] = []
    gap = 0
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "gap":
            gap = len(match[0])
            continue
        printed = match[0]
        inner = squash(printed)[1:-1] if kind == "bracket" else squash(printed)
        found.append(Token(kind, inner, match.start(), match.end(), gap, printed))
        gap = 0
    whole = _anonymous_joined(_departments_joined(_letters_joined(found)))
    return _affiliations_told(list(_foreign_joined(list(whole))))


WIDEST = 4
"""Spaces between the letters of one word; the words of a line stand further apart than their letters."""


def _letters_joined(tokens: Sequence[Token]) -> Iterator[Token]:
    """Join letter-spaced words: 会 長, 安 達 和 志; a gap wider than those before it parts two words."""
    under: Token | None = None
    last_single, narrow = False, WIDEST
    for number, token in enumerate(tokens):
        single = token.kind == "word" and len(token.text) == 1
        apart = single and last_single and _begins_role(tokens[number : number + LONGEST_ROLE])
        if under is not None and single and last_single and 0 < token.gap <= narrow and not apart:
            under = Token("word", under.text + token.text, under.start, token.end, under.gap, "")
            narrow = min(narrow, max(token.gap, 1))
            continue
        if under is not None:
            yield from _spaced_words(under)
        under, last_single, narrow = token, single, WIDEST
    if under is not None:
        yield from _spaced_words(under)


def _begins_role(tokens: Sequence[Token]) -> bool:
    """Tell whether letters are a role that stands further from the letter before it than its own stand apart: 森  望  委 員."""
    text, widest = tokens[0].text, tokens[0].gap
    for token in tokens[1:]:
        if token.kind != "word" or len(token.text) != 1 or not 0 < token.gap < widest:
            return False
        text += token.text
        if text in _council_roles():
            return True
    return False


LONGEST_ROLE = 5
"""Letters of a letter-spaced role of the council."""


@cache
def _council_roles() -> frozenset[str]:
    roles = minutes_words().roles
    return squashed((*roles["chair"], *roles["deputy"], *roles["member"]))


def _spaced_words(token: Token) -> Iterator[Token]:
    """Part a letter-spaced role from the name that follows it: 会長安達和志."""
    if token.kind == "word" and not token.printed and is_honorific(token.text[0]) and read_office(token.text[1:]):
        yield Token("word", token.text[0], token.start, token.start, token.gap)  # 恒一 氏 委 員
        yield Token("word", token.text[1:], token.start, token.end, 1)
        return
    if token.kind != "word" or len(token.text) < SHORTEST_FULL or read_office(token.text) is not None:
        yield token
        return
    match = _role_ahead().fullmatch(token.text)
    at = match.end("role") if match is not None else _office_ahead(token.text)
    if at is None and not token.printed:
        at = _staff_ahead(token.text)
    if at is None or token.text in _heads() or (token.printed and len(token.text) - at < 2):
        yield token
        return
    name = token.printed[at:] if len(token.printed) == len(token.text) else ""
    yield Token("word", token.text[:at], token.start, token.start, token.gap)
    yield Token("word", token.text[at:], token.end - len(name) if name else token.start, token.end, 1, name)


def _office_ahead(text: str) -> int | None:
    """Return where the name begins behind an office that is printed without a space: 総務課長辻村仁; None for no office."""
    for at in range(len(text) - 2, 2, -1):
        office = read_office(text[:at])
        if (
            office is not None
            and office.department
            and office.name is None
            and office.rank == "staff"
            and len(office.role or "") > 1
        ):
            return at if is_name(text[at:]) else None
    return None


def _staff_ahead(text: str) -> int | None:
    """Return where the name begins behind an office without a department, both letter-spaced: 主幹北村晴海."""
    roles = (role for role in minutes_words().roles["staff"] if len(role) > 1 and text.startswith(role))
    longest = max(map(len, roles), default=0)
    return longest if longest and 1 < len(text) - longest <= LONGEST_SPACED and is_name(text[longest:]) else None


@cache
def _role_ahead() -> regex.Pattern[str]:
    roles = minutes_words().roles
    council = (*roles["chair"], *roles["deputy"], *roles["member"], *minutes_words().office_words)
    return regex.compile(rf"(?P<role>{any_of(council)})(?P<name>{LETTERS}{{1,6}})")


@cache
def _heads() -> frozenset[str]:
    return frozenset(squash(word) for words in minutes_words().groups_of.values() for word in words)


def _departments_joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """Join what a department's own ・ parts: 情報公開・個人情報保護課長."""
    kept: list[Token] = []
    for token in tokens:
        if len(kept) > 1 and token.kind == "word" and kept[-1].kind == "dot" and kept[-2].kind == "word":
            joined = f"{kept[-2].text}{kept[-1].text}{token.text}"
            if _is_of_two_words(kept[-2].text, token.text, joined):
                kept[-2:] = [Token("word", joined, kept[-2].start, token.end, kept[-2].gap, joined)]
                continue
        kept.append(token)
    yield from kept


def _anonymous_joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """Join a letter that stands for a name to the role before it: 委員 A."""
    under: Token | None = None
    for token in tokens:
        if under is not None and ANONYMOUS.fullmatch(token.text) and names_member(under.text + token.text):
            yield replace(under, text=under.text + token.text, end=token.end)
            under = None
            continue
        if under is not None:
            yield under
        under = token
    if under is not None:
        yield under


ANONYMOUS = regex.compile("[A-Z]")


def _foreign_joined(tokens: Sequence[Token]) -> Iterator[Token]:
    """Join the parts of a name that ・ parts, where two beside each other are Katakana: カタヤマ・ルイーズ・美和 is nobody's surname.

    A role behind the last part is a word of its own.
    """
    number = 0
    while number < len(tokens):
        end = number + 1
        while end + 1 < len(tokens) and [one.kind for one in tokens[end - 1 : end + 2]] == ["word", "dot", "word"]:
            end += 2
        yield from _foreign(tokens[number:end])
        number = end


def _foreign(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the words of one name, and the role behind it, as such; other words as they are."""
    office = read_office(tokens[-1].text) if len(tokens) > 1 else None
    role = office.role or "" if office is not None and office.name and not office.department else ""
    text = "".join(one.text for one in tokens).removesuffix(role)
    if len(tokens) == 1 or not is_foreign(text) or (office is not None and not role):
        return tokens
    name = Token("word", text, tokens[0].start, tokens[-1].end - len(role), tokens[0].gap, text)
    return [name, Token("word", role, name.end, tokens[-1].end, 0, role)] if role else [name]


def _affiliations_told(tokens: Sequence[Token]) -> list[Token]:
    """Tell what words say of the one who is named behind them, 青波市商工会 副会頭 大西 敏行, or before: 大西 敏行 青波大学教授.

    Only what names one person is told: 青波市商工会会長 is what somebody is elsewhere, 井川会長 鵜川委員 are two.
    """
    groups = groupby(tokens, key=lambda token: token.kind in {"separator", "colon", "dot", "ditto"})
    return [one for parts, group in groups for one in (group if parts else _affiliation_told(tuple(group)))]


def _affiliation_told(tokens: Sequence[Token]) -> Sequence[Token]:
    words = [number for number, token in enumerate(tokens) if token.kind == "word"]
    while words and tells_presence(tokens[words[-1]].text):
        words.pop()
    first = next((number for number in words if affiliates(tokens[number].text)), None)
    if first is None:
        return tokens
    behind = [number for number in words if number > first]
    while behind and council_role(tokens[behind[-1]].text):
        behind.pop()
    names = _name_at_end([tokens[number] for number in behind])
    if names:
        last = behind[-names - 1] if len(behind) > names else first
        return _with_affiliation(tokens, first, last)
    ahead = [tokens[number] for number in words if number < first]
    return _with_affiliation(tokens, first, words[-1]) if not behind and _name_at_end(ahead) else tokens


def _with_affiliation(tokens: Sequence[Token], first: int, last: int) -> Sequence[Token]:
    """Return the tokens, those from `first` to `last` as one."""
    told = tokens[first : last + 1]
    text = " ".join(token.printed.strip() or token.text for token in told)
    return [*tokens[:first], replace(told[0], kind="affiliation", text=text, end=told[-1].end), *tokens[last + 1 :]]


def _name_at_end(words: Sequence[Token]) -> int:
    """Return how many words at the end are one name, in full or in halves; 0 where they are none or several."""
    for count in (2, 1):
        name = words[-count:]
        letters = sum(len(one.text) for one in name)
        plain = all(is_name(one.text) and read_office(one.text) is None and one.gap > 0 for one in name[1:])
        if len(name) < count or not plain or not _is_plain(name[0]) or not SHORTEST_FULL <= letters < LONGEST_NAME:
            continue
        if count == 2 and _are_full(name):
            return 0
        before = words[-count - 1] if len(words) > count else None
        return 0 if before is not None and _is_plain(before) and not affiliates(before.text) else count
    return 0


def _is_plain(word: Token) -> bool:
    """Tell whether a word is a name or a half of one and nothing else."""
    office = read_office(word.text)
    return is_name(word.text) and office is None and not affiliates(word.text) and not is_profession(word.text)


def _is_of_two_words(first: str, second: str, joined: str) -> bool:
    """Tell whether two words are one office or class with a ・ in it, 保険医・薬剤師代表; 林・佐藤部長 are two people."""
    if len(second) > SHORTEST_FULL and ends_in_profession(second):
        return len(first) > 1 and not is_full_name(first)
    office, whole = read_office(second), read_office(joined)
    if whole is None or whole.rank != "staff" or whole.department is None or whole.name is not None:
        return False
    if read_office(first) is not None or is_full_name(first):
        return False
    unnamed = office is not None and office.department is not None and office.name is None
    return unnamed or begins_with_department(first)


def paired(names: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the names that stand side by side, parted by spaces: full ones by themselves, halves two by two."""
    if len(names) == 2 and _are_halves(*names) and not _are_full(names):
        yield list(names)
        return
    number = 0
    while number < len(names):
        one = names[number]
        other = names[number + 1] if number + 1 < len(names) else None
        short = other is not None and min(len(one.text), len(other.text)) < SHORTEST_FULL
        if other is not None and (short or _are_katakana((one, other))) and _are_halves(one, other):
            yield [one, other]
            number += 2
        else:
            yield [one]
            number += 1


def _are_halves(one: Token, other: Token) -> bool:
    """Tell whether two words can be one name: both together no longer than one, or Katakana."""
    return len(one.text) + len(other.text) <= LONGEST_NAME - 1 or _are_katakana((one, other))


def _are_katakana(names: Sequence[Token]) -> bool:
    """Tell whether the words are Katakana, in which no full name is one word: アーロン ケリー."""
    return all(KATAKANA.fullmatch(one.text) for one in names)


KATAKANA = regex.compile(r"[\p{Katakana}ー]{2,}")


def _are_full(names: Sequence[Token]) -> bool:
    """Tell whether each of the words is a full name: none short, and parted by more than a space or by four letters."""
    return (
        not _are_katakana(names)
        and all(len(one.text) >= SHORTEST_FULL for one in names)
        and (any(len(one.text) > SHORTEST_FULL for one in names) or any(one.gap > 1 for one in names[1:]))
    )


def is_run(token: Token) -> bool:
    """Tell whether a letter-spaced word is several names, and nothing says where one ends: 高 橋 正 男 千 葉 勇."""
    return (
        token.kind == "word"
        and not token.printed
        and len(token.text) > LONGEST_SPACED
        and read_office(token.text) is None
        and group_of(token.text) is None
    )


LONGEST_SPACED = 5
"""Letters of a name that is printed with spaces between them; longer ones are printed without, to fit the same width."""


def printed_name(tokens: Sequence[Token]) -> str:
    """Return a name as printed; a letter-spaced one without its spaces."""
    return " ".join(token.printed.strip() or token.text for token in tokens)


def holds_people(text: str) -> bool:
    """Tell whether a line is made of names, roles and groups alone."""
    if "。" in text:
        return False
    tokens = [
        token
        for token in tokens_of(text)
        if token.kind not in {"marker", "number", "mark", "separator", "ditto", "dot", "colon"}
    ]
    return bool(tokens) and all(_fits(token) for token in tokens)


def begins_with_person(text: str) -> bool:
    """Tell whether a line begins with an office and a name, 税務課長 小暮 佳苗, or is made of names: 小橋 昇 和泉 宏, 団体代表 佐久 和弘, 税務課 主任 小暮 佳苗."""
    if len(text) > LONGEST_LISTED or "。" in text:
        return False
    first = squash(text.split(maxsplit=1)[0]) if text.split() else ""
    whence = len(first) <= LONGEST_AFFILIATION and (affiliates(first) or is_department(first))
    if NAMES_ALONE.fullmatch(text) or (whence and holds_people(text)):
        return True
    match = OFFICE_AHEAD.match(text)
    office = read_office(squash(match["office"])) if match is not None else None
    return office is not None and office.name is None and office.rank == "staff" and office.department is not None


LONGEST_LISTED = 120
"""Characters of a line of a list of people."""
LONGEST_AFFILIATION = 30
"""Characters of what somebody is elsewhere."""
NAMES_ALONE = regex.compile(rf"{GAP}*(?:\p{{Han}}{{1,6}}{GAP}+){{2,}}\p{{Han}}{{1,6}}{GAP}*")
OFFICE_AHEAD = regex.compile(
    rf"{GAP}*(?P<office>[{LETTERS[1:-1]}]{{3,24}})(?:{GAP}*[(（][^()（）]{{1,40}}[)）])?{GAP}+(?=\p{{Han}})"
)


def _fits(token: Token) -> bool:
    if token.kind == "note":
        return tells_attendance(token.text) or is_noise(token.text[1:])
    if token.kind in {"count", "seat", "phone", "bracket", "affiliation"}:
        return True
    return token.kind == "word" and (
        is_run(token)
        or is_noise(token.text)
        or group_of(token.text) is not None
        or read_office(token.text) is not None
        or same_office(token.text) is not None
        or is_same_department(token.text)
        or tells_presence(token.text)
        or is_name(token.text)
        or names_member(token.text)
        or is_profession(token.text)
        or is_department(token.text)
        or any(squash(one) in token.text for one in minutes_words().no_names if len(one) > 3)
    )
