"""A small invented school in a real database: bundle rows in, report out."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from compliance.check import check
from journal.exchange.bundle import load_bundle
from journal.model import Actor, ActorRole, HeldClause, HeldDuty, HeldOrder, OrderState
from journal.store.session import Store, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from compliance.model import Report

ZONE = ZoneInfo("Asia/Chita")
NOW = datetime(2024, 9, 1, tzinfo=UTC)
ACTOR = Actor(id="local:test", roles=frozenset({ActorRole.ADMINISTRATOR}))
IN_FORCE = date(2023, 10, 28)
TOPICS = ("subject_teacher", "Учителя-предметники", "Записывают темы уроков")
HOMEWORK = ("subject_teacher", "Учителя-предметники", "Записывают домашние задания")
MARKS = ("subject_teacher", "Учителя-предметники", "Выставляют текущие оценки")
TERM_MARKS = ("subject_teacher", "Учителя-предметники", "Выставляют оценки в рамках промежуточной аттестации")
PLANS = ("subject_teacher", "Учителя-предметники", "Заполняют КТП")
DATES = ("subject_teacher", "Учителя-предметники", "Вносят информацию о датах занятий")
ABSENTEES = ("subject_teacher", "Учителя-предметники", "Вносят информацию об отсутствии учеников")
WORKS = ("subject_teacher", "Учителя-предметники", "Выставляют оценки за письменные работы")
MISSED = ("deputy_director", "Заместитель директора", "Ведет учет пропущенных и замененных уроков")
BACKUPS = ("administrator", "Администратор ЭЖ", "еженедельно создает резервные копии ЭЖ на двух внешних носителях")

ARCHIVES = ("administrator", "Администратор ЭЖ", "ежемесячно архивирует данные ЭЖ на двух внешних носителях")
PERIODS = {"еженедельно": "weekly", "ежемесячно": "monthly"}

Rows = list[dict[str, str]]


def empty_store(folder: Path) -> Store:
    """A migrated SQLite database in `tmp_path / name`; migrating once a session saves most of the time."""
    folder.mkdir(parents=True, exist_ok=True)
    template = folder.parent.parent / "template.sqlite"
    if not template.exists():
        store = open_store(f"sqlite:///{template}", folder.parent.parent / "template")
        store.migrate()
        store.close()
    shutil.copy(template, folder / "journal.sqlite")
    return open_store(f"sqlite:///{folder / 'journal.sqlite'}", folder / "data")


def write_bundle(folder: Path, files: dict[str, Rows]) -> Path:
    """Writes rows as a bundle; columns are whatever the rows have."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        columns = sorted({key for row in rows for key in row}) or ["person_id"]
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    school = {"name": "Школа № 3", "short_name": "Школа № 3", "timezone": ZONE.key}
    manifest = {"format": "svod-school", "version": 1, "school": school}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    return folder


def load(store: Store, folder: Path) -> None:
    """Loads a bundle by the real loader."""
    with store.write(ACTOR, NOW) as uow:
        load_bundle(uow, folder)


def order(*duties: tuple[str, str, str], **changes: Any) -> HeldOrder:
    """An order in force since 28.10.2023 with one clause and these duties (role key, role, action)."""
    held = tuple(
        HeldDuty(
            duty_id=f"o1/{place}",
            order_id="o1",
            clause="5",
            ordinal=place,
            role=role,
            role_key=key,
            assignees=changes.get("assignees", ()),
            person_ids=changes.get("person_ids", ()),
            action_text=action,
            periodicity=changes.get("periodicity", PERIODS.get(action.split()[0], "none")),
            interval=1,
            deadline=None,
            sources=(),
        )
        for place, (key, role, action) in enumerate(duties, 1)
    )
    return HeldOrder(
        order_id="o1",
        number="29-И",
        date=IN_FORCE,
        title="О введении электронного журнала",
        organization="Школа № 3",
        state=changes.get("state", OrderState.IN_FORCE),
        in_force_from=changes.get("in_force_from", IN_FORCE),
        in_force_to=changes.get("in_force_to"),
        version=1,
        clauses=changes.get(
            "clauses", (HeldClause(path="5", text="Возложить обязанности на работников", level=0, sources=()),)
        ),
        duties=held,
        documents=(),
        open_questions=0,
    )


