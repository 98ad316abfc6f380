"""How well lattices of generated pages are found.

./run python tests/benchmarks/pages/make.py FOLDER --count 10
./run python tests/benchmarks/pages/lattice.py FOLDER

prints for each kind and quality of page how many cells have all four corners where they are on the paper, to a seventh
of the cell's shorter side, and how many lines are missing or too many; the worst pages come last, by name.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ingest.image.straight import straighten

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingest.image.straight import RuledPage

TOLERANCE = 1 / 7
WORST = 8


def corners(page: RuledPage) -> NDArray[np.float64]:
    """Crossings of the lattice in pixels of the picture, (rows, columns, 2)."""
    high, wide = len(page.lattice.level.places), len(page.lattice.plumb.places)
    found = np.array([[(*page.lattice.corner(row, column), 1.0) for column in range(wide)] for row in range(high)])
    view = np.array(page.to_original).reshape(3, 3)
    placed = found @ view.T
    return np.asarray(placed[..., :2] / placed[..., 2:])


def count(path: Path) -> Counter[str]:
    """Counts of one page."""
    geometry = json.loads(path.with_suffix(".geometry.json").read_text(encoding="utf-8"))
    grey = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    page = straighten(grey)
    cells = [cell for cell in geometry["cells"] if cell["role"] in {"mark", "name", "date", "topic", "homework"}]
    counts = Counter(pages=1, cells=len(cells), found=page is not None)
    if page is None:
        return counts
    points = corners(page)
    counts["lines"] = len(geometry["columns"]) + len(geometry["rows"])
    counts["lines off"] = abs(points.shape[1] - len(geometry["columns"])) + abs(points.shape[0] - len(geometry["rows"]))
    flat = points.reshape(-1, 2)
    for cell in cells:
        quad = np.array(cell["quad"])
        side = min(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[3] - quad[0]))
        near = [int(np.argmin(((flat - corner) ** 2).sum(axis=1))) for corner in quad]
        far = max(float(np.linalg.norm(flat[at] - corner)) for at, corner in zip(near, quad, strict=True))
        rows, columns = zip(*(divmod(at, points.shape[1]) for at in near), strict=True)
        one_cell = rows[2] - rows[0] == 1 == columns[2] - columns[0]
        counts["right"] += far <= TOLERANCE * side and one_cell
    return counts


def main(folder: Path) -> None:
    """Prints the table."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    shares = []
    for path in sorted(folder.glob("*.jpg")):
        counts = count(path)
        sums[path.stem.rsplit("-", 1)[0]] += counts
        shares.append((counts["right"] / counts["cells"], counts["lines off"], path.stem))
    for name, counts in sums.items():
        share = 100 * counts["right"] / counts["cells"]
        found = f"{counts['found']} of {counts['pages']} pages"
        print(f"{name:<14} {found}, cells right {share:6.2f} %, lines off {counts['lines off']}")
    for share, off, stem in sorted(shares)[:WORST]:
        print(f"{100 * share:6.2f} % {off:3d} lines off  {stem}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
