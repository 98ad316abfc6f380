"""How long a big school takes to load and to check: 40 classes, 1000 pupils, a quarter.

Run: ./run python tests/benchmarks/big_school.py [--database URL]
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from compliance.canonical import report_hash
from compliance.render import render_text
from compliance.render_json import render_json
from journal.store.session import open_store
from support.small_school import ZONE, Rows, checked, kind_of, load, write_bundle
from support.twin.evaluate import CHECKS
from support.twin.orders import twin_order

CLASSES, PUPILS, SUBJECTS, A_WEEK = 40, 25, 10, 3
FIRST, LAST, AS_OF = date(2023, 11, 7), date(2023, 12, 29), date(2024, 1, 12)
MARKED = 6
DAY = timedelta(days=1)


def at(day: date, hour: int = 14) -> str:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE).isoformat()


def school() -> dict[str, Rows]:
    """Everything done on its day, but every fiftieth mark and topic a week late."""
    rng = random.Random(29)  # noqa: S311 - not for secrets
    files = frame()
    number = 0
    for klass in range(CLASSES):
        for slot in [row for row in files["timetable.csv"] if row["class_id"] == f"k{klass}"]:
            day = FIRST
            while day <= LAST:
                if str(day.isoweekday()) == slot["weekday"]:
                    number += 1
                    lesson(files, rng, f"l{number}", slot, day)
                day += DAY
    return files


def frame() -> dict[str, Rows]:
    days = [date(2023, 9, 1) + DAY * number for number in range(270)]
    since = {"from": "2023-09-01", "to": ""}
    pupils = [(f"u{klass}-{number}", f"k{klass}") for klass in range(CLASSES) for number in range(PUPILS)]
    slots = [
        {
            "slot_id": f"s{klass}-{place}",
            "weekday": str(1 + place % 5),
            "number": str(1 + place // 5),
            "class_id": f"k{klass}",
            "subject": f"Предмет {place % SUBJECTS}",
            "teacher_id": f"t{(klass * SUBJECTS + place % SUBJECTS) % 60}",
            **since,
        }
        for klass in range(CLASSES)
        for place in range(SUBJECTS * A_WEEK)
    ]
    journals = {(row["class_id"], row["subject"]): row["teacher_id"] for row in slots}
    norms = (
        ("N_topic", 2),
        ("N_att", 0),
        ("N_cur", 3),
        ("N_hw", 1),
        ("N_wr", 4),
        ("N_term", -1),
        ("k", 3),
        ("N_ktp", 10),
    )
    return {
        "people.csv": [{"person_id": f"t{one}", "kind": "staff", "surname": "Учитель"} for one in range(60)]
        + [{"person_id": pupil, "kind": "pupil", "surname": "Ученик"} for pupil, _ in pupils],
        "posts.csv": [{"person_id": f"t{one}", "post": "teacher", **since} for one in range(60)],
        "classes.csv": [{"class_id": f"k{klass}", "name": f"7-{klass}", "grade": "7"} for klass in range(CLASSES)],
        "enrolments.csv": [{"pupil_id": pupil, "class_id": klass, **since} for pupil, klass in pupils],
        "calendar.csv": [{"date": day.isoformat(), "kind": kind_of(day), "class_id": ""} for day in days],
        "terms.csv": [
            {"term_id": "q2", "kind": "quarter", "from": "2023-11-07", "to": "2023-12-29", "lock_on": "2024-01-10"}
        ],
        "parameters.csv": [
            {"key": key, "value": str(value), "unit": "SCHOOL_DAY", "source": "Положение", **since}
            for key, value in norms
        ],
        "timetable.csv": slots,
        "loads.csv": [
            {"teacher_id": who, "class_id": klass, "subject": name, **since} for (klass, name), who in journals.items()
        ],
        "ktp.csv": [
            {
                "ktp_id": f"{klass}-{name}-{row}",
                "teacher_id": who,
                "class_id": klass,
                "subject": name,
                "number": str(row),
                "topic": "Тема",
                "hours": "1",
                "recorded_at": at(date(2023, 9, 8)),
            }
            for (klass, name), who in journals.items()
            for row in range(34)
        ],
        "term_marks.csv": [
            {
                "pupil_id": pupil,
                "class_id": klass,
                "subject": name,
                "term_id": "q2",
                "kind": "term",
                "value": "4",
                "recorded_at": at(date(2023, 12, 27)),
            }
            for pupil, klass in pupils
            for name in sorted({subject for own, subject in journals if own == klass})
        ],
        "lessons.csv": [],
        "lesson_texts.csv": [],
        "attendance.csv": [],
        "marks.csv": [],
        "works.csv": [],
        "backups.csv": [],
        "media.csv": [],
        "staff_absences.csv": [{"person_id": "t1", "from": "2023-11-20", "to": "2023-11-24", "reason": "болезнь"}],
        "substitutions.csv": [],
    }


def lesson(files: dict[str, Rows], rng: random.Random, lesson_id: str, slot: dict[str, str], day: date) -> None:
    common = {key: slot[key] for key in ("slot_id", "number", "class_id", "subject")}
    teacher = slot["teacher_id"]
    files["lessons.csv"].append(
        {
            "lesson_id": lesson_id,
            "date": day.isoformat(),
            "status": "held",
            "actual_teacher_id": teacher,
            "recorded_at": at(day),
            **common,
        }
    )
    late = day + DAY * 7 if rng.random() < 1 / 50 else day
    for name, value in (("topic", "Тема"), ("homework", "§ 5")):
        files["lesson_texts.csv"].append(
            {"lesson_id": lesson_id, "field": name, "value": value, "recorded_at": at(late)}
        )
    klass = slot["class_id"].removeprefix("k")
    pupils = [f"u{klass}-{number}" for number in range(PUPILS)]
    away = rng.choice(pupils)
    files["attendance.csv"].append({"lesson_id": lesson_id, "pupil_id": away, "code": "ill", "recorded_at": at(day)})
    for pupil in rng.sample(pupils, MARKED):
        on = day + DAY * 7 if rng.random() < 1 / 50 else day
        number = len(files["marks.csv"])
        files["marks.csv"].append(
            {
                "mark_id": f"m{number}",
                "lesson_id": lesson_id,
                "pupil_id": pupil,
                "value": "4",
                "kind": "current",
                "recorded_at": at(on),
            }
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="URL of an empty database; SQLite in a temporary folder without it")
    parser.add_argument("--profile", action="store_true", help="where the time of the check goes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = school()
        counts = {name: len(rows) for name, rows in files.items()}
        print(f"rows: {sum(counts.values())}, marks {counts['marks.csv']}, lessons {counts['lessons.csv']}")
        store = open_store(options.database or f"sqlite:///{folder / 'journal.sqlite'}", folder / "data")
        store.migrate()
        began = time.process_time()
        load(store, write_bundle(folder / "bundle", files))
        print(f"load: {time.process_time() - began:.1f} s of CPU")
        profile = cProfile.Profile()
        began = time.process_time()
        if options.profile:
            profile.enable()
        report = checked(store, twin_order(), as_of=AS_OF)
        print(
            f"check: {time.process_time() - began:.1f} s of CPU, cells {len(report.findings)} of {len(CHECKS)} checks"
        )
        for title, work in (("hash", report_hash), ("json", render_json), ("text", render_text)):
            began = time.process_time()
            work(report)
            print(f"{title}: {time.process_time() - began:.1f} s of CPU")
        if options.profile:
            pstats.Stats(profile).sort_stats("cumulative").print_stats(35)
        store.close()


if __name__ == "__main__":
    main()
