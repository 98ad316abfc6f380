"""Rule cases written for people (tests/rules/*.yaml) → a school and what must be found in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from compliance.vocabulary import finding_label
from support.rule_rows import add_days, add_pupils, period_of, teaching_files
from support.small_school import (
    ABSENTEES,
    ARCHIVES,
    BACKUPS,
    DATES,
    HOMEWORK,
    MARKS,
    MISSED,
    PLANS,
    TERM_MARKS,
    TOPICS,
    WORKS,
    Rows,
    SmallSchool,
    at,
    day,
    order,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from compliance.model import Finding, Report

DUTIES = {
    "S1": DATES, "S2": TOPICS, "S3": ABSENTEES, "S4": MARKS, "S5": HOMEWORK, "S6": WORKS, "S7a": TERM_MARKS,
    "S8": PLANS, "D3": MISSED, "A5": BACKUPS, "A6": ARCHIVES,
}  # fmt: skip
BACKED = frozenset({"A5", "A6"})
NAMED = {"A5": "Дорофеева", "A6": "Дорофеева", "D3": "Ковшова"}
POSTS = {"учитель": "teacher", "администратор": "administrator", "завуч": "deputy"}
TEXTS = {"тема": "topic", "задание": "homework", "не задано": "no_homework_reason"}
UNITS = {
    "учебных": "SCHOOL_DAY", "календарных": "CALENDAR", "рабочих": "WORKING", "отметок": "MARK", "уроков": "LESSON",
}  # fmt: skip


@dataclass(frozen=True)
class RuleCase:
    """One case of a file."""

    name: str
    check: str
    body: dict[str, Any]


def cases(folder: Path) -> list[RuleCase]:
    """Every case of every file."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        usual = content.get("обычно", {})
        found += [RuleCase(body["случай"], content["правило"], usual | body) for body in content["случаи"]]
    return found


def run(case: RuleCase, folder: Path) -> Report:
    """The report on the case's school."""
    school = SmallSchool.usual()
    for name, rows in files_of(case.body).items():
        school.files[name] = rows
    add_pupils(school.files, case.body)
    add_days(school.files, case.body)
    for name in case.body.get("не загружено", ()):
        del school.files[name]
    held = order(DUTIES[case.check], person_ids=(NAMED[case.check],) if case.check in NAMED else ())
    return school.report(folder, held, as_of=day(case.body["на"]))


def expected(case: RuleCase) -> dict[str, str]:
    """What must be found: label of the case's item → label of the status."""
    if "ожидаем" in case.body:
        return {str(key): value for key, value in case.body["ожидаем"].items()}
    return {
        label(item): item["ожидаем"]
        for section, label in LABELS.items()
        for item in case.body.get(section, ())
        if "ожидаем" in item
    }


def found(report: Report) -> dict[str, str]:
    """What was found, in the same words."""
    return {label_of(item): words_of(item) for item in report.findings if item.requirement.check in DUTIES}


LABELS: dict[str, Callable[[dict[str, Any]], str]] = {
    "уроки": lambda item: str(item["дата"]),
    "за четверть": lambda item: " ".join([item["ученик"], *([item["предмет"]] if "предмет" in item else [])]),
    "нагрузка": lambda item: plan_label(
        item["учитель"],
        {
            "class_id": item.get("класс", "7А"),
            "group_id": item.get("группа", ""),
            "subject": item.get("предмет", "Математика"),
        },
    ),
    "отметки": lambda item: f"{item['урок'][:10]} {item['ученик']}",
}


def label_of(item: Finding) -> str:
    """What the finding is about: a day, a pupil, a plan, a week."""
    held = item.object or {}
    if "date" in held:
        return f"{date.fromisoformat(held['date']):%d.%m.%Y}{label_in_day(item, held)}"
    if "term_id" in held:
        return held["pupil_id"] + subject_label(held)
    if item.period:
        start, end = item.period.start, item.period.end
        return f"{start:%d.%m}–{end:%d.%m.%Y}" if "first_lesson_id" in held else f"{start:%d.%m.%Y}"
    if item.requirement.check == "S8" and "subject" in held:
        return plan_label(item.bearer.person_id if item.bearer else "", held)
    return "всё"


def label_in_day(item: Finding, held: Mapping[str, str]) -> str:
    """What tells apart findings of one day."""
    if "question" in held:
        return " вне расписания"
    if "slot_id" in held:
        return f" урок {held['number']}"
    if "pupil_id" in held:
        return f" {held['pupil_id']}"
    return subject_label(held) if item.requirement.check == "S3" else ""


