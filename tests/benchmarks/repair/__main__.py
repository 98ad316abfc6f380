"""How well repair does: held-out pages by engine, half-garbled documents, right text; rivals on the same pages.

Run: python tests/benchmarks/repair            everything
     python tests/benchmarks/repair RAW TRUTH  two files
`pages/ENGINE.jsonl` are the documents of `heldout/`, printed in fonts outside training and read by `read_pages.py`
(pages that lost more than half of their numbers before us are left out). Texts, fonts and seeds are not in training,
but the figures were looked at while the decoder was written, and certainty was fitted on these pages.
CER and WER: edit distances over characters and words, white space folded, divided by the length of the truth.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))
sys.path.insert(0, str(HERE))

from rivals import rivals
from scores import Figures

from ingest.repair.line import repair_lines
from ingest.repair.text import repair_text

Page = list[tuple[str, str]]
LATIN = ("eng-4.0.0", "eng-debian", "unseen")
HEAD = f"{'':24}{'CER':>6} {'WER':>6}   {'numbers in, out %':>17}  {'damaged/right':>13}  names wrong, silently %"


def main() -> None:
    if len(sys.argv) > 1:
        raw, truth = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3])
        figures, text = Figures(), repair_text(raw).text
        figures.add(" ".join(raw.split()), " ".join(text.split()), " ".join(truth.split()), ())
        print(text, HEAD, figures.line(), sep="\n")
        return
    print(HEAD)
    whole = Figures()
    for name in (*LATIN, "rus", "eng+rus"):
        measured(name, pages(name), whole)
    halves = [page for name in LATIN[:2] for page in half_garbled(pages(name))]
    measured("half-garbled", halves, whole)
    print("\ncalibration of every repair above\n" + whole.calibration())
    compared([page for name in LATIN[:2] for page in pages(name)])
    for name in ("right.txt", "heldout/right.txt"):
        text = (HERE / name).read_text(encoding="utf-8")
        print(f"edits in right text ({name}, {len(text.split())} tokens):", len(repair_text(text).edits))
    clean_speed()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB (the tools of this benchmark included)")


def pages(name: str) -> list[Page]:
    """Pages of one engine, as (printed, meant) lines."""
    rows = (HERE / "pages" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [[(raw, truth) for raw, truth in json.loads(row)["lines"] if raw] for row in rows]


def half_garbled(every: list[Page]) -> list[Page]:
    """The first half of every page as it stood, the second as it was printed."""
    return [[(truth if at < len(page) // 2 else raw, truth) for at, (raw, truth) in enumerate(page)] for page in every]


def measured(name: str, every: list[Page], whole: Figures) -> None:
    """Prints the figures of pages as they came and repaired."""
    before, after, seconds, size = Figures(), Figures(), 0.0, 0
    for page in every:
        began = time.process_time()
        repaired = repair_lines([raw for raw, _ in page])
        seconds += time.process_time() - began
        size += sum(len(raw.encode()) for raw, _ in page)
        for (raw, truth), (text, edits) in zip(page, repaired, strict=True):
            before.add(raw, raw, truth, ())
            after.add(raw, text, truth, edits)
            whole.add(raw, text, truth, edits)
    print(f"{name + ', as it came':24}{before.line()}")
    print(f"{name + ', repaired':24}{after.line()}   {size / 1000 / seconds:.1f} KB a CPU second")


def compared(every: list[Page]) -> None:
    """Prints what rivals do to pages read by Latin models."""
    print("\npages read by Latin models")
    for name, work in {**rivals(), "Svod": None}.items():
        figures = Figures()
        for page in every:
            raws = [raw for raw, _ in page]
            texts = [text for text, _ in repair_lines(raws)] if work is None else [work(raw) for raw in raws]
            for (raw, truth), text in zip(page, texts, strict=True):
                figures.add(raw, text, truth, ())
        print(f"{name:24}{figures.line()}")


def clean_speed() -> None:
    """Prints what right text costs."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((HERE / "heldout").glob("[0-9]*.txt")))
    repair_text(text)
    began = time.process_time()
    repaired = repair_text(text)
    seconds = time.process_time() - began
    print(f"clean text: {1e6 * seconds / len(text.encode()):.2f} ms a KB, {len(repaired.edits)} edits")


if __name__ == "__main__":
    main()
