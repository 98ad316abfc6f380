"""Trains the tagger of `ingest.repair`: for every printed sign, what it stands for.

Run (needs PyTorch, which Svod itself does not):
    python tests/benchmarks/repair/train_tagger.py --pairs DIR --out DIR --manuals FILE --english FILE
`--pairs` holds pages of `read_pages.py`; `--manuals` and `--english` are the texts that `manuals.py` writes.
A residual stack of dilated convolutions reads windows of a few lines; the
mean over the window is given back to every place, so that the style of the page (font and engine) is known everywhere.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[3]))
sys.path.insert(0, str(Path(__file__).parent))

from genre import papers
from read_pages import some_lines

from samples import COPY, Line, Page, Style, first_costs, printed_like, read_pages, slipped

WINDOW, BATCH, WIDTH = 288, 24, 192
DILATIONS = (1, 2, 4, 8, 1, 2, 4, 8)
PAD, UNKNOWN = 0, 1
SEED = 29
ELEMENTS = [
    "H",
    "O",
    "C",
    "N",
    "S",
    "P",
    "K",
    "Na",
    "Ca",
    "Cl",
    "Fe",
    "Cu",
    "Al",
    "Mg",
    "Zn",
    "Mn",
    "Ag",
    "Ba",
    "Br",
    "I",
    "F",
    "Si",
    "Pb",
    "(OH)",
    "(SO4)",
    "(NO3)",
]


class Block(nn.Module):
    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.BatchNorm1d(WIDTH), nn.BatchNorm1d(WIDTH)
        self.wide = nn.Conv1d(WIDTH, WIDTH, 3, padding=dilation, dilation=dilation)
        self.narrow = nn.Conv1d(WIDTH, WIDTH, 1)
        nn.init.zeros_(self.narrow.weight)
        nn.init.zeros_(self.narrow.bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.wide(torch.relu(self.norm1(x)))
        return x + self.narrow(torch.relu(self.norm2(y)))


class Tagger(nn.Module):
    """Signs (batch, length) to logits (batch, length, labels)."""

    def __init__(self, signs: int, labels: int) -> None:
        super().__init__()
        self.embed = nn.Embedding(signs, 64, padding_idx=PAD)
        self.enter = nn.Conv1d(64, WIDTH, 3, padding=1)
        self.blocks = nn.ModuleList(Block(dilation) for dilation in DILATIONS)
        self.style = nn.ModuleList(nn.Linear(WIDTH, WIDTH) for _ in range(2))
        self.norm = nn.BatchNorm1d(WIDTH)
        self.leave = nn.Conv1d(WIDTH, labels, 1)

    def forward(self, signs: torch.Tensor) -> torch.Tensor:
        there = (signs > 0).unsqueeze(1).float()
        x = self.enter(self.embed(signs).transpose(1, 2)) * there
        for at, block in enumerate(self.blocks):
            x = block(x) * there
            if at % 4 == 1:
                mean = x.sum(2) / there.sum(2)
                x = x + self.style[at // 4](torch.relu(mean)).unsqueeze(2) * there
        return self.leave(torch.relu(self.norm(x))).transpose(1, 2)


class Data:
    """Windows drawn by chance from pages, new texts in their styles, slips and right text."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.rng = options, random.Random(SEED + options.seed)  # noqa: S311
        self.manuals = options.manuals.read_text(encoding="utf-8").splitlines()
        self.english = options.english.read_text(encoding="utf-8").splitlines()
        self.source = papers(options.corpus)
        self.files: list[Path] = []
        self.pages: list[Page] = []
        self.refresh()

    def refresh(self) -> None:
        files = sorted(self.options.pairs.glob("*.jsonl"))
        if files == self.files:
            return
        self.files = files
        self.pages = read_pages(files, first_costs())
        self.source = papers(self.options.corpus)
        self.whole: dict[str, Style] = defaultdict(Style)
        for page in self.pages:
            style = self.whole[page.engine]
            for mine, other in ((style.runs, page.style.runs), (style.near, page.style.near)):
                for key, counts in other.items():
                    mine[key].update(counts)
        print(
            len(files),
            "files",
            len(self.pages),
            "pages",
            sum(len(page.lines) for page in self.pages),
            "lines",
            flush=True,
        )

    def window(self) -> Line:
        """Up to `WINDOW` signs of a few lines with their labels."""
        signs, labels = "", []
        for printed, found in self.lines():
            signs += printed + "\n"
            labels += [*found, COPY]
            if len(signs) >= WINDOW:
                break
        return signs[:WINDOW], labels[:WINDOW]

    def lines(self) -> list[Line]:
        """Lines of one page; new texts in its style; slips in right text; right text."""
        page, dice = self.rng.choice(self.pages), self.rng.random()
        if dice < 0.5:
            at = self.rng.randrange(len(page.lines))
            return page.lines[at : at + 8]
        texts = [self.text() for _ in range(4)]
        if dice < 0.87:
            lines = [printed_like(text, page, self.whole[page.engine], self.rng) for text in texts]
            if self.rng.random() < 0.15:
                lines[self.rng.randrange(4)] = right(self.rng.choice([*texts, self.foreign()]))
            return lines
        if dice < 0.95:
            return [slipped(text, self.rng) for text in texts]
        return [right(self.foreign()) for _ in range(4)]

    def foreign(self) -> str:
        """English, now and then with formulas."""
        return formula(self.rng) if self.rng.random() < 0.2 else self.rng.choice(self.english)[:90]

    def text(self) -> str:
        line = some_lines(self.rng, self.source, self.manuals, 1)[0].split()
        start = self.rng.randrange(max(1, len(line) - 6))
        text = " ".join(line[start : start + 14])
        return text[: self.rng.randint(40, 95)]


