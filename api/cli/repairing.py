"""`svod repair`: texts of any length, from files or from standard input, part by part."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, ClassVar, cast

import click

from api.cli.batch import ALL_GOOD, run_each
from api.cli.files import opened, pieces_of, standard_output, whole_file
from api.cli.how_far import HowFar
from api.usecases.repairing import repair, told
from ingest.streams import TextStream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from api.application import Application
    from ingest.repair.text import RepairedText

STANDARD_INPUT = "стандартный ввод"
LOST = "Внимание: в «{name}» есть байты, которые не читаются как текст: {count}, первый — в строке {line}. "
KEPT, REPLACED = "Они оставлены как были.", "Вместо каждого стоит знак «\ufffd»."
NO_TEXT = re.compile(r"[\ud800-\udfff]")
IN_MEMORY = 1_000_000
"""Bytes of text that wait in memory for the end of a JSON result; more wait in a temporary file."""


@click.command("repair")
@click.argument("files", nargs=-1, metavar="ФАЙЛ…", type=click.Path(path_type=Path))
@click.option("--out-dir", metavar="ПАПКА", type=click.Path(path_type=Path), help="Писать по файлу на каждый вход.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Каждая правка: что было, что стало и почему, уверенность, варианты, нужно ли её проверить человеку.",
)
@click.pass_obj
def repair_command(app: Application, files: tuple[Path, ...], out_dir: Path | None, *, as_json: bool) -> int:
    """Восстановить русский текст, который распознали латиницей. Без файлов читает стандартный ввод."""

    def work(path: Path) -> None:
        suffix = ".json" if as_json else path.suffix or ".txt"
        with ExitStack() as stack:
            stream = stack.enter_context(opened(path))
            result = standard_output() if out_dir is None else whole_file(out_dir / f"{path.stem}{suffix}")
            form = _form(stack, stack.enter_context(result), as_json=as_json)
            size = os.fstat(stream.fileno()).st_size
            far = stack.enter_context(HowFar(name=path.name, total=size, beside=out_dir is not None))
            _repaired(app, far, stream, form, again=stream.seekable())

    if files:
        return run_each(files, out_dir, work)
    with ExitStack() as stack:
        form = _form(stack, stack.enter_context(standard_output()), as_json=as_json)
        far = stack.enter_context(HowFar(name=STANDARD_INPUT, total=0, beside=False))
        _repaired(app, far, cast("BufferedReader", sys.stdin.buffer), form, again=False)
    return ALL_GOOD


def _form(stack: ExitStack, output: IO[bytes], *, as_json: bool) -> AsText | AsJson:
    if not as_json:
        return AsText(output)
    return AsJson(output, stack.enter_context(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)))


def _repaired(app: Application, far: HowFar, stream: BufferedReader, form: AsText | AsJson, *, again: bool) -> None:
    """Repairs a stream into a form; `again` where it can be read a second time."""

    def read() -> Iterator[bytes]:
        if again:
            stream.seek(0)
        return far.along(pieces_of(stream, far.name))

    text = TextStream(name=far.name, read=read, again=again)
    for part in repair(app.actor, text):
        form.add(part)
    form.end()
    if text.lost:
        far.clear()
        ending = REPLACED if form.replaces or text.replaces else KEPT
        click.echo(LOST.format(name=far.name, count=text.lost, line=text.first_lost) + ending, err=True)


@dataclass(slots=True)
class AsText:
    """The repaired text itself, in UTF-8; bytes that were no text as they were."""

    replaces: ClassVar[bool] = False
    _output: IO[bytes]

    def add(self, part: RepairedText) -> None:
        """Writes a part at once."""
        self._output.write(part.text.encode("utf-8", "surrogateescape"))
        self._output.flush()

    def end(self) -> None:
        """Nothing stands behind the text."""


@dataclass(slots=True)
class AsJson:
    """An object with `edits`, written as they come, and behind them `text`, which waits for them aside.

    JSON is UTF-8 without exception: U+FFFD stands for each byte that was no text.
    """

    replaces: ClassVar[bool] = True
    _output: IO[bytes]
    _text: IO[bytes]
    """Where the text waits."""
    _before: str = field(default='{\n "edits": [\n  ', init=False)
    """What stands before the next edit."""

    def add(self, part: RepairedText) -> None:
        """Writes the edits of a part at once."""
        for item in part.edits:
            self._write(self._before + json.dumps({"line": item.line, **told(item.edit)}, ensure_ascii=False))
            self._before = ",\n  "
        self._output.flush()
        self._text.write(json.dumps(NO_TEXT.sub("\ufffd", part.text), ensure_ascii=False)[1:-1].encode())

    def end(self) -> None:
        """Writes the text and closes the object."""
        self._write('\n ],\n "text": "' if self._before.startswith(",") else '{\n "edits": [],\n "text": "')
        self._text.seek(0)
        shutil.copyfileobj(self._text, self._output)
        self._write('"\n}\n')

    def _write(self, text: str) -> None:
        self._output.write(text.encode())
