from hypothesis import given
from hypothesis import strategies as st

from extract.markup import Tag, Text, tokens


def seen(text: str) -> str:
    return "".join(token.text for token in tokens(text, 0) if isinstance(token, Text))


def names(text: str) -> list[str]:
    return [token.name for token in tokens(text, 0) if isinstance(token, Tag)]


def test_only_known_elements_are_markup() -> None:
    text = "<p>[ 十分である ] &lt;選択肢&gt;</p><選択肢><中間サーバーにおける措置>"
    assert seen(text) == "[ 十分である ] <選択肢><選択肢><中間サーバーにおける措置>"
    assert names(text) == ["p", "p"]


def test_a_less_than_sign_in_prose_is_no_tag() -> None:
    assert seen("100<b とは限らず、c>d である") == "100<b とは限らず、c>d である"
    assert seen("p<0.05 <PIA> a<b") == "p<0.05 <PIA> a<b"


def test_an_unknown_entity_is_text() -> None:
    assert seen("A&B &foo; &amp; &#12354; &nbsp;|") == "A&B &foo; & あ \u00a0|"


def test_attributes_with_and_without_values() -> None:
    tag = next(token for token in tokens('<input checked="" type="radio"/>', 0) if isinstance(token, Tag))
    assert (tag.attribute("checked"), tag.attribute("type"), tag.attribute("value")) == ("", "radio", None)


def test_comments_and_scripts_are_not_shown() -> None:
    assert seen('一<!-- 二 --><script>if (a < b) "<p>"</script>三<style>p {}</style>') == "一三"


def test_what_is_never_closed_is_not_swallowed() -> None:
    assert seen("一<!-- 二") == "一<!-- 二"
    assert seen("一<script>二") == "一<script>二"


def test_offsets_count_from_the_base() -> None:
    assert [(token.start, token.end) for token in tokens("あ<br>&lt;い", 100)] == [
        (100, 101),
        (101, 105),
        (105, 109),
        (109, 110),
    ]


@given(st.text(alphabet="<>/!-pbra &;lt選択\"'=\n", max_size=120))
def test_every_character_is_text_or_markup_and_none_twice(text: str) -> None:
    end = 0
    for token in tokens(text, 0):
        assert token.start >= end
        if isinstance(token, Text) and len(token.text) == token.end - token.start:
            assert token.text == text[token.start : token.end]
        end = token.end
    assert end <= len(text)