@dataclass
class SmallSchool:
    """Rows of a bundle, with what nearly every case needs; `files` may be changed before `report`."""

    files: dict[str, Rows] = field(default_factory=dict)

    @classmethod
    def usual(cls) -> SmallSchool:
        """Five-day weeks from September to June, autumn vacation 28.10–06.11, a few teachers, sourced deadlines."""
        return cls(
            {
                "people.csv": [person("Лапшин"), person("Суворова"), person("Дорофеева"), person("Ковшова")],
                "posts.csv": [],
                "classes.csv": [
                    {"class_id": "7А", "name": "7А", "grade": "7"},
                    {"class_id": "1А", "name": "1А", "grade": "1"},
                    {"class_id": "9Б", "name": "9Б", "grade": "9"},
                ],
                "terms.csv": [
                    {"term_id": "q2", "kind": "quarter", "from": "2023-11-07", "to": "2023-12-29",
                     "lock_on": "2024-01-10"}
                ],
                "calendar.csv": calendar(date(2023, 9, 1), date(2024, 5, 31)),
                "parameters.csv": [
                    parameter("N_topic", 2, "Положение, п. 3.2"),
                    parameter("N_hw", 1, "Положение, п. 3.4"),
                ],
                "lessons.csv": [],
                "lesson_texts.csv": [],
                "media.csv": [
                    medium("м1", "WD-1"), medium("м2", "TS-2"), medium("м3", "KS-3"), medium("раздел", "WD-1"),
                    medium("облако", "C-1", "cloud"), medium("внутренний", "I-1", "internal"),
                ],
                "backups.csv": [],
            }
        )  # fmt: skip

    def report(
        self,
        folder: Path,
        held: HeldOrder,
        *,
        as_of: date,
        known: datetime | None = None,
        start: date | None = None,
        end: date | None = None,
    ) -> Report:
        """Loads everything into a fresh database and checks the order."""
        store = empty_store(folder)
        load(store, write_bundle(folder / "bundle", self.files))
        try:
            return checked(store, held, as_of=as_of, known=known, start=start, end=end)
        finally:
            store.close()


def checked(
    store: Store,
    *orders: HeldOrder,
    as_of: date,
    known: datetime | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Report:
    """Runs the door on a loaded database; by default everything ever recorded is known."""
    with store.read() as uow:
        return check(
            orders=orders,
            reader=uow.reader,
            as_of=as_of,
            known=known or datetime.combine(as_of, datetime.max.time(), ZONE),
            start=start,
            end=end,
            zone=ZONE,
        )


def person(surname: str) -> dict[str, str]:
    return {"person_id": surname, "kind": "staff", "surname": surname, "given_name": "Егор", "patronymic": "Ильич"}


def parameter(key: str, value: int, source: str, unit: str = "SCHOOL_DAY") -> dict[str, str]:
    return {"key": key, "value": str(value), "unit": unit, "from": "2023-09-01", "to": "", "source": source}


def medium(medium_id: str, serial: str, kind: str = "external") -> dict[str, str]:
    return {"medium_id": medium_id, "serial": serial, "kind": kind}


def calendar(first: date, last: date) -> Rows:
    """Monday to Friday are school days; the autumn vacation is 28.10–06.11.2023, winter's 30.12–08.01."""
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [{"date": day.isoformat(), "kind": kind_of(day), "class_id": ""} for day in days]


def kind_of(day: date) -> str:
    if date(2023, 10, 28) <= day <= date(2023, 11, 6) or date(2023, 12, 30) <= day <= date(2024, 1, 8):
        return "vacation"
    return "holiday" if day.weekday() >= 5 else "school"


def at(text: str) -> str:
    """«08.11.2023 15:00» local → ISO with the school's offset."""
    return datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=ZONE).isoformat()


def day(text: str) -> date:
    """«08.11.2023» → date."""
    return datetime.strptime(text, "%d.%m.%Y").replace(tzinfo=ZONE).date()
