"""The words of council papers: the file that is shipped, and what is said of a wrong one."""

from pathlib import Path

import pytest

from extract.errors import DefinitionError
from parsers.definitions import data_file
from parsers.papers.words import keys_by_label, load_paper_words, paper_words


def test_labels_are_found_by_their_squashed_print() -> None:
    keys = keys_by_label(paper_words().sheets.labels)
    assert keys["目的"] == "purpose"
    assert keys["対象となる保有個人情報及び特定個人情報の記録項目"] == "record_items"
    assert keys_by_label(paper_words().comments.titles)["検討結果(対応策)"] == "response"


@pytest.mark.parametrize(
    ("was", "wrong", "said"),
    [
        ("count: [件数,", "count: [3,", "Expected `str`, got `int`"),
        ("    timing: [", "    timings: [", "unknown field `timings`"),
        ("  headings: '^(?:", "  headings: '^(?:(", "pattern"),
        ("other: [その他, 備考]", "other: [その他, 備考, 目的]", "目的 stands twice"),
        ("letters:", "letters: [", "expected"),
    ],
)
def test_a_wrong_file_is_refused_with_file_and_line(tmp_path: Path, was: str, wrong: str, said: str) -> None:
    text = data_file("papers.yaml").read_text(encoding="utf-8")
    assert was in text
    path = tmp_path / "papers.yaml"
    path.write_text(text.replace(was, wrong, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_paper_words(path)
    file, line, *_ = str(caught.value).removeprefix(str(path.parent)).split(":")
    assert (file, line.isdecimal()) == ("/papers.yaml", True)
    assert said in str(caught.value)


def test_the_line_is_that_of_the_fault(tmp_path: Path) -> None:
    text = data_file("papers.yaml").read_text(encoding="utf-8").replace("count: [件数,", "count: [3,", 1)
    path = tmp_path / "papers.yaml"
    path.write_text(text, encoding="utf-8")
    line = next(number for number, one in enumerate(text.splitlines(), 1) if "count: [3," in one)
    with pytest.raises(DefinitionError, match=rf"papers.yaml:{line}:"):
        load_paper_words(path)
