"""`svod journal read`: scanned pages of a paper journal → JSON; nothing is written to the journal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.bootstrap import reading
from api.cli.batch import Result, load_source, run_batch
from api.cli.texts import dump
from api.usecases.journal_pages import read_journal_pages
from ingest.export.document_json import steps_json
from parsing.page_records import PageContext, SheetKind
from parsing.paper.page_json import to_json
from school.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.application import Application

YEAR = re.compile(r"20\d\d/20\d\d")
TEXTS = {"class": "class_name", "subject": "subject", "teacher": "teacher", "school_year": "school_year"}


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="СКАН…")
@click.option(
    "--meta", type=click.Path(path_type=Path), help="JSON: имя файла без расширения → вид, класс, год, список класса."
)
@click.option("--out-dir", type=click.Path(path_type=Path), help="Папка для результатов, по файлу на скан.")
@click.pass_obj
def read_command(app: Application, files: tuple[Path, ...], meta: Path | None, out_dir: Path | None) -> int:
    """Прочитать страницы бумажного журнала; в журнал ничего не вносится."""
    contexts = load_meta(meta) if meta is not None else {}
    ready = reading(app.settings)

    def work(path: Path) -> Sequence[Result]:
        source = load_source(path, ready.limits)
        document, records = read_journal_pages(ready, app.actor, source, contexts.get(path.stem, PageContext()))
        results = []
        for number, (page, record) in enumerate(zip(document.pages, records, strict=True), 1):
            body = to_json(record) | {"steps": steps_json(page)}
            label = f"-{number}" if len(records) > 1 else ""
            results.append(Result(text=dump(body), suffix=".json", label=label))
        return results

    return run_batch(files, out_dir, work)


def load_meta(path: Path) -> dict[str, PageContext]:
    """What is known of each page, by the stem of its file.

    Raises:
        UsageError: the file is missing, no JSON, or a field has the wrong kind of value.
    """
    try:
        body = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(reason=f"Файл «{path}» не найден. Проверьте путь в --meta.") from error
    except ValueError as error:
        raise UsageError(reason=f"Файл «{path}» — не JSON. Исправьте его и повторите.") from error
    if not isinstance(body, dict) or not all(isinstance(item, dict) for item in body.values()):
        raise UsageError(reason=f"В файле «{path}» нужен объект: имя файла без расширения → сведения о странице.")
    return {stem: _context(path, stem, item) for stem, item in body.items()}


def _context(path: Path, stem: str, body: Mapping[str, Any]) -> PageContext:
    def wrong(field: str) -> UsageError:
        return UsageError(reason=f"В файле «{path}», «{stem}»: неверное значение поля {field}.")

    kind, roster = body.get("kind"), body.get("roster") or []
    if kind is not None and kind not in set(SheetKind):
        raise wrong("kind")
    if not isinstance(roster, list) or not all(isinstance(name, str) for name in roster):
        raise wrong("roster")
    texts = {name: body.get(key) for key, name in TEXTS.items()}
    for key, name in TEXTS.items():
        if texts[name] is not None and not isinstance(texts[name], str):
            raise wrong(key)
    if texts["school_year"] is not None and not YEAR.fullmatch(texts["school_year"]):
        raise wrong("school_year")
    return PageContext(
        kind=SheetKind(kind) if kind else None,
        roster=tuple(roster),
        class_name=texts["class_name"],
        subject=texts["subject"],
        teacher=texts["teacher"],
        school_year=texts["school_year"],
    )
