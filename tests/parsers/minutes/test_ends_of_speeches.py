"""Where a speech ends although nobody else begins to speak: places, people and sentences are invented, what is told is read by hand."""

import pytest
from made_up import Read, read_text

HEAD = """令和5年度第2回青波市個人情報保護審議会会議録

1 日時 令和5年11月21日(火) 午後2時から午後3時30分まで
2 場所 青波市役所3階 第1会議室
3 出席者 会長 井川 悠、委員 鵜川 高
"""


def said(found: Read) -> list[tuple[str | None, str]]:
    return [(one.label if one.kind == "speech" else "*", one.text) for one in found.said]


@pytest.mark.parametrize("line", ["お問い合わせ　青波市 総務課　電話 000-000-0000", "（別紙）\n答申の案である。"])
def test_what_stands_below_the_last_speech_is_no_part_of_it(line: str) -> None:
    assert said(read_text(HEAD + "\n○井川会長 始めます。\n○鵜川委員 伺います。\n" + line + "\n")) == [
        ("井川会長", "始めます。"),
        ("鵜川委員", "伺います。"),
    ]


@pytest.mark.parametrize("edge", ["青波市個人情報保護審議会 会議録 1", "- 1 -\n個人情報保護審議会（令和5年11月21日）"])
def test_the_edge_of_a_page_is_no_part_of_a_speech(edge: str) -> None:
    found = read_text(HEAD + f"\n○井川会長 始めます。\n{edge}\n○鵜川委員 伺います。\n")
    assert said(found) == [("井川会長", "始めます。"), ("鵜川委員", "伺います。")]


def test_a_heading_that_goes_on_with_the_numbers_of_the_header_ends_a_speech() -> None:
    found = read_text(
        HEAD + "4 質疑応答\n(鵜川委員) 何年か。\n(事務局) 5年である。\n5 まとめ\n評価書はおおむね適切と認められた。\n"
    )
    assert said(found) == [("鵜川委員", "何年か。"), ("事務局", "5年である。")]


def test_what_somebody_counts_up_is_no_heading() -> None:
    speech = "次の5点です。\n1 氏名\n2 住所\n3 年齢\n4 電話\n5 口座\n以上です。"
    found = read_text(HEAD + f"4 質疑応答\n(鵜川委員) 何を持つか。\n(事務局) {speech}\n")
    assert [label for label, _ in said(found)] == ["鵜川委員", "事務局"]
    assert (said(found)[1][1][-5:], found.agenda) == ("以上です。", [])


def test_a_part_in_brackets_ends_a_speech() -> None:
    found = read_text(HEAD + "\n(委員)何年か。\n(事務局)5年である。\n（報告事項）\n(事務局)請求は3件である。\n")
    assert [label for label, _ in said(found)] == ["委員", "事務局", "事務局"]
    assert said(found)[1][1] == "5年である。"


def test_narration_between_speeches_is_a_stage_direction() -> None:
    found = read_text(
        HEAD + "\n委員：何年か。\n実施機関：5年である。\n委員が資料を確認し、審議を行った。\n委員：了解した。\n"
    )
    assert said(found) == [
        ("委員", "何年か。"),
        ("実施機関", "5年である。"),
        ("*", "委員が資料を確認し、審議を行った。"),
        ("委員", "了解した。"),
    ]


def test_polite_sentences_are_said() -> None:
    found = read_text(HEAD + "\n○井川会長 始めます。\n事務局から案が届きました。\n○鵜川委員 伺います。\n")
    assert said(found)[0] == ("井川会長", "始めます。\n事務局から案が届きました。")


def test_an_arrow_begins_an_answer_even_if_nobody_is_named() -> None:
    found = read_text(HEAD + "\n(鵜川委員)何年か。\n→(事務局)5年である。\n(鵜川委員)なぜか。\n→ 要綱で定めている。\n")
    assert said(found) == [
        ("鵜川委員", "何年か。"),
        ("事務局", "5年である。"),
        ("鵜川委員", "なぜか。"),
        ("→", "要綱で定めている。"),
    ]
    assert [one.message for one in found.issues if one.code == "speaker_unclear"] == ["→"]


def test_words_may_stand_two_columns_behind_who_said_them() -> None:
    table = "| 委員名 | 賛否 | 意見 |\n|---|---|---|\n| 井川会長 | 賛成 | 暗号化を徹底してください。 |\n| 鵜川委員 | 賛成 | 丁寧に説明してください。 |\n"
    found = read_text(HEAD + "\n4 審議結果\n\n" + table)
    assert said(found) == [("井川会長", "暗号化を徹底してください。"), ("鵜川委員", "丁寧に説明してください。")]


