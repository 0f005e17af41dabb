"""A Sheet to records: what the documents of a source say. Knows document types and outlines, no PDF and no Parquet."""
