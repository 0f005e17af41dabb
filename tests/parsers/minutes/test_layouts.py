"""Whole minutes and agendas in the layouts of municipalities' pages: places, people and sentences are invented."""

from datetime import date, datetime

import pytest
from made_up import read_text

HEAD = """令和5年度第2回青波市個人情報保護審議会会議録

日時 令和5年11月21日(火) 午後2時から午後3時30分まで
場所 青波市役所3階 第1会議室
出席者 会長 井川 悠、委員 鵜川 高、委員 小松崎 浩
議題
1 評価書の点検について
2 その他

"""


def when(text: str) -> datetime:
    return datetime.fromisoformat(text)


# ------------------------------------------------------------------------------------------------- header without labels


def test_first_lines_without_labels() -> None:
    found = read_text("""令和4年度第2回高月市個人情報保護運営審議会会議録

本文

高月市総合センター12階

令和5年1月27日(金曜日)
午後2時から

法務ガバナンス室

片桐会長、西村副会長、大谷委員

審議等の内容

≪1 答申書の確認≫

〇実施機関
 資料を説明する。

〇大谷委員
 保管の期間はどのくらいですか。

≪2 その他≫

〇片桐会長
 以上で終わります。
""")
    meeting = found.meeting
    assert (meeting.body, meeting.fiscal_year, meeting.round) == ("高月市個人情報保護運営審議会", 2022, 2)
    assert (meeting.starts_at, meeting.place) == (when("2023-01-27T14:00"), "高月市総合センター12階")
    assert found.present == ["片桐/会長", "西村/副会長", "大谷/委員"]
    assert found.agenda == ["答申書の確認", "その他"]
    assert [(one.label, one.speaker, one.agenda_no) for one in found.said] == [
        ("実施機関", None, 1),
        ("大谷委員", "大谷", 1),
        ("片桐会長", "片桐", 2),
    ]


def test_opening_and_closing_lines_give_the_times() -> None:
    found = read_text("""第31回海原県個人情報保護審議会議事録

平成20年2月5日(火曜日)
県庁本館 特別会議室B

午後2時01分開会
• 堀部会長
 それでは、開会いたします。
• 武市情報公開課長
 資料を御説明いたします。
次の点がございます。
• 今年度の主な届出は3件であること。
• 廃止は1件であること。
• 堀部会長
 御意見をどうぞ。
午後2時40分閉会
""")
    assert (found.meeting.starts_at, found.meeting.ends_at) == (when("2008-02-05T14:01"), when("2008-02-05T14:40"))
    assert (found.meeting.place, found.meeting.chair) == ("県庁本館 特別会議室B", "堀部")
    assert found.labels == ["堀部会長", "武市情報公開課長", "堀部会長"]
    assert "• 廃止は1件であること。" in found.said[2].text  # a plain list within a speech
    assert found.directions == ["午後2時01分開会", "午後2時40分閉会"]


def test_day_and_time_in_two_fields_and_lines_run_together() -> None:
    found = read_text(
        "令和2年度第1回作良市情報公開審議会会議録 開催日 令和2年7月14日(火) 時間 15:00∼16:30 会場 作良市役所 3階会議室"
        " 出席者 委員 関会長、角田委員、三浦委員 事務局 行政管理課長 緑川、同主査 木村 角田委員が都合により欠席 傍聴人 2人"
        " 議事 事務局 はじめに、事務局より連絡いたします。資料を御確認ください。 会長 それでは、議題に入ります。"
        " 《事務局 諮問書朗読》 三浦委員 対象の範囲はどこまでですか。 事務局 全ての世帯です。"
    )
    assert (found.meeting.starts_at, found.meeting.ends_at) == (when("2020-07-14T15:00"), when("2020-07-14T16:30"))
    assert (found.meeting.visitors, found.meeting.chair) == (2, "関")
    assert [one.name for one in found.people if one.present is False] == ["角田"]
    assert found.turns == [
        ("事務局", None, "はじめに、事務局より連絡"),
        ("会長", "関", "それでは、議題に入ります"),
        ("三浦委員", "三浦", "対象の範囲はどこまでです"),
        ("事務局", None, "全ての世帯です。"),
    ]
    assert found.directions == ["《事務局 諮問書朗読》"]


def test_a_day_without_a_time_is_told_so() -> None:
    found = read_text("第3回桐谷市情報公開審査会会議録\n\n日時 令和2年11月5日(木)\n場所 桐谷市役所\n出席者 井上会長\n")
    assert found.meeting.held_on == date(2020, 11, 5)
    assert found.meeting.starts_at == when("2020-11-05T00:00")
    assert [one.code for one in found.issues if one.code == "time_not_printed"] == ["time_not_printed"]


def test_a_date_that_cannot_be_read_is_null_and_told_so() -> None:
    found = read_text("桐谷市情報公開審査会会議録\n\n日時 令和○年○月○日\n場所 桐谷市役所\n出席者 井上会長\n")
    assert (found.meeting.held_on, found.meeting.starts_at) == (None, None)
    assert "header_unreadable" in [one.code for one in found.issues]


