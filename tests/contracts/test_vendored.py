"""What others wrote stands here unchanged, named, with its licence."""

import hashlib
import tomllib
from typing import Any

from support.paths import ROOT

PACKAGES: list[dict[str, Any]] = tomllib.loads((ROOT / "api/web/vendored.toml").read_text(encoding="utf-8"))["package"]
FOLDERS = ("api/web/static/vendor", "tests/support/vendor")


def test_every_file_is_as_it_was_published() -> None:
    for package in PACKAGES:
        for path, sha256 in package["files"].items():
            assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == sha256, path


def test_no_file_stands_there_unnamed() -> None:
    named = {path for package in PACKAGES for path in package["files"]}
    found = {str(path.relative_to(ROOT)) for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert found == named


def test_every_package_names_its_version_and_brings_its_licence() -> None:
    for package in PACKAGES:
        assert package["licence"]
        assert any(path.endswith("/LICENSE") for path in package["files"])
        script = next(path for path in package["files"] if path.endswith(".js"))
        assert package["version"] in (ROOT / script).read_text(encoding="utf-8")
