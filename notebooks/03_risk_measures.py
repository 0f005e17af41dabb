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
# # 3. How adequate are the risk measures
# The forms ask of every risk: リスクへの対策は十分か. What agencies answer, and what they write as measures.

# %%
import os

import matplotlib.pyplot as plt
import matplotlib_fontja  # noqa: F401  # a Japanese font for the plots

import hyokasho

data = hyokasho.open(os.environ.get("HYOKASHO_DATASET", "data/dataset"))
risks = data.df("v_risk_adequacy")
risks["status"].value_counts()

# %% [markdown]
# Only `read` and `inferred` rows hold an answer. The others are blank, absent in that form, or could not be read: they are
# no answer, and are left out below.

# %%
answered = risks[risks["status"].isin(["read", "inferred"]) & risks["adequacy"].notna()]
table = answered.groupby(["heading", "adequacy"], dropna=False).size().unstack(fill_value=0)
table

# %%
shown = table.iloc[::-1]
fig, ax = plt.subplots(figsize=(10, 0.5 * len(shown) + 2))
left = [0] * len(shown)
for answer in shown.columns:
    counts = shown[answer].astype(int).tolist()
    ax.barh([str(name)[:40] for name in shown.index], counts, left=left, label=str(answer))
    left = [start + count for start, count in zip(left, counts, strict=True)]
ax.set_xlabel("リスクの数")
ax.set_title("リスクへの対策は十分か")
ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=3)
ax.xaxis.get_major_locator().set_params(integer=True)
fig.tight_layout()

# %% [markdown]
# ## The texts
# How long the measures are, by kind of assessment, and the longest of them.

# %%
described = risks.dropna(subset=["measures"]).copy()
described["characters"] = described["measures"].str.len()
described.groupby("assessment_kind")["characters"].describe()

# %%
described.sort_values("characters", ascending=False)[["organisation", "heading", "risk", "measures"]].head(5)
