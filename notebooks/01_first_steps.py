# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 1. First steps
# What a dataset holds, and how a value leads back to its source. Make a dataset first: `make demo` reads the made-up
# samples into `data/dataset`; set `HYOKASHO_DATASET` to look at your own.

# %%
import os

import hyokasho

data = hyokasho.open(os.environ.get("HYOKASHO_DATASET", "data/dataset"))
data

# %% [markdown]
# ## Documents by kind
# `sql` asks DuckDB; every table is a view of its name. The answer is a pandas table with Arrow types.

# %%
data.sql("""
    SELECT document_type, count(*) AS documents, min(document_date) AS first, max(document_date) AS last,
           round(avg(coverage), 3) AS coverage, sum(issues)::INT AS issues
    FROM documents GROUP BY ALL ORDER BY documents DESC, document_type
""")

# %% [markdown]
# ## One assessment
# `items` has a row for every item that the form has: read, blank, absent or unreadable. `status` says which.

# %%
first = data.sql("SELECT document_id FROM assessments ORDER BY document_id LIMIT 1")["document_id"].tolist()
items = data.df("items")
items[items["document_id"].isin(first)][["chapter", "heading", "label", "value", "status"]].head(20)

# %% [markdown]
# ## Where a word stands
# Every row has a place: page and box (points from the top left) in a PDF, characters `[char_start, char_end)` of the
# decoded text in a text dump.

# %%
data.sql("""
    SELECT regexp_extract(uri, '[^/]+$') AS file, s.path[-1] AS section, s.page, s.char_start
    FROM sections s JOIN documents USING (document_id) JOIN sources USING (source_id)
    WHERE s.text LIKE '%再委託%' ORDER BY file, page, char_start LIMIT 20
""")

# %% [markdown]
# ## What could not be read
# Nothing is guessed in silence: `issues` names the place of everything that was inferred, unreadable or contradictory.

# %%
data.sql("SELECT code, severity, count(*) AS n, any_value(message) AS example FROM issues GROUP BY ALL ORDER BY n DESC")
