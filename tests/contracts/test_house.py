"""The house keeps its shape: sizes, packaging, documents that name everything."""

import ast
import importlib.metadata
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest

from api.access.table import UseCase
from api.cli.main import svod
from api.settings import Settings
from compliance.catalogue import catalogue
from compliance.model import Status
from compliance.rules.registry import RULES
from school import errors
from support.paths import ROOT

PACKAGES = ("school", "ingest", "parsing", "journal", "compliance", "api")
LARGEST_MODULE = 300
LONGEST_FUNCTION = 60
MEDIAN_FUNCTION = 10
USUAL_FUNCTION = 40


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "versions" not in path.parts]


def functions() -> list[tuple[int, str]]:
    """(lines of the body without the docstring, name) of every function."""
    found = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                found.append((length, f"{path.relative_to(ROOT)}:{node.name}"))
    return sorted(found)


def test_modules_stay_small() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: size for name, size in sizes.items() if size > LARGEST_MODULE} == {}


def test_functions_stay_short() -> None:
    lengths = functions()
    assert lengths[len(lengths) // 2][0] <= MEDIAN_FUNCTION
    assert lengths[int(len(lengths) * 0.95)][0] <= USUAL_FUNCTION
    assert [item for item in lengths if item[0] > LONGEST_FUNCTION] == []


def test_no_other_distribution_owns_our_names() -> None:
    owners = importlib.metadata.packages_distributions()
    for package in PACKAGES:
        assert set(owners.get(package, ["svod"])) == {"svod"}


def test_the_wheel_holds_the_six_packages_only(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names} - {f"svod-{importlib.metadata.version('svod')}.dist-info"}
    assert tops == set(PACKAGES)
    for needed in (
        "api/access/table.toml",
        "api/cli/locale/ru/LC_MESSAGES/messages.mo",
        "api/web/static/vendor/htmx/htmx.min.js",
        "api/web/templates/layout.html",
        "ingest/export/embedded/serif.ttf",
        "ingest/export/embedded/srgb.icc",
        "parsing/data/forms.toml",
    ):
        assert needed in names


def leaves(kind: type[errors.SvodError]) -> list[type[errors.SvodError]]:
    below = kind.__subclasses__()
    return [kind] if not below else [leaf for item in below for leaf in leaves(item)]


def page(name: str) -> str:
    return (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")


def test_every_error_has_its_own_code_and_is_documented() -> None:
    every = leaves(errors.SvodError)
    codes = [kind.code for kind in every]
    assert len(set(codes)) == len(codes)
    text = page("errors.md")
    assert [code for code in codes if f"`{code}`" not in text] == []


def test_every_setting_is_documented() -> None:
    text = page("settings.md")
    assert [name for name in Settings.model_fields if f"`SVOD_{name.upper()}`" not in text] == []


def commands(group: click.Group, above: str = "svod") -> list[str]:
    found = []
    for name, command in group.commands.items():
        path = f"{above} {name}"
        found += commands(command, path) if isinstance(command, click.Group) else [path]
    return found


def test_every_command_is_documented() -> None:
    text = page("cli.md")
    assert [path for path in commands(svod) if f"`{path}" not in text] == []


def test_every_check_and_status_is_documented() -> None:
    rules, statuses = page("rules.md"), page("statuses.md")
    assert [spec.check for spec in catalogue().checks if f"| `{spec.check}` |" not in rules] == []
    assert [status.value for status in Status if f"`{status.value}`" not in statuses] == []
    for check in RULES:
        row = next(line for line in rules.splitlines() if line.startswith(f"| `{check}` |"))
        assert "есть" in row.split("|")[6]


def test_every_use_case_is_documented() -> None:
    text = page("access.md")
    assert [case.value for case in UseCase if f"`{case.value}`" not in text] == []


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_the_lock_names_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    pinned = [line for line in text.splitlines() if "==" in line]
    assert len(pinned) > 20
    assert text.count("--hash=sha256:") >= len(pinned)
