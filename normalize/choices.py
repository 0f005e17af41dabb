"""A printed choice: which of the form's options stands between the brackets.

The form prints `[ 十分である ] ＜選択肢＞ 1) 特に力を入れている 2) 十分である 3) 課題が残されている`; dumps put the value before
or after the list, shuffle the list and lose parts of it, and lose the brackets or make form controls or `[]` of them.
So the options come from the form, never from the text; what is bracketed must be one of them; a control is a damaged
bracket, never a tick; `( 1 ) 件` anywhere is a count, not option 1. An entry of a list is no value, unless it stands alone
or once more in front of its list. Where two values compete, none is read.

Time is linear in the length of the text. `Print`, `nearest` and `COUNT` serve `marks` too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from normalize.text import squash
from normalize.wrapped import find_wrapped

__all__ = [
    "CONTROLS",
    "COUNT",
    "LIST_HEADING",
    "ChoiceReading",
    "ChoiceRule",
    "ChoiceStatus",
    "Print",
    "count_of",
    "nearest",
    "one_of",
    "read_choice",
]

ChoiceStatus = Literal["read", "blank", "unreadable", "inferred"]
ChoiceRule = Literal[
    # read
    "bracketed",  # [ 十分である ], [ 3) 課題が残されている ]
    "whole_text",  # the text is an option and nothing else
    # inferred
    "control_inside",  # [ ☐ 十分である ]
    "opening_lost",  # ☐ 十分である ]
    "closing_lost",  # [ 十分である
    "brackets_emptied",  # [] 十分である []
    "near_option",  # [ 士分である ]: a few characters damaged
    "wrapped_option",  # [ 特に力を入れ ] <選択肢>, and on the next line ている
    "repeated_option",  # all options look bracketed, one of them twice: the first print of it is the value
    "first_bracket",  # all options look bracketed, once each: the first bracket is the value's
    "displaced",  # [ ] 十分である
    "control_for_bracket",  # ☐ 十分である <選択肢>
    "numbered",  # 2) 十分である, alone or in front of the whole list
    "number_only",  # [ 2 ], with the whole list
    "no_brackets",  # 十分である <選択肢>
    "ticked_option",  # □特に力を入れている ☑十分である, see `ticked`
    # blank
    "empty_brackets",
    # unreadable
    "ambiguous",  # two values compete
    "not_an_option",  # what is bracketed is no option of the form
    "number_mismatch",  # [ 3) 十分である ] where 十分である is 2)
    "marked_option",  # empty brackets, but a mark at an entry of the list
    "broken_brackets",  # brackets or what is left of them, no value
    "only_options",  # the list alone
    "nothing",  # neither brackets nor options
]


@dataclass(frozen=True, slots=True)
class ChoiceReading:
    """What a choice item shows.

    `selected` is the form's option (as given, not as printed), None unless `status` is read or inferred; inferred says
    that a damaged place was read by the rule named in `rule`. `count` is the number of `( 5 ) 件`, None where none or
    several stand in the text. `start`, `end` is the half-open span of the value in the raw text, None without a value.
    """

    selected: str | None
    status: ChoiceStatus
    rule: ChoiceRule
    count: int | None = None
    start: int | None = None
    end: int | None = None


# -------------------------------------------------------------------------------------------------- text with places

CONTROLS = {("checkbox", True): "☑", ("checkbox", False): "☐", ("radio", True): "⦿", ("radio", False): "⚪"}
"""(type, checked) → the character that `extract` puts for a form control of the source.

