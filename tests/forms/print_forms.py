"""Print the official forms, filled with made-up content, the ways municipalities do: `make prints`.

Every entry of prints.yaml gives `printed/<name>.pdf` and, beside it, `printed/<name>.json`: the exact truth. The tests
need what is committed there and neither LibreOffice nor Chromium; those are needed to print anew.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import rectangles
import spreadsheet
import truth
import webpage
import word
import yaml
from filling import FilledForm, Size, fill
from layout import Paper, Style, lay_out

from parsers.forms import forms

HERE = Path(__file__).parent
PRINTED = HERE / "printed"


def print_form(papers: list[Paper], way: str, look: dict[str, Any], target: Path) -> None:
    """Print the sheets of a filled form."""
    match way:
        case "spreadsheet":
            spreadsheet.print_workbook(papers, msgspec.convert(look, spreadsheet.Look), target)
        case "webpage":
            webpage.print_page(papers, msgspec.convert(look, webpage.Look), target)
        case "word":
            word.print_document(papers, msgspec.convert(look, word.Look), target)
        case "rectangles":
            rectangles.print_rectangles(papers, msgspec.convert(look, rectangles.Look), target)
        case _:
            message = f"there is no way to print called {way}"
            raise ValueError(message)


def make(name: str, entry: dict[str, Any], folder: Path) -> None:
    """Print one entry of prints.yaml; what programs need meanwhile lies in `folder`."""
    filled, papers = prepared(name, entry)
    target = folder / f"{name}.pdf"
    print_form(papers, entry["way"], entry.get("look", {}), target)
    PRINTED.mkdir(exist_ok=True)
    shutil.copyfile(target, PRINTED / target.name)
    truth.write(PRINTED / f"{name}.json", filled.truth(entry["way"]))


def prepared(name: str, entry: dict[str, Any]) -> tuple[FilledForm, list[Paper]]:
    """Return the filled form of an entry and the sheets that it is laid out on."""
    form = next(form for form in forms() if f"{form.kind}_{form.version}" == entry["form"])
    filled = fill(form, name, msgspec.convert(entry.get("size", {}), Size))
    return filled, lay_out(filled, msgspec.convert(entry.get("style", {}), Style), random.Random(name))


def entries() -> dict[str, dict[str, Any]]:
    """Return what is to be printed, by name."""
    return yaml.safe_load((HERE / "prints.yaml").read_text(encoding="utf-8"))


def main() -> None:
    """Print the entries named on the command line, or all."""
    known = entries()
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or known:
            make(name, known[name], Path(folder))
            print(f"{name}.pdf", flush=True)


if __name__ == "__main__":
    main()
