"""The views that answer the usual questions, one SQL file each: `SELECT * FROM v_outsourcing`.

A file begins with its description, `-- en:` then `-- ja:`; one SELECT follows, over tables only. `{choice_columns}` stands
for a column per choice item of the forms, which are data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex

from parsers.forms import forms

__all__ = ["View", "views"]

FOLDER = Path(__file__).parent
FILE = regex.compile(
    r"-- en: (?P<en>.+(?:\n--  +.+)*)\n-- ja: (?P<ja>.+(?:\n--  +.+)*)\n(?P<sql>(?:SELECT|WITH)\b(?s:.+))"
)
CONTINUED = regex.compile(r"\n--\s+")
CHOICE_COLUMNS = "{choice_columns}"
BLOCKS = frozenset({"system", "outsourcing", "provision", "transfer"})
"""Groups that stand several times in a file: their choices have no one value per file."""


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it answers in English and in Japanese, and its SELECT statement."""

    name: str
    about: str
    about_ja: str
    sql: str


@cache
def views() -> tuple[View, ...]:
    """Return all views in the order of their names. Raises ValueError for a file that is not as the module says."""
    return tuple(_view(path) for path in sorted(FOLDER.glob("v_*.sql")))


def _view(path: Path) -> View:
    found = FILE.fullmatch(path.read_text(encoding="utf-8"))
    if found is None:
        message = f"{path.name}: no `-- en:` and `-- ja:` before a SELECT"
        raise ValueError(message)
    statement = found["sql"]
    if CHOICE_COLUMNS in statement:
        statement = statement.replace(CHOICE_COLUMNS, _choice_columns())
    return View(
        path.stem, CONTINUED.sub(" ", found["en"]).strip(), CONTINUED.sub("", found["ja"]).strip(), statement.strip()
    )


def _choice_columns() -> str:
    """Return a column for each choice item outside of repeated blocks, in the order of the forms, each key once."""
    keys = dict.fromkeys(
        place.node.key
        for form in forms()
        for place in form.places()
        if place.node.kind == "choice" and place.group not in BLOCKS
    )
    return ",\n  ".join(f"""any_value(i.value) FILTER (i.key = '{key}') AS "{key}\"""" for key in keys)
