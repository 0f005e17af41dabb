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
# # 2. Who processes My Number data
# 委託 and 再委託 across municipalities: which companies are named, for which tasks, and who may pass the work on.

# %%
import os

import matplotlib.pyplot as plt
import matplotlib_fontja  # noqa: F401  # a Japanese font for the plots

import hyokasho

data = hyokasho.open(os.environ.get("HYOKASHO_DATASET", "data/dataset"))
tasks = data.df("v_outsourcing")
tasks[["organisation", "office", "file_name", "name", "contractor", "redelegation", "handlers"]]

# %% [markdown]
# ## Contractors
# Names as printed. The same company can be written in several ways; white space is removed here, nothing else.
# Assessments of 基礎項目 do not name contractors; in others, `null` is a name that is blank or could not be read.

# %%
named = tasks.dropna(subset=["contractor"]).copy()
named["contractor"] = named["contractor"].str.replace(r"\s+", "", regex=True)
contractors = (
    named.groupby("contractor")
    .agg(tasks=("name", "size"), organisations=("organisation", "nunique"), assessments=("document_id", "nunique"))
    .sort_values(["assessments", "tasks"], ascending=False)
)
contractors.head(20)

# %%
shown = contractors.head(20).iloc[::-1]
fig, ax = plt.subplots(figsize=(9, 0.4 * len(shown) + 1.5))
ax.barh(shown.index.astype(str), shown["tasks"].astype(int))
ax.set_xlabel("委託事項の数")
ax.set_title("委託先(評価書に記載された名称)")
ax.xaxis.get_major_locator().set_params(integer=True)
fig.tight_layout()

# %% [markdown]
# ## Re-delegation
# The answer to 再委託の有無, as selected on the form.

# %%
answers = tasks["redelegation"].astype(object).fillna("記載なし・読めない").value_counts().sort_index()
fig, ax = plt.subplots(figsize=(7, 0.6 * len(answers) + 1.5))
ax.barh(answers.index.astype(str), answers.to_numpy())
ax.set_xlabel("委託事項の数")
ax.set_title("再委託の有無")
ax.xaxis.get_major_locator().set_params(integer=True)
fig.tight_layout()

# %% [markdown]
# ## How the data gets there
# The checked 提供方法 of each task.

# %%
methods = tasks["methods"].explode().dropna().value_counts()
methods.rename_axis("提供方法").reset_index(name="委託事項")