def test_the_dates_of_the_web_page_are_not_the_meetings() -> None:
    found = read_text(
        HEAD.replace("\n日時", "更新日:2024年2月5日\n公開日:2024年1月9日\n\n日時") + "○井川会長 開会します。\n"
    )
    assert found.meeting.held_on == date(2023, 11, 21)


# ------------------------------------------------------------------------------------------------------------ notations


@pytest.mark.parametrize(
    "body",
    [
        "○井川会長 始めます。御意見はありますか。\n○事務局 資料1です。\n○鵜川委員 期間は何年ですか。\n",
        "◯会長(井川君)  始めます。\n◯事務局  資料1です。\n◯委員(鵜川君)  期間は何年ですか。\n",
        "(井川会長)\n 始めます。\n(事務局)\n 資料1です。\n(鵜川委員)\n 期間は何年ですか。\n",
        "(井川会長)始めます。(事務局)資料1です。(鵜川委員)期間は何年ですか。\n",
        "<井川会長>\n始めます。\n<事務局>\n資料1です。\n<鵜川委員>\n期間は何年ですか。\n",
        "【井川会長】始めます。\n【事務局】資料1です。\n【鵜川委員】期間は何年ですか。\n",
        "• 井川会長\n 始めます。\n• 事務局\n 資料1です。\n• 鵜川委員\n 期間は何年ですか。\n",
        "井川会長\n 始めます。\n事務局\n 資料1です。\n鵜川委員\n 期間は何年ですか。\n",
        "井川会長：始めます。\n事務局：資料1です。\n鵜川委員：期間は何年ですか。\n",
        "井川会長 始めます。\n事務局 資料1です。\n鵜川委員 期間は何年ですか。\n",
        "井川会長「始めます。」\n事務局「資料1です。」\n鵜川委員「期間は何年ですか。」\n",
        "発言者\t発言内容\n井川 会長\t始めます。\n事務局\t資料1です。\n鵜川 委員\t期間は何年ですか。\n",
        "| 発言者 | 内容 |\n|--|--|\n| 井川会長 | 始めます。 |\n| 事務局 | 資料1です。 |\n| 鵜川委員 | 期間は何年ですか。 |\n",
    ],
    ids=["○", "◯君", "(…)", "(…)…(…)", "<…>", "【…】", "•", "line", "：", "running", "「」", "tabs", "pipes"],
)
def test_every_notation(body: str) -> None:
    found = read_text(HEAD + body)
    assert [one.speaker for one in found.said if one.label] == ["井川 悠", None, "鵜川 高"]
    assert [one.role for one in found.said if one.label] == ["会長", "事務局", "委員"]
    assert [one.text.strip("「」") for one in found.said][1:] == ["資料1です。", "期間は何年ですか。"]


def test_a_speech_cut_by_a_page_and_its_title_is_one() -> None:
    found = read_text(
        HEAD
        + "○井川会長 始めます。資料の3ページを御\n\n- 1 -\n青波市個人情報保護審議会\n\n覧ください。よろしいですか。\n"
        + "○事務局 はい。委託の範囲を改\n\n- 2 -\n青波市個人情報保護審議会\n\nめました。\n"
        + "○井川会長 以上で終わります。\n\n- 3 -\n"
    )
    texts = [one.text for one in found.said]
    assert texts[0].replace("青波市個人情報保護審議会", "") == "始めます。資料の3ページを御覧ください。よろしいですか。"
    assert texts[1:] == ["はい。委託の範囲を改めました。", "以上で終わります。"]


def test_an_empty_speaker_cell_goes_on_with_the_speech() -> None:
    found = read_text(
        HEAD
        + "発言者\t発言内容\n井川会長\t始めます。資料の\n\t3ページを御覧ください。\n\t（異議なし）\n事務局\t説明します。\n"
    )
    assert [(one.label, one.text) for one in found.said] == [
        ("井川会長", "始めます。資料の3ページを御覧ください。"),
        (None, "（異議なし）"),
        ("事務局", "説明します。"),
    ]


# --------------------------------------------------------------------------------------------------- what is no speaker


def test_summary_minutes_get_no_speakers() -> None:
    found = read_text("""令和元年度第3回北津市個人情報保護審議会 会議録

1 日時
令和元年10月30日(水曜日)10時~12時

2 場所
北津市役所 3階 大集会室

3 出席者
(1)委員:河原会長、原田委員
(2)事務局:総務課長、係長2名

4 議事
(1)評価書の第三者点検
担当課から説明があり、審議の結果、妥当と認められた。

(2)届出の報告
会長が、原田委員を署名人に指名した。

5 その他
・次回は11月に開催する。
・会長から挨拶があった。
""")
    assert found.said == []
    assert found.agenda == ["評価書の第三者点検", "届出の報告"]
    assert found.present == ["河原/会長", "原田/委員", "-/課長", "-/係長"]


