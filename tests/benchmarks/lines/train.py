"""Trains the line recogniser on lines that `synthetic.py` wrote, and measures it on others.

    pip install torch==2.13.0 onnx            # not among Svod's own dependencies
    python tests/benchmarks/lines/synthetic.py SHARDS --fonts TRAIN --shards 60 --seed 1
    python tests/benchmarks/lines/synthetic.py HELD --fonts DEV --shards 1 --lines 2000 --seed 9
    python tests/benchmarks/lines/train.py SHARDS --held HELD --minutes 100 --out lines.pt [--start BEFORE.pt]

Shards that are written meanwhile are taken too. The learning rate falls by the clock, so the last minutes are the best.
"""

from __future__ import annotations

import argparse
import copy
import math
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[2])]

from network import HEIGHT, STRIDE, LineNetwork

from ingest.ocr.strips import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = 6_500
"""Pixels across of a batch."""
PEAK, LEAST = 1.2e-3, 1e-5
WARM = 400
KEEP = 0.999
CLASS = {sign: place for place, sign in enumerate(SIGNS, 1)}
Lines = list[tuple[np.ndarray, str]]


def lines_of(path: Path) -> Lines:
    """The lines of a shard."""
    with np.load(path) as kept:
        strip, widths, texts = kept["strip"], kept["widths"], kept["texts"]
    ends = np.cumsum(widths)
    return [(strip[:, end - width : end], str(text)) for end, width, text in zip(ends, widths, texts, strict=True)]


def batches(lines: Lines, rng: random.Random) -> Iterator[Lines]:
    """Lines of about one width together."""
    order = sorted(lines, key=lambda line: line[0].shape[1] * rng.uniform(0.9, 1.1))
    found: list[Lines] = [[]]
    for line in order:
        if found[-1] and max(line[0].shape[1], found[-1][-1][0].shape[1]) * (len(found[-1]) + 1) > COLUMNS:
            found.append([])
        found[-1].append(line)
    rng.shuffle(found)
    yield from found


def tensors(batch: Lines) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pictures, classes one behind another, steps of each line, signs of each line."""
    widest = -(-max(picture.shape[1] for picture, _ in batch) // STRIDE) * STRIDE
    pictures = np.zeros((len(batch), 1, HEIGHT, widest), np.float32)
    for place, (picture, _) in enumerate(batch):
        pictures[place, 0, :, : picture.shape[1]] = 1 - picture / np.float32(255)
    classes = [CLASS[sign] for _, text in batch for sign in text]
    steps = [-(-picture.shape[1] // STRIDE) for picture, _ in batch]
    shaped = torch.from_numpy(pictures).to(memory_format=torch.channels_last)
    return shaped, torch.tensor(classes), torch.tensor(steps), torch.tensor([len(text) for _, text in batch])


def loss_of(network: LineNetwork, batch: Lines) -> torch.Tensor:
    """CTC's loss by sign."""
    pictures, classes, steps, lengths = tensors(batch)
    scores = functional.log_softmax(network(pictures), dim=2).transpose(0, 1)
    loss = functional.ctc_loss(scores, classes, steps, lengths, reduction="sum", zero_infinity=True)
    return loss / lengths.sum()


def measured(network: LineNetwork, lines: Lines) -> float:
    """Share of signs wrong, greedily read."""
    wrong = signs = 0
    network.eval()
    with torch.no_grad():
        for batch in batches(lines, random.Random(0)):  # noqa: S311
            pictures, _, steps, _ = tensors(batch)
            best = network(pictures).argmax(2).numpy()
            for row, step, (_, text) in zip(best, steps.tolist(), batch, strict=True):
                wrong += distance(read(row[:step]), text)
                signs += len(text)
    network.train()
    return wrong / signs


def read(classes: np.ndarray) -> str:
    """Classes of steps as a text."""
    kept = [now for before, now in zip([0, *classes], classes, strict=False) if now and now != before]
    return "".join(SIGNS[sign - 1] for sign in kept).strip()


def distance(one: str, other: str) -> int:
    """Edits between two texts (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for place, sign in enumerate(one, 1):
        last, row[0] = row[0], place
        for at, wanted in enumerate(other, 1):
            last, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, last + (sign != wanted))
    return row[-1]


def rate(step: int, share: float) -> float:
    """Learning rate after so many steps and such a share of the time."""
    return min(1.0, step / WARM) * (LEAST + (PEAK - LEAST) * (1 + math.cos(math.pi * min(1.0, share))) / 2)


def train(options: argparse.Namespace) -> None:
    """Trains until the time is over; keeps a mean of late weights beside the weights."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)  # noqa: S311
    network = LineNetwork(len(SIGNS) + 1).to(memory_format=torch.channels_last)
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True))
    mean = copy.deepcopy(network)
    optimizer = torch.optim.AdamW(network.parameters(), lr=PEAK, weight_decay=0.01)
    held = [line for path in sorted(options.held.glob("*.npz")) for line in lines_of(path)][: options.held_lines]
    began, step, seen, told, losses = time.monotonic(), 0, 0, time.monotonic(), []
    taken: dict[Path, int] = {}
    while (share := (time.monotonic() - began) / (60 * options.minutes)) < 1:
        shards = sorted(options.shards.glob("*.npz"))
        rng.shuffle(shards)
        path = min(shards, key=lambda path: taken.get(path, 0))
        taken[path] = taken.get(path, 0) + 1
        for batch in batches(lines_of(path), rng):
            share = (time.monotonic() - began) / (60 * options.minutes)
            for group in optimizer.param_groups:
                group["lr"] = rate(step, share)
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(network, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step, seen = step + 1, seen + len(batch)
            losses.append(loss.item())
            average(mean, network, min(KEEP, step / (step + 10)))
            if share >= 1:
                break
        if time.monotonic() - told > options.every:
            minutes = (time.monotonic() - began) / 60
            print(
                f"{minutes:.0f} min, {step} steps, {seen} lines of {len(shards)} shards: "
                f"loss {np.mean(losses[-300:]):.4f}, held {measured(mean, held):.2%}",
                flush=True,
            )
            torch.save(mean.state_dict(), options.out)
            told = time.monotonic()
    torch.save(mean.state_dict(), options.out)
    print(f"held {measured(mean, held):.3%} of signs wrong", flush=True)


def average(mean: LineNetwork, network: LineNetwork, keep: float) -> None:
    """Moves the mean towards the weights (exponential moving average)."""
    with torch.no_grad():
        for old, new in zip(mean.state_dict().values(), network.state_dict().values(), strict=True):
            if old.dtype.is_floating_point:
                old.lerp_(new, 1 - keep)
            else:
                old.copy_(new)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shards", type=Path)
    parser.add_argument("--held", type=Path, required=True)
    parser.add_argument("--held-lines", type=int, default=1500)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--minutes", type=float, default=100)
    parser.add_argument("--every", type=float, default=300, help="seconds between two measurements")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