def test_untitled_minutes_hold_their_reports() -> None:
    head = HEAD.replace("会議録", "の開催について").replace("3 出席者 ", "3 出席者\n○委員 ")
    found = read_text(
        head
        + "4 議題\n報告事項　運用状況の概要\n審議事項　評価書の点検\n\n○井川会長 始めます。\n○鵜川委員 伺います。\n"
    )
    assert [label for label, _ in said(found)] == ["井川会長", "鵜川委員"]
    assert found.agenda == ["運用状況の概要", "評価書の点検"]


def test_the_head_of_what_was_decided_ends_the_answer_before_it() -> None:
    found = read_text(
        HEAD + "4 質疑応答\n(鵜川委員) 何年か。\n(事務局) 5年である。\n【結果】\n原案のとおり答申することとされた。\n"
    )
    assert said(found) == [("鵜川委員", "何年か。"), ("事務局", "5年である。")]


def test_the_sentence_above_the_signatures_ends_the_minutes() -> None:
    attested = (
        "上記会議の経過を記載し、その相違ないことを証するためここに署名する。\n会長　井　川　悠\n署名委員　鵜　川　高\n"
    )
    found = read_text(HEAD + "\n○井川会長 始めます。\n○鵜川委員 伺います。\n○井川会長 終わります。\n" + attested)
    assert said(found) == [("井川会長", "始めます。"), ("鵜川委員", "伺います。"), ("井川会長", "終わります。")]
    spoken = read_text(HEAD + "\n○井川会長 始めます。\n○鵜川委員 以上の結果を確認します。署名は要りますか。\n")
    assert said(spoken)[-1] == ("鵜川委員", "以上の結果を確認します。署名は要りますか。")


@pytest.mark.parametrize(
    "attested",
    [
        "上記のとおり会議の次第を記載し、ここに署名する。",
        "右の通り審議の顛末を記録し記名押印する。",
        "会議の経過を記載し、会長及び委員が署名する。",
        "この議事録が会議の結果に相違ないことを証するため、ここに署名します。",
    ],
)
def test_the_sentence_above_the_signatures_may_attest_by_signing_alone(attested: str) -> None:
    found = read_text(
        HEAD
        + f"\n井川会長　始めます。\n\n鵜川委員　伺います。\n\n{attested}\n\n令和5年12月4日\n\n　会　長　　井　川　　悠\n\n　署名委員　鵜　川　　高\n"
    )
    assert said(found) == [("井川会長", "始めます。"), ("鵜川委員", "伺います。")]


def test_who_speaks_of_signing_goes_on() -> None:
    spoken = "上記のとおり会議録へ署名する方を決めます。"
    found = read_text(HEAD + f"\n○井川会長 始めます。\n{spoken}\n○鵜川委員 会議の経過を記載して署名する、と。\n")
    assert said(found)[0] == ("井川会長", f"始めます。\n{spoken}")
    assert len(found.turns) == 2


@pytest.mark.parametrize("given", ["梓", "あすか"])  # which ends like a question
@pytest.mark.parametrize("label", ["会議録作成者", "署名委員"])
def test_who_wrote_or_signed_the_minutes_says_nothing(label: str, given: str) -> None:
    expected = [("井川会長", "始めます。"), ("鵜川委員", "伺います。")]
    rows = f"発言者\t発言の要旨\n井川会長\t始めます。\n鵜川委員\t伺います。\n{label}\t総務課　四方　{given}\n"
    assert said(read_text(HEAD + rows)) == expected
    lines = f"○井川会長 始めます。\n○鵜川委員 伺います。\n{label}　四方　{given}\n"
    assert said(read_text(HEAD + lines)) == expected


def test_the_number_of_the_closing_ends_a_speech() -> None:
    found = read_text(HEAD + "\n○井川会長 始めます。\n○鵜川委員 伺います。\n４　閉　会\n")
    assert said(found) == [("井川会長", "始めます。"), ("鵜川委員", "伺います。")]


def test_the_quotes_of_a_worksheet_are_said_by_nobody() -> None:
    rows = '発言者\t発言の要旨\n井川会長\t"始めます。\n（資料により説明）\n以上です。"\n鵜川委員\t"""仮""とは何か、伺います。"\n'
    assert said(read_text(HEAD + rows)) == [
        ("井川会長", "始めます。"),
        ("*", "（資料により説明）"),
        (None, "以上です。"),
        ("鵜川委員", '"仮"とは何か、伺います。'),
    ]


ANSWERS = "| No. | {asked} | {answered} |\n|---|---|---|\n| 1 | 何年か。 | 5年である。 |\n| 2 | なぜか。 |  |\n| No. | {asked} | {answered} |\n| 3 | 誰か。 | 課長である。<br>（資料により説明） |\n\n以上の質疑の後、了承された。\n"


