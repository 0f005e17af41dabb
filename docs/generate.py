"""Writes the generated parts of the docs: dictionary, codes, commands, and the outputs in the tutorial and the READMEs.

Run it with `make docs`; a test fails when a file is not what this would write.
"""

from __future__ import annotations

import inspect
import io
import json
import os
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stdout
from pathlib import Path

import click
import regex

import hyokasho
from extract import errors
from extract.errors import HyokashoError, SourceError
from hyokasho.cli import cli
from hyokasho.dictionary import EXAMPLES, as_markdown, examples
from hyokasho.listing import as_text
from hyokasho.schema import tables
from parsers.definitions import document_kinds
from parsers.issues import ISSUE_KINDS

PROJECT = Path(__file__).parents[1]
BLOCK = regex.compile(r"(<!-- run -->\n```console\n)(?P<shown>.*?)(```\n<!-- /run -->)", regex.DOTALL)
"""Commands of ours with the output below each, made anew by running them in order."""
PROMPT = "$ hyokasho "
WIDTH = "120"
"""Characters of the terminal whose output is shown, whatever that of the reader has."""


def generated() -> Iterator[tuple[Path, str]]:
    """Yield each generated file with the text it should have."""
    yield PROJECT / "docs/codes.md", codes()
    yield PROJECT / "docs/commands.md", commands()
    with samples_folder():
        tutorial = PROJECT / "docs/tutorial.md"
        yield tutorial, with_outputs(tutorial.read_text(encoding="utf-8"))
        yield EXAMPLES, examples_of("data/dataset")
        yield PROJECT / "docs/dictionary.md", dictionary()
        for name in ("README.md", "README.ja.md"):
            path = PROJECT / name
            yield path, with_outputs(path.read_text(encoding="utf-8"))


@contextmanager
def samples_folder() -> Iterator[None]:
    """Make an empty folder with data/samples the current one: what is run there is what a user sees in a fresh clone."""
    os.environ["COLUMNS"] = WIDTH
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("data").mkdir()
        Path("data/samples").symlink_to(PROJECT / "data/samples")
        yield


def dictionary() -> str:
    """Return the data dictionary, with the document types that its closed list names."""
    rows = [f"| `{kind.code}` | {kind.en} | {kind.ja} |" for kind in document_kinds().types]
    types = "\n".join(["| document_type | kind of document | 種類 |", "|---|---|---|", *rows])
    return f"# Data dictionary\n\nGenerated from `parsers/records.py` and `data/documents.yaml`.\n\n{types}\n\n{as_markdown()}"


def examples_of(dataset: str) -> str:
    """Return a value of every column of a dataset that has one."""
    opened = hyokasho.open(dataset)
    found: dict[str, dict[str, object]] = {}
    for name, table in tables().items():
        if name != "sources":  # its rows tell the time
            rows = opened.table(name)
            values = {column.name: _example(rows[column.name].to_pylist()) for column in table.columns}
            found[name] = {column: value for column, value in values.items() if value is not None}
    return json.dumps(found, ensure_ascii=False, indent=1, default=as_text) + "\n"


def _example(values: list[object]) -> object:
    """Return the first value of the median length: neither a stub nor a page of text."""
    filled = sorted((value for value in values if value not in (None, [], "")), key=lambda value: len(str(value)))
    return filled[len(filled) // 2] if filled else None


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


def commands() -> str:
    """Return every command with its help."""
    names = list(_names(cli))
    parts = [
        f"## hyokasho {name}\n\n```console\n$ hyokasho {name} --help\n{run(*name.split(), '--help')}```"
        for name in names
    ]
    return "\n\n".join(["# Command line\n\nGenerated from the commands' own `--help`.", *parts]) + "\n"


def _names(group: click.Group, above: str = "") -> Iterator[str]:
    """Yield every command, and those below it."""
    context = click.Context(group)
    for name in sorted(group.list_commands(context)):
        yield above + name
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _names(command, f"{above}{name} ")


def with_outputs(text: str) -> str:
    """Return a page with the real output below each command of its blocks, run in order."""
    return BLOCK.sub(lambda block: block[1] + "".join(_outputs(block["shown"])) + block[3], text)


def _outputs(shown: str) -> Iterator[str]:
    for line in shown.splitlines():
        if line.startswith(PROMPT):
            yield f"{line}\n{run(*shlex.split(line.removeprefix(PROMPT)))}"


def run(*arguments: str) -> str:
    """Run the command line and return what it prints."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        cli.main(list(arguments), prog_name="hyokasho", standalone_mode=False)
    return "\n".join(line.rstrip() for line in printed.getvalue().splitlines()) + "\n"


def _errors(module: object) -> list[type[HyokashoError]]:
    return [one for _, one in inspect.getmembers(module, inspect.isclass) if issubclass(one, HyokashoError)]


def _about(error: type[HyokashoError]) -> str:
    return (inspect.getdoc(error) or "").splitlines()[0]


if __name__ == "__main__":
    for path, text in generated():
        path.write_text(text, encoding="utf-8")
        examples.cache_clear()  # the dictionary shows what was just written
