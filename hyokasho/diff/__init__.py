"""Two versions of an assessment side by side: what changed, and whether the form's own 変更箇所 says so.

`pairing` finds which blocks of the two are the same, `compare` what differs, `declared` what of it the newer form
declares, `render` prints it as text, JSON or HTML.
"""

from __future__ import annotations

from hyokasho.diff.compare import Comparison, compare, only_assessment
from hyokasho.diff.render import as_html, as_json, as_text

__all__ = ["Comparison", "as_html", "as_json", "as_text", "compare", "only_assessment"]
