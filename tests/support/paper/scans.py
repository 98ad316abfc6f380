"""A page in files: its picture, what it says, where its lines and cells stand in the picture."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from support.paper import content
from support.paper.defects import picture
from support.paper.pages import PAGES
from support.paper.qualities import QUALITIES
from support.paper.stories import story

if TYPE_CHECKING:
    from pathlib import Path

    from support.paper.defects import Distortion, Picture
    from support.paper.left import Truth
    from support.paper.sheet import CellTruth, Sheet
    from support.paper.stories import Story

ALONG = 24
"""Points by which a bent line is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One generated page."""

    told: Story
    image: Picture
    truth: Truth
    geometry: dict[str, Any]
    jpeg: int
    """Quality to save it with."""

    def data(self) -> bytes:
        """The picture as JPEG."""
        target = BytesIO()
        Image.fromarray(self.image).save(target, "JPEG", quality=self.jpeg)
        return target.getvalue()


def scan(kind: str, quality: str, part: str, rng: np.random.Generator, told: Story | None = None) -> Scan:
    """A page of that kind as a picture of that quality, written by hands of the part train, dev or plain."""
    told = told or story(rng)
    sheet, truth = PAGES[kind](told, part, rng)
    image, lie = picture(sheet, QUALITIES[quality], rng)
    low, high = QUALITIES[quality].jpeg
    return Scan(
        told=told, image=image, truth=truth, geometry=_geometry(sheet, lie), jpeg=int(rng.integers(low, high + 1))
    )


def _geometry(sheet: Sheet, lie: Distortion) -> dict[str, Any]:
    """Lines and cells in pixels of the picture; `columns` and `rows` hold the sheet's own positions too."""
    x, y = sheet.columns, sheet.rows
    return {
        "size": list(lie.size),
        "columns": [{"at": at, "line": _bent(lie, (at, y[0]), (at, y[-1]))} for at in x],
        "rows": [{"at": at, "line": _bent(lie, (x[0], at), (x[-1], at))} for at in y],
        "cells": [_cell(cell, lie) for cell in sheet.cells],
        "matrix": lie.matrix.tolist(),
        "bend_rows": lie.bend_rows.tolist(),
        "bend_columns": lie.bend_columns.tolist(),
    }


def _cell(cell: CellTruth, lie: Distortion) -> dict[str, Any]:
    left, top, right, bottom = cell.box
    quad = lie.forward(np.array([[left, top], [right, top], [right, bottom], [left, bottom]]))
    found = {
        "row": cell.row,
        "column": cell.column,
        "role": cell.role,
        "value": cell.value,
        "quad": quad.round(1).tolist(),
    }
    return found if cell.struck is None else found | {"struck": cell.struck}


def _bent(lie: Distortion, first: tuple[float, float], last: tuple[float, float]) -> list[list[float]]:
    share = np.linspace(0, 1, ALONG)[:, None]
    points = np.array(first) * (1 - share) + np.array(last) * share
    found: list[list[float]] = lie.forward(points).round(1).tolist()
    return found


def meta(found: Scan, rng: np.random.Generator) -> dict[str, Any]:
    """What a person would tell the reader of the page: not always all, nor the very pupils of the page.

    The truth then says whom each pupil can be matched to.
    """
    told = found.told
    full = {
        "kind": found.truth["kind"],
        "class": told.class_name,
        "school_year": told.school_year,
        "roster": _list(told, rng),
    }
    share = {"kind": 0.1, "class": 0.1, "school_year": 0.08, "roster": 0.1}
    result = {key: value for key, value in full.items() if rng.random() > share[key]}
    known = result.get("roster", ())
    for pupil in found.truth.get("students", ()):
        pupil["roster_match"] = pupil["name"] if pupil["name"] in known else None
    return result


def _list(told: Story, rng: np.random.Generator) -> list[str]:
    """The class list: often with others in it, at times without one of the page."""
    names = list(told.pupils)
    if rng.random() < 0.3:
        names.pop(int(rng.integers(len(names))))
    if rng.random() < 0.5:
        names += [name for name in content.roster(rng, int(rng.integers(2, 5))) if name not in names]
    return sorted(names, key=content.folded)


def write(found: Scan, folder: Path, stem: str) -> None:
    """NAME.jpg, NAME.truth.json, NAME.geometry.json."""
    (folder / f"{stem}.jpg").write_bytes(found.data())
    for name, body in (("truth", found.truth), ("geometry", found.geometry)):
        text = json.dumps(body, ensure_ascii=False, indent=1 if name == "truth" else None)
        (folder / f"{stem}.{name}.json").write_text(text + "\n", encoding="utf-8")
