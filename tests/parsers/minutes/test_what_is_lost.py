"""What minutes hold and the parser can't read is told by an issue, never silent: places, people and sentences are invented."""

import pytest
from made_up import issues, read_text

HEAD = """令和5年度第2回青波市個人情報保護審議会会議録

日時 令和5年11月21日(火) 午後2時から午後3時30分まで
場所 青波市役所3階 第1会議室
出席者 会長 井川 悠、委員 鵜川 高
"""


def test_minutes_without_a_speech_that_can_be_told() -> None:
    found = read_text(HEAD + "\n議事の概要\n期間は何年か。(鵜川)\n5年である。(事務局)\n")
    assert found.said == []
    assert issues(found, "no_speeches") == [""]
    assert issues(read_text(HEAD + "\n○井川会長 始めます。\n"), "no_speeches") == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("事務局 別途御案内した方々による構成", ["別途御案内した方々による構成"]),
        ("欠席者 なし", []),
        ("事務局 総務課", []),
        ("事務局 総務課長ほか2名", []),
        ("欠席委員（なし）", []),
        ("立会人 消防課長 江藤 健", ["立会人 消防課長 江藤 健"]),  # a label that no list holds
    ],
)
def test_a_list_that_tells_nobody(line: str, told: list[str]) -> None:
    found = read_text(HEAD + line + "\n議題 評価書の点検\n\n○井川会長 始めます。\n")
    assert issues(found, "attendees_unreadable") == told


def test_a_label_in_a_speakers_place_that_names_nobody_is_a_speaker_with_an_issue() -> None:
    found = read_text(
        HEAD + "\n○井川会長 始めます。\n○立会人 了承しました。\n○ 資料1は別紙のとおりです。\n○鵜川委員 伺います。\n"
    )
    assert found.labels == ["井川会長", "立会人", "鵜川委員"]
    assert found.turns[1][1] is None
    assert issues(found, "speaker_unclear") == ["立会人"]


def test_a_name_before_a_colon_is_a_speaker_where_it_recurs() -> None:
    found = read_text(
        HEAD + "\n会長：始めます。\n花岡：伺います。\n事務局：はい。\n花岡：何年ですか。\n江尻：一度だけ伺います。\n"
    )
    assert found.labels == ["会長", "花岡", "事務局", "花岡"]
    assert issues(found, "speaker_unclear") == ["花岡", "江尻"]


@pytest.mark.parametrize("word", ["理由", "備考", "質疑応答", "別紙"])
def test_words_before_a_colon_are_no_speakers(word: str) -> None:
    found = read_text(
        HEAD + f"\n会長：始めます。\n{word}：次のとおりです。\n事務局：はい。\n{word}：ほかにもあります。\n"
    )
    assert (found.labels, issues(found, "speaker_unclear")) == (["会長", "事務局"], [])


def test_a_place_that_is_another_label_is_null() -> None:
    found = read_text(HEAD.replace("青波市役所3階 第1会議室", "- 会議の公開・非公開 公開") + "\n○井川会長 始めます。\n")
    assert found.meeting.place is None
    assert issues(found, "place_unreadable") == ["会議の公開・非公開 公開"]


def test_what_belongs_to_a_second_meeting_is_left_to_no_field_of_the_first() -> None:
    second = HEAD.replace("第2回", "第3回").replace("11月21日(火)", "12月20日(水)")
    found = read_text(HEAD + "\n○井川会長 始めます。\n\n" + second + "\n○鵜川委員 伺います。\n")
    assert (found.meeting.round, found.labels) == (2, ["井川会長"])
    assert issues(found, "second_meeting") == ["令和5年度第3回青波市個人情報保護審議会会議録"]


def test_a_mark_of_presence_that_says_neither_is_told() -> None:
    table = "| 氏名 | 役職 | 出欠 |\n|---|---|---|\n| 井川 悠 | 会長 | ○ |\n| 鵜川 高 | 委員 | 調整中 |\n"
    found = read_text(HEAD.split("出席者", maxsplit=1)[0] + "出席者\n\n" + table + "\n○井川会長 始めます。\n")
    assert [one.name for one in found.people] == ["井川 悠", "鵜川 高"]
    assert issues(found, "attendees_unreadable") == ["調整中"]


def test_a_row_without_cells_is_nothing() -> None:
    found = read_text(
        HEAD + "<table><tr></tr><tr><td>議題</td><td>評価書の点検</td></tr></table>\n○井川会長 始めます。\n"
    )
    assert (found.agenda, found.labels) == (["評価書の点検"], ["井川会長"])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("参集範囲：関係各課", ["参集範囲：関係各課"]),
        ("6 決裁区分: 部長専決", ["6 決裁区分: 部長専決"]),
        ("担当課：総務課", []),  # known, and no column takes it
        ("14:00 開会", []),
        ("傍聴者：2名", []),
        ("鵜川委員：始めてください。", []),  # a speaker
    ],
)
def test_a_labelled_line_of_the_header_that_no_column_takes(line: str, told: list[str]) -> None:
    found = read_text(HEAD + line + "\n議題 評価書の点検\n\n○井川会長 始めます。\n")
    assert issues(found, "field_unknown") == told