@pytest.mark.parametrize(
    ("asked", "answered", "labels"),
    [
        ("委員の質問・意見", "実施機関の回答", ("委員", "実施機関")),
        ("委員からの主なご意見等", "市の回答", ("委員", "市")),
        ("委員の質問内容", "回答内容", ("委員", "回答")),
    ],
)
def test_columns_of_questions_and_of_answers(asked: str, answered: str, labels: tuple[str, str]) -> None:
    found = read_text(HEAD + "\n4 質疑応答\n\n" + ANSWERS.format(asked=asked, answered=answered))
    asks, answers = labels
    assert said(found) == [
        (asks, "何年か。"),
        (answers, "5年である。"),
        (asks, "なぜか。"),
        (asks, "誰か。"),
        (answers, "課長である。"),
        ("*", "（資料により説明）"),
    ]
    assert [one.speaker for one in found.said] == [None] * 6


@pytest.mark.parametrize(
    "heads", [("意見", "回答"), ("質問・意見", "回答"), ("市民の意見", "市の回答"), ("委員の質問", "備考")]
)
def test_columns_that_may_be_of_the_public_hold_no_speeches(heads: tuple[str, str]) -> None:
    found = read_text(HEAD + "\n4 意見募集\n\n" + ANSWERS.format(asked=heads[0], answered=heads[1]))
    assert said(found) == []
    assert [one.code for one in found.issues if one.code == "no_speeches"] == ["no_speeches"]


def test_a_table_of_answers_among_speeches_is_left_alone() -> None:
    speeches = "\n○井川会長 始めます。\n○鵜川委員 伺います。\n○井川会長 終わります。\n（別紙）\n\n"
    found = read_text(HEAD + speeches + ANSWERS.format(asked="委員の質問", answered="回答"))
    assert found.labels == ["井川会長", "鵜川委員", "井川会長"]


def test_a_ditto_stands_for_who_spoke_above_it() -> None:
    rows = "発言者\t発言の要旨\n井川会長\t始めます。\n\t（休憩）\n〃\t再開します。\n鵜川委員\t伺います。\n"
    found = read_text(HEAD + rows)
    assert found.turns == [
        ("井川会長", "井川 悠", "始めます。"),
        ("〃", "井川 悠", "再開します。"),
        ("鵜川委員", "鵜川 高", "伺います。"),
    ]
    lines = "○井川会長　始めます。\n○鵜川委員　伺います。\n〃　なお、要ります。\n〃印の欄は空けます。\n"
    last = read_text(HEAD + lines).said[-1]
    assert (last.label, last.speaker, last.text) == ("〃", "鵜川 高", "なお、要ります。\n〃印の欄は空けます。")


@pytest.mark.parametrize(
    "remark",
    [
        "この会議録は、要点を記録したものであり、発言の全文ではありません。",
        "※本会議録は要点筆記であり、文責は事務局にあります。",
        "（了承）\n※この議事録は発言の要旨をまとめたものである。\n総務課　電話 000-000-0000",
    ],
)
def test_a_remark_on_the_minutes_below_the_last_speech_is_said_by_nobody(remark: str) -> None:
    found = read_text(HEAD + f"\n○井川会長 始めます。\n○鵜川委員 伺います。\n{remark}\n")
    assert [one for one in said(found) if one[0] != "*"] == [("井川会長", "始めます。"), ("鵜川委員", "伺います。")]


def test_who_speaks_of_the_minutes_goes_on() -> None:
    spoken = "始めます。\nこの会議録は要点を記録して公表します。"
    found = read_text(HEAD + f"\n○井川会長 {spoken}\n○鵜川委員 全文を求めて\nこの会議録は要旨でよいとされたか。\n")
    assert said(found)[0] == ("井川会長", spoken)
    assert said(found)[1][1].endswith("要旨でよいとされたか。")


def test_who_wrote_the_minutes_may_stand_in_the_column_of_numbers() -> None:
    rows = "番号\t発言者\t発言の要旨\n1\t井川会長\t始めます。\n2\t鵜川委員\t伺います。\n会議録作成者\t総務課　四方\n"
    found = read_text(HEAD + rows)
    assert said(found) == [("井川会長", "始めます。"), ("鵜川委員", "伺います。")]
    assert [one.message for one in found.issues if one.code == "speaker_unresolved"] == []


