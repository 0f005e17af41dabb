"""Headers that print labels, items and papers out of the usual order: places and people are invented, what is told is read by hand."""

from made_up import Read, read_text

TITLE = "令和5年度第2回青波市個人情報保護審議会会議録\n"
WHEN = "日時 令和5年11月21日(火) 午後2時\n"
SAID = "\n○井川会長 始めます。\n○鵜川委員 伺います。\n"


def unknown(found: Read) -> list[str]:
    return [one.message for one in found.issues if one.code == "field_unknown"]


def items(found: Read) -> list[tuple[str, str | None, str]]:
    return [(one.kind, one.marker, one.title) for one in found.items]


# ------------------------------------------------------------------------------------------ labels that nobody has listed


def test_numbers_of_labels_go_on_behind_the_agenda() -> None:
    found = read_text(
        "青波市個人情報保護審議会（書面会議）会議録\n１　開催方法　書面による開催\n２　期間　令和3年2月1日から同月15日まで\n"
        "４　委員（２名）\n　会長　井川 悠\n　委員　鵜川 高\n５　議題　評価書の第三者点検について\n"
        "７　結果　承認　６名　不承認　０名\n８　委員から提出された意見及び市の考え方\n　なし\n９　答申　令和3年2月19日付けで市長に答申\n"
    )
    assert items(found) == [("agenda", None, "評価書の第三者点検について")]
    assert unknown(found) == [
        "７　結果　承認　６名　不承認　０名",
        "８　委員から提出された意見及び市の考え方",
        "９　答申　令和3年2月19日付けで市長に答申",
    ]


def test_numbers_of_an_agenda_are_not_those_of_labels() -> None:
    found = read_text(
        TITLE
        + "1 日時 令和5年11月21日(火) 午後2時\n2 場所 市役所\n3 傍聴者 なし\n4 議題\n1 評価書の点検について\n2 その他\n"
        "3 閉会\n" + SAID
    )
    assert [one.marker for one in found.items] == ["1", "2", "3"]
    assert unknown(found) == []


# ------------------------------------------------------------------------------------------------- the name of the meeting


def test_round_and_year_may_stand_in_brackets_below_the_name() -> None:
    meeting = read_text("青波市個人情報保護審議会会議録\n（令和5年度第2回）\n" + WHEN + SAID).meeting
    assert (meeting.fiscal_year, meeting.round, meeting.body) == (2023, 2, "青波市個人情報保護審議会")


def test_brackets_below_the_name_may_hold_something_else() -> None:
    meeting = read_text("青波市個人情報保護審議会会議録\n（公開用）\n" + WHEN + SAID).meeting
    assert (meeting.name, meeting.round) == ("青波市個人情報保護審議会会議録", None)


# --------------------------------------------------------------------------------------------------------- agenda and papers


def test_a_first_item_beside_the_label_of_the_body_begins_an_agenda() -> None:
    found = read_text(
        TITLE
        + "1.日時 令和5年11月21日(火) 午後2時\n2.内　容　(1) 税務課からの諮問について\n　　　　　(2) 答申案の検討\n"
        "3.会議経過\n（会長）　内容（1）について伺います。\n（鵜川委員）　ありません。\n"
    )
    assert found.agenda == ["税務課からの諮問について", "答申案の検討"]


def test_a_sentence_beside_the_label_of_the_body_is_none() -> None:
    found = read_text(TITLE + WHEN + "議題 評価書の点検\n内容 (1) 評価書の点検について説明を受けた。\n" + SAID)
    assert found.agenda == ["評価書の点検"]


def test_the_order_of_the_day_above_the_first_paper_is_a_paper() -> None:
    found = read_text(
        TITLE + WHEN + "議題\n(1)評価書の点検\n資料\n次第\n資料1　委員名簿\n参考資料　点検の観点\n" + SAID
    )
    assert items(found) == [
        ("agenda", "(1)", "評価書の点検"),
        ("material", None, "次第"),
        ("material", "資料1", "委員名簿"),
        ("material", "参考資料", "点検の観点"),
    ]


def test_the_order_of_the_day_above_its_items_is_a_label() -> None:
    found = read_text(TITLE + WHEN + "資料\n評価書案\n次第\n1 開会\n2 評価書の点検\n" + SAID)
    assert [(one.kind, one.title) for one in found.items] == [
        ("agenda", "開会"),
        ("agenda", "評価書の点検"),
        ("material", "評価書案"),
    ]


def test_a_list_of_members_among_the_papers_is_one() -> None:
    papers = "会議資料\n・次第\n・委員名簿\n・【資料１】評価書（案）\n・【資料２】運用状況\n議題\n(1)評価書の点検\n"
    found = read_text(TITLE + WHEN + "出席者 井川会長、鵜川委員\n" + papers + SAID)
    assert [(one.name, one.role) for one in found.people] == [("井川", "会長"), ("鵜川", "委員")]
    titles = [one.title for one in found.items if one.kind == "material"]
    assert (titles[:2], len(titles)) == (["次第", "委員名簿"], 4)


def test_a_list_of_members_below_the_papers_is_a_label_where_it_has_some() -> None:
    found = read_text(TITLE + WHEN + "・会議資料 評価書案\n・委員名簿\n　会長 井川 悠\n　委員 鵜川 高\n" + SAID)
    assert [(one.name, one.role) for one in found.people] == [("井川 悠", "会長"), ("鵜川 高", "委員")]


def test_items_and_papers_under_one_label_are_told_apart() -> None:
    found = read_text(
        TITLE + WHEN + "議題及び送付資料\n　議題１　評価書の点検\n　　資料１　諮問書\n　議題２　その他\n" + SAID
    )
    assert items(found) == [
        ("agenda", "議題１", "評価書の点検"),
        ("agenda", "議題２", "その他"),
        ("material", "資料１", "諮問書"),
    ]


def test_a_numbered_part_of_an_agenda_is_followed_by_its_next_item() -> None:
    found = read_text(
        TITLE + WHEN + "会議次第\n1 開会\n2 会長の選任\n3 議事\n（1）評価書の点検\n4 その他\n5 閉会\n" + SAID
    )
    assert found.agenda == ["開会", "会長の選任", "評価書の点検", "その他", "閉会"]


def test_values_below_a_block_of_labels_are_no_items() -> None:
    found = read_text(
        TITLE
        + "\n日　　時\n場　　所\n出 席 者\n会議次第\n\n令和5年6月9日（金）午後2時～午後3時半\n青波市民会館2階　研修室\n"
        "別紙出席者名簿のとおり\n１　開会\n２　会長の選任\n３　閉会\n\n１　開会\n\n大塚総務課長\n　ただいまから開会いたします。\n"
        "\n鵜川委員\n　異議なし。\n"
    )
    assert found.agenda == ["開会", "会長の選任", "閉会"]
    assert str(found.meeting.held_on) == "2023-06-09"
