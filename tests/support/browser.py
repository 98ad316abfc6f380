"""Debian's Chromium over a real `svod serve`: what a person sees, and what the browser complains about."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from support.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--font-render-hinting=none",
    "--lang=ru",
)
SCREENS = {"1366": {"width": 1366, "height": 768}, "360": {"width": 360, "height": 740}}
PATIENCE = 30.0
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def svod(data: Path, *arguments: str) -> None:
    """Runs a command to its end."""
    command = [sys.executable, "-c", "from api.cli.main import entry; entry()", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment(data), check=True, capture_output=True)


def environment(data: Path) -> dict[str, str]:
    return {**os.environ, "SVOD_DATA": str(data), "SVOD_DATABASE_URL": "", "SVOD_TIMEZONE": "Asia/Chita"}


@contextmanager
def serving(data: Path, *, worker: bool = True) -> Iterator[str]:
    """A real server over a data folder, with a worker beside it; gives its address."""
    port = free_port()
    beside = "--worker" if worker else "--no-worker"
    command = [sys.executable, "-c", "from api.cli.main import entry; entry()", "serve", "--port", str(port), beside]
    with (data.parent / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment(data), stdout=log, stderr=log)
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError("svod serve has ended before it answered")
        if answers(port):
            return
        time.sleep(0.1)
    raise RuntimeError("svod serve does not answer")


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/api/v1/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=flags, env={**os.environ, "LANGUAGE": "ru"}
        )
        yield browser
        browser.close()


@dataclass
class Visitor:
    """A person at a browser; remembers everything that the browser complained about or asked from elsewhere."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)

    def listen(self) -> Visitor:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)
        return self

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def pictures(self) -> list[int]:
        """Waits for every picture of the page; gives their widths."""
        widths: list[int] = self.page.evaluate(
            """() => Promise.all([...document.images].map(async (image) => {
                image.loading = "eager";
                await image.decode();
                return image.naturalWidth;
            }))"""
        )
        return widths

    def violations(self) -> list[str]:
        """What axe-core has against the page as it stands."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("async () => (await axe.run()).violations")
        return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.abroad.append(request.url)


@contextmanager
def visitor(browser: Browser, address: str, screen: str = "1366") -> Iterator[Visitor]:
    context = browser.new_context(viewport=SCREENS[screen], locale="ru-RU", reduced_motion="reduce")
    try:
        yield Visitor(context.new_page(), address).listen()
    finally:
        context.close()
