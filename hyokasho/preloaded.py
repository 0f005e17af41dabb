"""What the fork server imports once: the parsers, and the data files that every process would read anew.

Processes are replaced all the time, and a fresh one would spend a quarter of a second on them: as long as twenty small
documents take.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from extract.errors import DefinitionError
from normalize.law_register import known_laws
from normalize.organisations import table
from parsers.changes.words import change_words
from parsers.consistency.rules import consistency_rules
from parsers.definitions import document_kinds
from parsers.forms.loading import forms
from parsers.minutes.words import minutes_words
from parsers.papers.words import paper_words
from parsers.parse import parse

__all__ = ["parse"]

for load in (document_kinds, forms, change_words, consistency_rules, minutes_words, paper_words, known_laws, table):
    with suppress(DefinitionError):  # the process that reads a document says it, where somebody hears it
        load()

gc.freeze()  # what every process shares is searched for garbage by none: it takes them a twentieth of their time
