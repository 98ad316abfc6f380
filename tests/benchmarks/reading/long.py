"""Long work: a PDF of many pages through `svod worker`, beside two `tesseract` processes on the same pictures.

    ./run python tests/benchmarks/reading/long.py [--pages 200] [--kind scan] [--processes 2] [--alone 40]

Prints pages a second, the share of Tesseract's speed, CPU seconds a page, how busy the cores were, and the highest
memory of the worker with all its children: proportional (PSS, shared pages counted once) and resident (RSS, summed).
With `--alone N` both read N pages by one process first: then it is told how well each gains by the other cores.
Pages beyond the distinct ones are these again, shifted and grained anew. Start-up counts; making the PDF does not.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
from PIL import Image
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from api.application import load_settings
from api.bootstrap import services
from api.usecases.jobs import JobRequest, submit
from ingest.model import Source
from journal.model import Actor, ActorRole
from support.reading_pages.pages import QUALITIES, reading_page

if TYPE_CHECKING:
    from collections.abc import Iterator

POINTS = (595, 842)
JPEG = 85
EVERY = 0.25
KILO = 1024
DEFAULT_DPI = 300


@dataclass(slots=True)
class Peak:
    """The highest memory of a tree of processes, in kilobytes."""

    root: int
    proportional: int = 0
    resident: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Looks until it is stopped."""
        while not self.stopped.wait(EVERY):
            sizes = [memory(process) for process in tree(self.root)]
            self.proportional = max(self.proportional, sum(size["Pss"] for size in sizes))
            self.resident = max(self.resident, sum(size["Rss"] for size in sizes))


def tree(root: int) -> list[int]:
    """A process and everything it started."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [root]
    for process in found:
        found += parents.get(process, [])
    return found


def memory(process: int) -> dict[str, int]:
    """Kilobytes of a process; nothing of one that has just ended."""
    try:
        rows = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()[1:]
    except OSError:
        return {"Pss": 0, "Rss": 0}
    sizes = {name: int(rest.split()[0]) for name, _, rest in (row.partition(":") for row in rows)}
    return {"Pss": sizes.get("Pss", 0), "Rss": sizes.get("Rss", 0)}


@contextmanager
def measured(title: str, pages: int, cores: int) -> Iterator[dict[str, float]]:
    """Prints what the work took."""
    told: dict[str, float] = {}
    began, spent = time.monotonic(), children()
    yield told
    told["seconds"] = seconds = time.monotonic() - began
    told["used"] = used = children() - spent
    print(
        f"{title:24}{pages / seconds:6.3f} pages/s  {seconds:7.1f} s  CPU {used / pages:5.2f} s a page  "
        f"cores busy {100 * used / seconds / cores:3.0f} %",
        flush=True,
    )


def children() -> float:
    """CPU seconds of children that have ended."""
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    return use.ru_utime + use.ru_stime


def pictures(folder: Path, kind: str, seed: int, pages: int, distinct: int) -> list[Path]:
    """JPEG files of the pages; those after the distinct ones are made of them."""
    found: list[Path] = []
    for number in range(pages):
        path = folder / f"{number:04d}.jpg"
        if number < distinct:
            page = reading_page(kind, seed, number)
            image, dpi = Image.open(io.BytesIO(page.data)).convert("RGB"), page.dpi or DEFAULT_DPI
        else:
            first = Image.open(found[number % distinct])
            image, dpi = again(first, number), round(float(first.info["dpi"][0]))
        image.save(path, "JPEG", quality=JPEG, dpi=(dpi, dpi))
        found.append(path)
    return found


def again(image: Image.Image, number: int) -> Image.Image:
    """The same page shifted, with other grain."""
    rng = np.random.default_rng(number)
    shifted = np.roll(np.asarray(image), tuple(int(step) for step in rng.integers(-6, 7, 2)), (0, 1))
    grain = rng.normal(0, 2, shifted.shape[:2])[:, :, None]
    return Image.fromarray(np.clip(shifted + grain, 0, 255).astype(np.uint8))


def bound(paths: list[Path], target: Path) -> None:
    """One PDF of the pictures, as a scanner makes it."""
    # without it pictures are written as text and grow by a quarter
    rl_config.useA85 = 0
    canvas = Canvas(str(target))
    for path in paths:
        with Image.open(path) as image:
            size = POINTS if image.height >= image.width else POINTS[::-1]
        canvas.setPageSize(size)
        canvas.drawImage(str(path), 0, 0, *size)
        canvas.showPage()
    canvas.save()


def queued(document: Path, data: Path) -> None:
    """The job that reads the document."""
    settings = load_settings().model_copy(update={"data": data, "database_url": ""})
    actor = Actor(id="benchmark", roles=frozenset(ActorRole))
    with services(settings) as ready:
        source = Source(name=document.name, data=document.read_bytes())
        submit(ready, actor, JobRequest(kind="read_document", sources=[source]))


def by_svod(data: Path, pages: int, processes: int) -> dict[str, float]:
    """Works the job off; what it took."""
    environment = {**os.environ, "SVOD_DATA": str(data), "SVOD_DATABASE_URL": ""}
    environment["SVOD_WORKER_PROCESSES"] = str(processes)
    command = [str(Path(sys.executable).with_name("svod")), "worker", "--once"]
    with measured("svod worker", pages, processes) as told, (data / "worker.log").open("w", encoding="utf-8") as log:
        worker = subprocess.Popen(command, env=environment, stderr=log, stdout=log)
        peak = Peak(worker.pid)
        watch = threading.Thread(target=peak.watch)
        watch.start()
        code = worker.wait()
        peak.stopped.set()
        watch.join()
    if code:
        raise SystemExit((data / "worker.log").read_text(encoding="utf-8"))
    print(f"peak memory of the tree: PSS {peak.proportional / KILO:.0f} MB, RSS summed {peak.resident / KILO:.0f} MB")
    jobs = subprocess.run([command[0], "jobs", "list"], check=True, env=environment, capture_output=True, text=True)
    print(jobs.stdout.strip())
    return told


def by_tesseract(paths: list[Path], folder: Path, processes: int) -> dict[str, float]:
    """So many processes of their own, each with its share of the pictures; what they took."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    with measured(f"{processes} tesseract processes", len(paths), processes) as told:
        running = []
        for share in range(processes):
            names = folder / f"share-{share}.txt"
            names.write_text("\n".join(map(str, paths[share::processes])) + "\n", encoding="utf-8")
            command = ["tesseract", str(names), str(folder / f"read-{share}"), "-l", "rus", "--psm", "3"]
            running.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))
        codes = [process.wait() for process in running]
    if any(codes):
        raise SystemExit(f"tesseract: {codes}")
    return told