Repeated here because neither room imports the other; a test checks that they agree."""
_TAGS = "a|b|br|center|col|div|em|font|hr|i|img|li|ol|p|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul"
_UNIT = re.compile(
    rf"<input\b[^<>]{{0,400}}>|</?(?:{_TAGS})\b[^<>]{{0,400}}>|&#?[0-9A-Za-z]{{2,8}};"
    r"|.[\u3099\u309a\uff9e\uff9f\ufe0e\ufe0f]?",  # ｶﾞ is one character in two, ☑️ has a selector behind it
    re.DOTALL | re.IGNORECASE,
)
_CONTROL_TYPE = re.compile(r"\btype\s{0,9}=\s{0,9}[\"']?(checkbox|radio)\b", re.IGNORECASE)
_IS_CHECKED = re.compile(r"\bchecked\b", re.IGNORECASE)
_UNSEEN = dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f")
_PLAIN = str.maketrans({"〔": "[", "〕": "]", "❲": "[", "❳": "]", "【": "[", "】": "]"} | _UNSEEN)


@dataclass(frozen=True, slots=True)
class Print:
    """A text squashed for matching; plain[i] stands at raw[starts[i]:ends[i]].

    Squashed as by `normalize.text.squash`. Besides, `<input …>` is the character of its control, other tags are white
    space, an entity is what it stands for, ① is `1)`, 〔 〕 and 【 】 are square brackets.
    """

    raw: str
    plain: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @staticmethod
    def of(text: str) -> Print:
        """Squash `text`."""
        plain: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for unit in _UNIT.finditer(text):
            shown = _shown(unit[0])
            plain.append(shown)
            starts += [unit.start()] * len(shown)
            ends += [unit.end()] * len(shown)
        return Print(text, "".join(plain), tuple(starts), tuple(ends))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw span of plain[start:end], which must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def cut(self, start: int, end: int) -> str:
        """Return the raw text of plain[start:end]."""
        return self.raw[self.starts[start] : self.ends[end - 1]] if start < end else ""

    def gap(self, at: int) -> bool:
        """Tell whether white space stands before plain[at]; so it does at both ends of the text."""
        return not 0 < at < len(self.plain) or self.ends[at - 1] < self.starts[at]


@lru_cache(maxsize=8192)
def _shown(unit: str) -> str:
    if len(unit) > 2 and unit[0] == "<":
        kind = _CONTROL_TYPE.search(unit) if unit[:6].lower() == "<input" else None
        return CONTROLS[kind[1].lower(), _IS_CHECKED.search(unit) is not None] if kind else ""
    text = html.unescape(unit) if len(unit) > 2 else unit
    return squash(text).translate(_PLAIN) + (")" if "①" <= text[:1] <= "⑳" else "")


# ------------------------------------------------------------------------------------------------------- known words

COUNT = r"(?:\((?P<enclosed>[0-9,]{0,9})\)|(?<![0-9,])(?P<loose>[0-9][0-9,]{0,8}))件(?![名数])"
"""`( 65 ) 件`, `( ) 件`, `3件` in squashed text."""
_PER_ERROR, _MOST_ERRORS = 5, 3
"""Characters of a known text for which one damaged one is forgiven (紙 and 内部監査 have to be exact), and how many at most."""
_MARGIN, _MARGIN_BY_LENGTH = 1, 2
"""How much farther away the second nearest must be, and where characters are lost or added, not misread:
定めてい is one step from 定めている, but only two from 定めていない."""
_TELLING = re.compile(r"[0-9不無非な否再]")
"""What changes the meaning at a stroke: a digit, a negation or 再 (再委託する) is never taken for damage."""


def one_of(texts: Sequence[str]) -> str:
    """Return the pattern that matches the longest of the squashed `texts`; it matches nothing where there are none."""
    found = sorted({text for text in texts if text}, key=lambda text: (-len(text), text))
    return "|".join(map(re.escape, found)) or r"(?!)"


def count_of(found: re.Match[str]) -> int | None:
    """Return the number of a COUNT; None where its parentheses are empty."""
    digits = (found["enclosed"] or found["loose"] or "").replace(",", "")
    return int(digits) if digits else None


def nearest(text: str, known: Sequence[str], stops: Sequence[int]) -> tuple[int, int] | None:
    """Return which of `known` stands damaged at the beginning of `text` and where it stops, one of `stops`.

    None where no known text is near enough, or a second one is about as near.
    """
    ranked = sorted((*_nearest_stop(text, name, stops), index) for index, name in enumerate(known) if name and stops)
    if not ranked:
        return None
    distance, stop, index = ranked[0]
    margin = max(distance, _MARGIN if stop == len(known[index]) else _MARGIN_BY_LENGTH)
    rival = ranked[1][0] if len(ranked) > 1 else distance + margin
    if distance > min(len(known[index]) // _PER_ERROR, _MOST_ERRORS) or rival < distance + margin:
        return None
    return (index, stop) if _TELLING.findall(known[index]) == _TELLING.findall(text[:stop]) else None


def _nearest_stop(text: str, name: str, stops: Sequence[int]) -> tuple[int, int]:
    """Return the least edit distance between `name` and the beginning of `text` up to one of `stops`, and that stop."""
    row = list(range(len(text) + 1))
    for done, wanted in enumerate(name, 1):
        above, row = row, [done]
        for at, character in enumerate(text):
            row.append(min(above[at] + (character != wanted), above[at + 1] + 1, row[at] + 1))
    return min((row[stop], stop) for stop in stops)


# ------------------------------------------------------------------------------------------------------------ tokens


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of squashed text. `value` is the index of an option, the number of a list entry or a count.

    Kinds: `[` `]` brackets, C control or mark, L the words ＜選択肢＞, N number of an entry, V an option, K a count,
    X anything else, _ white space between X and its neighbour (an option glued to other text is part of that text).
    """

    kind: str
    start: int
    end: int
    value: int | None = None


