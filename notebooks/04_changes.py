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
# # 4. How assessments change over the years
# Every form ends with a table of its own changes (変更箇所). Rows that pages cut in two are one row here.

# %%
import os

import matplotlib.pyplot as plt
import matplotlib_fontja  # noqa: F401  # a Japanese font for the plots

import hyokasho

data = hyokasho.open(os.environ.get("HYOKASHO_DATASET", "data/dataset"))
by_year = data.sql("""
    SELECT year, coalesce(submission, '記載なし') AS submission, sum(changes)::INT AS changes
    FROM v_changes_by_year WHERE year IS NOT NULL GROUP BY ALL ORDER BY ALL
""")
wide = by_year.pivot(index="year", columns="submission", values="changes").fillna(0).astype(int)
wide

# %%
fig, ax = plt.subplots(figsize=(9, 4))
bottom = [0] * len(wide)
for submission in wide.columns:
    ax.bar(wide.index.astype(int), wide[submission], bottom=bottom, label=str(submission))
    bottom = [start + count for start, count in zip(bottom, wide[submission], strict=True)]
ax.set_xlabel("変更日の年")
ax.set_ylabel("変更の数")
ax.set_title("変更箇所の行数と提出時期")
ax.xaxis.get_major_locator().set_params(integer=True)
ax.legend(title="提出時期")
fig.tight_layout()

# %% [markdown]
# ## What is changed most
# The first line of 項目 names the chapter.

# %%
data.sql(r"""
    SELECT regexp_extract(item, '^\s*([^\n]+)', 1) AS chapter, count(*) AS changes,
           count(*) FILTER (submission = '事前') AS beforehand, count(*) FILTER (submission = '事後') AS afterwards
    FROM changes GROUP BY ALL ORDER BY changes DESC, chapter LIMIT 20
""")

# %% [markdown]
# Two versions of one assessment side by side: `hyokasho diff OLD NEW`.
