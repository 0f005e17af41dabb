"""A form filled in with made-up content: the same seed, the same assessment."""

from __future__ import annotations

import fnmatch
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import truth
import yaml

from parsers.forms import Form, Node, Place

HERE = Path(__file__).parent
ERAS = (("令和", 2018, date(2019, 5, 1)), ("平成", 1988, date(1989, 1, 8)))
FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything an assessment has."""

    files: int = 1
    systems: int = 2
    outsourcing: int = 1
    provisions: int = 1
    transfers: int = 0
    record_items: int = 24
    changes: int = 6
    by_chapter: bool = False
    """Whether Ⅱ of all files comes before 別添 and Ⅲ of all files; else each file has its chapters together."""


@dataclass(slots=True)
class Entry:
    """A node of the form as it stands in one print. `title` is what stands beside the number of a block.

    `fold` is the heading of folded blocks (委託事項2～5), which has nothing else. `lists` are the entries of 記録項目.
    """

    place: Place
    file_no: int | None
    number: int | None
    item: truth.Item | None = None
    title: str | None = None
    fold: str | None = None
    lists: tuple[str, ...] = ()
    children: list[Entry] = field(default_factory=list)

    @property
    def node(self) -> Node:
        return self.place.node

    def all(self) -> Iterator[Entry]:
        """Yield this entry and all below it in printed order."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form with what stands in it. `chapters` are in printed order."""

    form: Form
    chapters: tuple[Entry, ...]
    changes: tuple[truth.Change, ...]
    file_names: tuple[str, ...]

    def entries(self) -> Iterator[Entry]:
        for chapter in self.chapters:
            yield from chapter.all()

    def truth(self, way: str) -> truth.Assessment:
        """Return what the print says."""
        entries = list(self.entries())
        return truth.Assessment(
            form=self.form.kind,
            version=self.form.version,
            stamp=self.form.stamp,
            way=way,
            items=tuple(entry.item for entry in entries if entry.item is not None),
            changes=self.changes,
            record_items=tuple(truth.RecordItem(entry.file_no or 1, name) for entry in entries for name in entry.lists),
            tables=_tables(entries),
        )


@cache
def phrases() -> dict[str, Any]:
    """Return what made-up assessments say."""
    return yaml.safe_load((HERE / "phrases.yaml").read_text(encoding="utf-8"))


def fill(form: Form, seed: str, size: Size) -> FilledForm:
    """Return the form filled in. Only the seed decides what it says."""
    filler = _Filler(form, random.Random(f"{form.kind} {form.version} {seed}"), size)
    chapters = tuple(filler.chapters())
    return FilledForm(form, chapters, tuple(filler.changes(chapters)), filler.files)


