"""Words of rule cases about pupils, marks and attendance → rows of the bundle."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from support.small_school import Rows, at, day

PUPILS = ("Белов", "Гусева", "Котов")
KINDS = {
    "текущая": "current",
    "за письменную работу": "written",
    "пересдача": "retake",
    "исправление": "correction",
    "долг": "debt",
}
ABSENCES = {"н": "absent", "б": "ill", "у": "valid", "оп": "late", "осв": "exempt"}

DAYS = {"карантин": "quarantine", "выходной": "holiday", "учебный": "school"}


def period_of(item: dict[str, Any]) -> dict[str, str]:
    return {
        "from": day(item["с"]).isoformat() if "с" in item else "2023-09-01",
        "to": day(item["по"]).isoformat() if "по" in item else "",
    }


def add_pupils(files: dict[str, Rows], body: dict[str, Any]) -> None:
    """Three pupils of class 7А, or those that the case names."""
    pupils = body.get("ученики", [{"кто": name} for name in PUPILS])
    named = {row["person_id"] for row in files["people.csv"]}
    fresh = dict.fromkeys(item["кто"] for item in pupils if item["кто"] not in named)
    files["people.csv"] += [{"person_id": name, "kind": "pupil", "surname": name} for name in fresh]
    files["enrolments.csv"] = [
        {"pupil_id": item["кто"], "class_id": item.get("класс", "7А"), **period_of(item)} for item in pupils
    ]


def add_days(files: dict[str, Rows], body: dict[str, Any]) -> None:
    """Days of a class of its own: quarantine, a day off."""
    for item in body.get("дни класса", ()):
        first, last = day(item["с"]), day(item["по"])
        for number in range((last - first).days + 1):
            date = (first + timedelta(days=number)).isoformat()
            files["calendar.csv"].append({"date": date, "kind": DAYS[item["вид"]], "class_id": item["класс"]})


def teaching_files(body: dict[str, Any]) -> dict[str, Rows]:
    """Rows of marks and attendance that the case speaks of; lessons are known by their dates."""
    files: dict[str, Rows] = {"marks.csv": []}
    ids = lesson_ids(body)
    for place, item in enumerate(body.get("отметки", ())):
        files["marks.csv"] += mark_of(place, item, ids)
    files["term_marks.csv"] = [row for item in body.get("за четверть", ()) for row in term_mark_of(item)]
    files["loads.csv"] = [load_of(item) for item in body.get("нагрузка", ())]
    files["timetable.csv"] = [slot_of(item) for item in body.get("расписание", ())]
    files["staff_absences.csv"] = [
        {"person_id": item["кто"], **period_of(item), "reason": "болезнь"} for item in body.get("отсутствия", ())
    ]
    files["substitutions.csv"] = [row for item in body.get("замены", ()) for row in substitution_of(item, ids)]
    files["works.csv"] = [work_of(item, ids) for item in body.get("работы", ())]
    files["ktp.csv"] = [row for place, item in enumerate(body.get("КТП", ())) for row in plan_of(place, item)]
    files["curriculum.csv"] = [curriculum_of(item) for item in body.get("учебный план", ())]
    if "периоды" in body:
        files["terms.csv"] = [term_of(place, item) for place, item in enumerate(body["периоды"])]
    if "группы" in body:
        files |= groups_of(body["группы"])
    absences = [attendance_of(ids, str(date), who) for date, who in body.get("отсутствовали", {}).items()]
    absences += [
        attendance_of(ids, item["урок"], item["нет"], item["записана"]) for item in body.get("посещаемость", ())
    ]
    files["attendance.csv"] = [row for rows in absences for row in rows]
    return files


def lesson_ids(body: dict[str, Any]) -> dict[str, str]:
    """«08.11.2023» is the first lesson of that day, «08.11.2023 История» that of the subject."""
    ids: dict[str, str] = {}
    for place, item in enumerate(body.get("уроки", ())):
        for name in (str(item["дата"]), f"{item['дата']} {item.get('предмет', 'Математика')}"):
            ids.setdefault(name, f"у{place}")
    return ids


def mark_of(place: int, item: dict[str, Any], ids: dict[str, str]) -> Rows:
    """A mark is «5 @ время»; several are its versions in turn, «@ время» wipes it."""
    rows = []
    for version in item["отметка"]:
        value, _, moment = str(version).rpartition("@")
        rows.append(
            {
                "mark_id": f"о{place}",
                "lesson_id": ids[str(item["урок"])],
                "pupil_id": item["ученик"],
                "work_id": item.get("работа", ""),
                "value": value.strip(),
                "kind": KINDS[item["вид"]] if "вид" in item else "",
                "agreed_on": day(item["назначено"]).isoformat() if "назначено" in item else "",
                "recorded_at": at(moment.strip()),
                "recorded_at_known": "false" if item.get("перенесена с бумаги") else "",
            }
        )
    return rows


def attendance_of(ids: dict[str, str], lesson: str, absent: list[str], moment: str | None = None) -> Rows:
    """«Белов» or «Белов б»; nobody absent is an explicit «all present»."""
    rows = []
    for item in absent or ["*"]:
        pupil, _, code = item.partition(" ")
        code = "present" if pupil == "*" else ABSENCES[code or "н"]
        recorded = at(moment or f"{lesson[:10]} 14:00")
        rows.append({"lesson_id": ids[lesson], "pupil_id": pupil, "code": code, "recorded_at": recorded})
    return rows


def work_of(item: dict[str, Any], ids: dict[str, str]) -> dict[str, str]:
    return {"work_id": item["работа"], "lesson_id": ids[item["урок"]], "type": item.get("вид", "")}


def term_mark_of(item: dict[str, Any]) -> Rows:
    """A term mark is «5 @ время»; several are its versions in turn."""
    rows = []
    for version in item["отметка"]:
        value, _, moment = str(version).rpartition("@")
        rows.append(
            {
                "pupil_id": item["ученик"],
                "class_id": item.get("класс", "7А"),
                "subject": item.get("предмет", "Математика"),
                "term_id": item.get("период", "q2"),
                "kind": "term",
                "value": value.strip(),
                "reason": item.get("причина", ""),
                "recorded_at": at(moment.strip()),
            }
        )
    return rows


def load_of(item: dict[str, Any]) -> dict[str, str]:
    return {
        "teacher_id": item["учитель"],
        "class_id": item.get("класс", "7А"),
        "group_id": item.get("группа", ""),
        "subject": item.get("предмет", "Математика"),
        **period_of(item),
    }


def term_of(place: int, item: dict[str, Any]) -> dict[str, str]:
    kind = item.get("какой", "четверть")
    return {
        "term_id": item.get("код", f"п{place}"),
        "kind": {"четверть": "quarter", "полугодие": "half_year", "год": "year"}[kind],
        "number": str(item.get("номер", 2)),
        **period_of(item),
        "class_id": item.get("класс", ""),
        "lock_on": day(item["закрыт"]).isoformat() if "закрыт" in item else "",
    }


def groups_of(items: list[dict[str, Any]]) -> dict[str, Rows]:
    """Groups of class 7А with their pupils."""
    return {
        "groups.csv": [
            {"group_id": item["группа"], "class_id": item.get("класс", "7А"), "subject": item["предмет"],
             "kind": item.get("вид", "split"), "name": item["группа"]}
            for item in items
        ],
        "group_members.csv": [
            {"group_id": item["группа"], "pupil_id": pupil, "from": "2023-09-01", "to": ""}
            for item in items
            for pupil in item["кто"]
        ],
    }  # fmt: skip


def plan_of(place: int, item: dict[str, Any]) -> Rows:
    """A plan of so many rows, an hour each, all recorded at once; «строки» are «с–по»."""
    first, last = (int(number) for number in str(item.get("строки", "1-3")).split("-"))
    return [
        {
            "ktp_id": f"ктп{place}-{number}",
            "teacher_id": item["учитель"],
            "class_id": item.get("класс", "7А"),
            "group_id": item.get("группа", ""),
            "subject": item.get("предмет", "Математика"),
            "number": str(number),
            "topic": item.get("тема", f"Тема {number}"),
            "hours": str(item.get("часов", 1)),
            "version": str(item.get("редакция", 1)),
            "recorded_at": at(item["внесён"]) if "внесён" in item else "",
        }
        for number in range(first, last + 1)
    ]


def curriculum_of(item: dict[str, Any]) -> dict[str, str]:
    return {
        "class_id": item.get("класс", "7А"),
        "subject": item.get("предмет", "Математика"),
        "hours": str(item["часов"]),
        "school_year": item.get("год", "2023/2024"),
    }


WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота")


def slot_of(item: dict[str, Any]) -> dict[str, str]:
    """A slot is known by its weekday and number: «ср2»."""
    return {
        "slot_id": slot_id(item["день"], item["урок"]),
        "weekday": str(WEEKDAYS.index(item["день"]) + 1),
        "number": str(item["урок"]),
        "class_id": item.get("класс", "7А"),
        "subject": item.get("предмет", "Математика"),
        "teacher_id": item.get("учитель", "Лапшин"),
        **period_of(item),
    }


def slot_id(weekday: str, number: int) -> str:
    return f"{weekday[:2]}{number}"


def substitution_of(item: dict[str, Any], ids: dict[str, str]) -> Rows:
    """A record of a substitution; several times are its versions, the order may come with a later one."""
    date = day(item["дата"])
    by_lesson = {"lesson_id": ids[item["дата"]]} if item.get("по уроку") else {}
    times = item["записана"] if isinstance(item["записана"], list) else [item["записана"]]
    orders = [item.get("приказ", "")] * len(times) if "приказ позже" not in item else ["", item["приказ позже"]]
    return [
        {
            **(by_lesson or {"slot_id": slot_id(WEEKDAYS[date.weekday()], item["урок"])}),
            "date": date.isoformat(),
            "from_teacher_id": item.get("вместо", "Лапшин"),
            "to_teacher_id": item.get("кто", ""),
            "order_id": order,
            "recorded_at": at(moment),
        }
        for moment, order in zip(times, orders, strict=True)
    ]
