"""Reads generated journal pages and prints how right they are, and how much goes to a person.

    ./run python tests/support/paper/glyphs.py
    ./run python tests/benchmarks/pages/make.py PAGES --count 6 --hands dev --seed 7
    ./run python tests/benchmarks/pages PAGES [--quality scan] [--confusions]

The pages are read by the command that users call: `svod journal read --meta`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import click
from score import confusions, score, table


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--quality", default="", help="Only pages of this quality.")
@click.option("--kind", default="", help="Only pages of this kind.")
@click.option("--confusions", "show", is_flag=True, help="Print the commonest wrong readings.")
@click.option("--each", is_flag=True, help="Print a line for each page.")
def main(folder: Path, quality: str, kind: str, *, show: bool, each: bool) -> None:
    """Prints one table for each quality."""
    truths = {path.name.removesuffix(".truth.json"): path for path in sorted(folder.glob("*.truth.json"))}
    chosen = [stem for stem in truths if quality in stem and stem.startswith(kind or "")]
    images = {
        stem: next(path for path in folder.glob(f"{stem}.*") if path.suffix in {".jpg", ".png"}) for stem in chosen
    }
    with tempfile.TemporaryDirectory() as out:
        began = time.monotonic()
        command = [str(Path(sys.executable).with_name("svod")), "journal", "read", "--meta", str(folder / "meta.json")]
        done = subprocess.run(
            [*command, "--out-dir", out, *map(str, images.values())], check=False, capture_output=True, text=True
        )
        print(f"{len(chosen)} pages in {time.monotonic() - began:.0f} s, exit code {done.returncode}")
        print(done.stderr.strip())
        sums: dict[str, Counter[str]] = defaultdict(Counter)
        for stem in chosen:
            truth = json.loads(truths[stem].read_text(encoding="utf-8"))
            path = Path(out) / f"{stem}.json"
            # a page that was refused with a message is a miss of its own kind: nothing of it is silently wrong
            read = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
            counts = Counter({"refused": 1}) if read is None else score(truth, read)
            sums[stem.split("-")[1]].update(counts)
            if each:
                print(stem, *page_line(counts))
    for name, counts in sums.items():
        print(f"\n== {name}")
        print("\n".join(table(counts)))
        if show:
            print("\n".join(confusions(counts)))


def page_line(counts: Counter[str]) -> list[str]:
    """The counts of one page in short."""
    names = ("columns", "names", "ink cells", "dates")
    return [f"{name} {counts[f'{name} right']}/{counts[name]}" for name in names if counts[name]]


if __name__ == "__main__":
    main()
