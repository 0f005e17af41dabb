"""The review pages: a document's source and what was read from it, side by side, served on this machine or exported.

`store` asks the published tables, `documents` lists, `record` gathers one document, `marks` says where its parts stand;
`sources` finds the files, `pages` shows them from processes of their own; `app` puts it together behind `safety`.
"""

from __future__ import annotations

__all__: list[str] = []
