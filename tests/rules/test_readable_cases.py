"""Every rule does what its cases say; the cases are written for a deputy director to read and correct."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.rule_cases import RuleCase, cases, expected, found, run


@pytest.mark.parametrize("case", cases(Path(__file__).parent / "cases"), ids=lambda case: f"{case.check}: {case.name}")
def test_case(case: RuleCase, tmp_path: Path) -> None:
    assert found(run(case, tmp_path / "school")) == expected(case)