def _tables(entries: list[Entry]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows that blocks fill, as column → value."""
    tables: dict[str, list[dict[str, Any]]] = {"systems": [], "outsourcing": [], "recipients": []}
    for block in entries:
        node = block.node
        if node.role != "group" or block.fold is not None:
            continue
        row: dict[str, Any] = {"no": block.number}
        if node.group != "system":
            row["file_no"] = block.file_no
        if node.group in ("provision", "transfer"):
            row["kind"] = node.group
        for entry in block.all():
            for fill_ in entry.node.fills:
                name = fill_.table
                if name in tables:
                    row[fill_.column] = entry.title if entry is block else _part(entry.item, fill_.part)
        tables[{"system": "systems", "outsourcing": "outsourcing"}.get(node.group or "", "recipients")].append(row)
    return tables


def _part(item: truth.Item | None, part: str) -> object:
    if item is None:
        return None
    if part == "checked":
        return [box.label for box in item.boxes if box.checked]
    if part == "other":
        return item.boxes[-1].detail if item.boxes else None
    return item.value


class _Filler:
    def __init__(self, form: Form, rng: random.Random, size: Size) -> None:
        self.form, self.rng, self.size = form, rng, size
        known = phrases()
        process = rng.choice([one for one in known["processes"] if len(one["files"]) >= size.files])
        city = rng.choice(known["municipalities"])
        self.files: tuple[str, ...] = tuple(process["files"][: size.files])
        self.words = {
            **{name: text for name, text in process.items() if isinstance(text, str)},
            "city": city,
            "head": f"架空県{city}長" if rng.random() < 0.5 else f"{city}長",
            "process": process["office"].removesuffix("に関する事務"),
            "ordinance": f"{city}個人番号の利用等に関する条例",
            "form": form.title.removeprefix("特定個人情報保護評価書").strip("()"),
            "file": self.files[0],
        }
        self.systems = [
            (process["system"], f"{process['section']}の業務のうち、資格、賦課及び給付の管理を行う。"),
            *rng.sample(known["systems"], len(known["systems"])),
        ]
        since = date.fromisoformat(f"{form.since}-01")
        self.published = since + timedelta(days=rng.randrange(30, 700))
        self.dash = rng.choice(["－", "―", "-", "該当なし"])

    # ── chapters ──

    def chapters(self) -> Iterator[Entry]:
        places = [Place(node, ()) for node in self.form.nodes]
        repeated = [place for place in places if place.per_file]
        for place in places:
            if not place.per_file:
                yield self.entry(place, None, None)
            elif place is repeated[0]:
                numbers = range(1, self.size.files + 1)
                if self.size.by_chapter:
                    order = [(chapter, number) for chapter in repeated for number in numbers]
                else:
                    order = [(chapter, number) for number in numbers for chapter in repeated]
                for chapter, number in order:
                    yield self.entry(chapter, number, None)

    def entry(self, place: Place, file_no: int | None, number: int | None) -> Entry:
        node = place.node
        made = Entry(place, file_no, number)
        self.words["file"] = self.files[(file_no or 1) - 1]
        if node.is_item:
            made.item = self.item(place, file_no, number)
        if any(fill_.table == "record_items" for fill_ in node.fills):
            known = phrases()["record_items"]
            count = min(len(known), max(3, self.size.record_items + self.rng.randrange(-3, 4)))
            made.lists = tuple(sorted(self.rng.sample(known, count), key=known.index))
        for child in node.nodes:
            below = Place(child, place.path)
            if child.role == "group":
                made.children += self.blocks(below, file_no)
            elif child.role not in ("column", "contents", "stamp"):
                made.children.append(self.entry(below, file_no, number))
        self.declare(made)
        return made

    def blocks(self, place: Place, file_no: int | None) -> Iterator[Entry]:
        """Yield the blocks of a group and its folds where the form prints them: before blocks 2, 6, 11, 16."""
        group = place.node.group
        counts = {
            "system": self.size.systems,
            "outsourcing": self.size.outsourcing,
            "provision": self.size.provisions,
            "transfer": self.size.transfers,
        }
        used = counts[group or ""]
        for number in range(1, 21):
            if number in (2, 6, 11, 16):
                yield Entry(place, file_no, None, fold=place.node.folds[(2, 6, 11, 16).index(number)])
            if number <= max(used, 1):
                yield self.block(place, file_no, number, used=number <= used)

    def block(self, place: Place, file_no: int | None, number: int, *, used: bool) -> Entry:
        known = phrases()
        group = place.node.group or ""
        self.words["number"] = str(self.rng.randrange(2, 130))
        self.words["company"] = self.rng.choice(known["companies"])
        title = None
        if group == "outsourcing":
            title = known["outsourced"][(number - 1) % len(known["outsourced"])]
        elif group in ("provision", "transfer"):
            title = known["recipients"][group][(number - 1) % len(known["recipients"][group])]
        self.words["title"] = title or ""
        made = Entry(place, file_no, number, title=title if used else None)
        for child in place.node.nodes:
            below = Place(child, place.path)
            made.children.append(self.entry(below, file_no, number) if used else self.unused(below, file_no, number))
        return made

    def unused(self, place: Place, file_no: int | None, number: int) -> Entry:
        """Return the place of a block that nobody filled in."""
        made = Entry(place, file_no, number)
        if place.node.is_item:
            made.item = self.blank(place, file_no, number)
        made.children = [self.unused(Place(child, place.path), file_no, number) for child in place.node.nodes]
        return made

    def declare(self, entry: Entry) -> None:
        """Write the number of blocks behind the boxes, and the answers that depend on it."""
        counts = {
            "file.outsourcing": self.size.outsourcing,
            "file.provision": self.size.provisions,
            "file.transfer": self.size.transfers,
        }
        for child in entry.children:
            if child.node.kind != "count" or child.item is None:
                continue
            number = counts[child.node.key.rpartition(".")[0]]
            if number:
                child.item = _with(child.item, status="read", value=str(number), number=number)

    # ── items ──

    def blank(self, place: Place, file_no: int | None, number: int | None) -> truth.Item:
        node = place.node
        risk = next((above for above in reversed(place.path) if above.role == "risk" and above.group), None)
        digits = "".join(filter(str.isdecimal, risk.marker)) if risk else ""
        return truth.Item(
            key=node.key,
            label=node.label,
            kind=node.kind or "text",
            status="blank",
            file_no=file_no,
            group=place.group,
            group_no=int(digits) if digits else number,
            options=node.options,
            boxes=tuple(truth.Box(box.label, checked=False) for box in node.boxes),
        )

    def item(self, place: Place, file_no: int | None, number: int | None) -> truth.Item:
        node, made = place.node, self.blank(place, file_no, number)
        if node.kind == "count" or (node.kind == "text" and self.rng.random() < self.share(node.key)):
            return made
        if node.kind in ("choice", "date") and node.key.startswith("procedure.approval"):
            return made
        fill_ = {"choice": self.choice, "checkboxes": self.boxes, "date": self.date, "text": self.text}[node.kind or ""]
        return fill_(node, made)

    def share(self, key: str) -> float:
        return next(share for pattern, share in phrases()["blank"].items() if fnmatch.fnmatchcase(key, pattern))

    def choice(self, node: Node, blank: truth.Item) -> truth.Item:
        selected = self.rng.choice(node.options)
        if node.key == "file.outsourcing.status":
            selected = node.options[0 if self.size.outsourcing else 1]
        elif node.key not in ("basics.network.status", "threshold.result") and self.rng.random() < 0.02:
            return blank
        return _with(blank, status="read", value=selected)

    def boxes(self, node: Node, blank: truth.Item) -> truth.Item:
        made = []
        for box in node.boxes:
            checked = self.rng.random() < 0.4
            if node.key == "file.provision.status":
                checked = [
                    self.size.provisions > 0,
                    self.size.transfers > 0,
                    not self.size.provisions + self.size.transfers,
                ][len(made)]
            elif node.role == "section":
                checked = self.rng.random() < 0.15
            detail = self.detail(box.label) if box.free and checked else None
            made.append(truth.Box(box.label, checked, detail))
        value = "、".join(box.label for box in made if box.checked) or None
        return _with(blank, status="read", value=value, boxes=tuple(made))

    def detail(self, label: str) -> str:
        known: dict[str, list[str]] = phrases()["details"]
        return self.rng.choice(known.get(label, known["その他"])).format(**self.words)

    def date(self, node: Node, blank: truth.Item) -> truth.Item:
        optional = self.form.kind == "priority" and node.key.startswith(("procedure.hearing", "procedure.review"))
        if optional and self.rng.random() < 0.6:
            return blank
        day = self.published - timedelta(days=self.rng.randrange(1, 500))
        if node.key == "cover.published_on":
            day = self.published
        elif node.key == "cover.approved_on":
            return blank
        text = printed_date(day, self.rng)
        if node.key == "procedure.hearing.period":
            end = day + timedelta(days=30)
            return _with(blank, status="read", value=f"{text}から{printed_date(end, self.rng)}まで", start=day, end=end)
        if node.key.endswith("as_of"):
            text += " 時点"
        return _with(blank, status="read", value=text, start=day, end=day)

    def text(self, node: Node, blank: truth.Item) -> truth.Item:
        if node.key == "system.name":
            return _with(blank, status="read", value=self.systems[((blank.group_no or 1) - 1) % len(self.systems)][0])
        if node.key == "system.functions":
            return _with(blank, status="read", value=self.systems[((blank.group_no or 1) - 1) % len(self.systems)][1])
        if node.key in ("file.name", "risk.file_name"):
            return _with(blank, status="read", value=self.words["file"])
        if node.key == "basics.files":
            return _with(blank, status="read", value=self.rng.choice(["、", "\n"]).join(self.files))
        if node.key == "basics.department.head":
            person = self.rng.choice(phrases()["people"])
            titled = f"{self.words['section']}長"
            return _with(blank, status="read", value=titled if "役職" in node.label else f"{titled} {person}")
        if node.key == "cover.number":
            return _with(blank, status="read", value=str(self.rng.randrange(1, 60)))
        return _with(blank, status="read", value=self.drawn(node.key))

    def drawn(self, key: str) -> str:
        known = phrases()
        for pattern, texts in known["texts"].items():
            if fnmatch.fnmatchcase(key, pattern):
                return str(self.rng.choice(texts)[0]).format(**self.words)
        count = self.rng.choice([1, 1, 2, 2, 3, 4, 6])
        if self.rng.random() < 0.06:
            return self.dash
        return "\n".join(self.rng.sample(known["measures"], count))

    # ── 変更箇所 ──

    def changes(self, chapters: tuple[Entry, ...]) -> Iterator[truth.Change]:
        texts = [
            entry
            for chapter in chapters
            for entry in chapter.all()
            if entry.item
            and entry.item.value
            and entry.node.kind in ("text", "choice", "checkboxes")
            and entry.place.chapter not in (None, "cover")
        ]
        day = self.published - timedelta(days=900)
        for _ in range(self.size.changes):
            if self.rng.random() < 0.5:
                day += timedelta(days=self.rng.randrange(20, 300))
            entry = self.rng.choice(texts)
            yield self.change(entry, min(day, self.published))

    def change(self, entry: Entry, day: date) -> truth.Change:
        item, node = entry.item, entry.node
        assert item is not None
        section = next((above for above in entry.place.above if above.role == "section"), None)
        path = [f"{entry.place.path[0].marker} {entry.place.path[0].label}"]
        path += [f"{section.marker}{section.label}"] if section else []
        path += [f"{node.marker}{node.label}"] if node is not section else []
        before, after = self.states(item)
        return truth.Change(
            changed_on=day,
            changed_on_printed=printed_date(day, self.rng),
            item="\n".join(path),
            before=before,
            after=after,
            submission=self.rng.choice(["事前", "事後"]),
            reason=self.rng.choice(
                [
                    "",
                    "",
                    "重要な変更に当たらない。",
                    "重要な変更に該当するため、事前に評価を再実施した。",
                    "形式的な変更のため",
                ]
            ),
        )

    def states(self, item: truth.Item) -> tuple[str, str]:
        if item.kind == "choice":
            before, after = self.rng.sample(item.options, 2)
            return before, after
        if item.kind == "checkboxes":
            box = self.rng.choice(item.boxes)
            return f"[ ] {box.label}", f"[○] {box.label}"
        value = item.value or ""
        style = self.rng.random()
        if style < 0.25:
            return "－", value
        if style < 0.4:
            return value, "(削除)"
        return f"{value}\n{self.drawn('risk.any.measures')}", value


def _with(item: truth.Item, **new: object) -> truth.Item:
    return msgspec.structs.replace(item, **new)


def printed_date(day: date, rng: random.Random) -> str:
    """Return a date as municipalities print it."""
    era, zero, _ = next(one for one in ERAS if day >= one[2])
    year = day.year - zero
    written = "元" if year == 1 and rng.random() < 0.7 else str(year)
    text = f"{era}{written}年{day.month}月{day.day}日"
    style = rng.random()
    if style < 0.15:
        return text.translate(FULL_DIGITS)
    if style < 0.2:
        return f"{era[0].translate(str.maketrans('令平', 'RH'))}{year}.{day.month}.{day.day}"
    return text
