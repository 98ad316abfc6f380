"""The matrix says what the report says: every instance stands in exactly one place."""

from datetime import UTC, datetime
from pathlib import Path

from compliance.matrix import WHOLE, matrix, select, tally
from compliance.model import Report, Status
from support.small_school import BACKUPS, HOMEWORK, TOPICS, SmallSchool, day, order

AS_OF = day("20.11.2023")


def report(folder: Path, school: SmallSchool, *duties: tuple[str, str, str]) -> Report:
    known = datetime(2024, 9, 1, tzinfo=UTC)
    return school.report(folder, order(*(duties or (TOPICS, HOMEWORK, BACKUPS))), as_of=AS_OF, known=known)


def with_lessons() -> SmallSchool:
    school = SmallSchool.usual()
    for number, teacher in enumerate(("Лапшин", "Суворова"), 1):
        school.files["lessons.csv"].append(
            {
                "lesson_id": f"л{number}", "date": "2023-11-08", "class_id": "7А", "subject": "Математика",
                "status": "held", "actual_teacher_id": teacher, "recorded_at": "2023-11-08T09:00:00+09:00",
                "recorded_at_known": "true",
            }
        )  # fmt: skip
    school.files["lesson_texts.csv"].append(
        {"lesson_id": "л1", "field": "topic", "value": "Дроби", "recorded_at": "2023-11-08T15:00:00+09:00"}
    )
    return school


def test_every_instance_stands_in_one_cell(tmp_path: Path) -> None:
    found = report(tmp_path / "school", with_lessons())
    whole = matrix(found)
    rows = (*whole.judged, *whole.advisory, *whole.unjudged)
    counted = sum(item.count for row in rows for cell in row.cells.values() for item in cell)
    assert counted == len(found.findings) == sum(item.count for item in whole.totals)
    behind = [item for row in rows for key in row.cells for item in select(found, row.key, key)]
    assert sorted(map(id, behind)) == sorted(map(id, found.findings))


def test_what_nobody_can_judge_is_never_among_the_judged(tmp_path: Path) -> None:
    whole = matrix(report(tmp_path / "school", with_lessons()))
    assert {row.requirement.check for row in whole.judged} >= {"S2", "S5"}
    assert {item.status for row in whole.unjudged for cell in row.cells.values() for item in cell} <= {
        Status.NOT_ASSESSABLE,
        Status.NOT_APPLICABLE,
    }


def test_people_stand_by_name_and_the_whole_role_last(tmp_path: Path) -> None:
    whole = matrix(report(tmp_path / "school", with_lessons()))
    people = [column.name for column in whole.columns if column.key != WHOLE]
    assert people == sorted(people)
    topics = next(row for row in whole.judged if row.requirement.check == "S2")
    assert [item.label for item in topics.cells["Суворова"]] == ["не исполнено"]
    assert [item.label for item in topics.cells["Лапшин"]] == ["в срок"]
    assert topics.percent == 50.0


def test_advisory_instances_are_counted_apart(tmp_path: Path) -> None:
    school = with_lessons()
    school.files["parameters.csv"] = [{**row, "source": ""} for row in school.files["parameters.csv"]]
    found = report(tmp_path / "school", school, TOPICS)
    kinds = {(item.status, item.advisory) for item in tally(found.findings)}
    assert (Status.VIOLATED, True) in kinds
    assert (Status.VIOLATED, False) not in kinds
