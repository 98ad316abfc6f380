"""Who holds a job: a process of this machine that has gone is known at once, others by their silence."""

from __future__ import annotations

import os
import socket
from pathlib import Path

PROC = Path("/proc")
START_TIME = 19
"""Place of the start time in a process's status after its name (proc_pid_stat, field 22)."""
STATE = 0
ZOMBIE = "Z"


def name() -> str:
    """This process: machine with its space of process numbers, number, start."""
    return f"{_machine()}/{os.getpid()}/{_start(os.getpid())}"


def gone(claimed_by: str) -> bool:
    """True when the process was one of this machine and has ended."""
    machine, _, process = claimed_by.partition("/")
    number, _, started = process.partition("/")
    return machine == _machine() and _start(int(number)) != started


def _machine() -> str:
    """Two containers may share a host's name, never a space of process numbers."""
    space = PROC.joinpath("self", "ns", "pid").readlink()
    return f"{socket.gethostname()}-{space.name}"


def _start(number: int) -> str | None:
    """When the process began, in ticks since the machine did; None when there is no such process."""
    try:
        text = (PROC / str(number) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = text.rpartition(")")[2].split()
    return None if fields[STATE] == ZOMBIE else fields[START_TIME]