LIST_HEADING = r"[\^{<〈《≪「【(]{0,4}選[択沢][肢技枝][}>〉》≫」】):]{0,4}"
_MARK = "[☑☐⦿⚪□■○●◎✓✔]"
_KINDS = {"list": "L", "option": "V", "number": "N", "digit": "N", "open": "[", "close": "]", "mark": "C"}


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    option = one_of(names)
    return re.compile(
        rf"(?P<list>{LIST_HEADING})|(?P<count>{COUNT})|(?P<option>{option})|\(?(?<![0-9,])(?P<number>[0-9]{{1,2}})[).:]"
        rf"|(?<![0-9,])(?P<digit>[0-9]{{1,2}})(?=(?![0-9])(?:{option}))|(?P<open>\[)|(?P<close>\])|(?P<mark>{_MARK})"
    )


def _tokens(shown: Print, names: tuple[str, ...]) -> list[_Token]:
    tokens: list[_Token] = []
    done = 0
    for found in _pattern(names).finditer(shown.plain):
        tokens += _between(shown, done, found.start())
        tokens.append(_token(found, names))
        done = found.end()
    return tokens + _between(shown, done, len(shown.plain))


def _token(found: re.Match[str], names: tuple[str, ...]) -> _Token:
    if found["count"] is not None:
        return _Token("K", *found.span(), count_of(found))
    group = next(group for group in _KINDS if found[group] is not None)
    value = names.index(found[0]) if group == "option" else int(found[group]) if _KINDS[group] == "N" else None
    return _Token(_KINDS[group], *found.span(), value)


def _between(shown: Print, start: int, end: int) -> list[_Token]:
    if start == end:
        return []
    before = [_Token("_", start, start)] if shown.gap(start) else []
    behind = [_Token("_", end, end)] if shown.gap(end) else []
    return [*before, _Token("X", start, end), *behind]


# ------------------------------------------------------------------------------------------------------------ claims


@dataclass(frozen=True, slots=True)
class _Claim:
    """Something that looks like the value: by which rule, which option (None: none of the form's), and where."""

    rule: ChoiceRule
    option: int | None
    start: int
    end: int


_CLAIM = re.compile(
    r"\[\](?P<emptied>V)\[\]|\[\]|\[C++\]|\[(?P<inside>C*+)N?(?P<whole>V)\]|\[C*+(?P<foreign>[CNVX_]{1,8}+)\]"
    r"|(?<!N)\[C*+(?:N?(?P<opened>V)(?=_?L|$)|(?P<cut>V)(?![X\]V]))|(?<![\[NXCV])C*+(?P<closed>V)\]"
)
"""Brackets and what is left of them, over the kinds of the tokens. Empty ones are matched to be passed over."""
_CLAIM_RULES: dict[str, ChoiceRule] = {
    "emptied": "brackets_emptied",
    "opened": "closing_lost",
    "cut": "closing_lost",
    "closed": "opening_lost",
}
_ALL_BRACKETED = re.compile(r"\[CV\](?:_?\[CV\]?){2,}+")
_LOOSE = re.compile(r"(?<![NX\[])V(?!X)")
_NUMBER = re.compile(r"\(?(?P<number>[1-9][0-9]?)[).]?")
"""A number of an entry without its option."""
_NUMBERED = re.compile(r"NVL?(?P<list>(?:NV)*)")
_MARKED_ENTRY = re.compile(r"C[NV]")
_UNMATCHED_TRIED = 16
"""How many bracketed texts that are no option are compared with the options; a choice prints one pair of brackets."""


