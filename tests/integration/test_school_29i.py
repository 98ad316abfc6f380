"""The invented school: every cell says what its generator planted, on both databases, with and without norms."""

import csv
import json
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from api.usecases.checks import CheckRequest, check_duties
from api.usecases.schools import archive_school, load_school
from api.usecases.services import Services
from compliance.canonical import report_hash
from compliance.model import Report
from compliance.render import render_text
from compliance.render_docx import render_docx
from compliance.rules.registry import RULES, WHOLE_ORDER
from journal.model import Actor
from journal.store.session import Store
from support.bundles import same
from support.cells import Cell, Judged, cells
from support.paths import SCHOOL_29I
from support.services import services_over

TRUTH = json.loads((SCHOOL_29I / "truth.json").read_text(encoding="utf-8"))
RULED = frozenset(RULES) | frozenset(WHOLE_ORDER)
LACKS = {"VIOLATED", "PARTIAL", "LATE", "CURED_AFTER_TERM", "NEEDS_ATTESTATION"}


def planted() -> dict[Cell, Judged]:
    found = {(row[0], row[1], row[2]): (row[3], row[4], row[5]) for row in TRUTH["cells"]}
    assert len(found) == len(TRUTH["cells"])
    return found


def planted_without_norms() -> dict[Cell, Judged]:
    return {(row[0], row[1], row[2]): tuple(row[6]) for row in TRUTH["cells"] if row[6] is not None}


def report_of(services: Services, actor: Actor, folder: Path) -> Report:
    load_school(services, actor, folder)
    moment = datetime.fromisoformat(TRUTH["known_at"])
    return check_duties(services, actor, CheckRequest(as_of=date.fromisoformat(TRUTH["as_of"]), known_at=moment))


@pytest.mark.postgres
def test_every_cell_is_as_planted_on_both_databases(
    sqlite_services: Services, postgres_store: Store, actor: Actor
) -> None:
    one = report_of(sqlite_services, actor, SCHOOL_29I / "school")
    other = report_of(services_over(postgres_store), actor, SCHOOL_29I / "school")
    assert cells(one, RULED) == planted()
    assert cells(other, RULED) == planted()
    assert report_hash(one) == report_hash(other)
    text = render_text(one)
    assert "Гордеев" in text
    assert "None" not in text
    assert len(render_docx(one)) > 10_000


def test_without_the_local_act_the_same_cells_have_no_norm(
    sqlite_services: Services, actor: Actor, tmp_path: Path
) -> None:
    folder = tmp_path / "school"
    shutil.copytree(SCHOOL_29I / "school", folder)
    (folder / "parameters.csv").write_text("key,value,unit,from,to,source\n", encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "files": {}}), encoding="utf-8")
    report = report_of(sqlite_services, actor, folder)
    assert cells(report, RULED) == planted_without_norms()
    assert "срок не установлен" in render_text(report)


def test_every_rule_has_something_wrong_and_something_right() -> None:
    for check in RULED - {"D5"}:
        statuses = {judged[0] for (name, _, _), judged in planted().items() if name == check}
        assert statuses & LACKS, check
        assert "FULFILLED" in statuses, check


def test_the_norms_stand_in_the_local_act() -> None:
    text = (SCHOOL_29I / "polozhenie.txt").read_text(encoding="utf-8")
    book = docx.Document(str(SCHOOL_29I / "polozhenie.docx"))
    assert [line for line in text.splitlines() if line] == [item.text for item in book.paragraphs if item.text]
    with (SCHOOL_29I / "school" / "parameters.csv").open(encoding="utf-8", newline="") as stream:
        clauses = [row["source"].removeprefix("Положение, п. ").split()[0] for row in csv.DictReader(stream)]
    assert len(clauses) > 10
    assert [clause for clause in clauses if f"\n{clause}. " not in text] == []


def test_the_school_comes_back(services: Services, actor: Actor, tmp_path: Path) -> None:
    load_school(services, actor, SCHOOL_29I / "school")
    archive_school(services, actor, tmp_path / "out")
    same(SCHOOL_29I / "school", tmp_path / "out")


def test_the_sample_is_what_its_generator_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCHOOL_29I / "make.py"), "--out", str(tmp_path)], check=True)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert Path("truth.json") in made
    assert [str(path) for path in made if (tmp_path / path).read_bytes() != (SCHOOL_29I / path).read_bytes()] == []
