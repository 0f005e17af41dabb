# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
# ---

# %% [markdown]
# # First steps
# What a dataset holds, asked with DuckDB straight from the Parquet files. Make one first: `make demo`.

# %%
import os

import duckdb

DATASET = os.environ.get("HYOKASHO_DATASET", "data/dataset")

# %% [markdown]
# ## Documents by type

# %%
documents = duckdb.sql(f"""
    SELECT document_type, count(*) AS documents, min(document_date) AS first, max(document_date) AS last
    FROM '{DATASET}/documents.parquet' GROUP BY ALL ORDER BY documents DESC, document_type
""")
print(documents)

# %% [markdown]
# ## Where a word stands
# Every row leads back to its source: a page and box of a PDF, or characters of a text dump.

# %%
places = duckdb.sql(f"""
    SELECT uri, sections.path[-1] AS section, sections.page, sections.char_start
    FROM '{DATASET}/sections.parquet'
    JOIN '{DATASET}/documents.parquet' USING (document_id)
    JOIN '{DATASET}/sources.parquet' USING (source_id)
    WHERE sections.text LIKE '%再委託%' ORDER BY ALL
""")
print(places)
