"""`svod read`, and how texts are shown as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.bootstrap import reading
from api.cli.batch import Result, load_source, pages, run_batch
from api.usecases.documents import read_document
from api.usecases.repairing import told
from ingest.export.document_json import to_json

if TYPE_CHECKING:
    from api.application import Application
    from ingest.model import Document

FILES = click.argument("files", nargs=-1, metavar="ФАЙЛ…", type=click.Path(path_type=Path))
OUT_DIR = click.option(
    "--out-dir", metavar="ПАПКА", type=click.Path(path_type=Path), help="Писать по файлу на каждый вход."
)
TOGETHER = click.option("--together", is_flag=True, help="Читать несколько изображений как страницы одного документа.")


def dump(value: object) -> str:
    """Readable JSON with Cyrillic as it is."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


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
            return [Result(text=dump(_with_reasons(document)), suffix=".json")]
        return [Result(text=document.text + "\n", suffix=".txt")]

    need_files(files)
    return run_batch(tuple(groups), out_dir, work)


def _with_reasons(document: Document) -> dict[str, Any]:
    """The document as JSON values, every edit with its reason."""
    body = to_json(document)
    for page, shown in zip(document.pages, body["pages"], strict=True):
        for line, row in zip(page.lines, shown["lines"], strict=True):
            row["edits"] = [told(edit) for edit in line.edits]
    return body


def need_files(files: tuple[Path, ...]) -> None:
    """At least one file, said in Russian."""
    if not files:
        raise click.UsageError("Укажите хотя бы один файл.")
