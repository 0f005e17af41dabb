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
# # 5. What councils ask
# The minutes of the 審議会: who speaks, how much, and about what.

# %%
import os

import matplotlib.pyplot as plt
import matplotlib_fontja  # noqa: F401  # a Japanese font for the plots

import hyokasho

data = hyokasho.open(os.environ.get("HYOKASHO_DATASET", "data/dataset"))
data.sql("""
    SELECT coalesce(body, name) AS body, organisation, fiscal_year, round, starts_at, place, chair
    FROM meetings ORDER BY starts_at
""")

# %% [markdown]
# ## Who speaks
# `label` is the speaker as printed; `speaker` the full name where the list of attendees settles it, else null.

# %%
speakers = data.df("v_speakers")
speakers[["body", "starts_at", "label", "speaker", "role", "speeches", "characters"]].head(30)

# %%
roles = speakers.assign(role=speakers["role"].astype(object).fillna("(不明)")).groupby("role")["characters"].sum()
roles = roles.sort_values()
fig, ax = plt.subplots(figsize=(8, 0.45 * max(len(roles), 1) + 1.5))
ax.barh(roles.index.astype(str), roles.astype(int))
ax.set_xlabel("発言の文字数")
ax.set_title("役職ごとの発言量")
fig.tight_layout()

# %% [markdown]
# ## What about
# Words of the trade, counted in speeches. Add your own.

# %%
WORDS = ["委託", "再委託", "漏えい", "特定個人情報", "評価書", "リスク", "システム", "クラウド", "意見", "点検"]
said = data.sql("SELECT text FROM utterances WHERE kind = 'speech'")["text"]
counts = {word: int(said.str.contains(word, regex=False).sum()) for word in WORDS}
dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

# %% [markdown]
# ## Opinions of the public
# 意見募集: opinions with the answers they got, by category.

# %%
data.sql("""
    SELECT category, any_value(category_label) AS meaning, count(*) AS opinions
    FROM comments GROUP BY category ORDER BY category NULLS LAST
""")
