"""What the report says as a whole: nothing left out, nobody accused on what is not known, one hash."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from compliance.canonical import report_hash
from compliance.model import Report, Status
from compliance.render import render_text
from compliance.render_json import render_json
from compliance.summary import LACKS
from journal.model import OrderState
from support.small_school import (
    BACKUPS,
    HOMEWORK,
    TOPICS,
    ZONE,
    SmallSchool,
    checked,
    empty_store,
    order,
)

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/reference/check.schema.json").read_text(encoding="utf-8"))
AS_OF = date(2023, 11, 20)
ALL = (TOPICS, HOMEWORK, BACKUPS)


def school() -> SmallSchool:
    """Two lessons, one without a topic; one week of copies."""
    found = SmallSchool.usual()
    found.files["lessons.csv"] = [lesson("л1", "2023-11-08"), lesson("л2", "2023-11-15")]
    found.files["lesson_texts.csv"] = [
        text("л1", "topic", "Дроби", "2023-11-08"),
        text("л1", "homework", "§ 5", "2023-11-08"),
        text("л2", "homework", "§ 6", "2023-11-15"),
    ]
    found.files["backups.csv"] = [backup("к1", "м1"), backup("к2", "м2")]
    return found


def lesson(lesson_id: str, day: str) -> dict[str, str]:
    return {
        "lesson_id": lesson_id, "date": day, "class_id": "7А", "subject": "Математика", "status": "held",
        "actual_teacher_id": "Лапшин", "recorded_at": f"{day}T09:00:00+09:00", "recorded_at_known": "true",
    }  # fmt: skip


def text(lesson_id: str, field: str, value: str, day: str) -> dict[str, str]:
    return {"lesson_id": lesson_id, "field": field, "value": value, "recorded_at": f"{day}T15:00:00+09:00"}


def backup(backup_id: str, medium_id: str) -> dict[str, str]:
    begun = "2023-11-03T18:00:00+09:00"
    return {"backup_id": backup_id, "kind": "backup", "started_at": begun, "finished_at": begun,
            "medium_id": medium_id, "verified": "true"}  # fmt: skip


def statuses(report: Report) -> set[Status]:
    return {item.status for item in report.findings}


def test_before_the_order_nobody_was_bound(tmp_path: Path) -> None:
    report = school().report(tmp_path / "s", order(*ALL), as_of=date(2023, 10, 27))
    assert statuses(report) == {Status.NOT_BOUND}
    assert {item.requirement.check for item in report.findings} >= {"S2", "S5", "A5", "O5"}
    assert "приказ не действовал" in render_text(report)


@pytest.mark.parametrize(
    "changes",
    [{"state": OrderState.DRAFT}, {"state": OrderState.REPEALED}, {"in_force_to": date(2023, 10, 27)}],
)
def test_a_draft_or_repealed_order_binds_nobody(tmp_path: Path, changes: dict[str, object]) -> None:
    report = school().report(tmp_path / "s", order(*ALL, **changes), as_of=AS_OF)
    assert statuses(report) == {Status.NOT_BOUND}


def test_an_empty_journal_accuses_nobody(tmp_path: Path) -> None:
    store = empty_store(tmp_path / "s")
    report = checked(store, order(*ALL), as_of=AS_OF)
    store.close()
    assert not statuses(report) & LACKS
    assert {item.reason for item in report.findings if item.requirement.check in {"S2", "S5", "A5"}} == {"NO_DATA"}
    assert "нет данных" in render_text(report)


def test_what_was_recorded_after_the_known_instant_does_not_exist(tmp_path: Path) -> None:
    store_report = school().report(
        tmp_path / "s", order(TOPICS), as_of=AS_OF, known=datetime(2023, 11, 8, 5, tzinfo=UTC)
    )
    found = [item.status for item in store_report.findings if item.requirement.check == "S2"]
    assert found == [Status.VIOLATED]


def test_only_occasions_of_the_period_are_judged(tmp_path: Path) -> None:
    report = school().report(tmp_path / "s", order(TOPICS), as_of=AS_OF, start=date(2023, 11, 15), end=AS_OF)
    assert [item.object["lesson_id"] for item in report.findings if item.object] == ["л2"]


def test_rows_in_another_order_give_the_same_hash(tmp_path: Path) -> None:
    first = school().report(tmp_path / "s1", order(*ALL), as_of=AS_OF)
    other = school()
    for rows in other.files.values():
        random.Random(7).shuffle(rows)  # noqa: S311 - not for secrets
    second = other.report(tmp_path / "s2", order(*ALL), as_of=AS_OF)
    assert report_hash(first) == report_hash(second)
    assert first == second


def test_json_keeps_its_schema_and_counts_what_it_leaves_out(tmp_path: Path) -> None:
    report = school().report(tmp_path / "s", order(*ALL, person_ids=()), as_of=AS_OF)
    short, full = render_json(report), render_json(report, everything=True)
    for body in (short, full):
        Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(json.loads(json.dumps(body)))
    assert short["hash"] == full["hash"]
    assert {item["status"] for item in full["instances"]} - {item["status"] for item in short["instances"]} == {
        "FULFILLED"
    }
    assert sum(sum(row["counts"].values()) for row in short["summary"]) == len(full["instances"])


def test_percent_leaves_out_what_is_unknown_or_advisory(tmp_path: Path) -> None:
    report = school().report(tmp_path / "s", order(TOPICS), as_of=AS_OF)
    (row,) = [row for row in render_json(report)["summary"] if row["check"] == "S2"]
    assert (row["counts"], row["percent"]) == ({"FULFILLED": 1, "VIOLATED": 1}, 50.0)
    advisory = school()
    advisory.files["parameters.csv"] = [{**advisory.files["parameters.csv"][0], "source": ""}]
    (row,) = [
        row
        for row in render_json(advisory.report(tmp_path / "s2", order(TOPICS), as_of=AS_OF))["summary"]
        if row["check"] == "S2"
    ]
    assert (row["counts"], row["percent"]) == ({"FULFILLED": 1, "VIOLATED": 1}, None)


def test_text_names_the_lack_with_its_place_and_the_source_of_the_deadline(tmp_path: Path) -> None:
    report = school().report(tmp_path / "s", order(*ALL), as_of=AS_OF)
    printed = render_text(report)
    assert "15.11.2023 7А, Математика (л2); Лапшин Е.И.; не исполнено; срок 17.11.2023" in printed
    assert "тема урока (N_topic): 2 учебных дня — Положение, п. 3.2" in printed
    assert "(л1)" not in printed
    assert "(л1)" in render_text(report, everything=True)


def test_time_of_evidence_is_shown_as_the_school_clock_shows_it(tmp_path: Path) -> None:
    late = school()
    late.files["lesson_texts.csv"].append(text("л2", "topic", "Проценты", "2023-11-20"))
    report = late.report(tmp_path / "s", order(TOPICS), as_of=AS_OF)
    assert "сделано 20.11.2023 15:00" in render_text(report)
    (body,) = [item for item in render_json(report)["instances"] if item["status"] == "LATE"]
    assert body["evidence_time"] == "2023-11-20T06:00:00Z"
    assert datetime.fromisoformat(body["evidence_time"]).astimezone(ZONE).date() == AS_OF


def test_near_the_end_of_the_calendar_nobody_is_late(tmp_path: Path) -> None:
    short = school()
    short.files["calendar.csv"] = [row for row in short.files["calendar.csv"] if row["date"] <= "2023-11-16"]
    for as_of, expected in ((date(2023, 11, 16), Status.NOT_YET_DUE), (date(2023, 11, 20), Status.NOT_ASSESSABLE)):
        report = short.report(tmp_path / f"{as_of}", order(TOPICS), as_of=as_of)
        found = {item.object["lesson_id"]: item.status for item in report.findings if item.object}
        assert found == {"л1": Status.FULFILLED, "л2": expected}


def test_signatures_are_asked_of_everybody_the_order_binds(tmp_path: Path) -> None:
    signed = school()
    signed.files["posts.csv"] = [{"person_id": name, "post": "teacher"} for name in ("Лапшин", "Суворова")]
    signed.files["acknowledgements.csv"] = [
        {"order_id": "o1", "person_id": "Лапшин", "signed_on": "2023-10-30", "confirmed_by": "Суворова"},
        {"order_id": "o1", "person_id": "Дорофеева", "signed_on": "2023-10-30", "confirmed_by": ""},
    ]
    report = signed.report(tmp_path / "s", order(TOPICS), as_of=AS_OF)
    found = {item.bearer.person_id: (item.status, item.reason) for item in report.findings
             if item.requirement.check == "O5" and item.bearer}  # fmt: skip
    assert found == {
        "Лапшин": (Status.FULFILLED, None),
        "Суворова": (Status.NEEDS_ATTESTATION, "ACK_MISSING"),
    }


def test_who_controls_himself_is_information_and_no_fault(tmp_path: Path) -> None:
    both = order(
        ("deputy_director", "Заместитель директора", "Контролирует заполнение журнала"),
        BACKUPS,
        person_ids=("Дорофеева",),
    )
    report = school().report(tmp_path / "s", both, as_of=AS_OF)
    (item,) = [item for item in report.findings if item.requirement.check == "D5"]
    assert (item.status, item.reason, item.advisory) == (Status.NEEDS_ATTESTATION, "SELF_CONTROL", True)
    assert "к сведению директора, не нарушение" in render_text(report)
