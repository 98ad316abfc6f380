"""An engine for tests that hangs or dies where it is told to. Imports little: every child of a worker loads it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.model import Line, Step
from ingest.ocr.engine import Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


def bars(image: NDArray[np.uint8]) -> int:
    """The number of a page of `sheets`."""
    middle = image[:, image.shape[1] // 2] < 128
    return int(np.count_nonzero(middle[1:] & ~middle[:-1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptedEngine:
    """Reads page n as the n-th text; `traps` say what befalls the engine on a page."""

    folder: Path
    """Notes of every reading lie here, in `read.log`; a file `disarmed` switches the traps off."""
    texts: Sequence[str] = ()
    traps: Mapping[int, str] | None = None
    seconds: float = 0.0
    version: str = "1"

    def describe(self) -> Step:
        return Step(name="scripted", version=self.version)

    def read(self, image: NDArray[np.uint8], layout: Layout = Layout.PAGE) -> tuple[Line, ...]:
        assert layout is Layout.PAGE
        number = bars(image)
        self.note("read.log", str(number))
        time.sleep(self.seconds)
        trap = (self.traps or {}).get(number)
        if trap is not None and not (self.folder / "disarmed").exists():
            TRAPS[trap](self)
        text = self.texts[number - 1] if number <= len(self.texts) else f"слова на странице номер {number}"
        return tuple(Line(raw=line, text=line, confidence=0.95) for line in text.split("\n"))

    def note(self, name: str, text: str) -> None:
        with (self.folder / name).open("a", encoding="utf-8") as stream:
            stream.write(f"{text}\n")

    def noted(self, name: str = "read.log") -> list[int]:
        path = self.folder / name
        return [int(line) for line in path.read_text(encoding="utf-8").split()] if path.exists() else []


def _sleep(engine: ScriptedEngine) -> None:
    engine.note("children.log", str(os.getpid()))
    time.sleep(600)


def _deaf(engine: ScriptedEngine) -> None:
    """Never comes back from C code, so that no signal handler of Python runs."""
    engine.note("children.log", str(os.getpid()))
    re.match(r"(a+)+$", "a" * 60 + "b")


def _program(engine: ScriptedEngine) -> None:
    """Waits for a program of its own, as for Tesseract."""
    process = subprocess.Popen(["sleep", "600"])
    engine.note("children.log", str(process.pid))
    process.wait()


def _busy_program(engine: ScriptedEngine) -> None:
    """Starts a program that never ends and never rests."""
    process = subprocess.Popen([sys.executable, "-S", "-c", "while True: pass"])
    engine.note("children.log", str(process.pid))
    process.wait()


def _hog(_engine: ScriptedEngine) -> None:
    held = []
    while True:
        held.append(bytes(50_000_000))


def _die(_engine: ScriptedEngine) -> None:
    """In the middle of its work, as a child does that the kernel kills for its memory."""
    time.sleep(0.3)
    os.kill(os.getpid(), signal.SIGKILL)


TRAPS: Mapping[str, Callable[[ScriptedEngine], None]] = {
    "sleep": _sleep,
    "deaf": _deaf,
    "program": _program,
    "busy program": _busy_program,
    "hog": _hog,
    "die": _die,
}
