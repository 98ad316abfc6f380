"""Takes the pictures of pages in docs/pictures/pages, at the width of a laptop and of a phone.

Run: ./run python tests/e2e/take_pictures.py
Needs Debian's chromium, chromium-l10n (dates as Russians write them), tesseract-ocr-rus, and the handwriting that
tests/support/paper/glyphs.py fetches.
Everybody on the pictures is invented.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from PIL import Image
from playwright.sync_api import expect

from support.browser import SCREENS, chromium, serving, visitor
from support.paths import ROOT
from support.school_pages import order_sheets, school_without_order, staged_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

SCHOOL = ROOT / "samples" / "school-29i"
CHECKED = "as_of=2024-01-12&known_at=2024-01-12T20:00:00%2B09:00"
OUT = ROOT / "docs" / "pictures" / "pages"
COLOURS = 128
LONG = 120_000
SETTLED = 1500
Shot = tuple[str, str, "Callable[[Page], None]"]


def nothing(page: Page) -> None:
    del page


def light_a_fact(page: Page) -> None:
    page.locator(".fact", has_text="еженедельно создает").first.locator(".place").first.focus()


def open_a_cell(page: Page) -> None:
    page.get_by_role("link", name="тема урока записана в срок, Лапшин").press("Enter")
    expect(page.locator("#findings table")).to_be_visible()


def shots(order: str) -> list[Shot]:
    return [
        ("documents", "/", nothing),
        ("orders", "/orders", nothing),
        ("order", order, light_a_fact),
        ("matrix", f"/check?{CHECKED}", nothing),
        ("findings", f"/check?{CHECKED}", open_a_cell),
        ("batches", "/batches", nothing),
        ("help", "/help", nothing),
    ]


def save(data: bytes, name: str) -> None:
    """Few colours are enough for a page, and make the file small."""
    picture = Image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    path = OUT / f"{name}.png"
    picture.save(path, "PNG", optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} KB")  # noqa: T201


def upload(page: Page, address: str, sheets: list[Path]) -> str:
    """Sends the order up as a person would; gives its address with the questions still open."""
    page.goto(address)
    page.get_by_label("Выбрать файлы").set_input_files(sheets)
    save(page.screenshot(), "upload-1366")
    page.get_by_role("button", name="Загрузить и прочитать").click()
    page.wait_for_url("**/jobs/*", timeout=LONG)
    expect(page.locator(".job progress[max]")).to_be_visible(timeout=LONG)
    save(page.screenshot(), "job-1366")
    page.wait_for_url("**/orders/*", timeout=LONG)
    return page.url.split("?")[0].removeprefix(address)


def settle(page: Page) -> None:
    """Answers every question and puts the order in force."""
    while page.locator(".question").count():
        left = page.locator(".question").count()
        page.locator(".question").first.get_by_role("button", name="Верно").click()
        expect(page.locator(".question")).to_have_count(left - 1)
    page.get_by_role("button", name="Ввести приказ в действие").click()
    expect(page.locator(".state-in_force")).to_be_visible()


def first_cell(page: Page) -> None:
    """Some cells are gone through by the keyboard, the next one waits."""
    page.locator(".group .card-entry.look-open").first.focus()
    for key in ("Enter", "Enter", "4"):
        page.keyboard.press(key)
    page.wait_for_timeout(SETTLED)
    page.locator(".group .card-entry.look-open").first.focus()
    page.mouse.wheel(0, 1)


def take(browser: Browser, address: str, wanted: list[Shot]) -> None:
    for screen in SCREENS:
        with visitor(browser, address, screen) as person:
            for name, path, prepare in wanted:
                person.go(path)
                person.pictures()
                prepare(person.page)
                save(person.page.screenshot(), f"{name}-{screen}")


def orders(browser: Browser, folder: Path) -> None:
    with serving(school_without_order(folder, SCHOOL)) as address:
        with visitor(browser, address) as person:
            order = upload(person.page, address, order_sheets(folder))
            person.pictures()
            save(person.page.screenshot(), "questions-1366")
            settle(person.page)
        take(browser, address, shots(order))


def journal(browser: Browser, folder: Path) -> None:
    first, _ = staged_pages(folder, "Алгебра", "Физика")
    with serving(folder / "data") as address:
        take(
            browser,
            address,
            [("journal", "/journal", nothing), ("journal-page", f"/journal/pages/{first}", first_cell)],
        )


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        for name, work in (("orders", orders), ("journal", journal)):
            (Path(temporary) / name).mkdir()
            work(browser, Path(temporary) / name)


if __name__ == "__main__":
    main()
