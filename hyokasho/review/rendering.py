"""Templates to pages. Everything that comes out of a document is escaped: no template marks anything as safe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from hyokasho.review.words import Words

__all__ = ["ASSETS", "Chrome", "prepare", "render"]

ASSETS = Path(__file__).with_name("assets")
"""What the pages load: this project's own, nothing from elsewhere."""

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Chrome:
    """What stands around every page; `here` is the name of the page.

    `static` is a page that stands alone: its style and script are in `style` and `script`, with their hashes in
    `policy`. `languages` leads to the same page in the other language; null where there is none.
    """

    here: str
    static: bool = False
    style: str = ""
    script: str = ""
    policy: str = ""
    languages: str | None = None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["chunks"] = _chunks
    return environment


def prepare() -> None:
    """Read all templates, so that the first reader need not wait for it."""
    environment = _environment()
    for name in environment.list_templates():
        environment.get_template(name)


def render(name: str, words: Words, chrome: Chrome, /, **shown: object) -> str:
    """Return a page."""
    return _environment().get_template(name).render(t=words, chrome=chrome, **shown)


def _chunks(things: Sequence[Thing], size: int) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]
