import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import RADICALS, fold, glue, is_letter_spaced, same, squash, width


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("狛 江 市 個 人 情 報", "狛江市個人情報"),
        ("平成27年12⽉15⽇", "平成27年12月15日"),
        ("市⻑ ⻘森 ⻝料 ⺠生", "市長青森食料民生"),
        ("〇◯○", "○○○"),
        ("8月5日～9月5日〜∼~", "8月5日~9月5日~~~"),
        ("（１）ＡＢＣ", "(1)ABC"),
        ("LGWAN 回線 を 使う", "LGWAN 回線を使う"),
        ("1‐1−2–3", "1-1-2-3"),
        ("一番町", "一番町"),
    ],
)
def test_folding(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def test_every_radical_is_folded_or_has_no_character_of_its_own() -> None:
    left = [
        chr(code) for code in range(0x2E80, 0x2FE0) if unicodedata.name(chr(code), "") and fold(chr(code)) == chr(code)
    ]
    # Unicode names no unified ideograph in common use for these; none is met in print.
    assert "".join(left) == "⺀⺂⺃⺑⺮⺳⺴⺵⺸⺽⻇⻊⻕⻞⻡"
    assert all(unicodedata.name(meant).startswith("CJK UNIFIED IDEOGRAPH") for meant in RADICALS.values())


def test_squashing_leaves_no_white_space() -> None:
    assert squash(" 答\u3000申\n書\u00a0 ") == "答申書"
    assert same("会 議 録", "会議録")
    assert not same("会議録", "議事録")


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("記録項目の", "追加", ""),
        ("J-LIS", "system", " "),
        ("平成27年", "12月", ""),
        ("LGWAN", "回線", ""),
        ("条例第1", "2号", ""),
        ("ISO", "27001", " "),
        ("", "甲", ""),
    ],
)
def test_glue(before: str, after: str, between: str) -> None:
    assert glue(before, after) == between


def test_width_counts_full_width_characters() -> None:
    assert width("市 JLIS") == 1 + 0.5 + 2


@given(st.text(alphabet="市⻑⽇ ○〇～ー（１）①Ａaｱﾞ\u3000\n㈱", max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert squash(squash(text)) == squash(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_squashed_text_holds_no_white_space(text: str) -> None:
    assert not any(character.isspace() for character in squash(text))


def test_a_line_with_a_space_around_each_chinese_character() -> None:
    assert is_letter_spaced("特 定 個 人 情 報 ファイルの 取 扱 いにあたり その 取 扱 いが")
    assert not is_letter_spaced("特定個人情報 ファイルの 取扱いに あたり その 取扱いが")
    assert not is_letter_spaced("会 議 録")
    assert not is_letter_spaced("")