def subject_label(held: Mapping[str, str]) -> str:
    return "" if held["subject"] == "Математика" else f" {held['subject']}"


def plan_label(teacher: str | None, held: Mapping[str, str]) -> str:
    """«Лапшин 7А Математика», or the group in place of the class."""
    return f"{teacher} {held.get('group_id') or held['class_id']} {held['subject']}"


def words_of(item: Finding) -> str:
    who = f", {item.bearer.person_id}" if item.bearer and item.bearer.person_id else ""
    counted = item.need is not None and item.requirement.check not in BACKED
    much = f", {item.have} из {item.need}" if counted else ""
    return finding_label(item) + much + who + (", справочно" if item.advisory else "")


def files_of(body: dict[str, Any]) -> dict[str, Rows]:
    """Rows of the bundle that the case speaks of."""
    files: dict[str, Rows] = {}
    if "сроки" in body:
        files["parameters.csv"] = [parameter_of(item) for item in body["сроки"]]
    if "должности" in body:
        files["posts.csv"] = [post_of(item) for item in body["должности"]]
    if "отпуска" in body:
        files["leaves.csv"] = [
            {**period_of(item), "person_id": item["кто"], "kind": "vacation"} for item in body["отпуска"]
        ]
    if "уроки" in body:
        files["lessons.csv"] = [lesson_of(place, item) for place, item in enumerate(body["уроки"])]
        files["lesson_texts.csv"] = [
            row for place, item in enumerate(body["уроки"]) for row in texts_of(f"у{place}", item)
        ]
    if "копии" in body:
        files["backups.csv"] = [backup_of(place, item) for place, item in enumerate(body["копии"])]
    if "архивы" in body:
        files["backups.csv"] = [archive_of(place, item) for place, item in enumerate(body["архивы"])]
    return files | teaching_files(body)


def parameter_of(item: dict[str, Any]) -> dict[str, str]:
    return {
        "key": item["срок"],
        "value": str(item["дней"]),
        "unit": UNITS[item.get("каких", "учебных")],
        "source": item.get("основание", ""),
        **period_of(item),
    }


def post_of(item: dict[str, Any]) -> dict[str, str]:
    return {"person_id": item["кто"], "post": POSTS[item["кем"]], "title": item["кем"], **period_of(item)}


def lesson_of(place: int, item: dict[str, Any]) -> dict[str, str]:
    date = day(item["дата"]).isoformat()
    return {
        "lesson_id": f"у{place}",
        "date": date,
        "number": str(item.get("урок по счёту", 1)),
        "class_id": item.get("класс", "7А"),
        "group_id": item.get("группа", ""),
        "subject": item.get("предмет", "Математика"),
        "status": {"проведён": "held", "отменён": "cancelled", "замещён": "replaced"}[item.get("урок", "проведён")],
        "planned_teacher_id": item.get("по расписанию", item.get("учитель", "Лапшин")),
        "actual_teacher_id": item.get("учитель", "Лапшин"),
        "recorded_at": at(item["записан"]) if "записан" in item else f"{date}T09:00:00+09:00",
        "recorded_at_known": "false" if item.get("перенесён с бумаги") else "true",
    }


def texts_of(lesson_id: str, item: dict[str, Any]) -> Rows:
    """A text is «слова @ время»; several are its versions in turn."""
    rows = []
    for word, name in TEXTS.items():
        for version in item.get(word, ()):
            value, _, moment = version.rpartition("@")
            rows.append(
                {"lesson_id": lesson_id, "field": name, "value": value.strip(), "recorded_at": at(moment.strip())}
            )
    return rows


def backup_of(place: int, item: str) -> dict[str, str]:
    """«03.11.2023 18:00 м1 [не проверена]»."""
    date, time, medium_id, *rest = item.split()
    begun = at(f"{date} {time}")
    return {
        "backup_id": f"к{place:02d}",
        "kind": "archive" if "архив" in rest else "backup",
        "started_at": begun,
        "finished_at": begun,
        "medium_id": medium_id,
        "sha256": f"{place:064d}",
        "verified": "false" if "не" in rest else "true",
    }


def archive_of(place: int, item: str) -> dict[str, str]:
    """«03.11.2023 18:00 м1 за 01.10.2023-31.10.2023 [не проверена]»."""
    when, _, what = item.partition(" за ")
    covered, _, rest = what.partition(" ")
    row = backup_of(place, f"{when} архив {rest}")
    if covered:
        first, last = covered.split("-")
        row |= {"covers_from": day(first).isoformat(), "covers_to": day(last).isoformat()}
    return row
