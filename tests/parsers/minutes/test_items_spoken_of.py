"""Which item of the agenda a speech is about: towns, people and sentences are invented, the numbers are read by hand."""

import pytest
from made_up import read_text

HEAD = """令和5年度第2回青波市個人情報保護審議会会議録

1 日時 令和5年11月21日(火) 午後2時から午後3時30分まで
2 出席者 会長 井川 悠、委員 鵜川 高
"""
ITEMS = "議題\n(1) 接種事務の評価書について\n(2) 戸籍事務の評価書について\n(3) その他\n\n"


def followed(text: str) -> list[int | None]:
    return [one.agenda_no for one in read_text(text).said if one.kind == "speech"]


@pytest.mark.parametrize(
    "heading", ["【戸籍事務の評価書について】", "【議題2】", "【議題２　戸籍事務の評価書について】", "【議題2 戸籍】"]
)
def test_the_title_or_number_of_an_item_in_brackets_heads_it(heading: str) -> None:
    said = f"【議題１　接種事務の評価書について】\nＱ　何年か。\nＡ　5年である。\n【質疑】\nＱ　なぜか。\n{heading}\nＱ　いつか。\n"
    expected = None if heading == "【議題2 戸籍】" else 2
    assert followed(HEAD + ITEMS + said) == [1, 1, 1, expected]


def test_a_counted_heading_in_brackets_is_an_item_where_no_list_is() -> None:
    found = read_text(
        HEAD + "3 会議の内容\n【議題1 接種事務】\n○鵜川委員 何年か。\n【議題2 戸籍事務】\n○鵜川委員 いつか。\n"
    )
    assert [(one.marker, one.title) for one in found.items] == [("議題1", "接種事務"), ("議題2", "戸籍事務")]
    assert [one.agenda_no for one in found.said] == [1, 2]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("議題（2）をお願いします。", 2),
        ("次の案件（2）は非公開とします。", 2),
        ("それでは（2）の説明をお願いします。", 2),
        ("(2)の報告をお願いします。", 2),
        ("異議なしと認めます。次に、議題（2）を議題とします。", 2),
        ("以上で議題（1）を終わり、議題（2）に移ります。", 2),
        ("議題（2）は後ほど、議題（3）とあわせて説明します。", 1),
        ("議題（2）の前に休憩します。", 1),
        ("次に（2）ですが、本人確認の方法です。", 1),
        ("議題（2）、議題（3）は一括とします。", None),
        ("その他、事務局から。", 3),
        ("最後に、報告事項について説明してください。", None),
    ],
)
def test_what_a_chair_calls(said: str, number: int | None) -> None:
    text = f"会長：議題（1）について、説明をお願いします。\n課長：説明します。\n会長：{said}\n課長：説明です。\n"
    assert followed(HEAD + ITEMS + text) == [1, 1, number, number]


def test_others_call_nothing() -> None:
    said = "会長：議題（1）の説明をお願いします。\n課長：（2）の資料をお願いします。\n委員：議題（2）の資料か。\n"
    assert followed(HEAD + ITEMS + said) == [1, 1, 1]


def test_a_number_is_that_of_the_marker() -> None:
    items = "議題\n1 開会\n2 議事\n(1) 接種事務の評価書について\n(2) 戸籍事務の評価書について\n3 閉会\n\n"
    said = "会長：議事(1)について説明をお願いします。\n課長：説明します。\n会長：議事(2)をお願いします。\n"
    assert followed(HEAD + items + said) == [2, 2, 3]
    twice = "議題\n審議事項\n① 接種事務の評価書について\n② 戸籍事務の評価書について\n報告事項\n① 請求の件数について\n\n"
    assert followed(HEAD + twice + "会長：議題1を議題とします。\n課長：説明します。\n") == [None, None]


def test_matters_and_points_of_an_order_of_business() -> None:
    items = "会議に付した事件\n日程第１　署名委員の指名\n日程第２　諮問第３号　接種事務の評価書\n日程第３　諮問第４号　戸籍事務の評価書\n\n"
    said = "会長：日程第１、署名委員の指名を行います。\n会長：日程第２、諮問第３号を議題とします。\n会長：再開します。日程第３、諮問第４号を議題といたします。\n"
    assert followed(HEAD + items + said) == [1, 2, 3]
    items = "議題\n諮問第41号 接種事務の評価書\n諮問第42号 戸籍事務の評価書\n\n"
    said = "会長：まず諮問第41号の説明を求めます。\n課長：諮問第42号も同じです。\n会長：次に、諮問第42号です。\n会長：諮問第43号は取り下げです。\n"
    assert followed(HEAD + items + said) == [1, 1, 2, 2]
    items = "議題\n議案第３号 条例の改正\n議案第４号 予算の補正\n\n"
    said = "会長：まず議案第３号の説明を求めます。\n課長：説明します。\n会長：次に、議案第４号です。\n"
    assert followed(HEAD + items + said) == [1, 1, 2]


