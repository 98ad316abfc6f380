"""The invented order and school: what was planted is found, and nobody else is accused."""

import json
from datetime import date, datetime
from pathlib import Path

import jsonschema
import pytest

from api.usecases.checks import CheckRequest, check_duties
from api.usecases.schools import load_school
from api.usecases.services import Services
from compliance.model import Report, Status
from compliance.render import render_text
from compliance.render_json import render_json
from journal.model import Actor
from journal.store.session import Store
from support.paths import ORDER_29I, ROOT
from support.services import services_over

TRUTH = json.loads((ORDER_29I / "truth.json").read_text(encoding="utf-8"))
LACKS = {Status.VIOLATED, Status.PARTIAL, Status.LATE, Status.CURED_AFTER_TERM}


def report_of(
    services: Services,
    actor: Actor,
    *,
    as_of: str = TRUTH["as_of"],
    known: str = TRUTH["known_at"],
    folder: Path = ORDER_29I / "school",
) -> Report:
    load_school(services, actor, folder)
    request = CheckRequest(as_of=date.fromisoformat(as_of), known_at=datetime.fromisoformat(known))
    return check_duties(services, actor, request)


def found(report: Report) -> list[dict[str, str]]:
    lacks = []
    for item in report.findings:
        if item.status not in LACKS or item.advisory:
            continue
        row = {"check": item.requirement.check, "status": item.status.value}
        if item.object is not None and item.bearer is not None:
            row |= {"lesson_id": item.object["lesson_id"], "person_id": item.bearer.person_id or ""}
        if item.period is not None:
            row |= {"from": item.period.start.isoformat()}
        lacks.append(row)
    return sorted(lacks, key=str)


def test_what_was_planted_is_found_and_nothing_else(services: Services, actor: Actor) -> None:
    assert found(report_of(services, actor)) == sorted(TRUTH["lacks"], key=str)


def test_every_clause_and_every_duty_is_in_the_report(sqlite_services: Services, actor: Actor) -> None:
    report = report_of(sqlite_services, actor)
    assert [path for _, path, _ in report.clauses] == ["1", "2", "3", "4", "5", "5.1", "5.2", "5.3", "5.4", "6", "7"]
    duties = {item.requirement.duty_id for item in report.findings if item.requirement.duty_id}
    assert len(duties) == 21
    text = render_text(report)
    for _, path, _ in report.clauses:
        assert f"\n{path}. " in text


def test_the_day_before_the_order_nothing_binds(services: Services, actor: Actor) -> None:
    report = report_of(services, actor, as_of="2023-10-27")
    assert {item.status for item in report.findings} == {Status.NOT_BOUND}
    assert "не действовал" in render_text(report)
    assert len({item.requirement.duty_id for item in report.findings if item.requirement.duty_id}) == 21


@pytest.mark.postgres
def test_both_databases_and_any_order_of_rows_give_one_hash(
    sqlite_services: Services, postgres_store: Store, actor: Actor, bundle: Path
) -> None:
    for path in bundle.glob("*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text(header + "".join(reversed(rows)), encoding="utf-8", newline="")
    straight = report_of(sqlite_services, actor)
    reversed_rows = report_of(services_over(postgres_store), actor, folder=bundle)
    assert render_json(straight)["hash"] == render_json(reversed_rows)["hash"]


def test_the_json_keeps_the_contract(sqlite_services: Services, actor: Actor) -> None:
    schema = json.loads((ROOT / "docs" / "reference" / "check.schema.json").read_text(encoding="utf-8"))
    report = report_of(sqlite_services, actor)
    short, whole = render_json(report), render_json(report, everything=True)
    jsonschema.validate(short, schema)
    jsonschema.validate(whole, schema)
    assert len(whole["instances"]) == len(report.findings) > len(short["instances"])
    assert short["hash"] == whole["hash"]


def test_what_was_learnt_later_does_not_count_earlier(sqlite_services: Services, actor: Actor) -> None:
    """On the evening of 15.11.2023 the late topic of 14.11 was not written yet, and its term had not come."""
    report = report_of(sqlite_services, actor, as_of="2023-11-15", known="2023-11-15T20:00:00+09:00")
    statuses = {
        item.status
        for item in report.findings
        if item.requirement.check == "S2" and (item.object or {}).get("lesson_id") == "L009"
    }
    assert statuses == {Status.DUE_SOON}


def test_without_the_local_act_no_term_is_invented(sqlite_services: Services, actor: Actor, bundle: Path) -> None:
    (bundle / "parameters.csv").write_text("key,value,unit,from,to,source\n", encoding="utf-8")
    report = report_of(sqlite_services, actor, folder=bundle)
    told = {(item.requirement.check, item.status, item.reason) for item in report.findings}
    assert ("S2", Status.NOT_ASSESSABLE, "NO_NORM") in told
    assert not [row for row in found(report) if row["check"] in {"S2", "S5"}]


def test_a_default_without_a_clause_is_only_advisory(sqlite_services: Services, actor: Actor, bundle: Path) -> None:
    text = "key,value,unit,from,to,source\nN_topic,2,SCHOOL_DAY,2023-09-01,,\n"
    (bundle / "parameters.csv").write_text(text, encoding="utf-8")
    report = report_of(sqlite_services, actor, folder=bundle)
    topics = [item for item in report.findings if item.requirement.check == "S2"]
    assert len(topics) > 50
    assert all(item.advisory for item in topics)
    assert all(line["percent"] is None for line in render_json(report)["summary"] if line["check"] == "S2")


@pytest.mark.parametrize("moment", ["2023-10-28", "2023-11-20", "2024-02-01"])
def test_the_report_never_breaks_whatever_the_day(moment: str, sqlite_services: Services, actor: Actor) -> None:
    report = report_of(sqlite_services, actor, as_of=moment, known=f"{moment}T12:00:00+09:00")
    assert render_text(report, everything=True)
