"""Templates to pages. Everything that comes out of a document is escaped: no template marks anything as safe."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hyokasho.review.words import Words, load_words

__all__ = ["ASSETS", "Alone", "Chrome", "alone", "prepare", "render"]

ASSETS = Path(__file__).with_name("assets")
"""What the pages load: this project's own, nothing from elsewhere."""

POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; base-uri 'none'; form-action 'none'"
)
"""Of pages that stand alone: what may run is named by its digest."""

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Alone:
    """What a page that stands alone carries in itself: style, script, and the policy that lets no others run."""

    style: Markup
    script: Markup
    policy: str


@dataclass(frozen=True, slots=True)
class Chrome:
    """What stands around every page; `here` is the name of the page.

    `alone` is null on a server. `languages` leads to the same page in the other language, `home` to the list of
    documents; null where there is none.
    """

    here: str
    languages: str | None = None
    home: str | None = "/"
    alone: Alone | None = None


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


def alone() -> Alone:
    """Return what a page carries that stands alone. The style and the script are this project's own."""
    style, script = ((ASSETS / name).read_text(encoding="utf-8") for name in ("review.css", "document.js"))
    policy = POLICY.format(script=_digest(script), style=_digest(style))
    return Alone(Markup(style), Markup(script), policy)


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def prepare() -> None:
    """Read all templates and words, so that the first reader need not wait for it."""
    load_words()
    environment = _environment()
    for name in environment.list_templates():
        environment.get_template(name)


def render(name: str, words: Words, chrome: Chrome, /, **shown: object) -> str:
    """Return a page."""
    return _environment().get_template(name).render(t=words, chrome=chrome, **shown)


def _chunks(things: Sequence[Thing], size: int) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]
