"""Long texts: what blocks and one pass cost in accuracy, how fast `svod repair` is and how much memory it takes.

Run: ./run python tests/benchmarks/repair/long_texts.py [MEGABYTES …]

Accuracy: the held-out pages, every second followed by the right text of another page, as one text. Speed and memory:
words of the held-out texts in chance order, in every third line a surname of no dictionary, in every line of `slips` a
Latin letter in a Russian word; fed to standard input of a process of its own. Peak is VmHWM.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from ingest.repair.line import repair_lines
from ingest.repair.text import remembered, repair_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
PAGES = ("eng-4.0.0.jsonl", "eng-debian.jsonl")
MEASURED = """
import resource, sys
from api.cli.main import run
code = run(["repair", *sys.argv[1:]])
peak = next(int(row.split()[1]) for row in open("/proc/self/status") if row.startswith("VmHWM"))
spent = resource.getrusage(resource.RUSAGE_SELF)
print(peak // 1000, spent.ru_utime + spent.ru_stime, file=sys.stderr)
sys.exit(code)
"""
SYLLABLES = ("ба", "ве", "ги", "до", "жу", "за", "ка", "ло", "ми", "не", "по", "ру", "са", "ту", "фе", "хо", "ца", "чи")


def mixed() -> tuple[str, str]:
    """(what was read, what stood there) of one long text of good and garbled pages."""
    rows = [row for name in PAGES for row in (HERE / "pages" / name).read_text(encoding="utf-8").splitlines()]
    pages = [[(raw, truth) for raw, truth in json.loads(row)["lines"] if raw] for row in rows]
    found: list[tuple[str, str]] = []
    for number, page in enumerate(pages):
        found += page
        if number % 2:
            found += [(truth, truth) for _, truth in pages[(number + 5) % len(pages)]]
    return "\n".join(raw for raw, _ in found), "\n".join(truth for _, truth in found)


def accuracy() -> None:
    raw, truth = mixed()
    whole = "\n".join(text for text, _ in repair_lines(raw.split("\n")))
    two = "".join(part.text for part in repair_parts([raw], remembered([raw])))
    one = "".join(part.text for part in repair_parts([raw]))
    for title, text in (("all lines at once", whole), ("blocks, two passes", two), ("blocks, one pass", one)):
        same = sum(mine == its for mine, its in zip(text.split("\n"), whole.split("\n"), strict=True))
        wrong = 100 * Levenshtein.distance(text, truth) / len(truth)
        print(f"{title:22} CER {wrong:5.2f} %   lines as at once {same} of {whole.count(chr(10)) + 1}")


def lines(kind: str) -> Iterator[bytes]:
    rng = random.Random(5)  # noqa: S311 - words in chance order
    words = [word for path in sorted((HERE / "heldout").glob("[0-9]*.txt")) for word in path.read_text().split()]
    while True:
        chosen = rng.choices(words, k=9)
        if rng.random() < 1 / 3:
            chosen.append("".join(rng.choices(SYLLABLES, k=4)).capitalize() + "ов")
        yield " ".join([*chosen, "\u006fценки\n" if kind == "slips" else "отметки\n"]).encode()


def measure(kind: str, size: float, *options: str) -> None:
    began, sent = time.monotonic(), 0
    with subprocess.Popen(
        [sys.executable, "-c", MEASURED, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stderr
        with process.stdin as stdin:
            for line in lines(kind):
                sent += stdin.write(line)
                if sent > size * 1e6:
                    break
        peak, spent = process.stderr.read().split()
    wall, speed = time.monotonic() - began, sent / 1000 / float(spent)
    speed_words = f"{speed:4.0f} KB a CPU second ({wall:.0f} s)"
    print(f"{kind:6} {' '.join(options):7}{size:6.1f} MB  peak {int(peak):4} MB  {speed_words}")


def main() -> None:
    accuracy()
    for size in [float(word) for word in sys.argv[1:]] or [1.0, 5.0]:
        for kind in ("good", "slips"):
            measure(kind, size)
        measure("slips", size, "--json")


if __name__ == "__main__":
    main()