def read_choice(text: str, options: Sequence[str]) -> ChoiceReading:
    """Read which of the form's `options` (in the form's order) the text of a choice item shows as the value."""
    shown = Print.of(text)
    names = tuple(Print.of(option).plain for option in options)
    tokens = _tokens(shown, names)
    kinds = "".join(token.kind for token in tokens)
    claims = _claims(shown, names, tokens, kinds)
    chosen = _decide(claims, kinds, len(names)) if claims else _numbered(tokens, len(names))
    chosen = chosen or _unbracketed(tokens, kinds)
    counts = {token.value for token in tokens if token.kind == "K" and token.value is not None}
    count = counts.pop() if len(counts) == 1 else None
    if not isinstance(chosen, _Claim):
        return ChoiceReading(None, "blank" if chosen == "empty_brackets" else "unreadable", chosen, count)
    status: ChoiceStatus = "read" if chosen.rule in ("bracketed", "whole_text") else "inferred"
    selected = None if chosen.option is None else options[chosen.option]
    return ChoiceReading(selected, status, chosen.rule, count, *shown.span(chosen.start, chosen.end))


def _claims(shown: Print, names: tuple[str, ...], tokens: list[_Token], kinds: str) -> list[_Claim]:
    claims: list[_Claim] = []
    is_listed = _is_whole_list(tokens, len(names))
    tries = 0
    for found in _CLAIM.finditer(kinds):
        group = found.lastgroup
        if group == "foreign":
            tries += 1
            if tries <= _UNMATCHED_TRIED:
                inside = tokens[found.start(group) : found.end(group)]
                claims.append(
                    (_number_only(shown, names, inside) if is_listed else None) or _foreign(shown, names, inside)
                )
        elif group is not None and not (group == "cut" and kinds[found.end() : found.end() + 1] == "N"):
            claims.append(_claim(group, found, tokens))
    return claims


def _claim(group: str, found: re.Match[str], tokens: list[_Token]) -> _Claim:
    """Return what an option between brackets, or what is left of them, claims. A number before it must be its own."""
    at = found.start(group)
    value, before = tokens[at], tokens[at - 1]
    if at and before.kind == "N" and before.value != (value.value or 0) + 1:
        return _Claim("number_mismatch", None, value.start, value.end)
    rule = _CLAIM_RULES.get(group) or ("control_inside" if found["inside"] else "bracketed")
    return _Claim(rule, value.value, value.start, value.end)


def _is_whole_list(tokens: Sequence[_Token], size: int) -> bool:
    """Tell whether all options stand behind a number, each behind its own."""
    entries = {(one.value, other.value) for one, other in pairwise(tokens) if one.kind + other.kind == "NV"}
    return entries == {(option + 1, option) for option in range(size)}


def _number_only(shown: Print, names: tuple[str, ...], inside: list[_Token]) -> _Claim | None:
    """Return what a number between brackets claims, where the whole list is printed.

    None where an option begins with the same figures: [ 1 ] may be what is left of [ 1年 ].
    """
    start, end = inside[0].start, inside[-1].end
    found = _NUMBER.fullmatch(shown.plain, start, end)
    if found is None or not 0 < int(found["number"]) <= len(names):
        return None
    if any(name.startswith(found["number"]) for name in names):
        return None
    return _Claim("number_only", int(found["number"]) - 1, start, end)


def _foreign(shown: Print, names: tuple[str, ...], inside: list[_Token]) -> _Claim:
    """Return what a bracketed text that is no option claims: the option that it is nearly, or none."""
    start, end = inside[0].start, inside[-1].end
    wrapped = find_wrapped(shown, start, dict(enumerate(names)))
    if wrapped is not None and wrapped.stop == end:
        return _Claim("wrapped_option", wrapped.key, start, end)
    near = _nearly(shown.plain[start:end], names)
    if near is None and inside[0].kind == "N":
        start = inside[0].end
        near = _nearly(shown.plain[start:end], names)
        near = near if near is not None and inside[0].value == near + 1 else None
    return _Claim("not_an_option" if near is None else "near_option", near, start, end)


