"""Order № 29-И with its school: through the real loader, every planted lack is found and nothing else."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from api.usecases.schools import load_school
from compliance.canonical import report_hash
from compliance.model import Finding, Report, Status
from compliance.render import render_text
from compliance.summary import LACKS
from journal.orders import all_orders
from support.services import services_over
from support.small_school import ACTOR, checked, empty_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journal.model import HeldOrder
    from journal.store.session import Store

SAMPLE = Path(__file__).parents[3] / "samples" / "order-29i"
TRUTH: dict[str, Any] = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
AS_OF = date.fromisoformat(TRUTH["as_of"])
KNOWN = datetime.fromisoformat(TRUTH["known_at"])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = empty_store(tmp_path_factory.mktemp("sample") / "school")
    load_school(services_over(opened), ACTOR, SAMPLE / "school")
    yield opened
    opened.close()


def held(store: Store) -> HeldOrder:
    with store.read() as uow:
        (order,) = all_orders(uow)
    return order


def report(store: Store, as_of: date = AS_OF, known: datetime = KNOWN) -> Report:
    return checked(store, held(store), as_of=as_of, known=known)


def lack(item: Finding) -> dict[str, str]:
    """A finding in the words of truth.json."""
    body = {"check": item.requirement.check, "status": item.status.value}
    if item.object and "lesson_id" in item.object and item.bearer and item.bearer.person_id:
        return {**body, "lesson_id": item.object["lesson_id"], "person_id": item.bearer.person_id}
    return {**body, "from": item.period.start.isoformat()} if item.period else body


def ordered(items: list[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))


def test_every_planted_lack_and_nothing_else(store: Store) -> None:
    found = [lack(item) for item in report(store).findings if item.status in LACKS]
    assert ordered(found) == ordered(TRUTH["lacks"])


def test_the_day_before_the_order_binds_nobody(store: Store) -> None:
    before = report(store, as_of=held(store).in_force_from - timedelta(days=1))
    assert {item.status for item in before.findings} == {Status.NOT_BOUND}


def test_every_clause_and_duty_is_in_the_report(store: Store) -> None:
    order, found = held(store), report(store)
    printed = render_text(found)
    assert {item.requirement.duty_id for item in found.findings} >= {duty.duty_id for duty in order.duties}
    assert all(f"\n{clause.path}. " in printed for clause in order.clauses if clause.path)
    assert all(duty.action_text in printed for duty in order.duties)


def test_with_the_first_day_known_only_nothing_later_is_used(store: Store) -> None:
    early = report(store, known=datetime(2023, 11, 10, tzinfo=UTC))
    times = [item.evidence_time for item in early.findings if item.evidence_time]
    assert times
    assert max(times) <= datetime(2023, 11, 10, tzinfo=UTC)


def test_a_lack_stays_a_lack_as_time_goes_on(store: Store) -> None:
    days = [AS_OF - timedelta(weeks=weeks) for weeks in (5, 3, 1, 0)]
    reports = [report(store, as_of=day, known=KNOWN) for day in days]
    for earlier, later in itertools.pairwise(reports):
        now = {key(item): item.status for item in later.findings}
        for item in earlier.findings:
            if item.status in {Status.VIOLATED, Status.LATE, Status.CURED_AFTER_TERM}:
                assert now[key(item)] in LACKS


def key(item: Finding) -> tuple[str, str, str]:
    return (item.requirement.check, str(item.object), str(item.period))


def test_evaluating_twice_gives_the_same(store: Store) -> None:
    first = report(store)
    assert report_hash(first) == report_hash(report(store))
    assert replace(first, findings=first.findings[:-1]) != first
    assert report_hash(replace(first, findings=first.findings[:-1])) != report_hash(first)


def test_the_sample_is_what_its_generator_makes(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE.parent / "order-29", tmp_path / "order-29")
    (tmp_path / "order-29i").mkdir()
    shutil.copy(SAMPLE / "make.py", tmp_path / "order-29i" / "make.py")
    subprocess.run([sys.executable, str(tmp_path / "order-29i" / "make.py")], check=True)
    made = {path.relative_to(tmp_path / "order-29i") for path in (tmp_path / "order-29i").rglob("*") if path.is_file()}
    assert Path("truth.json") in made
    for path in made:
        assert (tmp_path / "order-29i" / path).read_bytes() == (SAMPLE / path).read_bytes(), path
