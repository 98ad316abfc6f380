"""A worker beside the server: started with it, started again when it dies, stopped with it."""

from __future__ import annotations

import logging
import os
import subprocess  # nosec B404
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from api.settings import Settings

log = logging.getLogger(__name__)
PROGRAM = "from api.cli.main import entry; entry()"
PAUSE_SECONDS = 5.0
LOOK_SECONDS = 0.2
STOP_SECONDS = 20.0


def worker_beside(settings: Settings) -> AbstractContextManager[None]:
    """A worker with the same settings, for as long as the block lasts."""
    command = (sys.executable, "-c", PROGRAM, "worker", "--with-parent", str(os.getpid()))
    return beside(command, {**os.environ, **settings.environment()})


@contextmanager
def beside(command: Sequence[str], environment: Mapping[str, str], *, pause: float = PAUSE_SECONDS) -> Iterator[None]:
    """Keeps a command running for as long as the block lasts."""
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep, args=(command, environment, pause, stopping), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def _keep(command: Sequence[str], environment: Mapping[str, str], pause: float, stopping: threading.Event) -> None:
    while not stopping.is_set():
        # the command is ours and meets no shell; Ctrl+C is for the server, which then stops the worker in order
        process = subprocess.Popen(  # noqa: S603 # nosec B603
            command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
        )
        while process.poll() is None and not stopping.wait(LOOK_SECONDS):
            pass
        if process.poll() is None:
            _stop(process)
        else:
            log.warning("worker ended", extra={"status": process.returncode})
            stopping.wait(pause)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
