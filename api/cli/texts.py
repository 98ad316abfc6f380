"""`svod repair` and `svod read`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.bootstrap import Application, reading
from api.cli.batch import ALL_GOOD, Result, load_source, pages, run_batch
from api.usecases.documents import read_document, repair
from ingest.export.document_json import to_json
from ingest.model import Source

if TYPE_CHECKING:
    from api.usecases.services import Reading

FILES = click.argument("files", nargs=-1, metavar="ФАЙЛ…", type=click.Path(path_type=Path))
OUT_DIR = click.option(
    "--out-dir", metavar="ПАПКА", type=click.Path(path_type=Path), help="Писать по файлу на каждый вход."
)
TOGETHER = click.option("--together", is_flag=True, help="Читать несколько изображений как страницы одного документа.")


def dump(value: object) -> str:
    """Readable JSON with Cyrillic as it is."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


@click.command("repair")
@FILES
@OUT_DIR
@click.option("--json", "as_json", is_flag=True, help="Каждая правка: что было, что стало, уверенность, варианты.")
@click.pass_obj
def repair_command(app: Application, files: tuple[Path, ...], out_dir: Path | None, *, as_json: bool) -> int:
    """Восстановить русский текст, который распознали латиницей. Без файлов читает стандартный ввод."""
    parts = reading(app.settings)

    def work(path: Path) -> list[Result]:
        return [repaired(app, parts, load_source(path, parts.limits), path.suffix or ".txt", as_json=as_json)]

    if files:
        return run_batch(files, out_dir, work)
    source = Source(name="стандартный ввод", data=sys.stdin.buffer.read(parts.limits.file_bytes + 1))
    click.echo(repaired(app, parts, source, ".txt", as_json=as_json).text, nl=False)
    return ALL_GOOD


def repaired(app: Application, parts: Reading, source: Source, suffix: str, *, as_json: bool) -> Result:
    """The repaired text, or the edits as JSON."""
    result = repair(parts, app.actor, source)
    if not as_json:
        return Result(text=result.text, suffix=suffix)
    edits = [{"line": item.line, **asdict(item.edit)} for item in result.edits]
    return Result(text=dump({"text": result.text, "edits": edits}), suffix=".json")


@click.command("read")
@FILES
@OUT_DIR
@TOGETHER
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Вид результата.")
@click.pass_obj
def read_command(app: Application, files: tuple[Path, ...], out_dir: Path | None, *, together: bool, form: str) -> int:
    """Прочитать изображение, PDF, DOCX или текст и выдать его текст по порядку чтения."""
    parts = reading(app.settings)
    groups = {path: (path,) for path in files} if not together else {files[0]: files} if files else {}

    def work(path: Path) -> list[Result]:
        sources = [load_source(part, parts.limits) for part in groups[path]]
        document = read_document(parts, app.actor, sources, progress=pages)
        if form == "json":
            return [Result(text=dump(to_json(document)), suffix=".json")]
        return [Result(text=document.text + "\n", suffix=".txt")]

    need_files(files)
    return run_batch(tuple(groups), out_dir, work)


def need_files(files: tuple[Path, ...]) -> None:
    """At least one file, said in Russian."""
    if not files:
        raise click.UsageError("Укажите хотя бы один файл.")
