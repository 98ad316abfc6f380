"""Comparing school bundles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def lines(path: Path) -> tuple[bytes, list[bytes]]:
    """The header, and the rows in an order of their own."""
    header, *rows = path.read_bytes().splitlines(keepends=True)
    return header, sorted(rows)


def same(one: Path, other: Path) -> None:
    """Both hold the same files with the same rows, byte for byte, and the same orders."""
    names = {path.name for path in one.glob("*.csv")}
    assert names == {path.name for path in other.glob("*.csv")}
    for name in names:
        assert lines(one / name) == lines(other / name), name
    assert {path.name: path.read_bytes() for path in (one / "orders").glob("*")} == {
        path.name: path.read_bytes() for path in (other / "orders").glob("*")
    }
