"""A folder of form files to whole forms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from parsers.definitions import data_file
from parsers.forms.checks import check_tree, check_within
from parsers.forms.model import Form, FormKind
from parsers.forms.nodes import whole_node
from parsers.forms.revisions import chain_of, revised
from parsers.forms.written import OPTIONS, FormFile, SharedLists, read_file, read_shared

__all__ = ["forms", "load_forms"]

ORDER: tuple[FormKind, ...] = ("basic", "priority", "full")


@cache
def forms() -> tuple[Form, ...]:
    """Return the forms that the package ships: 様式2, 3, 4, each by version, oldest first."""
    return load_forms(data_file("forms"))


def load_forms(folder: Path) -> tuple[Form, ...]:
    """Read all forms of a folder; raises DefinitionError naming file and line when one is wrong."""
    shared = read_shared(folder / OPTIONS)
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.name != OPTIONS and not path.name.startswith(".")]
    files = {path.stem: read_file(path) for path in paths}
    loaded = [_form(name, files, shared) for name in files]
    return tuple(sorted(loaded, key=lambda form: (ORDER.index(form.kind), form.since, form.version)))


def _form(name: str, files: Mapping[str, FormFile], shared: SharedLists) -> Form:
    file, chain = files[name], chain_of(name, files)
    tree = chain[-1].nodes or ()
    for newer in reversed(chain[:-1]):
        tree = revised(tree, newer)
    check_tree(tree)
    nodes = tuple(whole_node(node, shared) for node in tree)
    check_within(tree, nodes)
    title = file.title or next(older.title for older in chain if older.title is not None)
    return Form(kind=file.form, version=file.version, since=file.since, stamp=file.stamp, title=title, nodes=nodes)
