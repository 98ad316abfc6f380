"""Lines of print as a scanner or a telephone gives them, cut out as the reader cuts them, with what they say.

Run: python tests/benchmarks/lines/synthetic.py OUT --fonts LIST --shards N --seed S [--manuals FILE] [--english FILE]
Writes shards of lines (`shard-SEED-NUMBER.npz`) for `train.py`. `LIST` names a font file a line. Same seed, same lines.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from fontTools.ttLib import TTCollection, TTFont
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "repair"), str(HERE.parents[2])]

from genre import Papers, papers
from spoil import spoil

from ingest.ocr.strips import HEIGHT, SIGNS

if TYPE_CHECKING:
    from numpy.typing import NDArray

USUAL = (
    *("LiberationSerif", "Tinos", "FreeSerif", "STIX", "romau", "LinLibertine_R"),
    *("Arimo", "LiberationSans-", "PTS", "PTF"),
)
A_SHARD = 4096
LETTERS = "".join(sign for sign in SIGNS if sign.isalpha())
CYRILLIC = "".join(sign for sign in LETTERS if sign > "А")
CAP_RUN = 6
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XX", "XXI")
TERMS = ("четверть", "четверти", "полугодие", "раздел", "уровень", "этап", "этапа", "квартал", "степени", "век")
MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "августа", "сентября", "октября", "ноября", "декабря")


@dataclass(frozen=True, slots=True)
class Texts:
    """Where the words come from."""

    papers: Papers
    manuals: list[str]
    english: list[str]


def some_text(rng: random.Random, texts: Texts) -> str:
    """What one line says: mostly a piece of a school paper, often numbers, now and then signs that mean nothing."""
    text = piece(rng, _source(rng, texts))
    if rng.random() < 0.07:
        text = text.upper()
    if rng.random() < 0.05:
        text = rng.choice(["· ", "• ", "- ", "– ", "— ", "* ", "> ", "° "]) + text
    if rng.random() < 0.02:
        text = text.replace("е", "ё")
    return known(text)


def _source(rng: random.Random, texts: Texts) -> str:
    dice = rng.random()
    if dice < 0.24:
        return numbers(rng) if dice < 0.19 else nonsense(rng)
    if dice < 0.37:
        source = texts.english if dice < 0.28 else texts.manuals
        return rng.choice(source) if source else texts.papers.written_line(rng)
    if dice < 0.44:
        return ", ".join(texts.papers.names.short(rng, rng.choice(["nom", "dat", "acc", "gen"])) for _ in range(4))
    return texts.papers.grammar_line(rng) if dice < 0.58 else texts.papers.written_line(rng)


def known(text: str) -> str:
    """The text with signs that the network knows; the rest is left out."""
    text = text.replace("\u00a0", " ").replace("“", "«").replace("”", "»").replace("„", "«").replace("’", "'")
    return " ".join("".join(sign for sign in text if sign in SIGNS or sign == " ").split())


def piece(rng: random.Random, text: str) -> str:
    """A run of words about as long as a line, or as a cell of a table; sometimes the last word is broken."""
    words = text.split()
    wanted = rng.choice([rng.randint(1, 12), rng.randint(8, 40), rng.randint(30, 95), rng.randint(60, 100)])
    start = rng.randrange(len(words)) if words else 0
    taken: list[str] = []
    for word in words[start:] + words[:start]:
        if taken and sum(map(len, taken)) + len(taken) + len(word) > wanted:
            if rng.random() < 0.3 and len(word) > CAP_RUN:
                taken.append(word[: rng.randint(2, len(word) - 2)] + "-")
            break
        taken.append(word[:60])
    return " ".join(taken)


def numbers(rng: random.Random) -> str:
    """Dates, times, sums, numbers of laws, clauses, telephones, classes, years: any digit anywhere."""
    digits = lambda count: "".join(rng.choice("0123456789") for _ in range(count))  # noqa: E731
    ways = [
        lambda: f"{rng.randint(1, 31):02}.{rng.randint(1, 12):02}.{rng.choice(['20', '19'])}{digits(2)}",
        lambda: f"{rng.randint(0, 23):02}{rng.choice(':.-')}{rng.randint(0, 59):02}",
        lambda: f"№ {digits(rng.randint(1, 4))}{rng.choice(['', '-ФЗ', '-р', '/1', '-О', ' п', '-И', 'а'])}",
        lambda: f"№{digits(rng.randint(1, 3))}",
        lambda: ".".join(str(rng.randint(1, 12)) for _ in range(rng.randint(1, 3))) + rng.choice(["", ".", ")"]),
        lambda: f"{digits(rng.randint(1, 3))} {digits(3)},{digits(2)} руб.",
        lambda: f"8 ({digits(3)}) {digits(3)}-{digits(2)}-{digits(2)}",
        lambda: f"{rng.randint(1, 11)}{rng.choice('АБВГДабвгд')}{rng.choice(['', ' класс', ' кл.', ','])}",
        lambda: f"{rng.randint(1, 11)}{rng.choice([' ', '-', ' «', '«', ''])}{rng.choice('АБВГЗЭОабвгз')}",
        lambda: f"{rng.choice(ROMANS)} {rng.choice(TERMS)}",
        lambda: f"{rng.choice(ROMANS)}{rng.choice(['.', ')', ' –', ','])}",
        lambda: f"от {digits(2)}.{digits(2)}.20{digits(2)} № {digits(rng.randint(1, 4))}-{rng.choice('оОпПдкрЗ')}",
        lambda: f"с {rng.randint(1, 31)} по {rng.randint(1, 31)} {rng.choice(MONTHS)} 20{digits(2)} года",
        lambda: f"{digits(2)}.{digits(2)}.{digits(2)}",
        lambda: " ".join(rng.choice("35386890") * rng.randint(1, 2) for _ in range(rng.randint(1, 4))),
        lambda: f"20{digits(2)}/20{digits(2)}",
        lambda: f"20{digits(2)}-20{digits(2)} уч. год",
        lambda: f"{digits(rng.randint(1, 2))} %",
        lambda: f"{digits(rng.randint(1, 7))}",
        lambda: f"«{rng.randint(1, 31):02}» {rng.choice(MONTHS)} 20{digits(2)} г.",
        lambda: f"ст. {digits(2)} ч. {digits(1)} п. {digits(1)}",
        lambda: f"{digits(1)},{digits(2)}",
        lambda: f"{digits(6)}, {rng.choice(['ул. Мира', 'ул. Ленина', 'пер. Школьный'])}, д. {digits(2)}",
        lambda: f"ОГРН {digits(13)} ИНН {digits(10)}/КПП {digits(9)}",
    ]
    return rng.choice(["  ", " ", "; ", ", "]).join(rng.choice(ways)() for _ in range(rng.randint(1, 7)))


def nonsense(rng: random.Random) -> str:
    """Signs by chance: the network shall see what is printed, not what is likely."""
    source = rng.choice([CYRILLIC, CYRILLIC, CYRILLIC.lower(), LETTERS, SIGNS, SIGNS[1:]])
    return " ".join("".join(rng.choice(source) for _ in range(rng.randint(1, 9))) for _ in range(rng.randint(1, 9)))


@lru_cache(maxsize=600)
def covered(font: str) -> frozenset[int]:
    """What a font can print."""
    opened = TTCollection(font).fonts[0] if font.endswith(".ttc") else TTFont(font, lazy=True)
    return frozenset(opened.getBestCmap())


@lru_cache(maxsize=3000)
def loaded(font: str, size: int) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels."""
    return ImageFont.truetype(font, size)


