"""The data dictionary: every table and column in English and Japanese, generated from the declarations."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hyokasho.schema import Column, Table, tables

__all__ = ["as_json", "as_markdown"]


def as_markdown() -> str:
    """Return the dictionary as Markdown: a heading and a table of columns per table of the dataset."""
    return "\n\n".join("\n".join(_section(table)) for table in tables().values()) + "\n"


def as_json() -> str:
    """Return the dictionary as JSON: a list of tables, each with its columns."""
    described = [
        {
            "name": table.name,
            "description": table.about,
            "description_ja": table.about_ja,
            "columns": [_described(column) for column in table.columns],
        }
        for table in tables().values()
    ]
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield f"{table.about}  "
    yield table.about_ja
    yield ""
    yield "| column | type | null | description | 説明 |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        values = f" ({', '.join(f'`{value}`' for value in column.allowed)})" if column.allowed else ""
        cells = (f"`{column.name}`", column.logical, "yes" if column.nullable else "no")
        yield "| " + " | ".join((*cells, _cell(column.description + values), _cell(column.description_ja))) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _described(column: Column) -> dict[str, str | bool | list[str]]:
    described: dict[str, str | bool | list[str]] = {
        "name": column.name,
        "type": column.logical,
        "nullable": column.nullable,
        "description": column.description,
        "description_ja": column.description_ja,
    }
    if column.allowed:
        described["allowed"] = list(column.allowed)
    return described