def test_headings_in_brackets_and_plain_lists_are_no_speakers() -> None:
    found = read_text(
        HEAD
        + "【諮問事項の説明】\n-資料1に基づき、担当課から説明-\n【質疑】\n(委員)保存の年限は何年か。\n(担当課)5年である。\n"
        + "【審議】\n(会長)認めることでよろしいか。\n(異議なし)\n3 報告事項\n・ 条例の改正の予定について報告した。\n"
    )
    assert found.labels == ["委員", "担当課", "会長"]
    assert found.directions == ["-資料1に基づき、担当課から説明-", "(異議なし)"]
    assert [one.text for one in found.said if one.kind == "speech"][1:] == ["5年である。", "認めることでよろしいか。"]


def test_people_of_the_header_are_not_taken_for_speeches() -> None:
    found = read_text("""青波市情報公開審査会会議録
日時 令和5年11月21日(火)午前10時から
出席者
○会長 井川 悠
○委員 鵜川 高
事務局:大塚総務部長、山田行政課長
会議の内容
1. 開会
2. 閉会
""")
    assert found.said == []
    assert found.present == ["井川 悠/会長", "鵜川 高/委員", "大塚/部長", "山田/課長"]


# ----------------------------------------------------------------------------------------------------------- who speaks


def test_a_surname_that_two_share_is_nobody() -> None:
    head = HEAD.replace("委員 鵜川 高、委員 小松崎 浩", "委員 近藤卓夫、委員 近藤宏一")
    found = read_text(head + "○近藤委員 伺います。\n○近藤宏一委員 私も伺います。\n○井川会長 どうぞ。\n")
    assert [speaker for _, speaker, _ in found.turns] == [None, "近藤宏一", "井川 悠"]
    assert [one.message for one in found.issues if one.code == "speaker_unresolved"] == ["近藤委員"]


def test_a_chair_elected_in_the_meeting() -> None:
    found = read_text(
        HEAD.replace("1 評価書の点検について", "1 会長の選出について")
        + "○会長 前回の会長の任期は終わりました。\n○事務局 会長の選出を行います。推薦はありますか。\n"
        + "○鵜川委員 井川委員を推薦します。\n○会長 井川です。よろしくお願いします。\n"
    )
    assert found.turns[0][:2] == ("会長", None)  # whoever held the chair before the election
    assert found.turns[3][:2] == ("会長", "井川 悠")


def test_a_role_goes_by_whom_the_labels_named_last() -> None:
    found = read_text(
        HEAD + "○井川会長 始めます。\n○会長 次です。\n○鵜川会長 交代しました。\n○会長 続けます。\n○会長 終わります。\n"
    )
    assert [speaker for _, speaker, _ in found.turns] == ["井川 悠", "井川 悠", "鵜川 高", "鵜川 高", "鵜川 高"]


def test_an_absent_member_does_not_speak() -> None:
    found = read_text(HEAD.replace("\n議題", "\n欠席者 近江 智\n議題") + "○井川会長 始めます。\n○近江委員 伺います。\n")
    assert found.turns[1][1] is None


def test_a_department_tells_officials_apart() -> None:
    head = HEAD.replace("\n議題", "\n説明者 市民課長 佐野 実、税務課長 佐野 優\n議題")
    found = read_text(head + "○市民課長 説明します。\n○佐野税務課長 補足します。\n○佐野課長 以上です。\n")
    assert [speaker for _, speaker, _ in found.turns] == ["佐野 実", "佐野 優", None]


# ------------------------------------------------------------------------------------------------------------- agendas


def test_an_agenda_with_the_names_of_members() -> None:
    found = read_text("""山方市個人情報保護審議会
次 第
日時 平成27年10月9日(金)
午前10時~
場所 山方市役所 1001会議室
1 開 会
2 部長あいさつ
3 議 題
(1)特定個人情報保護評価について
(2)その他
4 閉 会

委員名簿
もろはし てつお
諸 橋 哲 郎
""")
    assert found.document.document_type == "agenda"
    assert (found.meeting.starts_at, found.meeting.place) == (when("2015-10-09T10:00"), "山方市役所 1001会議室")
    assert found.agenda == ["開 会", "部長あいさつ", "特定個人情報保護評価について", "その他", "閉 会"]
    assert found.present == ["諸橋哲郎/委員"]  # the line above only says how the name is read


def test_an_agenda_without_labels() -> None:
    found = read_text("""情報公開・個人情報保護審査会 議 事 次 第
平成26年12月9日(火) 14:00~
総務省 第3特別会議室
(議事次第)
1. 開会
2. 評価書の点検について
3. 閉会
(配付資料)
資料1 評価書案
""")
    assert (found.meeting.body, found.meeting.place) == ("情報公開・個人情報保護審査会", "総務省 第3特別会議室")
    assert found.meeting.starts_at == when("2014-12-09T14:00")
    assert found.agenda == ["開会", "評価書の点検について", "閉会"]
