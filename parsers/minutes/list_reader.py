"""Reads lists of people token by token: names with roles before or behind them, parted by 、 ・ spaces or lines, in groups or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import regex

from normalize.text import squash
from parsers.minutes.list_offices import (
    may_be_named,
    names_official,
    prints_department_apart,
    role_in,
    unlisted,
    whole_office,
    within_unit,
)
from parsers.minutes.list_shapes import (
    MUNICIPALITY,
    Layout,
    explains_mark,
    holds_several,
    layout_of,
    tells_of_list,
)
from parsers.minutes.listed import Listed
from parsers.minutes.name_tokens import Token, is_run, paired, printed_name, tokens_of
from parsers.minutes.names import (
    SHORTEST_FULL,
    affiliates,
    ends_in_profession,
    group_of,
    is_honorific,
    is_name,
    is_noise,
    is_profession,
    names_member,
    office_of,
    without_honorific,
)
from parsers.minutes.person import Kind, Person
from parsers.minutes.presence import (
    is_absence,
    lists_absentees,
    says_absent,
    says_absent_behind,
    tells_attendance,
    told_absent,
)
from parsers.minutes.remarks import Remark, read_remark
from parsers.minutes.speaker import (
    AND_ALSO,
    Office,
    is_department,
    is_same_department,
    office_behind,
    read_office,
    same_office,
)
from parsers.minutes.words import CHAIRS, COUNCIL, minutes_words
from parsers.passage import Passage

__all__ = ["ListReader"]

KANJI = regex.compile(r"\p{Han}")
THESE = "以上"
"""What stands in brackets before the kind of all those listed so far: (以上事務局)."""


NUMERAL = regex.compile(r"[一二三四五六七八九十]")
"""A number by itself, which is a given name only behind a surname: 星野 一."""


def _ends_one(following: Token | None) -> bool:
    """Tell whether nothing more is told of somebody: the next token parts people, or there is none."""
    return following is None or following.kind == "separator"


def _is_wide(bracket: Token) -> bool:
    """Tell whether brackets are of a shape that sets off what heads others: 【会長】, <説明>."""
    return bracket.printed[0] not in "(（"


def _tells_nobody(inner: str, office: Office | None) -> bool:
    """Tell whether brackets hold a remark: how many there are, what a mark means, how somebody took part, another post."""
    if is_noise(inner) or tells_of_list(inner) or explains_mark(inner) or inner.startswith(AND_ALSO):
        return True
    return office is None and read_remark(inner) == Remark(None, None, ())


class ListReader:
    """Reads the lines of a list token by token; keeps the group that is open and the person under way.

    `listed` are those who were named, `lost` the words that told nobody.
    """

    def __init__(
        self,
        kind: Kind,
        present: bool | None,
        legend: Mapping[str, Office] = MappingProxyType({}),
        *,
        in_columns: bool = False,
    ) -> None:
        self._legend, self._in_columns = legend, in_columns
        self._kind, self._present = kind, present
        self.listed = Listed()
        self._offices: Office | None = None
        self._sticky: Office | None = None
        self._above: Office | None = None
        self._told: Office | None = None
        self._affiliation: str | None = None
        self._own: str | None = None
        self._outer: Kind | None = None
        self._headed = self._in_unit = False
        self._names: list[Token] = []
        self._layout: Layout = layout_of(())
        self._repeats = False
        self._passage: Passage | None = None
        self.lost: list[str] = []

    def expect(self, office: Office | None) -> None:
        """Note the role of whoever is named next."""
        self._offices = office

    def read(self, line: Passage, present: bool | None) -> None:
        """Read one line, whose people were `present` or not."""
        self._passage, self._present = line, present
        tokens = tokens_of(line.text)
        if any(is_run(token) for token in tokens):
            self.lost.append(line.text)
            return
        self._layout = layout_of(tokens)
        if self._sticky is not None and self._sticky.rank != "member" and not self._headed:
            self._sticky = None
        known = len(self.listed.people)
        for number, token in enumerate(tokens):
            self._take(token, tokens[number + 1] if number + 1 < len(tokens) else None)
        self._flush()
        if not self._heads_below(tokens):
            self._close_role()
        self.listed.join_wrapped(known)

    def _heads_below(self, tokens: Sequence[Token]) -> bool:
        """Tell whether a line is only the office of the council's whom the lines below name; 【副会長】 may head several."""
        told = [token for token in tokens if token.kind not in {"marker", "colon"}]
        office = read_office(told[0].text) if len(told) == 1 else None
        if office is None or office.name is not None or office.rank not in CHAIRS:
            return False
        self._kind, self._affiliation, self._offices = "member", None, office
        self._headed = told[0].kind == "bracket" and office.rank == "deputy"
        self._sticky = office if self._headed else None
        return True

    def _take(self, token: Token, following: Token | None) -> None:
        if token.kind == "bracket":
            self._bracket(token, following)
        elif token.kind == "affiliation":
            self._affiliated(token, following)
        elif token.kind in {"separator", "dot", "count", "marker", "number", "phone"}:
            self._flush()
            if token.kind in {"separator", "number"}:
                self._close_role()
        elif token.kind == "note":
            self._note(token.text[1:])
        elif token.kind in {"seat", "mark"}:
            self._flush()
            self._close_role()
            self._offices = self._legend.get(token.text)
        elif token.kind == "ditto":
            self._flush()
            self._close_role()
            self._offices, self._repeats = self._above, True
        elif token.kind == "word":
            self._word(token, following)

    def _note(self, note: str) -> None:
        """A note behind a name says how somebody took part, or that somebody did not: ※オンライン, ※欠席."""
        self._flush()
        if says_absent(note):
            self.listed.amend(present=False)
        elif not tells_attendance(note) and not is_noise(note):
            self.lost.append(note)

    def _affiliated(self, token: Token, following: Token | None) -> None:
        """Note whence the one comes who is named behind it, or was before."""
        if self._names:
            self._flush()
            self.listed.amend(affiliation=token.text)
            return
        self._flush()
        office = whole_office(read_office(squash(token.text)), following)
        if self._kind != "member" and office is not None and office.rank == "staff" and office.name is None:
            self._offices = office
            return
        first, role = role_in(token.text)
        if role is not None and (self._in_columns or ends_in_profession(squash(first))):
            self._own, self._offices = first, role
        else:
            self._own = token.text
            headed = self._offices is not None or self._sticky is not None
            if role is not None and role.rank != "member" and not headed:
                self.lost.append(token.text)  # nobody can tell whose 会長 that is

    def _word(self, token: Token, following: Token | None) -> None:
        text = token.text
        if self._is_beside_names(text, following):
            return
        group = group_of(text)
        heads = following is None or following.kind in {"colon", "bracket", "count"} or following.gap > 0
        office = whole_office(self._same_office(text) or read_office(text) or unlisted(text, following), following)
        if office is not None and self._in_unit and not self._names:
            office = within_unit(office, self._affiliation or "")
        behind = self._layout.roles_behind and (
            bool(self._names) or (self.listed.last is not None and office is not None)
        )
        if group is not None and heads and not behind:
            self._open_group(group, office)
        elif office is not None and office.name is None:
            self._role(office, token, following)
        elif affiliates(text):
            self._department(text, following)
        elif office is not None:
            self._named(office, token)
        elif (absent := told_absent(text)) is not None:
            self._flush()
            self._absent(absent, token)
        elif following is not None and following.kind == "colon":
            self._flush()
            self._affiliation = text
        elif is_department(text) or is_same_department(text) or is_profession(text):
            self._department(text, following)
        elif names_member(text):
            self._flush()
            self._add(None, Office(None, None, minutes_words().member_role, "member"), token.start, token.end)
        elif is_name(text) or self._is_given(token):
            self._names.append(token)
        else:
            self._flush()
            self.lost.append(token.printed or text)

    def _is_beside_names(self, text: str, following: Token | None) -> bool:
        """Take a word that is no name, role or group and ends the name before it: 欠席, なし, the 君 of 新城 節子 君."""
        if is_absence(text):
            self._absence(following)
            return True
        if says_absent_behind(text) and (self._names or self.listed.last is not None):
            self._flush()
            self.listed.amend(present=False)  # 委員 井川 悠(弁護士)は所用により欠席
            return True
        if is_noise(text) or (is_honorific(text) and (self._names or self.listed.last is not None)):
            self._flush()
            return True
        return False

    def _absence(self, following: Token | None) -> None:
        """欠席 behind a name is of that one, 大竹 欠席; before the names of a line it is of all of them, 欠席:大竹、小堀."""
        ahead = not self._names and self.listed.last is None
        self._flush()
        if ahead or (following is not None and following.kind == "colon"):
            self._present = False
        else:
            self.listed.amend(present=False)

    def _is_given(self, token: Token) -> bool:
        """Tell whether one letter that is no name by itself (新, 元) is the given name behind a surname."""
        return len(token.text) == 1 and len(self._names) == 1 and token.gap == 1 and KANJI.match(token.text) is not None

    def _department(self, text: str, following: Token | None) -> None:
        """A department by itself: of the name before it at the end of a line, else of all who follow it, 総務部 総務課 of both."""
        behind = following is None and bool(self._names)
        self._flush()
        if is_same_department(text):
            unit = self.listed.unit_above(text)
            self._affiliation = unit + text[2:] if unit else text
        elif behind:
            self.listed.amend(affiliation=text)
        else:
            joined = self._in_unit and self._affiliation is not None and is_department(text)
            if not joined:
                self._leave_unit(text)
            self._affiliation = f"{self._affiliation}{text}" if joined else text
            self._in_unit = is_department(text)

    def _named(self, office: Office, token: Token) -> None:
        """A name with its role behind it; a short name just before it is its first half: 馬場 一郎会長."""
        name, start = office.name or "", token.start
        half = self._names[-1] if self._names and token.gap == 1 else None
        if half is not None and len(self._names) == 1 and max(len(half.text), len(name)) <= SHORTEST_FULL:
            name, start = f"{half.printed} {name}", half.start
            self._names = []
        self._flush()
        self._add(name, office, start, token.end)

    def _absent(self, office: Office, token: Token) -> None:
        """A sentence says that a member did not come, who may have been listed with the others."""
        if self.listed.mark_absent(office.name):
            return
        self._kind = "member"
        self._add(office.name, office, token.start, token.end, present=False)

    def _open_group(self, group: Kind, office: Office | None) -> None:
        self._flush()
        awaited = self._offices if group == "member" and office is None else None  # 会長 学識経験者 大西 敏行
        self._close_role()
        self._kind, self._affiliation, self._headed, self._outer = group, None, False, None
        self.listed.begin_group()
        self._sticky = office if office is not None and office.rank == "member" else None
        self._offices = office if office is not None and office.rank != "member" else awaited

    def _open_unit(self, unit: str | None, outer: Kind) -> None:
        """Of 総務課(事務局) the bracket tells of that department alone: the others of its side, so far and to come, explain."""
        if unit is None:
            return
        self._affiliation, self._in_unit, self._outer = unit, True, outer
        if outer == self._kind == "secretariat":
            self._outer = "explainer"
            self.listed.turn(outer, self._outer)

    def _leave_unit(self, department: str) -> None:
        """Go back to the kind of people that was told before a department's own, where another department begins."""
        if self._outer is not None and not department.startswith(self._affiliation or ""):
            self._kind, self._outer = self._outer, None

    def _same_office(self, text: str) -> Office | None:
        """Return the office of 同主査 in the department of the person before, of 同課住民係長 in a part of it."""
        office = same_office(text)
        if office is None:
            return None
        self._flush()
        if not self.listed.people:
            return None
        department = self.listed.unit_above(text) + (office.department or "")
        return replace(office, department=department or self.listed.affiliation)

    def _role(self, office: Office, token: Token, following: Token | None) -> None:
        """A role without a name: of the name before it or of the one to come; alone, of somebody who is not named."""
        if self._layout.roles_behind and self._names:
            self._flush(office)
            return
        if self._layout.roles_behind and self.listed.last is not None:
            self.listed.amend(office=office)  # 下市 博之(大学教授) 会長
            return
        self._flush()
        if self._repeats and office.rank == "staff" and office.department is None and self.listed.people:
            office = replace(office, department=self.listed.affiliation)  # 市民課長 井川 悠, 〃 係長 鵜川 高
        if not token.printed and prints_department_apart(office, token.text):
            self._affiliation = office.department  # and blank below means the same
        self._close_role()
        named = following is not None and following.kind in {"word", "bracket", "colon", "affiliation"}
        if named:
            self._offices = office
            self._sticky = office if office.rank == "member" else self._sticky
        elif office.rank == "staff" and office.role not in minutes_words().sections:
            self._add(None, office, token.start, token.end)
        else:
            self._offices = office

    def _bracket(self, token: Token, following: Token | None) -> None:
        if self._tells_of_group(token, following):
            return
        if self._offices and not self._names and self._add_behind(self._offices, token, following):
            return
        named = bool(self._names) or (self.listed.last is not None and not self._offices)
        office = read_office(token.text)
        office = office_behind(token.text) or office if named else office
        if self._tells_absence(token) or _tells_nobody(token.text, office):
            return
        heads = office is None and office_of(token.text) is not None and following is not None and _is_wide(token)
        if named and not heads and self._noted(token, office):  # …、鹿島<説明>保険課 heads
            return
        self._head(token, office, following)

    def _tells_of_group(self, token: Token, following: Token | None) -> bool:
        """Tell whether brackets only say what all are before or behind them, and say it: (以上事務局), (藍川市), (税務課)有馬課長."""
        inner = token.text
        if inner.startswith(THESE) and self._close_group(inner.removeprefix(THESE)):
            return True
        if following is None and not self._names and self.listed.last is None and MUNICIPALITY.fullmatch(inner):
            self._open_group("secretariat", None)
            return True
        if self._layout.brackets == token.printed[0] and (read_office(inner) or office_of(inner)) is not None:
            self._flush()
            self._close_role()
            return False
        if not self._layout.units or not is_department(inner) or _ends_one(following):
            return False
        self._flush()
        self._close_role()
        self._affiliation = inner
        return True

    def _head(self, token: Token, office: Office | None, following: Token | None) -> None:
        """Brackets before those of whom they tell: a role, a kind of people, a department; or they hold a list of their own."""
        group, wide = office_of(token.text), _is_wide(token)
        if office is not None and office.name is None and following is not None:
            self._close_role()
            self._offices, self._sticky = office, office if wide else self._sticky
            self._kind = group if group is not None and wide else self._kind
        elif group is not None:
            unit = self._affiliation if self._in_unit and office is None else None
            outer = self._kind
            self._open_group(group, office)
            self._open_unit(unit, outer)
        elif holds_several(token.printed) or office is not None or names_official(token.printed[1:-1]):
            self._nested(token)
        else:
            self._affiliation = token.text

    def _tells_absence(self, token: Token) -> bool:
        """Tell whether brackets say who did not come, (欠席:松枝委員) or (松枝委員は欠席), and say it."""
        absent = told_absent(token.text)
        if absent is None and not lists_absentees(token.text):
            return False
        self._flush()
        if absent is None:
            self._nested(token, present=False)
        else:
            self._absent(absent, token)
        return True

    def _noted(self, token: Token, office: Office | None) -> bool:
        """Tell whether what stands in brackets is said of the one who is named before it, and say it."""
        ahead = (self._offices or self._sticky) if self._names else self._told
        if office is not None and self._is_post_elsewhere(office, ahead):
            self._flush()
            self.listed.amend(affiliation=token.text)
            return True
        if office is not None and office.name is None:
            ahead = self._offices
            if ahead is not None and ahead.rank == office.rank == "staff" and self._names and not office.department:
                self._flush()  # 総務課係長 佐久間 望(書記): the office ahead is that of the bearer
                return True
            self._flush(office)
            self.listed.amend(office=office)
            return True
        remark = read_remark(token.printed[1:-1])
        told = remark.office is not None or remark.present is not None or remark.others != remark.unclear
        if not told and holds_several(token.printed):
            return False
        self._flush(remark.office)
        affiliation = squash(remark.affiliation) if remark.affiliation is not None else None
        self.listed.amend(office=remark.office, affiliation=affiliation, present=remark.present)
        return True

    def _is_post_elsewhere(self, office: Office, council: Office | None) -> bool:
        """Tell whether an office in brackets is a member's outside of the council: 委員 鵜川 高(青波市総務部長)."""
        member = self._kind == "member" and council is not None and council.rank in COUNCIL and not self._in_unit
        return member and office.rank == "staff" and office.name is None and office.department is not None

    def _close_group(self, told: str) -> bool:
        """Tell whether 以上事務局 in brackets says what those were who are listed so far, and say it.

        Those behind them are of the same side, but not of that group: where the secretariat is told so, they explain.
        """
        group = group_of(told)
        if group is None and not is_department(told):
            return False
        self._flush()
        self.listed.close_group(group, told)
        if group == self._kind == "secretariat":
            self._kind = "explainer"
        return True

    def _add_behind(self, office: Office, token: Token, following: Token | None) -> bool:
        """Add who stands in brackets behind an office, 総務課長(湊); 広報担当係長(行政情報) is not named.

        Tell whether the brackets are dealt with: 総務部長(税務担当参事) 石神 正義 tells of another post of the same person.
        """
        if not _ends_one(following):
            return office.rank == "staff"
        if may_be_named(token.text):
            self._add(token.text, office, token.start + 1, token.end - 1)
        elif office.rank == "staff":
            self._add(None, office, token.start, token.end)
        else:
            return False
        return True

    def _nested(self, token: Token, *, present: bool | None = None) -> None:
        """Read the list that stands in brackets behind a group: 事務局(水谷部長、戸川課長)2名."""
        passage, sticky = self._passage, self._sticky
        if passage is None:
            return
        inside = ListReader(self._kind, self._present if present is None else present)
        inside._sticky, inside._affiliation = sticky, self._affiliation
        inside.read(passage.part(token.start + 1, token.end - 1), inside._present)
        self.listed.people.extend(inside.listed.people)
        self.lost.extend(inside.lost)
        self.listed.last = None

    def _flush(self, office: Office | None = None) -> None:
        """End the name or names under way; `office` is the role of the last of them where it is printed behind it."""
        if not self._names:
            return
        people = [[name] for name in self._names] if self._layout.surnames else list(paired(self._names))
        self._names = []
        self._above = office or self._offices or self._sticky or self._above
        for number, tokens in enumerate(people):
            own = office if office is not None and number == len(people) - 1 else self._offices or self._sticky
            if own is None and self._passage is not None and len(self._passage.text.strip()) == 1:
                self.lost.append(tokens[0].text)  # a letter of a label printed downwards
                continue
            if len(tokens) == 1 and NUMERAL.fullmatch(tokens[0].text):
                self.lost.append(tokens[0].text)  # of an item of the agenda
                continue
            self._add(without_honorific(printed_name(tokens)), own, tokens[0].start, tokens[-1].end)
            self._offices = None

    def _add(
        self, name: str | None, office: Office | None, start: int, end: int, *, present: bool | None = None
    ) -> None:
        before = self._offices  # (副会長)小出貴子委員; but (委員)相楽委員長
        ahead = before is not None and office is not None and office.name and before.rank != "member"
        own = office is not None and office.rank == "staff"  # 職員 保険課 鷲尾課長
        printed = before if ahead and not own else office
        self._told = printed
        role = printed.role if printed else None
        if printed is not None and printed.department:
            self._leave_unit(printed.department)
        kind = self._kind
        if role is None and kind == "member":
            role = minutes_words().member_role
        if printed is not None and printed.rank == "staff" and kind == "member":
            kind = "other"
        affiliation = (printed.department if printed else None) or self._own or self._affiliation
        passage = self._passage
        place = passage.place(start, end) if passage else None
        came = self._present if present is None else present
        self.listed.add(Person(name, role, affiliation, kind, came, place))
        self._offices = None

    def _close_role(self) -> None:
        self._offices = self._own = None
        self._in_unit = self._repeats = False
        self.listed.last = None
