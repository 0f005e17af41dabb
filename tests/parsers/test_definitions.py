from pathlib import Path

import pytest

from extract.errors import DefinitionError
from parsers.definitions import document_kinds, load_document_kinds

CONTRACT = (
    "assessment_basic assessment_priority assessment_full assessment_plan minutes agenda consultation report recommendation"
    " comment_results review_results committee_report policy_paper contract statute diagram attachment guideline listing other"
)


def test_the_types_are_those_of_the_contract() -> None:
    assert sorted(kind.code for kind in document_kinds().types) == sorted(CONTRACT.split())
    assert document_kinds().fallback.code == "other"


def test_every_type_is_named_in_both_languages() -> None:
    assert all(kind.en and kind.ja for kind in document_kinds().types)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("leads: {}\ntypes: [{code: minutes, en: minutes}]", "missing required field `ja`"),
        ("leads: {}\ntypes: [{code: a, en: a, ja: a, titles: 3}]", "$.types[0].titles"),
        ("leads: {}\ntypes: [{code: a, en: a, ja: a, titles: ['(']}]", "type a: pattern '('"),
        ("leads: {}\ntypes: [{code: a, en: a, ja: a, holds: [b]}]", "type a names b"),
        ("leads: {}\ntypes: [", "documents.yaml"),
    ],
)
def test_a_wrong_file_is_refused_with_file_and_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "documents.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_document_kinds(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_a_misspelt_field_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "documents.yaml"
    path.write_text("leads: {}\ntypes: [{code: a, en: a, ja: a, title: [x]}]", encoding="utf-8")
    with pytest.raises(DefinitionError):
        load_document_kinds(path)
