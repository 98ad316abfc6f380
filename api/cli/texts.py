"""`svod read`, and how texts are shown as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.bootstrap import reading
from api.cli.batch import Result, deliver, load_source, pages, run_each
from api.cli.files import standard_output, whole_file
from api.usecases.documents import read_document
from api.usecases.exporting import export_read
from api.usecases.repairing import told
from ingest.export.document_json import to_json
from ingest.export.forms import SUFFIXES, Form
from ingest.paragraphs import running_text
from school.errors import UsageError

if TYPE_CHECKING:
    from api.application import Application
    from ingest.model import Document

FILES = click.argument("files", nargs=-1, metavar="ФАЙЛ…", type=click.Path(path_type=Path))
OUT_DIR = click.option(
    "--out-dir", metavar="ПАПКА", type=click.Path(path_type=Path), help="Писать по файлу на каждый вход."
)
TOGETHER = click.option("--together", is_flag=True, help="Читать несколько изображений как страницы одного документа.")

PRINTED = frozenset({Form.TEXT, Form.JSON})
"""Forms that several files can be printed in, one behind another."""


def dump(value: object) -> str:
    """Readable JSON with Cyrillic as it is."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


@click.command("read")
@FILES
@OUT_DIR
@TOGETHER
@click.option(
    "--format", "form", type=click.Choice([form.value for form in Form]), default="text", help="Вид результата."
)
@click.pass_obj
def read_command(app: Application, files: tuple[Path, ...], out_dir: Path | None, *, together: bool, form: str) -> int:
    """Прочитать изображение, PDF, DOCX или текст: текст по порядку чтения, PDF с поиском, разметка страниц."""
    need_files(files)
    parts, chosen = reading(app.settings), Form(form)
    groups = {files[0]: files} if together else {path: (path,) for path in files}
    if chosen not in PRINTED and out_dir is None:
        _refuse_screen(chosen, len(groups))

    def work(path: Path) -> None:
        sources = [load_source(part, parts.limits) for part in groups[path]]
        document = read_document(parts, app.actor, sources, progress=pages)
        if chosen in PRINTED:
            deliver([_printed(document, chosen)], path.stem, out_dir)
            return
        with standard_output() if out_dir is None else whole_file(out_dir / f"{path.stem}{SUFFIXES[chosen]}") as out:
            export_read(parts, app.actor, document, sources, chosen, out)

    return run_each(tuple(groups), out_dir, work)


def _printed(document: Document, form: Form) -> Result:
    text = dump(_with_reasons(document)) if form is Form.JSON else f"{running_text(document)}\n"
    return Result(text=text, suffix=SUFFIXES[form])


def _refuse_screen(form: Form, results: int) -> None:
    """A PDF is not for a screen, and several whole files do not make one."""
    if results > 1:
        raise UsageError(reason=f"Несколько файлов вида «{form}» не вывести подряд. Укажите папку: --out-dir ПАПКА.")
    if form is Form.PDF and sys.stdout.isatty():
        raise UsageError(reason="PDF на экран не выводится. Укажите папку: --out-dir ПАПКА.")


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
