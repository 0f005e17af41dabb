"""Dates and laws of several paragraphs and cells: what is read in each, and that nothing runs from one into the next."""

from extract.dump import dump_rows
from parsers.bundle import line_breaks
from parsers.definitions import document_kinds
from parsers.mentions import date_mentions, law_mentions
from parsers.paragraphs import Paragraph, paragraphs


def found(text: str) -> list[Paragraph]:
    return paragraphs(dump_rows(text), line_breaks(document_kinds()))


def laws(text: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (passage.text, mention.value.law_number, mention.value.article)
        for mention, passage in law_mentions(found(text))
    ]


def test_a_day_and_the_number_of_a_law_in_the_next_paragraph_or_cell_are_apart() -> None:
    text = "潮見市要綱\n平成27年2月16日\n訓令第3号\n| 平成27年2月 | 規則第4号 |\n"
    assert [(passage.text, mention.value.kind) for mention, passage in date_mentions(found(text), None)] == [
        ("平成27年2月16日", "date"),
        ("平成27年2月", "date"),
    ]
    assert laws(text) == []
    assert laws("潮見市要綱（平成27年2月16日訓令第3号）第2条\n") == [
        ("潮見市要綱（平成27年2月16日訓令第3号）第2条", "平成27年2月16日訓令第3号", "2")
    ]


def test_brackets_do_not_run_over_paragraphs() -> None:
    assert laws("潮見市の条例（平成17年\n\n潮見市条例第11号）第1条\n") == [("第1条", None, "1")]


def test_an_article_at_the_head_of_a_paragraph_is_a_heading_and_no_citation() -> None:
    assert laws("第1条 この要綱は、評価に関し必要な事項を定める。\n第2条の規定は、市長に準用する。\n") == [
        ("第2条", None, "2")
    ]


def test_an_article_alone_in_a_cell_is_a_citation() -> None:
    assert laws("| 根拠 | 第9条 |\n| 期日 | 令和4年4月1日 |\n") == [("第9条", None, "9")]