def test_an_opinion_among_questions_and_answers_is_a_speech_of_its_own() -> None:
    asked = (
        "4 質疑\nＱ　何年か。\nＡ　5年である。\n意見　注記されたい。\nＡ　注記する。\n要望　なお、\n次も示すこと。\n"
    )
    assert said(read_text(HEAD + asked)) == [
        ("Ｑ", "何年か。"),
        ("Ａ", "5年である。"),
        ("意見", "注記されたい。"),
        ("Ａ", "注記する。\n要望　なお、次も示すこと。"),
    ]
    heads = "4 質疑\n意見　評価書を直されたい。\n要望　周知されたい。\n"
    assert said(read_text(HEAD + heads)) == []


@pytest.mark.parametrize("brackets", ["（）", "＜＞", "《》"])
def test_who_comes_in_and_goes_out_is_no_department(brackets: str) -> None:
    opened, closed = brackets
    text = f"(井川会長)入室してもらう。\n　{opened}市民税課　入室{closed}\n(市民税課長)説明する。\n{opened}市民税課長　退室{closed}\n(市民税課)終わる。\n"
    assert said(read_text(HEAD + "\n" + text)) == [
        ("井川会長", "入室してもらう。"),
        ("*", f"{opened}市民税課　入室{closed}"),
        ("市民税課長", "説明する。"),
        ("*", f"{opened}市民税課長　退室{closed}"),
        ("市民税課", "終わる。"),
    ]


def test_a_label_without_words_is_told() -> None:
    found = read_text(HEAD + "\n(井川会長)始めます。\n(鵜川委員)\n(事務局)説明します。\n")
    assert found.labels == ["井川会長", "事務局"]
    assert [one.message for one in found.issues if one.code == "speech_empty"] == ["鵜川委員"]


def test_a_conclusion_ends_where_the_next_item_is_headed() -> None:
    items = "4 審議内容\n(1) 接種事務\n説明があった。\n【結論】適当と認める。\n{}(2) 戸籍事務\n説明があった。\n"
    assert read_text(HEAD + items.format("")).meeting.conclusion == "適当と認める。"
    counted = "(1) 期間を記載すること。\n(2) 周知すること。\n"
    found = read_text(HEAD + "4 審議内容\n説明があった。\n【結論】次のとおり答申する。\n" + counted)
    assert found.meeting.conclusion == "次のとおり答申する。\n" + counted.strip()


def test_an_arrow_below_a_marked_answer_tells_what_came_of_it() -> None:
    text = "4 質疑\nＱ　何年か。\nＡ　5年である。\n⇒　評価書は適当と認める。\nＱ　なぜか。\n→　要綱で定めている。\n"
    found = read_text(HEAD + text)
    assert said(found) == [
        ("Ｑ", "何年か。"),
        ("Ａ", "5年である。"),
        ("*", "⇒　評価書は適当と認める。"),
        ("Ｑ", "なぜか。"),
        ("→", "要綱で定めている。"),
    ]
    assert [one.message for one in found.issues if one.code == "speaker_unclear"] == ["→"]


@pytest.mark.parametrize(
    "end",
    [
        "以上、会議の顛末を記録し、署名する。\n令和5年12月4日\n会長　井川 悠",
        "（問い合わせ先）\n青波市総務課\n電話 000-000-0000",
    ],
)
def test_signatures_and_addresses_below_the_minutes_are_said_by_nobody(end: str) -> None:
    found = read_text(HEAD + f"\n会長：始めます。\n鵜川委員：伺います。\n会長：終わります。\n\n{end}\n")
    assert said(found) == [("会長", "始めます。"), ("鵜川委員", "伺います。"), ("会長", "終わります。")]


@pytest.mark.parametrize(
    "result", ["結果：承認された。", "審議結果：原案のとおり承認", "審議の結果、妥当と認めることとした。"]
)
def test_what_came_of_an_item_is_said_by_nobody(result: str) -> None:
    found = read_text(HEAD + f"\n会長：始めます。\n鵜川委員：伺います。\n\n{result}\n会長：次です。\n")
    assert said(found) == [("会長", "始めます。"), ("鵜川委員", "伺います。"), ("*", result), ("会長", "次です。")]


@pytest.mark.parametrize(
    "told",
    [
        "次のとおりです。\n結果：開示3件",
        "次のとおり\n結果：承認された。",
        "審議会に諮った。\n審議の結果、開示することとした。",
        "申し上げます。\n結果：承認されたと聞いています。",
        "申し上げます。\n審議の結果、承認されました。",
    ],
)
def test_who_tells_of_a_result_goes_on(told: str) -> None:
    found = read_text(HEAD + f"\n会長：始めます。\n鵜川委員：{told}\n会長：次です。\n")
    assert found.labels == ["会長", "鵜川委員", "会長"]
    assert [one.kind for one in found.said] == ["speech"] * 3
    assert found.said[1].text[-6:] == told[-6:]
