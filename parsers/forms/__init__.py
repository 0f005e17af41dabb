"""The official forms (様式2, 3, 4) as data: data/forms/*.yaml, resolved into one plain tree per form and version.

A version that extends another is stored as its differences and loaded whole, so readers see nothing but trees.
data/forms/options.yaml explains every field; docs/forms.md shows how a revision is added.
"""

from parsers.forms.loading import forms, load_forms
from parsers.forms.model import Box, Fill, Form, FormKind, Group, Kind, Node, Part, Place, Role

__all__ = ["Box", "Fill", "Form", "FormKind", "Group", "Kind", "Node", "Part", "Place", "Role", "forms", "load_forms"]
