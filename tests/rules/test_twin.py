"""Two evaluators that share no code say the same of schools made by chance, cell by cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from support.cells import cells
from support.small_school import ZONE, checked, empty_store, load, write_bundle
from support.twin.evaluate import CHECKS, evaluate
from support.twin.orders import NAMED, twin_order
from support.twin.school import TwinSchool
from support.twin.wild import IN_FORCE, wild_school

if TYPE_CHECKING:
    from pathlib import Path


def moment(seed: int) -> tuple[date, datetime]:
    """A day to look at, and an instant up to which things are known: now and then earlier than the day."""
    as_of = date(2023, 11, 8) + timedelta(days=(3, 12, 20, 26, 32, 40)[seed % 6])
    return as_of, datetime.combine(as_of, time(20), ZONE) - timedelta(days=5 * (seed % 5 == 0))


@pytest.mark.parametrize("seed", range(24))
def test_both_say_the_same(seed: int, tmp_path: Path) -> None:
    files, (as_of, known) = wild_school(seed), moment(seed)
    store = empty_store(tmp_path / "school")
    load(store, write_bundle(tmp_path / "bundle", files))
    report = checked(store, twin_order(), as_of=as_of, known=known)
    store.close()
    found = {key: (status, advisory) for key, (status, _, advisory) in cells(report, frozenset(CHECKS)).items()}
    twin = TwinSchool(files, as_of, known, ZONE, IN_FORCE, NAMED["deputy_director"], NAMED["administrator"])
    assert found == evaluate(twin)
    assert len({check for check, _, _ in found}) == len(CHECKS)
