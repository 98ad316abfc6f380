"""Order № 29-И as scanned sheets: the invented order drawn by the maker of order № 29's samples."""

from __future__ import annotations

import importlib.util
import sys
from typing import Any

import cv2
import numpy as np

from support.paths import ORDER_29, ORDER_29I

SEED = 291


def drawn_order() -> list[bytes]:
    """Its sheets as PNG, slightly turned and unevenly lit."""
    maker = _maker()
    text = (ORDER_29I / "school" / "orders" / "order-29i.txt").read_text(encoding="utf-8")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    head = lines.index("ПРИКАЗ")
    items = maker.squeeze(
        [
            maker.Paragraph(line, "centre" if place <= head else "left", bold=place == head or line == "ПРИКАЗЫВАЮ:")
            for place, line in enumerate(lines)
        ]
    )
    rng = np.random.default_rng(SEED)
    scans = [maker.scan_like(page, rng) for page in maker.draw_pages(items)]
    return [cv2.imencode(".png", smooth(scan))[1].tobytes() for scan in scans]


def smooth(scan: np.ndarray) -> np.ndarray:
    """Without grain, which would make the pictures of pages several times larger."""
    return cv2.bilateralFilter(scan, 5, 24, 2) // 16 * 17


def _maker() -> Any:
    """The sample's maker is a script, not a package."""
    name = "order_29_maker"
    spec = importlib.util.spec_from_file_location(name, ORDER_29 / "make.py")
    if spec is None or spec.loader is None:
        raise RuntimeError("samples/order-29/make.py is missing")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
