"""Rule cases that a deputy director can read: *.yaml beside this file, through the real loader and store."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from api.usecases.checks import CheckRequest, check_duties
from api.usecases.schools import load_school

if TYPE_CHECKING:
    from api.usecases.services import Services
    from compliance.model import Report
    from journal.model import Actor

HERE = Path(__file__).parent
ZONE = ZoneInfo("Asia/Chita")
ORDER = """МОУ СОШ № 3
ПРИКАЗ
30.10.2023 № 1
О журнале
ПРИКАЗЫВАЮ:
1. Назначить администратором электронного журнала Дорофееву Н.П., учителя информатики.
2. Администратору электронного журнала еженедельно создавать резервные копии на двух внешних носителях.
3. Учителям-предметникам:
- записывать темы уроков;
- записывать домашние задания.
Директор О.И. Верещагина
"""
PEOPLE = [
    {"person_id": "p1", "kind": "staff", "surname": "Дорофеева", "given_name": "Нина", "patronymic": "Петровна"},
    {"person_id": "p2", "kind": "staff", "surname": "Лапшин", "given_name": "Егор", "patronymic": "Максимович"},
]
MEDIA = [
    {"medium_id": "m1", "serial": "S1", "kind": "external"},
    {"medium_id": "m1b", "serial": "S1", "kind": "external"},
    {"medium_id": "m2", "serial": "S2", "kind": "external"},
    {"medium_id": "m3", "serial": "S3", "kind": "external"},
    {"medium_id": "cloud", "serial": "C", "kind": "cloud"},
]
LESSONS = {"L1": "2023-11-06", "L2": "2023-11-09", "L3": "2023-11-13"}


def cases(name: str) -> list[Any]:
    return [pytest.param(case, id=case["case"]) for case in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))]


def write(folder: Path, name: str, rows: list[dict[str, str]], columns: tuple[str, ...] = ()) -> None:
    names = list(dict.fromkeys([*columns, *(key for row in rows for key in row)]))
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, restval="")
        writer.writeheader()
        writer.writerows(rows)


def school(folder: Path) -> Path:
    (folder / "orders").mkdir(parents=True)
    (folder / "orders" / "one.txt").write_text(ORDER, encoding="utf-8")
    body = {"name": "МОУ СОШ № 3", "short_name": "СОШ № 3", "timezone": ZONE.key}
    (folder / "manifest.json").write_text(json.dumps({"format": "svod-school", "version": 1, "school": body}))
    write(folder, "people.csv", PEOPLE)
    return folder


def judged(services: Services, actor: Actor, folder: Path, today: date) -> Report:
    load_school(services, actor, folder)
    known = datetime.combine(today, datetime.max.time().replace(microsecond=0), ZONE)
    return check_duties(services, actor, CheckRequest(as_of=today, known_at=known))


def at(day: str, hour: int = 18) -> str:
    return datetime.combine(date.fromisoformat(day), datetime.min.time().replace(hour=hour), ZONE).isoformat()


@pytest.mark.parametrize("case", cases("backups.yaml"))
def test_backups(case: dict[str, Any], sqlite_services: Services, actor: Actor, tmp_path: Path) -> None:
    folder = school(tmp_path / "bundle")
    if case["runs"] is not None:
        write(folder, "media.csv", MEDIA)
        write(folder, "backups.csv", [backup(number, *run.split()) for number, run in enumerate(case["runs"], 1)])
    if "leave" in case:
        start, end = case["leave"]
        leave = {"person_id": "p1", "kind": "vacation", "from": str(start), "to": str(end)}
        write(folder, "leaves.csv", [leave])
    report = judged(sqlite_services, actor, folder, case["today"])
    weeks = {
        item.period.start.isoformat() if item.period else "": item.status.value
        for item in report.findings
        if item.requirement.check == "A5"
    }
    expected = case["weeks"]
    assert {start: weeks[start] for start in expected} == expected
    assert all(weeks[start] in {"NOT_YET_DUE", "DUE_SOON"} for start in weeks.keys() - expected.keys())


def backup(number: int, day: str, medium: str, note: str = "") -> dict[str, str]:
    return {
        "backup_id": f"B{number}",
        "kind": "backup",
        "started_at": at(day, 22),
        "finished_at": at(day, 23),
        "medium_id": medium,
        "verified": "false" if note == "unverified" else "true",
        "recorded_by": "p1",
    }


@pytest.mark.parametrize("case", cases("lesson_texts.yaml"))
def test_lesson_texts(case: dict[str, Any], sqlite_services: Services, actor: Actor, tmp_path: Path) -> None:
    folder = school(tmp_path / "bundle")
    write_lessons(folder, case)
    report = judged(sqlite_services, actor, folder, case["today"])
    for check in ("S2", "S5"):
        found = {
            item.object["lesson_id"]: item.status.value
            for item in report.findings
            if item.requirement.check == check and item.object
        }
        assert check not in case or found == case[check]


def write_lessons(folder: Path, case: dict[str, Any]) -> None:
    write(folder, "classes.csv", [{"class_id": "7а", "name": "7а", "grade": str(case.get("grade", 7))}])
    days = [date(2023, 10, 30) + timedelta(days=shift) for shift in range(40)]
    calendar = [{"date": str(day), "kind": "school" if day.weekday() < 5 else "holiday"} for day in days]
    write(folder, "calendar.csv", calendar)
    term = {"term_id": "q2", "kind": "quarter", "from": "2023-11-01", "to": "2023-11-30", "lock_on": "2023-11-15"}
    write(folder, "terms.csv", [term])
    lessons = [
        {
            "lesson_id": lesson,
            "date": day,
            "number": "1",
            "class_id": "7а",
            "subject": "Математика",
            "status": "cancelled" if lesson in case.get("cancelled", ()) else "held",
            "actual_teacher_id": "p2",
            "recorded_at": at(day, 9),
            "recorded_at_known": "false" if lesson in case.get("from_paper", ()) else "true",
        }
        for lesson, day in LESSONS.items()
        if day <= str(case["today"])
    ]
    write(folder, "lessons.csv", lessons)
    texts = [
        dict(zip(("lesson_id", "field", "day", "value"), text.split(" ", 3), strict=False)) for text in case["texts"]
    ]
    rows = [{**text, "recorded_at": at(text.pop("day"), 12 + place)} for place, text in enumerate(texts)]
    write(folder, "lesson_texts.csv", rows, ("lesson_id", "field", "value", "recorded_at"))
    norms = [
        {"key": "N_topic", "value": "2", "unit": "SCHOOL_DAY", "source": "Положение, п. 1"},
        {"key": "N_hw", "value": "1", "unit": "SCHOOL_DAY", "source": "Положение, п. 2"},
    ]
    write(folder, "parameters.csv", norms)
