"""Makes order № 29-И (the clauses of order № 29, invented school and people) and its small school bundle.

Run: ./run python samples/order-29i/make.py
Everything depends on the seed only. `truth.json` names every lack that is planted and nothing else; all other
instances of the same checks are lawful, also those that look like lacks (see about.md).
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
SOURCE = HERE.parent / "order-29" / "order-29.txt"
SEED = 2911
ZONE = ZoneInfo("Asia/Chita")
START, END = date(2023, 10, 30), date(2023, 12, 29)
AS_OF = date(2023, 12, 22)
IN_FORCE = date(2023, 10, 28)
VACATION = (date(2023, 10, 28), date(2023, 11, 6))
N_TOPIC, N_HW = 2, 1
GARBLED_START = " 5.2 Yuurens"
REPLACED = (
    ("средняя общеобразовательная школа № 27 им.Ф.Т.Цветкова п.Ключевский", "средняя общеобразовательная школа № 3 п.Береговой"),
    ("МОУ СОШ № 27 им.Ф.Т.Цветкова п.Ключевский", "МОУ СОШ № 3 п.Береговой"),
    ("МОУ СОШ № 27", "МОУ СОШ № 3"),
    ("№ 29\n", "№ 29-И\n"),
    ("учителя химии Аксенову В.А..", "учителя информатики Дорофееву Н.П."),
    ("Заместитель директора по УР Аксенова В.А.", "Заместитель директора по УР Ковшова Т.Л."),
    ("Заместитель директора по УР __________  В.А.Аксенова", "Заместитель директора по УР __________  Т.Л.Ковшова\n Учитель информатики __________  Н.П.Дорофеева"),
    ("С.Г.Михайлова", "О.И.Верещагина"),
    ("С приказом ознакомлена:", "С приказом ознакомлены:"),
)  # fmt: skip
PEOPLE = (
    ("p01", "Верещагина", "Ольга", "Игоревна", "director", "директор"),
    ("p02", "Ковшова", "Тамара", "Львовна", "deputy", "заместитель директора по УР"),
    ("p02", "Ковшова", "Тамара", "Львовна", "teacher", "учитель истории"),
    ("p03", "Дорофеева", "Нина", "Петровна", "teacher", "учитель информатики"),
    ("p04", "Лапшин", "Егор", "Максимович", "teacher", "учитель математики"),
    ("p05", "Суворова", "Инна", "Юрьевна", "teacher", "учитель русского языка"),
    ("p06", "Хлебников", "Пётр", "Андреевич", "teacher", "учитель начальных классов"),
)
CLASSES = (("1а", "1а", 1), ("7а", "7а", 7), ("9б", "9б", 9))
PLAN = (  # weekday, number, class, subject, teacher
    (0, 1, "7а", "Математика", "p04"),
    (0, 2, "9б", "Информатика", "p03"),
    (1, 1, "7а", "Русский язык", "p05"),
    (1, 3, "9б", "История", "p02"),
    (2, 2, "7а", "Математика", "p04"),
    (3, 1, "9б", "Русский язык", "p05"),
    (3, 2, "1а", "Математика", "p06"),
    (4, 1, "7а", "История", "p02"),
)


@dataclass
class School:
    rng: random.Random
    lessons: list[dict[str, str]] = field(default_factory=list)
    texts: list[dict[str, str]] = field(default_factory=list)
    backups: list[dict[str, str]] = field(default_factory=list)
    truth: list[dict[str, str]] = field(default_factory=list)

    def moment(self, day: date, hour: int = 15) -> str:
        at = time(hour, self.rng.randrange(60), self.rng.randrange(60))
        return datetime.combine(day, at, ZONE).isoformat()

    def expect(self, check: str, status: str, **where: str) -> None:
        self.truth.append({"check": check, "status": status, **where})


def order_text() -> str:
    lines = SOURCE.read_text(encoding="utf-8").splitlines(keepends=True)
    stop = next(i for i, line in enumerate(lines) if line.startswith(GARBLED_START))
    text = "".join(lines[:stop])
    for old, new in REPLACED:
        if old not in text:
            raise SystemExit(f"order № 29 no longer holds: {old}")
        text = text.replace(old, new)
    return text


def days() -> list[tuple[date, str]]:
    result = []
    day = IN_FORCE
    while day <= END:
        kind = "school"
        if VACATION[0] <= day <= VACATION[1]:
            kind = "vacation"
        elif day.weekday() >= 5:
            kind = "holiday"
        result.append((day, kind))
        day += timedelta(days=1)
    return result


def school_days() -> list[date]:
    return [day for day, kind in days() if kind == "school"]


def after(day: date, count: int) -> date:
    order = school_days()
    return order[order.index(day) + count]


def write_lessons(school: School) -> None:
    number = 0
    for day in school_days():
        for weekday, slot, klass, subject, teacher in PLAN:
            if day.weekday() == weekday:
                number += 1
                row = {
                    "lesson_id": f"L{number:03d}",
                    "date": day.isoformat(),
                    "number": str(slot),
                    "class_id": klass,
                    "subject": subject,
                    "status": "held",
                    "planned_teacher_id": teacher,
                    "actual_teacher_id": teacher,
                    "recorded_at": school.moment(day) if day <= AS_OF else "",
                    "recorded_by": teacher if day <= AS_OF else "",
                    "recorded_at_known": "true",
                }
                if day <= AS_OF:
                    school.lessons.append(row)


def lesson(school: School, klass: str, subject: str, place: int) -> dict[str, str]:
    return [row for row in school.lessons if row["class_id"] == klass and row["subject"] == subject][place]


def following(school: School, row: dict[str, str]) -> date:
    same = [item for item in school.lessons if (item["class_id"], item["subject"]) == (row["class_id"], row["subject"])]
    return date.fromisoformat(same[same.index(row) + 1]["date"])


def text(school: School, row: dict[str, str], name: str, value: str, on: date, hour: int = 15) -> None:
    school.texts.append(
        {
            "lesson_id": row["lesson_id"],
            "field": name,
            "value": value,
            "recorded_at": school.moment(on, hour),
            "recorded_by": row["actual_teacher_id"],
        }
    )


def write_texts(school: School) -> None:
    """Ordinary days first; planted lacks and lawful oddities replace a few of them."""
    odd = plant(school)
    for row in school.lessons:
        day = date.fromisoformat(row["date"])
        if (row["lesson_id"], "topic") not in odd:
            text(school, row, "topic", f"{row['subject']}: тема {row['lesson_id'][1:]}", day)
        if row["class_id"] != "1а" and (row["lesson_id"], "homework") not in odd:
            text(school, row, "homework", f"Учебник, задание {row['lesson_id'][1:]}", day)


def plant(school: School) -> set[tuple[str, str]]:
    odd: set[tuple[str, str]] = set()

    def take(klass: str, subject: str, place: int, name: str) -> tuple[dict[str, str], date]:
        row = lesson(school, klass, subject, place)
        odd.add((row["lesson_id"], name))
        return row, date.fromisoformat(row["date"])

    row, _ = take("7а", "Математика", 2, "topic")  # never written
    school.expect("S2", "VIOLATED", lesson_id=row["lesson_id"], person_id="p04")
    row, day = take("9б", "Информатика", 1, "topic")  # a placeholder is no topic
    text(school, row, "topic", "-", day)
    school.expect("S2", "VIOLATED", lesson_id=row["lesson_id"], person_id="p03")
    row, day = take("7а", "Русский язык", 1, "topic")  # one school day too late
    text(school, row, "topic", "Причастный оборот", after(day, N_TOPIC + 1))
    school.expect("S2", "LATE", lesson_id=row["lesson_id"], person_id="p05")
    row, day = take("9б", "История", 2, "topic")  # lawful: on the last allowed day, over a weekend
    text(school, row, "topic", "Реформы", after(day, N_TOPIC), hour=23)
    row, day = take("7а", "История", 1, "topic")  # written in time, blanked later, never filled again
    text(school, row, "topic", "Столетняя война", day)
    text(school, row, "topic", "", after(day, 4))
    school.expect("S2", "VIOLATED", lesson_id=row["lesson_id"], person_id="p02")
    row, day = take("9б", "Русский язык", 1, "homework")  # never written
    school.expect("S5", "VIOLATED", lesson_id=row["lesson_id"], person_id="p05")
    row, day = take("7а", "История", 2, "homework")  # after the next lesson
    text(school, row, "homework", "§ 8", following(school, row) + timedelta(days=3))
    school.expect("S5", "CURED_AFTER_TERM", lesson_id=row["lesson_id"], person_id="p02")
    row, day = take("9б", "История", 1, "homework")  # late, but before the next lesson
    text(school, row, "homework", "§ 11", after(day, N_HW + 1))
    school.expect("S5", "LATE", lesson_id=row["lesson_id"], person_id="p02")
    row, day = take("7а", "Математика", 5, "homework")  # lawful: an explicit «не задано»
    text(school, row, "no_homework_reason", "Контрольная работа", day)
    row = lesson(school, "9б", "Информатика", 3)  # a substitute gave the lesson and forgot the topic
    row.update(status="replaced", actual_teacher_id="p04", recorded_by="p04")
    odd.add((row["lesson_id"], "topic"))
    school.expect("S2", "VIOLATED", lesson_id=row["lesson_id"], person_id="p04")
    row = lesson(school, "7а", "Русский язык", 3)  # cancelled: no lesson, no topic
    row.update(status="cancelled", actual_teacher_id="")
    odd.update({(row["lesson_id"], "topic"), (row["lesson_id"], "homework")})
    row, _ = take("7а", "Математика", 8, "topic")  # brought over from paper: when it was written is unknown
    row.update(recorded_at_known="false")
    odd.add((row["lesson_id"], "homework"))
    for klass, subject in (("7а", "История"), ("7а", "Математика"), ("9б", "Русский язык")):  # not yet due
        row = lesson(school, klass, subject, -1)
        if after(date.fromisoformat(row["date"]), N_TOPIC) >= AS_OF:
            odd.add((row["lesson_id"], "topic"))
    return odd


def week(number: int) -> date:
    """Monday of the n-th whole week after the order."""
    return date(2023, 10, 30) + timedelta(weeks=number)


def run(school: School, on: date, medium: str, *, verified: bool = True) -> None:
    number = len(school.backups) + 1
    begin = datetime.combine(on, time(18, 0), ZONE)
    school.backups.append(
        {
            "backup_id": f"B{number:02d}",
            "kind": "backup",
            "started_at": begin.isoformat(),
            "finished_at": (begin + timedelta(minutes=20)).isoformat(),
            "medium_id": medium,
            "sha256": hashlib.sha256(f"{number}{on}".encode()).hexdigest(),
            "verified": str(verified).lower(),
            "recorded_by": "p03",
        }
    )


def write_backups(school: School) -> None:
    friday = timedelta(days=4)
    missed = {1: "none, cured", 2: "one medium", 4: "two partitions", 5: "none", 6: "unverified and cloud"}
    run(school, IN_FORCE, "m1")
    run(school, IN_FORCE, "m2")
    for number in range(8):
        day = week(number) + friday
        if day > AS_OF:
            continue
        if number not in missed:
            run(school, day, "m1")
            run(school, day, "m2")
    run(school, week(2) + friday, "m1")
    run(school, week(4) + friday, "m1")
    run(school, week(4) + friday, "m3")  # another partition of the same disk
    run(school, week(6) + friday, "m1")
    run(school, week(6) + friday, "m2", verified=False)
    run(school, week(6) + friday, "m4")  # a cloud folder is not a medium
    run(school, week(3) + timedelta(days=2), "m1")  # a surplus pair cures the earliest missed week
    run(school, week(3) + timedelta(days=2), "m2")
    school.expect("A5", "LATE", **{"from": week(1).isoformat()})
    school.expect("A5", "VIOLATED", **{"from": week(5).isoformat()})
    for number in (2, 4, 6):
        school.expect("A5", "PARTIAL", **{"from": week(number).isoformat()})


def rows_of(school: School) -> dict[str, list[dict[str, str]]]:
    people = {
        row[0]: {
            "person_id": row[0],
            "kind": "staff",
            "surname": row[1],
            "given_name": row[2],
            "patronymic": row[3],
        }
        for row in PEOPLE
    }
    posts = [{"person_id": row[0], "post": row[4], "title": row[5], "from": "2023-09-01"} for row in PEOPLE]
    return {
        "people.csv": list(people.values()),
        "posts.csv": posts,
        "classes.csv": [
            {"class_id": one, "name": name, "school_year": "2023/2024", "grade": str(grade)}
            for one, name, grade in CLASSES
        ],
        "terms.csv": [
            {"term_id": "q2", "school_year": "2023/2024", "kind": "quarter", "number": "2", "from": "2023-11-07",
             "to": "2023-12-29", "lock_on": "2024-01-10"}
        ],
        "calendar.csv": [
            {"date": day.isoformat(), "kind": kind, "recorded_at": "2023-09-01T10:00:00+09:00"}
            for day, kind in days()
        ],
        "lessons.csv": school.lessons,
        "lesson_texts.csv": school.texts,
        "media.csv": [
            {"medium_id": "m1", "serial": "WD-1188", "kind": "external", "location": "сейф", "from": "2023-09-01"},
            {"medium_id": "m2", "serial": "TS-0042", "kind": "external", "location": "кабинет 12", "from": "2023-09-01"},
            {"medium_id": "m3", "serial": "WD-1188", "kind": "external", "location": "сейф", "from": "2023-09-01"},
            {"medium_id": "m4", "serial": "disk-cloud", "kind": "cloud", "location": "облако", "from": "2023-09-01"},
        ],
        "backups.csv": sorted(school.backups, key=lambda row: (row["started_at"], row["backup_id"])),
        "parameters.csv": [
            {"key": "N_topic", "value": str(N_TOPIC), "unit": "SCHOOL_DAY", "from": "2023-09-01", "source": "Положение, п. 3.2"},
            {"key": "N_hw", "value": str(N_HW), "unit": "SCHOOL_DAY", "from": "2023-09-01", "source": "Положение, п. 3.4"},
        ],
    }  # fmt: skip


def write_bundle(school: School, folder: Path) -> None:
    columns = {
        "people.csv": "person_id,kind,surname,given_name,patronymic,sex,birth_date,archival",
        "posts.csv": "person_id,post,title,from,to,order_id",
        "classes.csv": "class_id,name,school_year,grade",
        "terms.csv": "term_id,school_year,kind,number,from,to,class_id,lock_on",
        "calendar.csv": "date,kind,class_id,recorded_at",
        "lessons.csv": "lesson_id,slot_id,date,number,class_id,group_id,subject,status,planned_teacher_id,actual_teacher_id,recorded_at,recorded_by,recorded_at_known",
        "lesson_texts.csv": "lesson_id,field,value,ktp_id,recorded_at,recorded_by",
        "media.csv": "medium_id,serial,kind,location,from,to",
        "backups.csv": "backup_id,kind,started_at,finished_at,medium_id,sha256,verified,restore_tested_at,covers_from,covers_to,recorded_by",
        "parameters.csv": "key,value,unit,from,to,source",
    }
    listed = {}
    for name, rows in rows_of(school).items():
        path = folder / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns[name].split(","), restval="", lineterminator="\r\n")
            writer.writeheader()
            writer.writerows(rows)
        listed[name] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "rows": len(rows)}
    manifest = {
        "format": "svod-school",
        "version": 1,
        "school": {"name": "МОУ СОШ № 3 п.Береговой", "short_name": "СОШ № 3", "timezone": "Asia/Chita"},
        "created_at": "2023-12-22T18:00:00+09:00",
        "covers": {"from": IN_FORCE.isoformat(), "to": AS_OF.isoformat()},
        "files": listed,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    school = School(random.Random(SEED))
    write_lessons(school)
    write_texts(school)
    write_backups(school)
    folder = HERE / "school"
    (folder / "orders").mkdir(parents=True, exist_ok=True)
    write_bundle(school, folder)
    (folder / "orders" / "order-29i.txt").write_text(order_text(), encoding="utf-8")
    truth = {"as_of": AS_OF.isoformat(), "known_at": "2023-12-22T20:00:00+09:00", "lacks": school.truth}
    (HERE / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
