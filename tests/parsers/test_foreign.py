"""Print of the form within a value: what is text, what a bare list of options, what the mark of another item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.foreign import FormPrint, pieces_of, print_of
from parsers.forms import Form, forms


def form(kind: str, version: str) -> Form:
    (found,) = [one for one in forms() if (one.kind, one.version) == (kind, version)]
    return found


BASIC, FULL = print_of(form("basic", "h26_04")), print_of(form("full", "r07_05"))


def kinds(text: str, of: FormPrint = BASIC) -> list[str]:
    return [piece.kind for piece in pieces_of(text, of)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("1) 実施する", "list"),
        ("1) 実施する 2) 実施しない 3) 未定", "list"),
        ("<選択肢>", "list"),
        ("<選択肢> 1) 発生あり 2) 発生なし", "list"),
        ("2) 実施する", "text"),  # the form numbers it 1
        ("1) 窓口で実施する", "text"),
        ("[", "mark"),
        ("]", "mark"),
        ("[ 実施する ]", "mark"),
        ("〔500人未満", "mark"),
        ("実施する", "text"),
        ("[注] 別紙を参照", "text"),
        ("[任意] 実施する場合", "text"),
        ("②法令上の根拠", "mark"),
        ("法令上の根拠 ※", "mark"),
        ("部署", "text"),  # a word that a value may hold
        ("法令上の根拠は番号法である。", "text"),
        ("10 システム管理", "text"),
    ],
)
def test_lines_of_a_basic_form(line: str, kind: str) -> None:
    assert kinds(line) == [kind]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("[○] 紙 [ ] 専用線", "紙"),
        ("☑ 専用線", "専用線"),
        ("[ ] 電子記録媒体(フラッシュメモリを除く。)", "電子記録媒体(フラッシュメモリを除く。)"),
        ("[○] その他 ( 甲 )", "その他"),
        ("〔 〕 本人又は 本人の代理人", "本人又は本人の代理人"),
    ],
)
def test_a_box_has_the_longest_label_behind_it(line: str, label: str) -> None:
    (piece,) = pieces_of(line, FULL)
    assert (piece.kind, piece.label) == ("mark", label)


def test_a_bracket_on_a_line_of_its_own_belongs_to_the_option_below() -> None:
    assert kinds("[\n実施する\n]\n【情報提供】\n実施する") == ["mark", "mark", "mark", "text", "text"]


@given(
    st.lists(
        st.sampled_from(["[", "]", "実施する", "1) 実施する", "甲", " ", "", "[○] 紙", "\u3000", "<選択肢>"]),
        max_size=9,
    )
)
def test_every_line_is_kept_in_its_place(lines: list[str]) -> None:
    found = pieces_of("\n".join(lines), FULL)
    assert [piece.line for piece in found] == [line for line in lines if line.strip()]
    assert all(piece.kind == "mark" for piece in found if piece.label is not None)
