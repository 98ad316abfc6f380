"""Reading the bundle's CSV files (RFC 4180, UTF-8) defensively; every complaint names file and line."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from journal.exchange.spec import spec
from school.errors import BundleInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LARGEST_FILE = 500_000_000
FORMAT, VERSION = "svod-school", 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvFile:
    """A file of the bundle as it came."""

    name: str
    sha256: str
    header: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    newline: str

    def line(self, index: int) -> int:
        """Line of the file that a row stands on, counted as if no cell held a line break."""
        return index + 2


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest, checked for format and version."""
    try:
        body = json.loads((folder / "manifest.json").read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BundleInvalid(reason="нет файла manifest.json") from error
    except ValueError as error:
        raise BundleInvalid(reason="manifest.json не читается") from error
    if not isinstance(body, dict) or body.get("format") != FORMAT or body.get("version") != VERSION:
        raise BundleInvalid(reason=f"manifest.json: нужен формат {FORMAT} версии {VERSION}")
    return body


def read_files(folder: Path, manifest: Mapping[str, Any]) -> Sequence[CsvFile]:
    """Every CSV file of the folder, by name; hashes and row counts of the manifest are checked."""
    promised = manifest.get("files") or {}
    files = [read_file(path) for path in sorted(folder.glob("*.csv"))]
    missing = set(promised) - {file.name for file in files} - {"manifest.json"}
    absent = sorted(name for name in missing if name.endswith(".csv"))
    if absent:
        raise BundleInvalid(reason=f"нет файла {absent[0]}, названного в manifest.json")
    for file in files:
        expected = promised.get(file.name)
        if expected and expected.get("sha256") not in (None, file.sha256):
            raise BundleInvalid(reason=f"{file.name}: содержимое не совпадает с manifest.json")
        if expected and expected.get("rows") not in (None, len(file.rows)):
            raise BundleInvalid(reason=f"{file.name}: строк {len(file.rows)}, а в manifest.json — {expected['rows']}")
    return files


def read_file(path: Path) -> CsvFile:
    """One CSV file; a known file must have the columns of the format."""
    if path.stat().st_size > LARGEST_FILE:
        raise BundleInvalid(reason=f"{path.name}: файл слишком велик")
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BundleInvalid(reason=f"{path.name}: кодировка не UTF-8") from error
    if "\x00" in text:
        raise BundleInvalid(reason=f"{path.name}: это не текст")
    header, rows = _parse(path.name, text)
    newline = "\r\n" if "\r\n" in text else "\n"
    return CsvFile(name=path.name, sha256=hashlib.sha256(data).hexdigest(), header=header, rows=rows, newline=newline)


def _parse(name: str, text: str) -> tuple[tuple[str, ...], tuple[Mapping[str, str], ...]]:
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise BundleInvalid(reason=f"{name}: нарушен формат CSV") from error
    if not lines:
        raise BundleInvalid(reason=f"{name}: нет строки с названиями столбцов")
    header = tuple(cell.strip() for cell in lines[0])
    if name in spec() and len(header) == 1 and ";" in header[0]:
        raise BundleInvalid(reason=f"{name}: столбцы разделены точкой с запятой, а нужна запятая")
    if len(set(header)) != len(header):
        raise BundleInvalid(reason=f"{name}: столбец назван дважды")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        if len(line) != len(header):
            raise BundleInvalid(reason=f"{name}, строка {number}: ячеек {len(line)}, а столбцов {len(header)}")
        rows.append(dict(zip(header, line, strict=True)))
    return header, tuple(rows)
