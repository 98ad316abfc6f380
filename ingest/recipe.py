"""DOOR: how pages are read, as one hash: pages read by the same recipe need not be read again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from school.errors import EngineMissing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from ingest.model import Limits
    from ingest.ocr.engine import OcrEngine

READING_FOLDERS = ("readers", "image", "ocr", "handwriting")
"""Everything that decides what one page is read as; repair works on the whole document and is done anew each time."""
READING_MODULES = (
    "pipeline.py",
    "formats.py",
    "encodings.py",
    "sanity.py",
    "model.py",
    "sources.py",
    "foreign.py",
    "places.py",
    "runs.py",
    "weights.py",
)
LIBRARIES = ("numpy", "opencv-python-headless", "onnxruntime", "pillow", "pypdfium2", "python-docx", "rapidfuzz")


def recipe(engine: OcrEngine, limits: Limits, options: Mapping[str, str]) -> str:
    """Hash of the engine and its models, the options, the reading code and the libraries under it.

    Args:
        engine: reads page images.
        limits: the largest picture decides how large a PDF page is drawn.
        options: how else pages are to be read.
    """
    content = {
        "engine": _engine(engine),
        "pixels": limits.pixels,
        "options": dict(options),
        "code": reading_code(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@cache
def reading_code() -> str:
    """Hash of the reading code and its weights: nobody can forget to count a version up."""
    root = files("ingest")
    digest = hashlib.sha256()
    for name in READING_MODULES:
        digest.update(root.joinpath(name).read_bytes())
    for name in READING_FOLDERS:
        for path, file in _walk(root.joinpath(name), name):
            digest.update(path.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """Files below a folder in a fixed order; compiled ones are not the code."""
    if not folder.is_dir() or folder.name == "__pycache__":
        return
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        here = f"{path}/{item.name}"
        if item.is_dir():
            yield from _walk(item, here)
        else:
            yield here, item


def _engine(engine: OcrEngine) -> object:
    """Papers that need no engine are read without one, too."""
    try:
        return asdict(engine.describe())
    except EngineMissing:
        return None
