"""Speeches that name their speaker behind them: places, people and sentences are invented, what is told is read by hand."""

from made_up import Read, read_text

HEAD = """令和5年度第2回青波市個人情報保護審議会会議録

日時：令和5年11月21日(火) 午後2時から午後3時30分まで
出席者：会長 井川 悠、委員 鵜川 高
事務局：市民課長 国枝 恵
議題：
　・接種事務の評価書について
　・戸籍事務の評価書について
会議の内容

"""
SPOKEN = """1 接種事務の評価書
　市民課長から説明があった。
・ なぜ重点項目評価になるのか、
　伺いたい。（鵜川委員）
　→ 人数による。（市民課長）
2 戸籍事務の評価書
・ 保存の期間が評価書のどこに書かれているのかを示してもらいたい。（会長）
→ Ⅲに記載した。（事務局）
"""


def turns(found: Read) -> list[tuple[str | None, str | None, str, int | None]]:
    return [(one.label, one.speaker, one.text, one.agenda_no) for one in found.said]


def test_brackets_at_the_end_name_who_speaks() -> None:
    found = read_text(HEAD + SPOKEN)
    assert turns(found) == [
        ("鵜川委員", "鵜川 高", "なぜ重点項目評価になるのか、伺いたい。", 1),
        ("市民課長", "国枝 恵", "人数による。", 1),
        ("会長", "井川 悠", "保存の期間が評価書のどこに書かれているのかを示してもらいたい。", 2),
        ("事務局", None, "Ⅲに記載した。", 2),
    ]
    assert [one.code for one in found.issues if one.code in {"no_speeches", "speaker_unclear"}] == []


def test_what_nobody_signs_is_told() -> None:
    found = read_text(HEAD + SPOKEN + "→ 要綱で定めている。\n・ 特に質疑なし\n")
    assert len(found.said) == 4
    assert [one.message for one in found.issues if one.code == "speaker_unclear"] == ["→"]


def test_lists_of_duties_are_no_speeches() -> None:
    duties = "・要綱を直す。（市民課）\n・手引を配布する。（総務課長）\n・研修を行う。（事務局）\n・通知を送る。（市民課長）\n"
    assert read_text(HEAD + duties).said == []
    few = "・要綱を直してほしい。（鵜川委員）\n・手引を配布する。（市民課長）\n"
    assert read_text(HEAD + few).said == []


def test_brackets_at_the_end_are_words_where_speakers_stand_ahead() -> None:
    spoken = "○井川会長　始めます。\n・伺います。（鵜川委員）\n・答えます。（市民課長）\n・了解です。（鵜川委員）\n"
    assert read_text(HEAD + spoken).labels == ["井川会長"]
