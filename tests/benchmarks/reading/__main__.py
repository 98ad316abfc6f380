"""How well pages are read: generated papers of three qualities, beside plain Tesseract on the same pages.

    ./run python tests/benchmarks/reading [--pages N] [--seed S] [--only clean,scan,photo] [--rivals] [--verbose]

Columns: CER, all characters; an, letters and digits, in reading order (both edit distances divided by the truth's
count, %); words with a digit: in all, wrong and not flagged, wrong and flagged, lost; words flagged (review, or
confidence under 0.8), how many of the flagged were wrong, how many of the wrong were flagged; CPU seconds a page,
children included, start-up not; ratio of these to plain Tesseract's. A page's number decides what stands on it and some
of what befalls it (resolution, black and white, columns, each twelfth turned), so that few pages are a fair sample.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.reading.readers import rivals, svod, tesseract, timed
from benchmarks.reading.score import HEAD, Figures, score

from support.reading_pages.faces import told
from support.reading_pages.pages import KINDS, QUALITIES, reading_page

if TYPE_CHECKING:
    from benchmarks.reading.readers import Reader

    from support.reading_pages.pages import ReadingPage

USUAL = {"clean": 4, "scan": 6, "photo": 6, "spread": 2, "blank": 4}
PLAIN = "tesseract"


@click.command()
@click.option("--pages", default=0, help="Pages of each kind; a few of each if not told.")
@click.option("--first", default=0, help="Number of the first page.")
@click.option("--seed", default=1)
@click.option("--fonts", default="", help="Font files by commas, a folder, or a file with a name a line.")
@click.option("--only", default=",".join(QUALITIES), help=f"Kinds by commas, of {', '.join(KINDS)}.")
@click.option("--rivals", "others", is_flag=True, help="OCRmyPDF on the same pages too.")
@click.option("--verbose", is_flag=True, help="A line for each page, and the numbers that came out wrong.")
@click.option("--save", type=click.Path(path_type=Path), help="Folder for pictures, truths and results.")
def main(
    pages: int, first: int, seed: int, fonts: str, only: str, *, others: bool, verbose: bool, save: Path | None
) -> None:
    """Prints one table for each kind of page."""
    readers: dict[str, Reader] = {PLAIN: tesseract, "Svod": svod, **(rivals() if others else {})}
    # what is loaded once and kept is no page's cost
    for warmed in QUALITIES[:2]:
        svod(reading_page(warmed, seed + 1, 0))
    print(HEAD)
    for kind in only.split(","):
        sums = {name: Figures() for name in readers}
        for number in range(first, first + (pages or USUAL[kind])):
            page = reading_page(kind, seed, number, told(fonts))
            for name, reader in readers.items():
                figures = measured(page, name, reader, save)
                sums[name].add(figures)
                if verbose:
                    tell(page, name, figures)
        for name, figures in sums.items():
            print(f"{f'{kind} ({figures.pages}), {name}':26}{row(figures, sums[PLAIN])}", flush=True)


def row(figures: Figures, plain: Figures) -> str:
    """A row of the table; of blank pages how much was read where nothing stands."""
    if figures.signs:
        return figures.line(plain)
    return f"letters and digits read: {figures.sign_errors}, {figures.seconds / figures.pages:.2f} CPU s"


def measured(page: ReadingPage, name: str, reader: Reader, save: Path | None) -> Figures:
    """One page by one reader."""
    lines, seconds = timed(reader, page)
    if save is not None:
        save.mkdir(parents=True, exist_ok=True)
        (save / page.file).write_bytes(page.data)
        (save / f"{page.name}.truth.txt").write_text(page.truth.text + "\n", encoding="utf-8")
        text = "\n".join(" ".join(f"{t.text}{'?' if t.flagged else ''}" for t in line) for line in lines)
        (save / f"{page.name}.{name}.txt").write_text(text + "\n", encoding="utf-8")
    return score(page.truth, lines, seconds)


def tell(page: ReadingPage, name: str, figures: Figures) -> None:
    """A page's line."""
    marks = {(False, "wrong"): "", (True, "wrong"): "?"}
    spoiled = [f"{n.meant}→{n.read}{marks.get((n.flagged, n.fate), ' lost')}" for n in figures.spoiled]
    print(
        f"  {page.name:12} {name:10} an {figures.an:6.2f} %  {figures.seconds:5.1f} s  {', '.join(spoiled)}", flush=True
    )


if __name__ == "__main__":
    main()
