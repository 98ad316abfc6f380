"""A data folder as a school has it before its first order: people, lessons, terms, no order."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from support.browser import svod
from support.drawn_order import drawn_order
from support.journal_desk import drawn_page, open_data, stage_drawn, write_class
from support.paths import ORDER_29I

if TYPE_CHECKING:
    from pathlib import Path

CHECKED = "as_of=2023-12-22&known_at=2023-12-22T20:00:00%2B09:00"


def school_without_order(folder: Path, sample: Path = ORDER_29I) -> Path:
    """Loads an invented school without its order; gives the data folder."""
    bundle = folder / "school"
    shutil.copytree(sample / "school", bundle)
    shutil.rmtree(bundle / "orders")
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    (bundle / "manifest.json").write_text(json.dumps({**manifest, "files": {}}), encoding="utf-8")
    svod(folder / "data", "school", "load", str(bundle))
    return folder / "data"


def order_sheets(folder: Path) -> list[Path]:
    """The scanned sheets of order № 29-И as files."""
    sheets = []
    for number, data in enumerate(drawn_order(), 1):
        path = folder / f"приказ 29-И, лист {number}.png"
        path.write_bytes(data)
        sheets.append(path)
    return sheets


def staged_pages(folder: Path, *subjects: str) -> list[str]:
    """A data folder with a class and drawn pages of its paper journal; gives the pages' ids."""
    drawn = [drawn_page(subject=subject) for subject in subjects]
    data = folder / "data"
    data.mkdir()
    svod(data, "school", "load", str(write_class(folder / "class", *drawn)))
    store = open_data(data)
    try:
        return [stage_drawn(store, page) for page in drawn]
    finally:
        store.close()
