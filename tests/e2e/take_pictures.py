"""Takes the pictures of pages in docs/pictures/pages, at the width of a laptop and of a phone.

Run: ./run python tests/e2e/take_pictures.py
Needs Debian's chromium, chromium-l10n (dates as Russians write them) and tesseract-ocr-rus.
Everybody on the pictures is invented.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from support.browser import SCREENS, chromium, serving, svod, visitor
from support.paths import ROOT
from support.school_pages import order_sheets, school_without_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

SCHOOL = ROOT / "samples" / "school-29i"
PAPER = ROOT / "samples" / "journal-7a"
SCANS = (
    ("russian-left.jpg", "Русский язык"),
    ("russian-right.jpg", "Русский язык"),
    ("maths-left.jpg", "Математика"),
)
CHECKED = "as_of=2024-01-12&known_at=2024-01-12T20:00:00%2B09:00"
OUT = ROOT / "docs" / "pictures" / "pages"
COLOURS, COLOURLESS, WHITE, GRAIN = 128, 8, 240, 16
LONG = 120_000
SETTLED = 1500
AMENDING = """МОУ СОШ № 3 п. Береговой
ПРИКАЗ
10.01.2024 № 3
О внесении изменений в приказ от 28.10.2023 № 29-И
ПРИКАЗЫВАЮ:
1. Внести в приказ от 28.10.2023 № 29-И следующие изменения:
1.1. в пункте 2 слова «урочной и внеурочной деятельности» заменить словами «урочной деятельности»;
1.2. дополнить пунктом 5.5 следующего содержания: «5.5. Секретарю ежемесячно проверять списки классов.».
2. Контроль за исполнением приказа оставляю за собой.
Директор О.И. Верещагина
"""
Shot = tuple[str, str, "Callable[[Page], None]"]


def nothing(page: Page) -> None:
    del page


def light_a_fact(page: Page) -> None:
    page.locator(".fact", has_text="еженедельно создает").first.locator(".place").first.focus()


def open_a_cell(page: Page) -> None:
    page.get_by_role("link", name="тема урока записана в срок, Лапшин").press("Enter")
    expect(page.locator("#findings table")).to_be_visible()


def shots(order: str, papers: dict[str, str]) -> list[Shot]:
    return [
        ("documents", "/", nothing),
        ("orders", "/orders", nothing),
        ("order", order, light_a_fact),
        ("acquaintance", f"{order}/acquaintance", nothing),
        ("edition", f"{order}/edition?on=2024-01-12", nothing),
        ("acts", "/acts", nothing),
        ("matrix", f"/check?{CHECKED}", nothing),
        ("findings", f"/check?{CHECKED}", open_a_cell),
        ("batches", "/batches", nothing),
        ("help", "/help", nothing),
        ("journal", "/journal", nothing),
        ("journal-left", papers["russian-left.jpg"], first_cell),
        ("journal-right", papers["russian-right.jpg"], nothing),
    ]


def save(data: bytes, name: str) -> None:
    """Few colours are enough for a page, fewer still for the grain of a scan; both make the file small."""
    pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    grey = (np.ptp(pixels, axis=2) < COLOURLESS) & (pixels.min(axis=2) < WHITE)
    flat = pixels.max(axis=2) // GRAIN * GRAIN + GRAIN // 2
    pixels = np.where(grey[..., None], flat[..., None], pixels).astype(np.uint8)
    path = OUT / f"{name}.png"
    Image.fromarray(pixels).quantize(COLOURS, dither=Image.Dither.NONE).save(path, "PNG", optimize=True)
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


def amend(data: Path, folder: Path) -> None:
    """Another order changes words of the first one."""
    paper = folder / "приказ 3.txt"
    paper.write_text(AMENDING, encoding="utf-8")
    svod(data, "order", "register", str(paper), "--confirm")


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


def pages_of(address: str, browser: Browser) -> dict[str, str]:
    """Paths of the imported pages by the names of their files."""
    with visitor(browser, address) as person:
        rows = person.go("/journal").locator("tbody tr")
        return {
            rows.nth(place).locator(".name").inner_text(): rows.nth(place).locator("a").get_attribute("href") or ""
            for place in range(rows.count())
        }


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        data = school_without_order(Path(temporary), SCHOOL)
        for name, subject in SCANS:
            svod(
                data,
                "journal",
                "import",
                str(PAPER / name),
                "--class",
                "7А",
                "--year",
                "2023/2024",
                "--subject",
                subject,
            )
        with serving(data) as address:
            with visitor(browser, address) as person:
                order = upload(person.page, address, order_sheets(Path(temporary)))
                person.pictures()
                save(person.page.screenshot(), "questions-1366")
                settle(person.page)
            amend(data, Path(temporary))
            take(browser, address, shots(order, pages_of(address, browser)))


if __name__ == "__main__":
    main()