def one_line(rng: random.Random, texts: Texts, fonts: list[str]) -> tuple[NDArray[np.uint8], str]:
    """A spoilt picture of a line, HEIGHT high, paper 255, and its text."""
    usual = [font for font in fonts if any(part in font for part in USUAL)]
    while True:
        font = rng.choice(usual if usual and rng.random() < 0.5 else fonts)
        text = some_text(rng, texts)
        cmap = covered(font)
        text = " ".join("".join(sign for sign in text if sign == " " or ord(sign) in cmap).split())
        if not text or (set(text) & set(CYRILLIC) and ord("я") not in cmap):
            continue
        cut = printed(rng, text, font)
        if cut is not None:
            return cut, text


def printed(rng: random.Random, text: str, font: str) -> NDArray[np.uint8] | None:
    """The line among its neighbours, spoilt, cut out with the slack of a line finder; None where it is too wide."""
    size = rng.choice([rng.randint(26, 40), rng.randint(26, 40), rng.randint(24, 60)])
    face = loaded(font, size)
    spread = rng.choice([0, 0, 0, rng.uniform(-0.03, 0.12) * size])
    left, top, right, bottom = face.getbbox(text, anchor="ls")
    width = int(right - left + spread * len(text)) + 1
    if width < 3 or bottom - top < 2:
        return None
    leading = size * rng.uniform(1.0, 1.7)
    margin = size
    sheet = Image.new("L", (width + 2 * margin, int(4 * size)), 255)
    pen, base = ImageDraw.Draw(sheet), int(2.3 * size)
    place(pen, (margin - left, base), text, face, spread)
    for step, chance in ((-1, 0.6), (1, 0.6)):
        if rng.random() < chance:
            other = "".join(rng.sample(text, len(text)))
            place(pen, (margin + rng.randint(-size, size), int(base + step * leading)), other, face, spread)
    if rng.random() < 0.06:
        level = base + rng.randint(int(0.05 * size), int(0.3 * size))
        pen.line((rng.randint(0, width), level, width + margin, level), fill=0, width=rng.randint(1, 4))
    ruled(pen, (margin, base + top, margin + width, base + bottom), size, rng)
    box = (float(margin), float(base + top), float(margin + width), float(base + bottom))
    picture, box = spoil(np.asarray(sheet), box, size, random_of(rng))
    return cut_out(picture, box, size, rng)


