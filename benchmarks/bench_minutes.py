"""How fast minutes are read, and whether the time grows in step with their length.

    python benchmarks/bench_minutes.py [FILE]

Without a file, made-up minutes in several notations are read, each once, twice, four and eight times as long. Times are the
best of three runs in this process, in CPU seconds; compare the ratios, not the machine. The last column is the whole way
from bytes to records.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from extract.read import read
from parsers.parse import parse

RUNS = 3
SOURCE = "0" * 16
HEAD = """令和5年度第3回萌葉市個人情報保護審議会会議録

日時 令和5年9月25日(月) 午前10時から11時40分まで
場所 萌葉市役所4階 特別会議室
出席者 会長 硯山透、副会長 朝凪千里、委員 風待修、委員 鈴懸実
事務局 総務課長 夜凪誠二、総務係長 星影あゆみ
議題 (1) 評価書の第三者点検について (2) その他

"""
SPEECH = (
    "資料1の3ページを御覧ください。委託の範囲を改め、再委託の条件を書き加えました(別紙のとおり)。保存の期間は5年です。"
)
NOTATIONS = {
    "circle": "○硯山会長 {said}\n(委員了承)\n○総務課長 {said}\n",
    "round": "(硯山会長)\n{said}\n(風待委員)\n{said}\n",
    "colon": "会長:{said}\n事務局:{said}\n",
    "line": "硯山会長\n{said}\n鈴懸委員\n{said}\n",
    "running": "事務局 {said} 会長 {said} 風待委員 {said}\n",
    "table": "硯山 会長\t<p>{said}</p> <p>（異議なし）</p>\n\t<p>{said}</p>\n",
}
LENGTH = 100_000
"""Characters of the shortest minutes of each notation."""


def main() -> None:
    """Print a line for each notation and length."""
    if len(sys.argv) > 1:
        path = Path(sys.argv[1])
        told(path.name, path.read_bytes())
        return
    for name, pattern in NOTATIONS.items():
        turns = pattern.format(said=SPEECH)
        head = HEAD + ("発言者\t発言内容\n" if name == "table" else "")
        for times in (1, 2, 4, 8):
            text = head + turns * (times * LENGTH // len(turns))
            told(f"{name} {times}x", text.encode())


def told(name: str, data: bytes) -> None:
    """Print the time that minutes take."""
    best = min(_seconds(data) for _ in range(RUNS))
    print(f"{name:>12}  {len(data) / 1e6:6.2f} MB  {best:7.3f} s  {len(data) / best / 1e6 * 60:6.0f} MB/min")


def _seconds(data: bytes) -> float:
    start = time.process_time()
    parse(read(data, "minutes.txt"), SOURCE)
    return time.process_time() - start


if __name__ == "__main__":
    main()
