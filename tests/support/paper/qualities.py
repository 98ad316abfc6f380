"""How bad pictures of journal pages may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How bad a picture may be; pairs are ranges."""

    scale: tuple[float, float]
    """Pixels of the picture to a pixel of the sheet (8 a millimetre, 203 dpi)."""
    turn: float
    """Degrees at most."""
    perspective: float
    curl: float
    """Millimetres at most."""
    blur: tuple[float, float]
    noise: tuple[float, float]
    light: float
    bleed: tuple[float, float]
    faded: float
    """Share of pages whose print is faint or broken."""
    stains: float
    jpeg: tuple[int, int]
    grey: float
    sideways: float
    dark: float
    """Share of pages that lie on a dark ground."""
    margin: tuple[float, float]
    """Millimetres between the sheet and the picture's edge; negative cuts off."""
    facing: float
    """Share of pages with a strip of the facing page beside them."""
    bilevel: float
    """Share of pages scanned in black and white."""


QUALITIES = {
    "clean": Quality(
        scale=(0.95, 1.05),
        turn=0.0,
        perspective=0.0,
        curl=0.0,
        blur=(0.3, 0.4),
        noise=(0.002, 0.004),
        light=0.0,
        bleed=(0.0, 0.0),
        faded=0.0,
        stains=0.0,
        jpeg=(92, 95),
        grey=0.0,
        sideways=0.0,
        dark=0.0,
        margin=(0, 1),
        facing=0.0,
        bilevel=0.0,
    ),
    "scan": Quality(
        scale=(0.8, 1.3),
        turn=1.5,
        perspective=0.004,
        curl=0.8,
        blur=(0.4, 0.9),
        noise=(0.005, 0.015),
        light=0.08,
        bleed=(0.0, 0.12),
        faded=0.1,
        stains=0.1,
        jpeg=(70, 92),
        grey=0.4,
        sideways=0.06,
        dark=0.15,
        margin=(-1, 5),
        facing=0.12,
        bilevel=0.03,
    ),
    "poor": Quality(
        scale=(0.72, 1.0),
        turn=3.0,
        perspective=0.01,
        curl=1.6,
        blur=(0.7, 1.3),
        noise=(0.015, 0.04),
        light=0.18,
        bleed=(0.08, 0.25),
        faded=0.6,
        stains=0.5,
        jpeg=(35, 65),
        grey=0.6,
        sideways=0.2,
        dark=0.3,
        margin=(-2, 6),
        facing=0.15,
        bilevel=0.06,
    ),
    "photo": Quality(
        scale=(0.8, 1.15),
        turn=4.0,
        perspective=0.05,
        curl=3.0,
        blur=(0.5, 1.2),
        noise=(0.01, 0.03),
        light=0.4,
        bleed=(0.0, 0.12),
        faded=0.1,
        stains=0.1,
        jpeg=(60, 88),
        grey=0.0,
        sideways=0.15,
        dark=0.8,
        margin=(4, 16),
        facing=0.2,
        bilevel=0.0,
    ),
}
