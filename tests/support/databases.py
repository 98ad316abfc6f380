"""Real databases for tests: SQLite in a temporary file, PostgreSQL started from Debian's binaries.

PostgreSQL refuses to run as root, so a root test run starts it as the user `postgres`, which Debian's package makes.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BINARIES = Path("/usr/lib/postgresql")
SERVICE_USER = "postgres"


def postgres_binaries() -> Path | None:
    """The newest server's folder of programs, None when no server is installed."""
    versions = sorted(BINARIES.glob("*/bin/postgres"), key=lambda path: int(path.parent.parent.name))
    return versions[-1].parent if versions else None


def _as_service() -> list[str]:
    return ["runuser", "-u", SERVICE_USER, "--"] if os.geteuid() == 0 else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgres_cluster(binaries: Path) -> Iterator[str]:
    """A server for the test run; gives the URL of its maintenance database."""
    folder = Path(tempfile.mkdtemp(prefix="svod-pg-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam(SERVICE_USER)
        os.chown(folder, account.pw_uid, account.pw_gid)
    data, port = folder / "data", _free_port()
    run = _as_service()
    options = f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off"
    try:
        subprocess.run(
            [*run, str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "svod", "-E", "UTF8", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        subprocess.run(
            [*run, str(binaries / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        yield f"postgresql://svod@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*run, str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
            check=False,
            capture_output=True,
            cwd=folder,
        )
        shutil.rmtree(folder, ignore_errors=True)
