"""Bytes to a Sheet: what stands where. Knows PDF, HTML, Markdown, tabs and encodings; knows no form and no law."""
