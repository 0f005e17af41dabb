"""The data dictionary: every table, column and view in English and Japanese, generated from the declarations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from hyokasho.schema import Column, Table, tables
from hyokasho.views import views

__all__ = ["EXAMPLES", "as_json", "as_markdown", "examples"]

EXAMPLES = Path(__file__).with_name("examples.json")
"""A value of every column that the samples fill, by table and column; `make docs` writes it anew."""
LONGEST = 40
"""Characters of an example in the Markdown."""


@cache
def examples() -> Mapping[str, Mapping[str, object]]:
    """Return an example of each column by table and column; none where the samples have no value."""
    found: Mapping[str, Mapping[str, object]] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return found


def as_markdown() -> str:
    """Return the dictionary as Markdown: a heading and a table of columns per table of the dataset, then the views."""
    sections = ["\n".join(_section(table)) for table in tables().values()]
    return "\n\n".join([*sections, "\n".join(_views())]) + "\n"


def as_json() -> str:
    """Return the dictionary as JSON: an object with a list of tables, each with its columns, and a list of views."""
    described = {
        "tables": [
            {
                "name": table.name,
                "description": table.about,
                "description_ja": table.about_ja,
                "limits": table.limits[0],
                "limits_ja": table.limits[1],
                "columns": [_described(column, table) for column in table.columns],
            }
            for table in tables().values()
        ],
        "views": [
            {"name": view.name, "description": view.about, "description_ja": view.about_ja, "sql": view.sql}
            for view in views()
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield f"{table.about}  "
    yield table.about_ja
    if any(table.limits):
        yield ""
        yield f"Limits: {table.limits[0]}.  "
        yield f"限界: {table.limits[1]}。"
    yield ""
    yield "| column | type | unit | description | 説明 | null | example |"
    yield "|---|---|---|---|---|---|---|"
    for column in table.columns:
        values = f" ({', '.join(f'`{value}`' for value in column.allowed)})" if column.allowed else ""
        null = "<br>".join(column.null) if column.nullable else "never"
        cells = (column.description + values, column.description_ja, null, _example(table, column))
        lead = (f"`{column.name}`", column.logical, column.unit)
        yield "| " + " | ".join((*lead, *map(_cell, cells))) + " |"


def _views() -> Iterator[str]:
    yield "## Views"
    yield ""
    yield "They answer the usual questions; `hyokasho sql`, `hyokasho.open` and DuckDB exports know them.  "
    yield "よくある問いに答えるビュー。"
    yield ""
    yield "| view | what it answers | 内容 |"
    yield "|---|---|---|"
    yield from (f"| `{view.name}` | {_cell(view.about)} | {_cell(view.about_ja)} |" for view in views())


def _example(table: Table, column: Column) -> str:
    value = examples().get(table.name, {}).get(column.name)
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _described(column: Column, table: Table) -> dict[str, object]:
    described: dict[str, object] = {
        "name": column.name,
        "type": column.logical,
        "nullable": column.nullable,
        "description": column.description,
        "description_ja": column.description_ja,
    }
    if column.unit:
        described["unit"] = column.unit
    if column.nullable:
        described["null"], described["null_ja"] = column.null
    if column.allowed:
        described["allowed"] = list(column.allowed)
    example = examples().get(table.name, {}).get(column.name)
    if example is not None:
        described["example"] = example
    return described
