"""A school bundle into the journal: checked whole, then loaded whole, or not at all."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from journal.exchange.cells import text_of
from journal.exchange.csv_files import read_files, read_manifest
from journal.exchange.spec import column_name, spec
from journal.model import LoadResult, School
from school.errors import BundleInvalid
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from journal.exchange.csv_files import CsvFile
    from journal.store.unit_of_work import UnitOfWork

KIND = "bundle"
ANY = "*"
INHERITING = frozenset({"lesson_texts.csv", "attendance.csv", "marks.csv"})
"""Files whose rows share the doubt about their lesson's time, unless they speak of their own."""
BOOLEANS = {"true": True, "false": False}


def load_bundle(uow: UnitOfWork, folder: Path) -> LoadResult:
    """Loads a folder of the format; the same content again adds nothing.

    Raises:
        BundleInvalid: one Russian sentence naming file and line; nothing was loaded.
    """
    manifest = read_manifest(folder)
    files = read_files(folder, manifest)
    check_words(files)
    check_references(files)
    school = _school(manifest)
    content = hashlib.sha256("".join(f"{file.name}:{file.sha256};" for file in files).encode()).hexdigest()
    held = uow.batches.find(KIND, content)
    if held is not None:
        return LoadResult(batch_id=held, repeated=True, added={})
    if uow.people.school() is None:
        uow.people.add_school(school)
    batch_id = uow.batches.open(KIND, content, now=uow.time, by=uow.actor_id)
    added: dict[str, int] = {}
    unknown: list[str] = []
    unclear = lessons_without_time(files)
    for file in files:
        added[file.name] = _load_file(uow, file, batch_id, school.timezone, unclear, unknown)
        layout = {"columns": list(file.header), "newline": file.newline}
        uow.batches.note_file(batch_id, file.name, len(file.rows), layout)
    return LoadResult(batch_id=batch_id, repeated=False, added=added, unknown=tuple(unknown))


def _school(manifest: Mapping[str, Any]) -> School:
    body = manifest.get("school") or {}
    try:
        zone = ZoneInfo(body["timezone"])
        return School(name=body["name"], short_name=body.get("short_name") or body["name"], timezone=zone)
    except (KeyError, TypeError, ValueError, ZoneInfoNotFoundError) as error:
        raise BundleInvalid(reason="manifest.json: нет названия школы или неверен часовой пояс") from error


def check_words(files: Sequence[CsvFile]) -> None:
    """Columns with a closed list of words hold only those."""
    for file in files:
        known = spec().get(file.name)
        for column, words in known.words.items() if known else ():
            for index, row in enumerate(file.rows):
                value = row.get(column, "")
                if value and value not in words:
                    raise BundleInvalid(
                        reason=f"{file.name}, строка {file.line(index)}: «{value}» в столбце {column} не из списка"
                    )


def check_references(files: Sequence[CsvFile]) -> None:
    """An id that refers to a file of this bundle stands in it."""
    by_name = {file.name: file for file in files}
    for file in files:
        known = spec().get(file.name)
        for column, (target, other) in known.refers.items() if known else ():
            if target not in by_name:
                continue
            held = {row.get(other, "") for row in by_name[target].rows} | {"", ANY}
            for index, row in enumerate(file.rows):
                if row.get(column, "") not in held:
                    raise BundleInvalid(
                        reason=f"{file.name}, строка {file.line(index)}: в {target} нет {column} «{row[column]}»"
                    )


def lessons_without_time(files: Sequence[CsvFile]) -> frozenset[str]:
    """Lessons whose time of entry is not known; their texts inherit it."""
    return frozenset(
        row["lesson_id"]
        for file in files
        if file.name == "lessons.csv"
        for row in file.rows
        if row.get("recorded_at_known") == "false"
    )


def _load_file(
    uow: UnitOfWork,
    file: CsvFile,
    batch_id: str,
    zone: ZoneInfo,
    unclear: frozenset[str],
    unknown: list[str],
) -> int:
    known = spec().get(file.name)
    if known is None:
        unknown.append(file.name)
    if file.name not in uow.facts.files():
        return uow.facts.keep_aside(file.name, file.rows, batch_id=batch_id)
    columns = uow.facts.columns(file.name)
    extra = [name for name in file.header if column_name(file.name, name) not in columns]
    unknown += [f"{file.name}: {name}" for name in extra]
    rows = []
    for index, row in enumerate(file.rows):
        try:
            rows.append(_fact(uow, file.name, row, zone, unclear, extra))
        except ValueError as error:
            raise BundleInvalid(reason=f"{file.name}, строка {file.line(index)}: {error}") from error
    return uow.facts.add(file.name, rows, batch_id=batch_id, now=uow.time)


def _fact(
    uow: UnitOfWork,
    file: str,
    row: Mapping[str, str],
    zone: ZoneInfo,
    unclear: frozenset[str],
    extra: Sequence[str],
) -> dict[str, Any]:
    """One row as the values of a version."""
    columns = uow.facts.columns(file)
    own = {column_name(file, name): (name, text) for name, text in row.items() if name not in extra}
    fact: dict[str, Any] = {
        column: value_of(*own[column], kind) if column in own else None
        for column, kind in columns.items()
        if column not in {"row_id", "batch_id", "superseded_at"}
    }
    recorded = fact["recorded_at"]
    fact["recorded_on"] = recorded.astimezone(zone).date() if recorded is not None else None
    told: bool | None = fact["recorded_at_known"]
    inherits = file in INHERITING and row.get("lesson_id", "") in unclear
    fact["recorded_at_known"] = told if told is not None else not inherits
    # cells that are not written as an archive writes them are kept, so that it gives them back unchanged
    kept = {name: text for column, (name, text) in own.items() if text_of(fact[column], zone) != text}
    kept |= {name: row[name] for name in extra}
    fact["source"] = {"cells": kept} if kept else None
    if "surname_fold" in columns:
        fact["surname_fold"] = fold(fact["surname"] or "")
    empty = sorted(name for name in uow.facts.required(file) if fact[name] is None)
    if empty:
        raise ValueError(f"не заполнен столбец {empty[0].removeprefix('valid_')}")
    key = [fact[name] for name in uow.facts.key(file)]
    fact["fact_key"] = "|".join("" if part is None else str(part) for part in key)
    return fact


def value_of(name: str, text: str, kind: str) -> Any:
    """A cell as a value; empty is None.

    Raises:
        ValueError: a Russian clause that names the column.
    """
    if text == "":
        return None
    try:
        if kind == "date":
            return date.fromisoformat(text)
        if kind == "boolean":
            return BOOLEANS[text]
        if kind == "integer":
            return int(text)
        return _instant(text) if kind == "instant" else text
    except (ValueError, KeyError) as error:
        raise ValueError(f"«{text}» в столбце {name} — не {TITLES[kind]}") from error


TITLES = {"date": "дата", "boolean": "true или false", "integer": "число", "instant": "время со смещением"}


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant
