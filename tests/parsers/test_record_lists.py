"""Which file a list of 記録項目 is of: names of files apart from those of groups."""

import pytest

from parsers.record_lists import listed_files

FILES = {"国民健康保険資格ファイル": 1, "国民健康保険給付ファイル": 2}


def told(heads: str, files: dict[str, int], own: int | None, count: int) -> list[tuple[int | None, str | None]]:
    return [(one.no, one.name) for one in listed_files(heads.split(), files, own, count)[1:]]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ("資格情報 賦課情報", [(1, None), (1, None)]),
        ("資格ファイル 賦課情報", [(1, "資格ファイル"), (1, "資格ファイル")]),  # of its own system
        ("国保ファイル(現年) 賦課情報", [(1, "国保ファイル(現年)"), (1, "国保ファイル(現年)")]),
        ("ファイル共通項目", [(1, None)]),
    ],
)
def test_all_lists_of_a_form_with_one_file_are_of_it(heads: str, expected: list[tuple[int | None, str | None]]) -> None:
    assert told(heads, {"国保ファイル": 1}, 1, 1) == expected


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (
            "国民健康保険資格ファイル 国民健康保険給付ファイル",
            [(1, "国民健康保険資格ファイル"), (2, "国民健康保険給付ファイル")],
        ),
        ("国民健康保険給付 国民健康保険資格", [(2, "国民健康保険給付"), (1, "国民健康保険資格")]),
        ("国民健康保険給付ファイル(現年) 振込情報", [(2, "国民健康保険給付ファイル(現年)")] * 2),
        ("資格ファイル 給付ファイル", [(1, "資格ファイル"), (2, "給付ファイル")]),  # as many as the form has
        ("資格ファイル 共通 給付ファイル", [(1, "資格ファイル"), (1, "資格ファイル"), (2, "給付ファイル")]),
    ],
)
def test_headings_that_name_a_file_tell_which(heads: str, expected: list[tuple[int | None, str | None]]) -> None:
    assert told(heads, FILES, None, 2) == expected


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ("資格情報 給付情報", [(None, None)] * 2),
        ("国民健康保険", [(None, None)]),  # both names begin so
        (
            "資格ファイル 給付ファイル 宛名ファイル",
            [(None, name) for name in ("資格ファイル", "給付ファイル", "宛名ファイル")],
        ),
    ],
)
def test_headings_that_may_be_of_any_file_tell_none(heads: str, expected: list[tuple[int | None, str | None]]) -> None:
    assert told(heads, FILES, None, 2) == expected


def test_headings_in_the_chapter_of_a_file_are_of_it_unless_they_name_another() -> None:
    assert told("賦課情報 収納ファイル 国民健康保険資格ファイル", FILES, 2, 2) == [
        (2, None),
        (2, "収納ファイル"),
        (1, "国民健康保険資格ファイル"),
    ]


def test_what_stands_above_all_headings_is_of_the_only_file_or_of_none_that_can_be_told() -> None:
    assert [one.no for one in listed_files([], {"国保ファイル": 1}, 1, 1)] == [1]
    assert [one.no for one in listed_files([], FILES, None, 2)] == [None]
