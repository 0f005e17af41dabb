"""The Frictionless description of a dataset or an export (`datapackage.json`): the same for all of one version."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from hyokasho import __version__
from hyokasho.schema import Column, Table, tables

__all__ = ["datapackage"]

FRICTIONLESS: Mapping[str, str] = MappingProxyType(
    {
        "string": "string",
        "bool": "boolean",
        "int32": "integer",
        "int64": "integer",
        "float32": "number",
        "float64": "number",
        "date32": "date",
        "timestamp[s]": "datetime",
        "timestamp[us, UTC]": "datetime",
        "list<string>": "list",
    }
)
"""Table Schema's name (v2) of each logical type."""

NUMBERED = (
    "sections", "items", "record_items", "risks", "changes", "attendees", "agenda_items", "utterances", "consultations",
    "recommendations", "comments", "comment_counts", "dates", "laws", "issues",
)  # fmt: skip
"""Tables whose `no` runs through the document. Elsewhere it is a printed number, which may repeat: no key."""

KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sources": ("uri",),
        "documents": ("document_id",),
        "assessments": ("document_id",),
        "meetings": ("document_id",),
        "checkboxes": ("document_id", "item_no", "no"),
        **dict.fromkeys(NUMBERED, ("document_id", "no")),
    }
)
"""Primary key of each table that has one."""

Json = str | bool | list["Json"] | dict[str, "Json"]
FileForm = Literal["parquet", "csv"]
FORMS: Mapping[FileForm, dict[str, Json]] = MappingProxyType(
    {
        "parquet": {"mediatype": "application/vnd.apache.parquet"},
        "csv": {"mediatype": "text/csv", "encoding": "utf-8", "dialect": {"lineTerminator": "\n", "doubleQuote": True}},
    }
)
"""What a resource says of its file besides the name."""


def datapackage(names: Sequence[str] | None = None, form: FileForm = "parquet") -> str:
    """Return the text of `datapackage.json` for files of all tables, or of those named, one per table."""
    described = [table for table in tables().values() if names is None or table.name in names]
    package: dict[str, Json] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "hyokasho",
        "title": "特定個人情報保護評価書 and the papers of the councils that check them",
        "version": __version__,
        "resources": [_resource(table, form) for table in described],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(table: Table, form: FileForm) -> Json:
    return {
        "name": table.name,
        "path": f"{table.name}.{form}",
        "format": form,
        **FORMS[form],
        "description": table.about,
        "description_ja": table.about_ja,
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Json]:
    schema: dict[str, Json] = {"fields": [_field(column) for column in table.columns]}
    if key := KEYS.get(table.name):
        schema["primaryKey"] = list(key)
    if table.columns[0].name == "document_id" and table.name != "documents":
        reference: Json = {"resource": "documents", "fields": ["document_id"]}
        schema["foreignKeys"] = [{"fields": ["document_id"], "reference": reference}]
    return schema


def _field(column: Column) -> Json:
    field: dict[str, Json] = {
        "name": column.name,
        "type": FRICTIONLESS[column.logical],
        "description": column.description,
        "description_ja": column.description_ja,
    }
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Json] = {} if column.nullable else {"required": True}
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    if constraints:
        field["constraints"] = constraints
    return field
