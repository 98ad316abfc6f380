"""The journal as a school bundle: the monthly archive, readable without Svod."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from journal.exchange.cells import text_of
from journal.exchange.csv_files import FORMAT, VERSION
from journal.exchange.spec import column_name, spec
from school.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from journal.model import School
    from journal.store.unit_of_work import UnitOfWork

NEWLINE = "\r\n"
TIMED = "recorded_at_known"
"""Stands in any file where a row needs it; empty means known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFile:
    """One file of the archive: its path inside the folder and its bytes."""

    path: str
    data: bytes
    rows: int | None = None


def archive(uow: UnitOfWork, now: datetime) -> tuple[ArchiveFile, ...]:
    """Every file of the bundle, the manifest last.

    Raises:
        NotFound: no school was loaded yet.
    """
    school = uow.people.school()
    if school is None:
        raise NotFound(what="школа: загрузите её командой svod school load")
    layouts = uow.batches.layouts()
    names = [name for name in spec() if name in layouts or _held(uow, name)]
    names += sorted(name for name in layouts if name not in spec())
    files = [_csv(uow, name, layouts.get(name, {}), school.timezone) for name in names]
    files += _orders(uow)
    return (*files, _manifest(school, files, now))


def _held(uow: UnitOfWork, name: str) -> bool:
    return name in uow.facts.files() and bool(uow.facts.export(name))


def _csv(uow: UnitOfWork, name: str, layout: Mapping[str, Any], zone: ZoneInfo) -> ArchiveFile:
    # rows that came before the file had a table stay aside
    rows = [dict(row) for row in uow.facts.aside(name)]
    if name in uow.facts.files():
        rows += [_cells(name, layout, fact, zone) for fact in uow.facts.export(name)]
    columns = _columns(name, layout, rows)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, restval="", lineterminator=layout.get("newline", NEWLINE))
    writer.writeheader()
    writer.writerows({column: row.get(column, "") for column in columns} for row in rows)
    return ArchiveFile(path=name, data=stream.getvalue().encode(), rows=len(rows))


def _cells(name: str, layout: Mapping[str, Any], fact: Mapping[str, Any], zone: ZoneInfo) -> dict[str, str]:
    """A version as cells: written canonically, or as they came where that was different."""
    came = tuple(layout.get("columns", ()))
    columns = dict.fromkeys([*spec()[name].columns, *came])
    held = {column: fact[column_name(name, column)] for column in columns if column_name(name, column) in fact}
    source: Mapping[str, Any] = fact["source"] or {}
    if "entry" in source and fact["recorded_at"] is not None:
        # paper put in the place of an entry: the journal changed then, but that is not when the teacher wrote
        held[TIMED] = False
    elif came and TIMED not in came and fact["recorded_at_known"]:
        held.pop(TIMED, None)
    kept: Mapping[str, str] = source.get("cells", {})
    return {column: text_of(value, zone) for column, value in held.items()} | dict(kept)


def _columns(name: str, layout: Mapping[str, Any], rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Columns as the file came with, then those of the format, and the mark of unknown times, that a row needs."""
    came = list(layout.get("columns", ()))
    known = spec()[name].columns if name in spec() else ()
    first = came or list(known)
    more = dict.fromkeys([*known, TIMED])
    return first + [column for column in more if column not in first and any(row.get(column) for row in rows)]


def _orders(uow: UnitOfWork) -> Iterator[ArchiveFile]:
    """Confirmed orders, each the first file of its first paper, named by the order's id."""
    for order in uow.orders.all():
        if order.state != "draft" and order.documents:
            name, blob = uow.documents.parts(order.documents[0])[0]
            suffix = name.rsplit(".", 1)[-1] if "." in name else "bin"
            yield ArchiveFile(path=f"orders/{order.order_id}.{suffix}", data=uow.blobs.get(blob))


def _manifest(school: School, files: Sequence[ArchiveFile], now: datetime) -> ArchiveFile:
    body = {
        "format": FORMAT,
        "version": VERSION,
        "school": {"name": school.name, "short_name": school.short_name, "timezone": school.timezone.key},
        "created_at": now.astimezone(school.timezone).isoformat(),
        "covers": _covers(files),
        "files": {
            file.path: {"sha256": hashlib.sha256(file.data).hexdigest(), "rows": file.rows}
            for file in files
            if file.rows is not None
        },
    }
    return ArchiveFile(path="manifest.json", data=json.dumps(body, ensure_ascii=False, indent=1).encode())


def _covers(files: Sequence[ArchiveFile]) -> dict[str, str | None]:
    """First and last day of the lessons."""
    lessons = next((file for file in files if file.path == "lessons.csv"), None)
    text = lessons.data.decode() if lessons is not None else ""
    days = sorted(row["date"] for row in csv.DictReader(io.StringIO(text)))
    return {"from": days[0] if days else None, "to": days[-1] if days else None}
