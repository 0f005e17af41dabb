"""Whole minutes: the meeting, its people and its speeches, compared with what somebody read in them."""

from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from extract.read import read
from parsers.parse import parse
from parsers.records import AgendaItem, Attendee, InDocument, Issue, Meeting, Utterance

Kind = TypeVar("Kind", bound=InDocument)
ID = "0" * 16


def records(path: Path) -> tuple[InDocument, ...]:
    return parse(read(path.read_bytes(), path.name), ID)


def of(found: tuple[InDocument, ...], kind: type[Kind]) -> list[Kind]:
    return [record for record in found if isinstance(record, kind)]


@pytest.fixture(scope="module")
def tokorozawa(shared: Path) -> tuple[InDocument, ...]:
    (path,) = (shared / "seeds").glob("003_*.txt")
    return records(path)


def test_the_header_says_when_where_and_under_whom(tokorozawa: tuple[InDocument, ...]) -> None:
    (meeting,) = of(tokorozawa, Meeting)
    assert (meeting.name, meeting.body) == (
        "平成28年度第1回所沢市情報公開・個人情報保護審議会",
        "所沢市情報公開・個人情報保護審議会",
    )
    assert (meeting.fiscal_year, meeting.round) == (2016, 1)
    assert (meeting.starts_at, meeting.ends_at) == (
        datetime.fromisoformat("2016-07-06T10:00"),
        datetime.fromisoformat("2016-07-06T11:00"),
    )
    assert (meeting.place, meeting.chair, meeting.visitors) == ("所沢市役所 高層棟6階 601会議室", "千草孝雄", 0)
    assert meeting.held_on == date(2016, 7, 6)


def test_people_have_their_role_and_department(tokorozawa: tuple[InDocument, ...]) -> None:
    people = [(one.name, one.role, one.affiliation, one.kind, one.present) for one in of(tokorozawa, Attendee)]
    assert len(people) == 19
    assert people[0] == ("千草孝雄", "会長", None, "member", True)
    assert people[6] == ("牛島光恵", "委員", None, "member", False)
    assert people[11] == ("廣川美智代", "主幹", "市民課", "explainer", True)
    assert people[16] == ("前田 広子", "課長", "市民部市民相談課", "secretariat", True)


def test_a_speech_over_three_pages_is_one_and_its_cut_words_are_whole(tokorozawa: tuple[InDocument, ...]) -> None:
    said = [one for one in of(tokorozawa, Utterance) if one.turn == 6]
    (speech,) = said
    assert (speech.label, speech.speaker) == ("廣川主幹", "廣川美智代")
    assert all(
        word in speech.text
        for word in ("「おおむね問題なし」", "マイナンバーの記載は", "既存業務システムとの", "リスク対策の項目")
    )
    assert len("".join(speech.text.split())) == 3934


def test_a_direction_within_a_speech_is_a_row_between_its_parts(tokorozawa: tuple[InDocument, ...]) -> None:
    said = of(tokorozawa, Utterance)
    rows = [(one.label, one.speaker, one.kind, one.text) for one in said if one.turn == 27]
    assert [row[2] for row in rows] == ["speech", "direction", "speech"]
    assert rows[1] == (None, None, "direction", "(委員了承)")
    assert rows[0][:2] == ("千草会長", "千草孝雄")
    assert rows[2][:2] == (None, "千草孝雄")
    assert max(one.turn or 0 for one in said) == 36


def test_an_empty_cell_with_directions_alone_is_nobodys(tokorozawa: tuple[InDocument, ...]) -> None:
    said = of(tokorozawa, Utterance)
    nobody = [(one.label, one.text) for one in said if one.turn is None]
    assert nobody == [
        (None, "（会長挨拶）"),
        (None, "（事務局紹介）"),
        ("実施機関", "（入室し、挨拶を行う。）"),
        (None, "以 上"),
    ]


def test_two_of_one_surname_are_kept_apart(tokorozawa: tuple[InDocument, ...]) -> None:
    said = {one.label: one.speaker for one in of(tokorozawa, Utterance) if one.label}
    assert said["近藤宏一委員"] == "近藤宏一"
    assert said["近藤卓夫委員"] == "近藤卓夫"


def test_each_speech_leads_back_to_its_characters(tokorozawa: tuple[InDocument, ...], shared: Path) -> None:
    (path,) = (shared / "seeds").glob("003_*.txt")
    text = path.read_text(encoding="utf-8")
    for one in of(tokorozawa, Utterance):
        assert one.char_start is not None
        place = text[one.char_start : one.char_end]
        assert place[:5] == one.text[:5]
        assert place[-5:] == one.text[-5:]


def test_papers_are_listed_by_their_numbers(tokorozawa: tuple[InDocument, ...]) -> None:
    papers = [(one.marker, one.title) for one in of(tokorozawa, AgendaItem) if one.kind == "material"]
    assert len(papers) == 9
    assert papers[2] == ("資料 1", "諮問書(諮問第76号)")
    assert papers[8][1].endswith("審査の観点における主な考慮事項")


def test_an_agenda_of_several_lists(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("002_*.txt")
    found = records(path)
    (meeting,) = of(found, Meeting)
    assert (meeting.body, meeting.starts_at, meeting.place) == (
        "狛江市個人情報保護審議会",
        datetime.fromisoformat("2015-01-20T13:15"),  # as printed; its weekday belies the year, which an issue says
        "議会第一委員会室",
    )
    items = [(one.marker, one.title) for one in of(found, AgendaItem)]
    assert [items[0], items[1], items[-2], items[-1]] == [
        ("1", "開会"),
        ("2", "諮問"),
        ("4", "その他(次回日程調整等)"),
        ("5", "閉会"),
    ]
    assert (
        items[2][1]
        == "税制改正に伴う軽自動車税賦課事務における電子計算組織の結合及び電子計算機処理の記録項目の追加について"
    )
    assert len(items) == 8
    assert "weekday_mismatch" in {one.code for one in of(found, Issue)}
