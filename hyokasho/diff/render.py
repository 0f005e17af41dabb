"""A comparison as text, JSON or a self-contained HTML page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape

from hyokasho.diff.compare import Comparison, Flip
from hyokasho.diff.declared import Declaration
from hyokasho.diff.items import ItemChange
from hyokasho.listing import as_text as value_text
from parsers.records import Document, Item

__all__ = ["as_html", "as_json", "as_text"]

SIGNS = {"changed": "*", "added": "+", "removed": "-", "unclear": "?"}
STATES = {True: "[x]", False: "[ ]", None: "[?]"}
HEADS = {
    "items": "Items",
    "flips": "Boxes",
    "blocks": "Come and gone",
    "declared": "Declared in 変更箇所",
    "undeclared": "Found, but not declared",
}
STYLE = (
    "body{font:15px/1.6 sans-serif;margin:2em auto;max-width:72em;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3em .6em;vertical-align:top;"
    "text-align:left;white-space:pre-wrap}th{background:#eee}del{background:#fdd}ins{background:#dfd;text-decoration:none}"
)


def as_text(found: Comparison) -> str:
    """Return the comparison for a terminal: * changed, + added, - removed, ? one side could not be read."""
    lines = [f"--- {_title(found.before)}", f"+++ {_title(found.after)}"]
    sections = {
        "items": [line for change in found.items for line in _item_lines(change)],
        "flips": [_flip_line(flip) for flip in found.flips],
        "blocks": [f"{'+' if one.came else '-'} {one.kind}: {_flat(one.name)}" for one in found.blocks],
        "declared": [_declared_line(one) for one in found.declared],
        "undeclared": [f"{SIGNS[change.sort]} {_where(change.item)}" for change in found.undeclared],
    }
    for name, content in sections.items():
        if content:
            lines += ["", f"{HEADS[name]} ({_count(found, name)})", *(f"  {line}" for line in content)]
    return "\n".join(lines)


def as_json(found: Comparison) -> str:
    """Return the comparison as JSON: both documents, every change with both sides and their places."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=1, default=value_text) + "\n"


def as_html(found: Comparison) -> str:
    """Return the comparison as one HTML page without scripts and without anything from elsewhere."""
    title = f"{_title(found.before)} → {_title(found.after)}"
    body = "".join(_sections(found))
    return (
        f'<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )


def _sections(found: Comparison) -> Iterator[str]:
    yield _table(HEADS["items"], ("", "item", "before", "after"), [_item_cells(change) for change in found.items])
    boxes = [
        (escape(_where(one.item)), escape(one.label), STATES[one.before], STATES[one.after]) for one in found.flips
    ]
    yield _table(HEADS["flips"], ("item", "box", "before", "after"), boxes)
    blocks = [("+" if one.came else "-", one.kind, escape(one.name)) for one in found.blocks]
    yield _table(HEADS["blocks"], ("", "kind", "name"), blocks)
    declared = [_declared_cells(one) for one in found.declared]
    yield _table(HEADS["declared"], ("date", "item", "before", "after", "found"), declared)
    undeclared = [(SIGNS[change.sort], escape(_where(change.item))) for change in found.undeclared]
    yield _table(HEADS["undeclared"], ("", "item"), undeclared)


def _table(head: str, names: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a section; the cells are HTML already."""
    if not rows:
        return ""
    cells = "".join(f"<th>{name}</th>" for name in names)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<h2>{head} ({len(rows)})</h2><table><tr>{cells}</tr>{body}</table>"


def _item_cells(change: ItemChange) -> tuple[str, ...]:
    before, after = _value(change.before), _value(change.after)
    return (
        SIGNS[change.sort],
        escape(_where(change.item)),
        f"<del>{escape(before)}</del>",
        f"<ins>{escape(after)}</ins>",
    )


def _declared_cells(one: Declaration) -> tuple[str, ...]:
    row = one.row
    found = "<br>".join(escape(_where(change.item)) for change in one.found) or "not found"
    printed = (row.changed_on_printed, row.item, row.before, row.after)
    return (*(escape(text or "") for text in printed), found)


def _item_lines(change: ItemChange) -> Iterator[str]:
    yield f"{SIGNS[change.sort]} {_where(change.item)}"
    if change.before is not None:
        yield f"    - {_flat(_value(change.before))}"
    if change.after is not None:
        yield f"    + {_flat(_value(change.after))}"


def _flip_line(flip: Flip) -> str:
    return f"{STATES[flip.before]} → {STATES[flip.after]} {flip.label}  ({_where(flip.item)})"


def _declared_line(one: Declaration) -> str:
    found = ", ".join(dict.fromkeys(_where(change.item) for change in one.found)) or "NOT FOUND"
    return f"{one.row.changed_on_printed or ''} {_flat(one.row.item or '')} → {found}".strip()


def _count(found: Comparison, name: str) -> int:
    return len(getattr(found, name))


def _title(document: Document) -> str:
    return " ".join(text for text in (document.document_id, document.title, value_text(document.document_date)) if text)


def _where(item: Item) -> str:
    file = f"file {item.file_no}" if item.file_no is not None else None
    block = f"{item.group} {item.group_no or ''}".strip() if item.group else None
    parts = (item.chapter, file, item.heading, block, f"{item.marker or ''}{item.label}")
    return " › ".join(part for part in parts if part)


def _value(item: Item | None) -> str:
    if item is None:
        return ""
    return f"({item.status})" if item.value is None else item.value


def _flat(text: str) -> str:
    return " / ".join(text.split("\n"))