def _nearly(text: str, names: tuple[str, ...]) -> int | None:
    near = nearest(text, names, (len(text),)) if len(text) <= 2 * max(map(len, names), default=0) else None
    return None if near is None else near[0]


def _decide(claims: list[_Claim], kinds: str, size: int) -> _Claim | ChoiceRule:
    """Return the claim that holds, or why none does."""
    rules = {claim.rule for claim in claims}
    if "number_mismatch" in rules:
        return "number_mismatch"
    valid = [claim for claim in claims if claim.option is not None]
    if len({claim.option for claim in valid}) > 1:
        return _first_of_all(claims, kinds, size) or "ambiguous"
    sure = [claim for claim in valid if claim.rule == "bracketed"]
    if not sure and "not_an_option" in rules:
        return "not_an_option"
    return (sure or valid)[0]


def _first_of_all(claims: list[_Claim], kinds: str, size: int) -> _Claim | None:
    """Return the first claim where the value and then the list, to its last option, all came to look like `[ ☐ … ]`.

    The first bracket is the value's: it alone is closed where it stands, and the list begins anew behind it.
    """
    found = _ALL_BRACKETED.search(kinds)
    if found is None or found[0].count("V") != len(claims):
        return None
    first, *rest = [claim.option or 0 for claim in claims]
    if rest[-1] != size - 1 or any(after != before + 1 for before, after in pairwise(rest)):
        return None
    rule: ChoiceRule = "repeated_option" if first in rest else "first_bracket"
    return _Claim(rule, first, claims[0].start, claims[0].end)


def _numbered(tokens: list[_Token], size: int) -> _Claim | None:
    """Return the option behind its own number that is the whole text, or stands in front of the whole list.

    Of a part of a list nobody can know which entry was moved in front of it.
    """
    told = [token for token in tokens if token.kind != "K"]
    found = _NUMBERED.fullmatch("".join(token.kind for token in told))
    if found is None or told[0].value != (told[1].value or 0) + 1:
        return None
    listed = told[slice(*found.span("list"))]
    if listed and (len(listed) != 2 * size or not _is_whole_list(listed, size)):
        return None
    return _Claim("numbered", told[1].value, told[1].start, told[1].end)


def _unbracketed(tokens: list[_Token], kinds: str) -> _Claim | ChoiceRule:
    """Return the value that stands without brackets, or why there is none."""
    if re.search(r"[\[\]]", kinds.replace("[]", "")):
        return "broken_brackets"
    loose = [found.start() for found in _LOOSE.finditer(kinds)]
    listed = re.search(r"L|NV", kinds)
    if listed is None and re.fullmatch(r"(?:\[\]|C)?V(?:\[\]|C)?(?:_?K)?", kinds) is None:
        loose = []
    before = [at for at in loose if listed is None or at < listed.start()]
    found = before or _listed_too(tokens, kinds, loose)
    if len({tokens[at].value for at in found}) > 1:
        return "ambiguous"
    if not found:
        return _valueless(kinds)
    value = tokens[found[0]]
    return _Claim(_loose_rule(kinds, found[0], again=not before), value.value, value.start, value.end)


def _listed_too(tokens: list[_Token], kinds: str, loose: list[int]) -> list[int]:
    """Return the loose options that stand once more as an entry of the list: what is printed twice is the value."""
    if "[]" in kinds:
        return []
    entries = {tokens[found.start() + 1].value for found in re.finditer("NV", kinds)}
    return [at for at in loose if tokens[at].value in entries]


def _loose_rule(kinds: str, at: int, *, again: bool) -> ChoiceRule:
    if again:
        return "repeated_option"
    if kinds in ("V", "VK"):
        return "whole_text"
    if kinds[:at].endswith("]") or kinds[at + 1 :].startswith("["):
        return "displaced"
    return "control_for_bracket" if "C" in kinds[max(0, at - 1) : at] else "no_brackets"


def _valueless(kinds: str) -> ChoiceRule:
    if "[]" in kinds:
        return "marked_option" if _MARKED_ENTRY.search(kinds) else "empty_brackets"
    if "C" in kinds and "L" in kinds:
        return "broken_brackets"
    return "only_options" if "V" in kinds or "L" in kinds else "nothing"
