"""Writes the generated parts of the docs: the dictionary, the codes, and the query outputs in the READMEs.

Run it with `make docs`; a test fails when a file is not what this would write.
"""

from __future__ import annotations

import inspect
import io
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import regex

from extract import errors
from extract.errors import HyokashoError, SourceError
from hyokasho.cli import cli
from hyokasho.dictionary import as_markdown
from parsers.definitions import document_kinds
from parsers.issues import ISSUE_KINDS

PROJECT = Path(__file__).parents[1]
BLOCK = regex.compile(
    r"(<!-- query -->\n```console\n\$ hyokasho sql \"(?P<query>.+)\"\n).*?(```\n<!-- /query -->)", regex.DOTALL
)


def generated() -> Iterator[tuple[Path, str]]:
    """Yield each generated file with the text it should have."""
    yield PROJECT / "docs/dictionary.md", dictionary()
    yield PROJECT / "docs/codes.md", codes()
    with tempfile.TemporaryDirectory() as dataset:
        run("ingest", str(PROJECT / "data/samples"), "--dataset", dataset)
        for name in ("README.md", "README.ja.md"):
            path = PROJECT / name
            yield path, with_outputs(path.read_text(encoding="utf-8"), dataset)


def dictionary() -> str:
    """Return the data dictionary, with the document types that its closed list names."""
    rows = [f"| `{kind.code}` | {kind.en} | {kind.ja} |" for kind in document_kinds().types]
    types = "\n".join(["| document_type | kind of document | 種類 |", "|---|---|---|", *rows])
    return f"# Data dictionary\n\nGenerated from `parsers/records.py` and `data/documents.yaml`.\n\n{types}\n\n{as_markdown()}"


def codes() -> str:
    """Return the list of error and issue codes."""
    classes = sorted(_errors(errors), key=lambda error: (error.exit_code, error.__name__))
    sources = [
        f"| `{error.code}` | {_about(error)} | {error.remedy} |"
        for error in classes
        if issubclass(error, SourceError) and "code" in vars(error) and error is not SourceError
    ]
    others = [
        f"| {error.exit_code} | {_about(error)} | {error.remedy} |"
        for error in classes
        if not issubclass(error, SourceError) and error is not HyokashoError
    ]
    issues = [f"| `{kind.code}` | {kind.severity} | {kind.en} | {kind.ja} |" for kind in ISSUE_KINDS.values()]
    return "\n".join(
        [
            "# Codes",
            "",
            "Generated from `extract/errors.py` and `parsers/issues.py`.",
            "",
            "## A file could not be read: `sources.error_code`",
            "",
            "The run goes on and ends with exit code 3.",
            "",
            "| code | what happened | what to do |",
            "|---|---|---|",
            *sources,
            "",
            "## The command could not run: exit codes",
            "",
            "| exit code | what happened | what to do |",
            "|---|---|---|",
            *others,
            "",
            "## Something in a document: `issues.code`",
            "",
            "`error` means that something could not be read at all: the file's `sources.status` is `partial`.",
            "",
            "| code | severity | meaning | 意味 |",
            "|---|---|---|---|",
            *issues,
            "",
        ]
    )


def with_outputs(text: str, dataset: str) -> str:
    """Return a README with the real output below each query."""
    return BLOCK.sub(lambda block: block[1] + run("sql", block["query"], "--dataset", dataset) + block[3], text)


def run(*arguments: str) -> str:
    """Run the command line and return what it prints."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        cli.main(list(arguments), standalone_mode=False)
    return "\n".join(line.rstrip() for line in printed.getvalue().splitlines()) + "\n"


def _errors(module: object) -> list[type[HyokashoError]]:
    return [one for _, one in inspect.getmembers(module, inspect.isclass) if issubclass(one, HyokashoError)]


def _about(error: type[HyokashoError]) -> str:
    return (inspect.getdoc(error) or "").splitlines()[0]


if __name__ == "__main__":
    for path, text in generated():
        path.write_text(text, encoding="utf-8")