def right(text: str) -> Line:
    """A line where every sign stands for itself."""
    return text, [COPY] * len(text)


def formula(rng: random.Random) -> str:
    """Signs as formulas and codes have them."""
    parts = [
        "".join(rng.choice(ELEMENTS) + rng.choice(["", "", "2", "3", "4"]) for _ in range(rng.randint(1, 4)))
        if rng.random() < 0.6
        else "".join(rng.choice("ABCDEFGHKMNPRSTXYZ0123456789-") for _ in range(rng.randint(3, 9)))
        for _ in range(rng.randint(3, 9))
    ]
    return rng.choice([" + ", " = ", ", ", " "]).join(parts)


def vocabulary(data: Data) -> tuple[list[str], list[str]]:
    signs, labels = Counter(), Counter()
    for _ in range(6000):
        printed, found = data.window()
        signs.update(printed)
        labels.update(label for label in found if label is not None)
    letters = sorted(sign for sign, count in signs.items() if count >= 5)
    cyrillic = [chr(code) for code in range(0x410, 0x450)] + ["ё", "Ё"]
    kept = [label for label, count in labels.most_common() if count >= 12 or label in cyrillic]
    kept += [sign for sign in cyrillic if sign not in kept]
    kept.remove(COPY)
    return ["", "", *letters], [COPY, *kept]


def encoded(
    windows: list[tuple[str, list[str | None]]], sign_of: dict[str, int], label_of: dict[str, int]
) -> tuple[torch.Tensor, torch.Tensor]:
    length = max(len(printed) for printed, _ in windows)
    x, y = np.zeros((len(windows), length), dtype=np.int64), np.full((len(windows), length), -100, dtype=np.int64)
    for at, (printed, found) in enumerate(windows):
        x[at, : len(printed)] = [sign_of.get(sign, UNKNOWN) for sign in printed]
        y[at, : len(found)] = [-100 if label is None else label_of.get(label, -100) for label in found]
    return torch.from_numpy(x), torch.from_numpy(y)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("pairs", "out", "manuals", "english"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parent / "corpus")
    parser.add_argument("--minutes", type=float, default=75)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--start", type=Path, help="a trained tagger to go on from")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    options.out.mkdir(parents=True, exist_ok=True)
    data = Data(options)
    known = (options.start / "signs.json").read_text(encoding="utf-8") if options.start else ""
    signs, labels = json.loads(known) if known else vocabulary(data)
    (options.out / "signs.json").write_text(json.dumps([signs, labels], ensure_ascii=False), encoding="utf-8")
    model = Tagger(len(signs), len(labels))
    if options.start:
        model.load_state_dict(torch.load(options.start / "tagger.pt", weights_only=True))
    print(len(signs), "signs", len(labels), "labels", sum(p.numel() for p in model.parameters()), "weights", flush=True)
    train(model, data, signs, labels, options)


def train(model: Tagger, data: Data, signs: list[str], labels: list[str], options: argparse.Namespace) -> None:
    """Trains for so many minutes, the rate falling to nought on a cosine; saves on the way."""
    sign_of = {sign: at for at, sign in enumerate(signs) if at > UNKNOWN}
    label_of = {label: at for at, label in enumerate(labels)}
    optimiser = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=0.01)
    began, step, shown = time.time(), 0, []
    model.train()
    while (spent := (time.time() - began) / 60 / options.minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1.0, (step + 1) / 200) * (0.02 + 0.49 * (1 + math.cos(math.pi * spent)))
        x, y = encoded([data.window() for _ in range(BATCH)], sign_of, label_of)
        loss = nn.functional.cross_entropy(model(x).flatten(0, 1), y.flatten(), ignore_index=-100)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        shown.append(float(loss.detach()))
        if step % 100 == 0:
            print(f"{step} loss {np.mean(shown[-100:]):.4f} minutes {(time.time() - began) / 60:.1f}", flush=True)
        if step % 400 == 0:
            torch.save(model.state_dict(), options.out / "tagger.pt")
            data.refresh()
    torch.save(model.state_dict(), options.out / "tagger.pt")


if __name__ == "__main__":
    main()
