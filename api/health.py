"""What is installed, what is missing and how to get it."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from api.bootstrap import reading, services
from school.errors import SvodError

if TYPE_CHECKING:
    from api.settings import Settings

ENOUGH_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One part of the installation."""

    part: str
    good: bool
    found: str
    advice: str = ""


def examine(settings: Settings) -> tuple[Check, ...]:
    """Looks at every part that Svod stands on; changes nothing but an empty data folder."""
    return (
        Check(part="Свод", good=True, found=version("svod")),
        Check(
            part="Python",
            good=sys.version_info >= (3, 11),
            found=sys.version.split()[0],
            advice="нужен 3.11 или новее",
        ),
        _engine(settings),
        _store(settings),
        _disk(settings),
    )


def _engine(settings: Settings) -> Check:
    try:
        found = reading(settings).engine.describe().version
    except SvodError as error:
        return Check(part="Распознавание", good=False, found="не найдено", advice=error.message)
    return Check(part="Распознавание", good=True, found=f"Tesseract {found}, русский язык")


def _store(settings: Settings) -> Check:
    shown = settings.store_url.split("@")[-1].removeprefix("sqlite:///")
    try:
        with services(settings):
            return Check(part="База данных", good=True, found=shown)
    except SvodError as error:
        return Check(part="База данных", good=False, found=shown, advice=error.message)


def _disk(settings: Settings) -> Check:
    folder = next(path for path in (settings.data, *settings.data.absolute().parents) if path.exists())
    free = shutil.disk_usage(folder).free
    return Check(
        part="Место на диске",
        good=free > ENOUGH_BYTES,
        found=f"{free / 1e9:.1f} ГБ свободно",
        advice="освободите хотя бы 1 ГБ",
    )
