"""Taking sources out of a dataset: their files are gone, or should never have been in it."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from extract.errors import UnknownSource
from hyokasho.dataset import Dataset
from hyokasho.ledger import Entry, Ledger
from hyokasho.publish import Manifest, publish

__all__ = ["forget"]


def forget(names: Sequence[str], dataset: Dataset) -> tuple[list[str], Manifest]:
    """Take sources out of a dataset and publish it; return their uris, sorted.

    A name is a uri, a source_id, a folder or archive (all behind it), or a pattern of uris. Raises UnknownSource where
    a name fits nothing, DatasetBusy while another run adds to the dataset.
    """
    entries = Ledger(dataset.ledger).entries()
    gone: set[str] = set()
    for name in names:
        found = {entry.uri for entry in entries if _is_meant(name, entry)}
        if not found:
            message = f"{dataset.folder}: holds no source {name}"
            raise UnknownSource(message)
        gone |= found
    return sorted(gone), publish(dataset, gone)


def _is_meant(name: str, entry: Entry) -> bool:
    behind = (name.rstrip("/") + "/", name + "!/")
    return name in (entry.uri, entry.source_id) or entry.uri.startswith(behind) or fnmatchcase(entry.uri, name)
