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
# # 6. Quality of the extraction
# Before you rely on a number: how much of what the forms ask was read, and where it was not.

# %%
import os

import matplotlib.pyplot as plt
import matplotlib_fontja  # noqa: F401  # a Japanese font for the plots

import hyokasho

data = hyokasho.open(os.environ.get("HYOKASHO_DATASET", "data/dataset"))
data.sql(
    "SELECT status, error_code, count(*) AS files, sum(documents)::INT AS documents FROM sources GROUP BY ALL ORDER BY ALL"
)

# %% [markdown]
# ## Items by status
# `blank` and `absent` are facts about the document; `unreadable` is a fact about the reading.

# %%
status = (
    data.sql("""
    SELECT a.kind, i.status, count(*) AS items FROM items i JOIN assessments a USING (document_id)
    GROUP BY ALL ORDER BY ALL
""")
    .pivot(index="kind", columns="status", values="items")
    .fillna(0)
    .astype(int)
)
status

# %%
COLOURS = {
    "read": "#4c78a8", "corrected": "#1f4e79", "inferred": "#f2cf5b", "unreadable": "#d62728", "blank": "#c8c8c8",
    "absent": "#e8e8e8",
}  # fmt: skip
fig, ax = plt.subplots(figsize=(9, 0.6 * len(status) + 2))
left = [0.0] * len(status)
for name in [one for one in COLOURS if one in status.columns]:
    shares = (status[name] / status.sum(axis=1)).tolist()
    ax.barh(status.index.astype(str), shares, left=left, label=name, color=COLOURS[name])
    left = [start + share for start, share in zip(left, shares, strict=True)]
ax.set_xlabel("項目の割合")
ax.set_title("読み取りの状態(評価書の種類ごと)")
ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.3), ncols=6)
fig.tight_layout()

# %% [markdown]
# ## The items that are hardest to read

# %%
data.sql("""
    SELECT key, any_value(label) AS label, count(*) AS there,
           count(*) FILTER (status = 'unreadable') AS unreadable, count(*) FILTER (status = 'inferred') AS inferred
    FROM items WHERE status <> 'absent' GROUP BY key HAVING unreadable + inferred > 0
    ORDER BY unreadable DESC, inferred DESC, key LIMIT 20
""")

# %% [markdown]
# ## Issues, and the documents that have most

# %%
data.sql("SELECT code, severity, count(*) AS n FROM issues GROUP BY ALL ORDER BY n DESC, code")

# %%
data.sql("""
    SELECT document_id, document_type, title, issues, round(coverage, 3) AS coverage
    FROM documents ORDER BY issues DESC, document_id LIMIT 10
""")
