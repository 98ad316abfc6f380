"""How well orders are parsed: every order of `texts`, in every form, against its truth.

    ./run python tests/benchmarks/orders [--only NN,NN] [--forms text,docx,pdf,scan,garbled] [--verbose] [--save DIR]

What is compared is what `svod order parse` prints. Texts are folded before: case, ё/е, kinds of quotes and dashes,
white space and final punctuation do not count. Each fact makes a pair with one of the truth at most. A pair is

* header: each field equal; `control_by` by self-control and person, `signatory` by name and about (85 %) by position.
  `signed` is apart, where the truth knows it;
* clauses, nested ones too: the number equal, the text equal or 95 % alike (rapidfuzz ratio);
* appointments, revocations: person, clause, the role or one of `role_alts` 85 % alike. Persons are equal by the surname
  and compatible names: an initial stands for a name; a truth without names takes any;
* duties: clause, periodicity, the set of assignees equal; the action 85 % alike, with words of deadline and periodicity
  or without; deadlines both absent, equal dates, or 85 % alike words;
* legal bases: kind, date, number; repeals and amends: these and the scope; appendices: number, and whether it is there;
* acknowledged: person;
* mentions: where people stand in the text, those of whom the output says anything (a person whose surname begins the
  same in a fact; in texts, in a fact that was read from there): the surname is right, and so are its gender and case.
  `of` are the mentions that the output tells of, `recall` counts the others too.

P, R and F1 are over all orders together. CPU seconds an order, children included, start not. Orders of `docx` with even
numbers are numbered by Word, those divisible by three have pieces of a line in tables without lines; `garbled` has its
lower half printed by Tesseract's Latin model, `scan` is printed and scanned at 300 dpi.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.orders.forms import FORMS, Paper
from benchmarks.orders.score import Figures, score_all
from benchmarks.reading.readers import cpu

from api.application import load_settings, local_actor
from api.bootstrap import reading
from api.usecases.orders import parse_file
from parsing.order.order_json import to_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ingest.model import Source

TEXTS = Path(__file__).parent / "texts"


@click.command()
@click.option("--only", default="", help="Numbers of orders by commas.")
@click.option("--forms", default="text", help=f"By commas, of {', '.join(FORMS)}.")
@click.option("--verbose", is_flag=True, help="What is missing and what is too much, order by order.")
@click.option("--save", type=click.Path(path_type=Path), help="Folder for the files and what was read of them.")
def main(only: str, forms: str, save: Path | None, *, verbose: bool) -> None:
    """Prints one table for each form."""
    chosen = papers(set(filter(None, only.split(","))))
    for form in forms.split(","):
        sums = Figures()
        parsed(FORMS[form](chosen[0]))  # what is loaded once and kept is no order's cost
        for paper in chosen:
            figures = measured(paper, form, save)
            sums.add(figures)
            if verbose:
                tell(paper, figures)
        print(table(form, sums), flush=True)


def papers(only: set[str] | None = None) -> list[Paper]:
    """The orders, or those of these numbers."""
    return [
        Paper(
            path.stem,
            path.read_text(encoding="utf-8"),
            several(json.loads(path.with_suffix(".json").read_text("utf-8"))),
        )
        for path in sorted(TEXTS.glob("[0-9]*.txt"))
        if not only or path.stem in only
    ]


def measured(paper: Paper, form: str, save: Path | None) -> Figures:
    """One order in one form."""
    sources = FORMS[form](paper)
    began = cpu()
    outputs = parsed(sources)
    seconds = cpu() - began
    if save is not None:
        save.mkdir(parents=True, exist_ok=True)
        for source in sources:
            (save / f"{form}-{source.name}").write_bytes(source.data)
        text = json.dumps(outputs, ensure_ascii=False, indent=1)
        (save / f"{form}-{paper.name}.json").write_text(text + "\n", encoding="utf-8")
    figures = score_all(paper.orders, outputs, places=form == "text")
    figures.seconds = seconds
    return figures


def parsed(sources: Sequence[Source]) -> list[dict[str, Any]]:
    """The orders as `svod order parse` prints them; none where it refuses the files or fails."""
    try:
        return [to_json(record) for record in parse_file(reading(load_settings()), local_actor(), sources)]
    except Exception as error:  # noqa: BLE001  # one order that fails must not hide the figures of the others
        print(f"  {sources[0].name}: {error!r}")
        return []


def several(orders: list[dict[str, Any]] | dict[str, Any]) -> list[dict[str, Any]]:
    """The truth of a file with one order is that order, of one with several a list."""
    return orders if isinstance(orders, list) else [orders]


def tell(paper: Paper, figures: Figures) -> None:
    """What went wrong with one order."""
    print(f"  {paper.name}  {figures.seconds:.2f} s")
    for sign, facts in (("-", figures.missing), ("+", figures.extra)):
        for fact in facts:
            print(f"    {sign} {fact}")


def table(form: str, sums: Figures) -> str:
    """The figures of a form."""
    rows = [f"{f'{form} ({sums.orders})':22}{'P':>7}{'R':>7}{'F1':>7}{'right':>8}{'read':>7}{'meant':>7}"]
    for name, count in sums.lists.items():
        shares = f"{100 * count.precision:7.1f}{100 * count.recall:7.1f}{100 * count.f1:7.1f}"
        rows.append(f"  {name:20}{shares}{count.right:8}{count.read:7}{count.meant:7}")
    for name, count in (*sums.header.items(), ("header, whole", sums.header_whole)):
        rows.append(f"  {name:20}{100 * count.recall:7.1f}{'':14}{count.right:8}{'':7}{count.meant:7}")
    people = sums.mentions
    rows.append(
        f"  {'mentions':20}{100 * people.precision:7.1f}{100 * people.recall:7.1f}{'':7}"
        f"{people.right:8}{people.read:7}{people.meant:7}"
    )
    return "\n".join([*rows, f"  CPU s an order {sums.seconds / max(1, sums.orders):12.2f}"])


if __name__ == "__main__":
    main()
