"""Makes journal pages with their truth, for measuring the reader.

    ./run python tests/support/paper/glyphs.py
    ./run python tests/benchmarks/pages/make.py FOLDER --count 10 --quality scan --hands dev --seed 7

writes NAME.jpg, NAME.truth.json (by the contract of pages) and NAME.geometry.json (lines and cells in the picture) for
each page, and one meta.json for `svod journal read --meta`. Page N depends on the seed, N, kind, quality and hands.
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path

import click
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.paper.pages import PAGES, USUAL
from support.paper.qualities import QUALITIES
from support.paper.scans import meta, scan, write


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--count", default=10, help="Pages of each kind and quality.")
@click.option("--seed", default=1)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(PAGES)), help="Left and right, if not told.")
@click.option("--quality", "qualities", multiple=True, type=click.Choice(list(QUALITIES)), help="All, if not told.")
@click.option("--hands", default="dev", type=click.Choice(["train", "dev", "plain"]))
def make(folder: Path, count: int, seed: int, kinds: tuple[str, ...], qualities: tuple[str, ...], hands: str) -> None:
    """Writes pages into FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {}
    for kind in kinds or USUAL:
        for quality in qualities or tuple(QUALITIES):
            for number in range(count):
                rng = np.random.default_rng([seed, number, zlib.crc32(f"{kind} {quality} {hands}".encode())])
                stem = f"{kind}-{quality}-{number:03d}"
                found = scan(kind, quality, hands, rng)
                told[stem] = meta(found, rng)
                write(found, folder, stem)
    (folder / "meta.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    click.echo(f"{len(told)} pages in {folder}")


if __name__ == "__main__":
    make()
