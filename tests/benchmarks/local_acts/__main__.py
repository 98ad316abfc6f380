"""How well local acts are read: every act of `texts` against its truth.

    ./run python tests/benchmarks/local_acts [--only NN,NN] [--form text|docx|scan] [--verbose]

Each act is read as `svod act add` reads it, in the form that its truth names: text, or DOCX with numbers that Word
counts; `--form` gives all in one form, `scan` prints and scans them at 300 dpi by a fair machine. A proposal is right
when key, value, unit and clause are those of a fact of the truth; `sure` are those proposed without a doubt.
Requisites: kind, title (case apart), date and number of the order and of the council's protocol.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.orders.forms import Paper, scan
from benchmarks.orders.word import docx_of

from api.application import load_settings
from api.bootstrap import reading
from ingest.model import ReadingContext, Source
from ingest.pipeline import read
from parsing.pipeline import parse_local_act
from support.reading_pages.papers import Block, Kind, Piece

if TYPE_CHECKING:
    from ingest.model import Document
    from parsing.local_act.model import LocalActRecord, RequisiteRecord

TEXTS = Path(__file__).parent / "texts"
CELLS = " | "
Fact = tuple[str, str, str, str | None]


@dataclass(slots=True)
class Figures:
    """Counts that add up over acts."""

    acts: int = 0
    meant: int = 0
    read: int = 0
    right: int = 0
    sure: int = 0
    sure_right: int = 0
    requisites: int = 0
    requisites_right: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        """Adds another act's."""
        for name in ("acts", "meant", "read", "right", "sure", "sure_right", "requisites", "requisites_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@click.command()
@click.option("--only", default="", help="Numbers of acts by commas.")
@click.option("--form", type=click.Choice(["text", "docx", "scan"]), help="For all; that of each truth without.")
@click.option("--verbose", is_flag=True, help="What is missing and what is too much, act by act.")
def main(only: str, form: str | None, *, verbose: bool) -> None:
    """Prints a line for each act and one for all."""
    chosen = set(filter(None, only.split(",")))
    sums = Figures()
    print(f"{'act':12}{'meant':>7}{'read':>7}{'right':>7}{'P':>8}{'R':>8}{'sure':>7}{'P sure':>8}{'requisites':>12}")
    for path in sorted(TEXTS.glob("[0-9]*.txt")):
        if chosen and path.stem not in chosen:
            continue
        figures = measured(path, form)
        sums.add(figures)
        print(line(path.stem, figures))
        for wrong in figures.wrong if verbose else ():
            print(f"    {wrong}")
    print(line(f"all ({sums.acts})", sums))


def line(name: str, figures: Figures) -> str:
    """One row of the table."""
    shares = f"{share(figures.right, figures.read)}{share(figures.right, figures.meant)}"
    sure = f"{figures.sure:7}{share(figures.sure_right, figures.sure)}"
    counts = f"{figures.meant:7}{figures.read:7}{figures.right:7}"
    return f"{name:12}{counts}{shares}{sure}{f'{figures.requisites_right}/{figures.requisites}':>12}"


def share(part: int, whole: int) -> str:
    """Per cent, eight letters wide."""
    return f"{100 * part / whole if whole else 100:8.1f}"


def measured(path: Path, form: str | None) -> Figures:
    """One act."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    document = document_of(path, form or truth["form"])
    return score(truth, parse_local_act(document))


def document_of(path: Path, form: str) -> Document:
    """The act as it comes to the door, read and repaired."""
    ready = reading(load_settings())
    sources = sources_of(path.stem, path.read_text(encoding="utf-8"), form)
    return read(sources, engine=ready.engine, limits=ready.limits, context=ReadingContext())


def sources_of(name: str, text: str, form: str) -> list[Source]:
    """The files of the act."""
    if form == "scan":
        return scan(Paper(name, text, []))
    if form == "docx":
        return [Source(name=f"{name}.docx", data=docx_of(blocks(text), numbered=True))]
    return [Source(name=f"{name}.txt", data=text.encode())]


def blocks(text: str) -> list[Block]:
    """Every row a paragraph; rows with strokes between their cells are a table."""
    found = []
    for table, rows in groupby(text.splitlines(), key=lambda row: CELLS in row):
        if table:
            cells = tuple(tuple(Piece(at=0, text=cell) for cell in row.split(CELLS)) for row in rows)
            found.append(Block(kind=Kind.TABLE, rows=cells))
        else:
            found += [Block(kind=Kind.TEXT, text=row) for row in rows]
    return found


def score(truth: dict[str, Any], record: LocalActRecord) -> Figures:
    """Figures of one act."""
    meant: set[Fact] = {(row[0], row[1], row[2], row[3]) for row in truth["parameters"]}
    read_as: dict[Fact, bool] = {(p.key, p.value, p.unit, p.clause): p.sure for p in record.proposals}
    right = meant & read_as.keys()
    figures = Figures(acts=1, meant=len(meant), read=len(read_as), right=len(right))
    figures.sure = sum(read_as.values())
    figures.sure_right = sum(read_as[fact] for fact in right)
    figures.wrong = [f"- {fact}" for fact in sorted(meant - right, key=str)]
    figures.wrong += [f"+ {fact}" for fact in sorted(read_as.keys() - right, key=str)]
    for name, said, told in requisites(truth, record):
        figures.requisites += 1
        figures.requisites_right += said == told
        if said != told:
            figures.wrong.append(f"{name}: {told!r}, not {said!r}")
    return figures


def requisites(truth: dict[str, Any], record: LocalActRecord) -> list[tuple[str, Any, Any]]:
    """(name, truth, reading)."""
    return [
        ("kind", truth["kind"], record.kind),
        ("title", truth["title"].casefold(), record.title.casefold()),
        ("approved", truth["approved"], told(record.approved)),
        ("council", truth["council"], told(record.council)),
    ]


def told(requisite: RequisiteRecord | None) -> dict[str, str | None] | None:
    """A requisite as the truth writes it."""
    if requisite is None:
        return None
    return {"date": requisite.date.isoformat() if requisite.date else None, "number": requisite.number}


if __name__ == "__main__":
    main()
