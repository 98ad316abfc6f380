"""Draws pages of genre lines, has Tesseract read them as English and writes the word pairs, a page per line of JSON.

Run: python tests/benchmarks/repair/read_pages.py OUT.jsonl --pages 240 --seed 1 --fonts DIR --manuals manuals.txt \
         --tessdata DIR_OF_NPM_ENG_4.0.0
`--tessdata` names the folder of `@tesseract.js-data/eng` 4.0.0 (legacy and LSTM); Debian's `eng` is used beside it.
The fonts are every .ttf and .otf of the folders given; the same seed, fonts and engines give the same file.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

from genre import genre_line, grammar

from support.repair_pages import draw, fitting, pairs, read, some_look, wrap

# (name, mode of the engine, share of the pages): how the channel of damaged files is mixed
ENGINES = (("npm", 2, 0.6), ("debian", 3, 0.36), ("npm", 0, 0.04))
FOREIGN = 0.25


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fonts", type=Path, nargs="+", required=True)
    parser.add_argument("--manuals", type=Path)
    parser.add_argument("--tessdata", default="")
    parser.add_argument("--lines", type=Path, help="a text to print instead of genre lines, again and again")
    options = parser.parse_args()
    given = options.lines.read_text(encoding="utf-8").splitlines() if options.lines else []
    fonts = sorted(str(font) for folder in options.fonts for font in folder.rglob("*.[to]tf"))
    manuals = options.manuals.read_text(encoding="utf-8").splitlines() if options.manuals else []
    with options.out.open("w", encoding="utf-8") as out:
        for number in range(options.pages):
            rng = random.Random(options.seed * 100_003 + number)  # noqa: S311
            out.write(json.dumps(page(rng, fonts, manuals, options.tessdata, given), ensure_ascii=False) + "\n")
            out.flush()


def page(
    rng: random.Random, fonts: list[str], manuals: list[str], tessdata: str, given: list[str]
) -> dict[str, object]:
    """One page's pairs with how it was made."""
    rules, look = grammar(), some_look(rng, fonts)
    lines = given or [some_line(rng, rules, manuals) for _ in range(fitting(look))]
    rows = wrap(lines, look)
    first = rng.randrange(max(1, len(rows) - fitting(look) + 1)) if given else 0
    image, words = draw(rows[first : first + fitting(look)], look, rng)
    engine, mode, _ = rng.choices(ENGINES, [share for *_, share in ENGINES])[0]
    if engine == "npm" and not tessdata:
        engine, mode = "debian", 3
    found = read(image, language="eng", tessdata=tessdata if engine == "npm" else "", mode=mode, dpi=look.dpi)
    made = {"engine": engine, "mode": mode, "font": Path(look.font).stem, "dpi": look.dpi}
    return {**made, "lines": pairs(words, found, look)}


def some_line(rng: random.Random, rules: dict[str, list[str]], manuals: list[str]) -> str:
    """Mostly a line of school papers; now and then other Russian, for the letters and words that it has."""
    if manuals and rng.random() < FOREIGN:
        return " ".join(rng.choice(manuals).split()[:14])
    line = genre_line(rng, rules)
    return line.upper() if rng.random() < 0.04 else line


if __name__ == "__main__":
    main()
