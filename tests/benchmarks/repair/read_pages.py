"""Prints school papers on pages and has engines read them: pairs (printed, meant) of lines, one page a JSON line.

Run: python tests/benchmarks/repair/read_pages.py OUT.jsonl --seed 1 --fonts LIST --tessdata DIR [--manuals FILE]
`LIST` names a font file a line; `DIR` holds folders of Tesseract models that `MIX` names (from the npm packages
`@tesseract.js-data/eng`, `deu` and `lat`); Debian's own models are always there. `--lines` prints given texts instead.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

from genre import Papers, papers

from support.repair_pages import Engine, draw, fitting, read_lines, some_look, wrap

# name: (engine, poor pages, share of the pages)
MIX = {
    "eng-4.0.0": (Engine(tessdata="eng400", mode=2), False, 0.36),
    "eng-debian": (Engine(), False, 0.26),
    "eng-best": (Engine(tessdata="engbest", mode=1), False, 0.05),
    "eng-legacy": (Engine(tessdata="eng400", mode=0), False, 0.04),
    "deu-4.0.0": (Engine(tessdata="deu400", language="deu", mode=2), False, 0.02),
    "lat-best": (Engine(tessdata="latbest", language="lat", mode=1), False, 0.03),
    "ocrad": (Engine(program="ocrad"), False, 0.06),
    "eng+rus": (Engine(language="eng+rus"), True, 0.08),
    "rus": (Engine(language="rus"), True, 0.10),
}
USUAL = ("LiberationSerif", "Tinos", "FreeSerif", "STIX-", "romau", "LinLibertine_R", "Arimo", "LiberationSans-")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--manuals", type=Path)
    parser.add_argument("--tessdata", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parent / "corpus")
    parser.add_argument("--engine", choices=MIX, action="append")
    parser.add_argument("--lines", type=Path, nargs="+", help="texts to print, one page each in turn")
    options = parser.parse_args()
    fonts = options.fonts.read_text(encoding="utf-8").split()
    manuals = options.manuals.read_text(encoding="utf-8").splitlines() if options.manuals else []
    source = papers(options.corpus)
    given = [path.read_text(encoding="utf-8").splitlines() for path in options.lines or []]
    with options.out.open("w", encoding="utf-8") as out:
        for number in range(options.pages):
            rng = random.Random(options.seed * 100_003 + number)  # noqa: S311
            lines = given[number % len(given)] if given else some_lines(rng, source, manuals)
            made = page(rng, fonts, lines, options.tessdata, options.engine or list(MIX))
            out.write(json.dumps(made, ensure_ascii=False) + "\n")
            out.flush()


def page(rng: random.Random, fonts: list[str], lines: list[str], tessdata: Path, names: list[str]) -> dict[str, object]:
    """One page's pairs with how it was made."""
    name = rng.choices(names, [MIX[name][2] for name in names])[0]
    engine, poor, _ = MIX[name]
    usual = [font for font in fonts if any(part in font for part in USUAL)]
    look = some_look(rng, usual if usual and rng.random() < 0.6 else fonts, poor=poor)
    rows = wrap(lines, look)[: fitting(look)]
    folder = str(tessdata / engine.tessdata) if engine.tessdata else ""
    engine = Engine(program=engine.program, language=engine.language, tessdata=folder, mode=engine.mode)
    pairs = read_lines(draw(rows, look, rng), rows, look, engine)
    return {"engine": name, "font": Path(look.font).stem, "dpi": look.dpi, "lines": pairs}


def some_lines(rng: random.Random, source: Papers, manuals: list[str], count: int = 45) -> list[str]:
    """A page of text: mostly written lines of school papers, then grammar, manuals, names."""
    lines = []
    for _ in range(count):
        dice = rng.random()
        if manuals and dice < 0.12:
            line = " ".join(rng.choice(manuals).split()[:30])
        elif dice < 0.2:
            line = ", ".join(source.names.short(rng, rng.choice(["nom", "dat", "acc"])) for _ in range(5))
        elif dice < 0.4:
            line = source.grammar_line(rng)
        else:
            line = source.written_line(rng)
        lines.append(line.upper() if rng.random() < 0.04 else line)
    return lines


if __name__ == "__main__":
    main()
