"""A whole school in the open format."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.documents import reading_context
from api.usecases.keeping import corrected, keep
from api.usecases.orders import parse_text, read_order
from ingest.model import Source
from ingest.pipeline import read
from journal.enforcing import archive_again, confirm
from journal.exchange.archive import archive
from journal.exchange.bundle import load_bundle
from journal.loader import load_order
from school.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from api.usecases.services import Reading, Services
    from journal.holdings import ClassGroup
    from journal.model import Actor, LoadResult
    from journal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolView:
    """Whose journal this is; no name until a school is loaded."""

    name: str
    zone: ZoneInfo
    today: date
    """The school's own date now."""


def show_school(services: Services, actor: Actor) -> SchoolView:
    """The school of this journal and its zone."""
    require(actor, UseCase.SHOW_SCHOOL)
    with services.store.read() as uow:
        school = uow.people.school()
        return SchoolView(
            name=school.short_name if school else "", zone=school_zone(uow, services), today=today(uow, services)
        )


def list_classes(services: Services, actor: Actor) -> Sequence[ClassGroup]:
    """Classes that the journal holds, the newest school year first."""
    require(actor, UseCase.SHOW_SCHOOL)
    with services.store.read() as uow:
        held = [group for group in uow.teaching.classes() if group.school_year]
    by_name = sorted(held, key=lambda group: (group.grade or 0, group.name))
    return tuple(sorted(by_name, key=lambda group: group.school_year or "", reverse=True))


def load_school(services: Services, actor: Actor, folder: Path, *, dry_run: bool = False) -> LoadResult:
    """Loads a school bundle with its orders, all or nothing; `dry_run` checks and counts only."""
    require(actor, UseCase.LOAD_SCHOOL)
    with services.store.write(actor, services.now(), discard=dry_run) as uow:
        return _load(uow, services.reading, folder)


def archive_school(services: Services, actor: Actor, folder: Path) -> int:
    """Writes the whole journal as a school bundle into a new folder; returns how many files.

    Raises:
        UsageError: the folder exists and is not empty, or cannot be written.
    """
    require(actor, UseCase.ARCHIVE_SCHOOL)
    with services.store.read() as uow:
        files = archive(uow, services.now())
    write_folder(folder, {file.path: file.data for file in files})
    return len(files)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes beside and renames, so that nobody ever sees half an archive."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(reason=f"Папка «{folder}» не пуста. Укажите новую папку.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".svod-archive-"))
        for name, data in files.items():
            path = temporary / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        temporary.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        temporary.replace(folder)
    except OSError as error:
        raise UsageError(reason=f"Не удалось записать «{folder}». Проверьте место и права.") from error


def _load(uow: UnitOfWork, reading: Reading, folder: Path) -> LoadResult:
    result = load_bundle(uow, folder)
    orders = sorted(path for path in (folder / "orders").glob("*") if path.is_file())
    added = sum(_load_order(uow, reading, path) for path in orders)
    if not added:
        return result
    return replace(result, repeated=False, added={**result.added, "orders": added})


def _load_order(uow: UnitOfWork, reading: Reading, path: Path) -> int:
    """An order of the bundle was confirmed where the bundle was made."""
    source = Source(name=path.name, data=path.read_bytes())
    document = read([source], engine=reading.engine, limits=reading.limits, context=reading_context(uow.people.staff()))
    keep(uow, document, [source])
    parsed = parse_text(corrected(uow, document))
    added = 0
    for place, record in enumerate(parsed.records):
        # several orders of one file: the first one has the file's name for its id
        own_id = path.stem if place == 0 else None
        order_id, loaded = load_order(uow, read_order(uow, document.sha256, parsed, record), order_id=own_id)
        confirm(uow, order_id, settled=True)
        archive_again(uow, order_id)
        added += not loaded.repeated
    return added


def today(uow: UnitOfWork, services: Services) -> date:
    """The school's own date now."""
    return services.now().astimezone(school_zone(uow, services)).date()


def school_zone(uow: UnitOfWork, services: Services) -> ZoneInfo:
    """The school's own zone, the installation's until a school is loaded."""
    school = uow.people.school()
    return school.timezone if school is not None else services.default_zone
