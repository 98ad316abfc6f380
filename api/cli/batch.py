"""Many files in: one result per input, honest exit codes, nothing half-written."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from api.cli.files import cannot_read, whole_file
from api.problems import line
from ingest.model import Source
from school.errors import FileTooLarge, SvodError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ingest.model import Limits

ALL_GOOD, SOME_FAILED, NONE_WORKED = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Text to print or to write as `STEM.SUFFIX`; `label` tells several results of one input apart."""

    text: str
    suffix: str
    label: str = ""


def load_source(path: Path, limits: Limits) -> Source:
    """Reads a file after looking at its size."""
    try:
        if path.stat().st_size > limits.file_bytes:
            raise FileTooLarge(name=path.name, limit=limits.file_bytes // 1_000_000)
        return Source(name=path.name, data=path.read_bytes())
    except (OSError, ValueError) as error:
        raise cannot_read(str(path), error) from error


def refuse_same_stems(paths: Sequence[Path], out_dir: Path | None) -> None:
    """Two inputs of one stem would overwrite each other's result."""
    stems = [path.stem for path in paths]
    twice = next((stem for stem in stems if stems.count(stem) > 1), None)
    if out_dir is not None and twice is not None:
        raise UsageError(reason=f"Два входных файла с именем «{twice}»: результат один. Обработайте их по отдельности.")


def run_batch(
    paths: Sequence[Path],
    out_dir: Path | None,
    work: Callable[[Path], Sequence[Result]],
) -> int:
    """Runs `work` over the files and delivers its results; returns the exit code."""
    return run_each(paths, out_dir, lambda path: deliver(work(path), path.stem, out_dir))


def run_each(paths: Sequence[Path], out_dir: Path | None, work: Callable[[Path], None]) -> int:
    """Runs `work`, which delivers by itself, one failure not stopping the others; returns the exit code."""
    refuse_same_stems(paths, out_dir)
    failed = 0
    for number, path in enumerate(paths, 1):
        progress(number, len(paths), path.name)
        try:
            work(path)
        except SvodError as error:
            failed += 1
            click.echo(line(error), err=True)
    if failed == 0:
        return ALL_GOOD
    return NONE_WORKED if failed == len(paths) else SOME_FAILED


def deliver(results: Sequence[Result], stem: str, out_dir: Path | None) -> None:
    """Prints the results, or writes each whole file at once."""
    for result in results:
        if out_dir is None:
            click.echo(result.text, nl=not result.text.endswith("\n"))
        else:
            write_whole(out_dir / f"{stem}{result.label}{result.suffix}", result.text)


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file whole or not at all.

    Raises:
        NotWritten: the folder, the disk or the system does not take it.
    """
    with whole_file(path) as stream:
        stream.write(content if isinstance(content, bytes) else content.encode())


def progress(number: int, total: int, name: str) -> None:
    """One line per file on a terminal."""
    if total > 1 and sys.stderr.isatty():
        click.echo(f"[{number}/{total}] {name}", err=True)


def pages(done: int, total: int) -> None:
    """Pages read so far, on a terminal."""
    if total > 1 and sys.stderr.isatty():
        click.echo(f"\rстраница {done} из {total}", err=True, nl=done == total)