def both(paths: list[Path], folder: Path, processes: int) -> tuple[dict[str, float], dict[str, float]]:
    """The same pages by Svod and by Tesseract."""
    data = folder / "data"
    data.mkdir(parents=True)
    bound(paths, folder / "pages.pdf")
    print(f"{len(paths)} pages, PDF of {(folder / 'pages.pdf').stat().st_size / KILO**2:.0f} MB")
    queued(folder / "pages.pdf", data)
    return by_svod(data, len(paths), processes), by_tesseract(paths, folder, processes)


def rate(told: dict[str, float], pages: int) -> float:
    """Pages a second."""
    return pages / told["seconds"]


@click.command()
@click.option("--pages", default=200)
@click.option("--distinct", default=40, help="Pages that are drawn; the others are these again.")
@click.option("--kind", default="clean", type=click.Choice(QUALITIES))
@click.option("--seed", default=1)
@click.option("--processes", default=2)
@click.option("--alone", default=0, help="Pages that one process of each reads first.")
def main(pages: int, distinct: int, kind: str, seed: int, processes: int, alone: int) -> None:
    """Makes the document, has it read by both, prints the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = pictures(folder, kind, seed, pages, distinct)
        one = [rate(told, alone) for told in both(paths[:alone], folder / "alone", 1)] if alone else []
        ours, theirs = both(paths, folder / "together", processes)
    speed, cost = theirs["seconds"] / ours["seconds"], ours["used"] / theirs["used"]
    print(f"speed against Tesseract's: {speed:.2f}; CPU against Tesseract's: {cost:.2f}")
    if one:
        gain, usual = (rate(told, pages) / before for told, before in zip((ours, theirs), one, strict=True))
        print(f"{processes} processes against one: Svod {gain:.2f}, Tesseract {usual:.2f}, ratio {gain / usual:.2f}")
    print("(speeds compare only where the cores were as busy: on a machine with other work look at the CPU)")


if __name__ == "__main__":
    main()