def ruled(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int], size: int, rng: random.Random) -> None:
    """Rules of a table at some sides of the line, as close as they stand in tight cells."""
    if rng.random() > 0.1:
        return
    left, top, right, bottom = box
    thick = rng.randint(1, 4)
    for side in rng.sample("lrtb", rng.randint(1, 4)):
        away = rng.randint(thick, size // 2)
        if side in "lr":
            across = left - away if side == "l" else right + away
            pen.line((across, 0, across, 4 * size), fill=0, width=thick)
        else:
            level = top - away if side == "t" else bottom + away
            pen.line((0, level, right + size, level), fill=0, width=thick)


def place(
    pen: ImageDraw.ImageDraw, start: tuple[float, int], text: str, face: ImageFont.FreeTypeFont, spread: float
) -> None:
    """Draws a text on its baseline, letters apart by `spread` pixels more than the font wants."""
    if not spread:
        pen.text(start, text, font=face, fill=0, anchor="ls")
        return
    across, base = start
    for sign in text:
        pen.text((across, base), sign, font=face, fill=0, anchor="ls")
        across += face.getlength(sign) + spread


def cut_out(
    picture: NDArray[np.uint8], box: tuple[float, float, float, float], size: int, rng: random.Random
) -> NDArray[np.uint8] | None:
    """The line scaled to HEIGHT, paper around it as the reader leaves it, give or take."""
    x0, y0, x1, y1 = box
    high = max(y1 - y0, rng.uniform(0.45, 0.8) * size)
    middle = (y0 + y1) / 2
    above, below = (rng.uniform(0.04, 0.28) * high for _ in "ab")
    top, bottom = int(max(0, middle - high / 2 - above)), int(middle + high / 2 + below) + 1
    left, right = int(max(0, x0 - rng.uniform(0.0, 0.5) * high)), int(x1 + rng.uniform(0.0, 0.5) * high) + 1
    piece = picture[top:bottom, left:right]
    if piece.size == 0:
        return None
    across = round(piece.shape[1] * HEIGHT / piece.shape[0])
    if not 8 <= across <= 1600:
        return None
    return cv2.resize(piece, (across, HEIGHT), interpolation=cv2.INTER_AREA)


def random_of(rng: random.Random) -> np.random.Generator:
    """Numpy's generator, from ours."""
    return np.random.default_rng(rng.randrange(1 << 62))


def shard(seed: int, number: int, texts: Texts, fonts: list[str], count: int) -> dict[str, NDArray[np.generic]]:
    """Lines one behind another in one strip, their widths, and their texts."""
    rng = random.Random(seed * 1_000_003 + number)  # noqa: S311
    lines = [one_line(rng, texts, fonts) for _ in range(count)]
    return {
        "strip": np.concatenate([picture for picture, _ in lines], axis=1),
        "widths": np.array([picture.shape[1] for picture, _ in lines]),
        "texts": np.array([text for _, text in lines]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--shards", type=int, default=10)
    parser.add_argument("--lines", type=int, default=A_SHARD)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--manuals", type=Path)
    parser.add_argument("--english", type=Path)
    parser.add_argument("--corpus", type=Path, default=HERE.parent / "repair" / "corpus")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    read = lambda path: path.read_text(encoding="utf-8").splitlines() if path else []  # noqa: E731
    texts = Texts(papers(options.corpus), read(options.manuals), read(options.english))
    fonts = options.fonts.read_text(encoding="utf-8").split()
    options.out.mkdir(parents=True, exist_ok=True)
    for number in range(options.shards):
        target = options.out / f"shard-{options.seed}-{number:04}.npz"
        if target.exists():
            continue
        made = shard(options.seed, number, texts, fonts, options.lines)
        with (part := target.with_suffix(".part")).open("wb") as file:
            np.savez(file, **made)
        part.rename(target)
        print(target, flush=True)


if __name__ == "__main__":
    main()