CALLED = "(1) 接種事務の評価書について\n会長：始めます。\n委員：次の点です。\n{}\n課長：はい。\n(2) 戸籍事務の評価書について\n会長：次です。\n"


@pytest.mark.parametrize("counted", ["① 確認の方法\n② 書類の扱い", "　ア　期間\n　イ　委託先\n　ウ　場所"])
def test_what_somebody_counts_up_below_an_item_is_said(counted: str) -> None:
    found = read_text(HEAD + ITEMS + CALLED.format(counted))
    assert [one.agenda_no for one in found.said] == [1, 1, 1, 2]
    assert found.said[1].text == "次の点です。\n" + "".join(line.strip() for line in counted.splitlines())


@pytest.mark.parametrize(("parts", "number"), [(("① 質疑", "② 採決"), 1), (("(1) 質疑", "(2) 採決"), None)])
def test_what_is_counted_below_an_item_is_a_part_of_it_unless_it_may_be_the_next(
    parts: tuple[str, str], number: int | None
) -> None:
    body = CALLED.format(f"{parts[0]}\n課長：5年です。\n{parts[1]}")
    found = read_text(HEAD + ITEMS + body)
    assert [one.agenda_no for one in found.said] == [1, 1, number, number, 2]
    assert [one.text for one in found.said][1:3] == ["次の点です。", "5年です。"]
    assert len(found.agenda) == 3


@pytest.mark.parametrize("told", ["資料1に基づき説明", "1 制度の概要"])
def test_what_stands_right_below_a_speaker_is_said_and_heads_nothing(told: str) -> None:
    body = f"(1) 接種事務の評価書について\n【井川会長】\n始めます。\n【事務局】\n{told}\n【鵜川委員】\n伺います。\n"
    found = read_text(HEAD + ITEMS + body)
    assert [(one.label, one.text, one.agenda_no) for one in found.said] == [
        ("井川会長", "始めます。", 1),
        ("事務局", told, 1),
        ("鵜川委員", "伺います。", 1),
    ]
    assert [one.code for one in found.issues if one.code == "speech_empty"] == []


@pytest.mark.parametrize(
    "headings",
    [
        ("【議題１】", "【議題２】"),
        ("議題１", "議題２"),
        ("■議題１", "■議題２"),
        ("【諮問第３号】", "【諮問第４号】"),
        ("◎諮問第３号", "◎諮問第４号"),
        ("○諮問第３号について", "○諮問第４号について"),
        ("（１）諮問第３号", "（２）諮問第４号"),
    ],
)
@pytest.mark.parametrize("markers", [("１", "２"), ("議題１", "議題２"), ("", "")])
def test_a_heading_names_an_item_by_its_number_or_its_matter(
    headings: tuple[str, str], markers: tuple[str, str]
) -> None:
    items = f"議題\n{markers[0]} 諮問第３号 接種事務の評価書\n{markers[1]} 諮問第４号 戸籍事務の評価書\n\n議事の内容\n"
    body = f"{headings[0]}\n会長：始めます。\n委員：はい。\n{headings[1]}\n会長：次です。\n"
    found = read_text(HEAD + items + body)
    assert [(one.text, one.agenda_no) for one in found.said] == [("始めます。", 1), ("はい。", 1), ("次です。", 2)]
    assert len(found.agenda) == 2


@pytest.mark.parametrize("heading", ["【議題３】", "議題３", "【諮問第９号】", "【議題１】"])
def test_a_heading_that_may_name_several_items_or_none_names_none(heading: str) -> None:
    items = "議題\n審議事項\n１ 接種事務の評価書\n２ 戸籍事務の評価書\n報告事項\n１ 請求の件数\n\n議事の内容\n"
    assert followed(HEAD + items + f"{heading}\n会長：始めます。\n委員：はい。\n") == [None, None]


def test_short_titles_in_brackets_head_their_items() -> None:
    items = "議題\n１ 評価書の点検について\n２ 条例の改正について\n\n"
    body = "【評価書の点検について】\n会長：始めます。\n【条例の改正について】\n会長：次です。\n"
    assert followed(HEAD + items + body) == [1, 2]


@pytest.mark.parametrize("headings", [("議題１", "議題２"), ("■議題１", "■議題２")])
def test_the_first_heading_may_stand_right_below_the_list(headings: tuple[str, str]) -> None:
    items = "議題\n１ 接種事務の評価書\n２ 戸籍事務の評価書\n\n"
    found = read_text(HEAD + items + f"{headings[0]}\n会長：始めます。\n{headings[1]}\n会長：次です。\n")
    assert ([one.agenda_no for one in found.said], len(found.agenda)) == ([1, 2], 2)
    listed = "議題\n議題１\n接種事務の評価書\n議題２\n戸籍事務の評価書\n\n会長：始めます。\n会長：次です。\n"
    assert read_text(HEAD + listed).agenda == ["接種事務の評価書", "戸籍事務の評価書"]
