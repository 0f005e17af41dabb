"""How fast `normalize.dates` reads running text, beside a bare regular expression over the same text in the same run.

    python benchmarks/bench_dates.py

The text is made up: prose of an assessment with a date every few lines, then a change table with a date on every line.
To reach on running text: 5 MB/s (UTF-8, one core), at most 15 times the bare scan.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial

from normalize.dates import find_dates

BARE = re.compile(r"(?:(?:明治|大正|昭和|平成|令和)(?:元|\d{1,2})|\d{4})年(?:\d{1,2}月(?:\d{1,2}日)?)?")
"""What one would write without this module: era and western years, nothing spaced, elided, ranged or checked."""

PROSE = """\
青波市は、住民税に関する事務における特定個人情報ファイルの取扱いに当たり、個人のプライバシー等の権利利益に影響を及ぼしかねないこと
を認識し、特定個人情報の漏えいその他の事態を発生させるリスクを軽減させるために適切な措置を講じ、もって個人のプライバシー等の権利利益
の保護に取り組んでいることを宣言する。システムは、令和３年１月以降、庁内連携システムを介して５つの業務システムと接続する。
(1)窓口における入手については、本人確認を行い、記載事項を２人の職員が照合する。誤りがあれば、その場で本人に訂正を求める。
行政手続における特定の個人を識別するための番号の利用等に関する法律(平成25年法律第27号。以下「番号法」という。)第9条第1項に基づく。
評価書の案は、平成 28 年 8 月 5 日(金)から同年 9 月 5 日(月)まで公示し、意見を求めた。意見の提出は1件もなかった。
操作者の認証は、利用者ごとの番号と暗証番号による。暗証番号は90日ごとに改め、5回続けて誤ると使えなくなる。
"""
TABLE = "令和2年3月3日 | Ⅱ 3.②入手方法 | [ ]電子メール | [○]その他(電子申請) | 事前 | 重要な変更に当たらない\n"

COPIES = {"running text": (PROSE, 1500), "change table": (TABLE, 6000)}
ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """Return the shortest of ROUNDS runs: what the work takes when nothing else does."""

    def once() -> float:
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin

    return min(once() for _ in range(ROUNDS))


def main() -> None:
    for name, (piece, copies) in COPIES.items():
        text = piece * copies
        megabytes = len(text.encode()) / 1e6
        mentions = len(find_dates(text))
        bare = seconds(partial(BARE.findall, text))
        read = seconds(partial(find_dates, text))
        print(
            f"{name}: {megabytes:.1f} MB, {mentions} mentions, {megabytes / read:.1f} MB/s, "
            f"{read / bare:.1f} times the bare scan, {read / mentions * 1e6:.1f} µs a mention"
        )


if __name__ == "__main__":
    main()
