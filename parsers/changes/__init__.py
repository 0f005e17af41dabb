"""Tables of changes: 変更箇所 of an assessment and the corrections of a 第三者点検結果, from rows to logical rows.

Columns are told by their titles, never by their order: the papers of a check print 変更後 before 変更前. A row cut by a
page break, or carried on by a row (続き), is one logical row. What a row that slipped out of its columns still says for
certain is kept; the rest of it is null. data/changes.yaml holds the titles and words.

Notes, the codes of issues:

- `change_row_joined` pieces of a row were joined
- `change_date_above` 変更日 stands on the page before, in a merged cell that the page break closed
- `change_row_cut` a piece is missing, or one stands here that fits no column and was left out
- `change_row_shifted` cells had slipped into another column; what could not be put back is null
- `change_row_unsplit` the table was printed as running lines: where item, before and after part can't be told, they
  are null
- `change_date_unreadable` 変更日 holds something, but no day of the calendar
"""

from __future__ import annotations

from parsers.changes.change import ChangeRow, Changes
from parsers.changes.parting import KnownForm, KnownItem, path_of
from parsers.changes.reading import read_changes, table_rows, unread
from parsers.changes.words import ChangeWords, change_words, load_change_words

__all__ = [
    "ChangeRow",
    "ChangeWords",
    "Changes",
    "KnownForm",
    "KnownItem",
    "change_words",
    "load_change_words",
    "path_of",
    "read_changes",
    "table_rows",
    "unread",
]
