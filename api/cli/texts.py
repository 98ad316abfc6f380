"""`svod repair` and `svod read`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from api.bootstrap import Application, reading
from api.cli.batch import ALL_GOOD, Result, load_source, run_batch
from api.usecases.documents import read_document, repair
from ingest.export.document_json import to_json
from ingest.formats import decode_text

FILES = click.argument("files", nargs=-1, metavar="ФАЙЛ…", type=click.Path(path_type=Path))
OUT_DIR = click.option("--out-dir", metavar="ПАПКА", type=click.Path(path_type=Path), help="Писать по файлу на каждый вход.")
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
    """Восстановить русский текст, который распознали латиницей."""
    limits = reading(app.settings).limits

    def work(path: Path) -> list[Result]:
        source = load_source(path, limits)
        return [render(app, decode_text(source.data, source.name), path.suffix or ".txt", as_json=as_json)]

    if files:
        return run_batch(files, out_dir, work)
    text = decode_text(sys.stdin.buffer.read(limits.file_bytes + 1), "стандартный ввод")
    click.echo(render(app, text, ".txt", as_json=as_json).text, nl=False)
    return ALL_GOOD


def render(app: Application, text: str, suffix: str, *, as_json: bool) -> Result:
    """The repaired text, or the edits as JSON."""
    repaired = repair(app.actor, text)
    if not as_json:
        return Result(text=repaired.text, suffix=suffix)
    edits = [asdict(edit) for edit in repaired.edits]
    return Result(text=dump({"text": repaired.text, "edits": edits}), suffix=".json")


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
        document = read_document(parts, app.actor, sources)
        if form == "json":
            return [Result(text=dump(to_json(document)), suffix=".json")]
        return [Result(text=document.text + "\n", suffix=".txt")]

    need_files(files)
    return run_batch(tuple(groups), out_dir, work)


def need_files(files: tuple[Path, ...]) -> None:
    """At least one file, said in Russian."""
    if not files:
        raise click.UsageError("Укажите хотя бы один файл.")
