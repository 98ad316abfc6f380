"""Trains the cell recogniser on synthetic cells and writes `ingest/handwriting/weights/cells.onnx`.

    pip install torch==2.13.0 onnx            # not among Svod's own dependencies
    python tests/support/paper/glyphs.py      # handwriting sources, once
    python tests/benchmarks/cells/train.py --cells 160000 --rounds 12 --out FOLDER

Every run with one seed draws the same cells. What the weights were trained on and how well they do stands in the
model card beside them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1]), str(HERE.parents[2])]

import torch
from network import CellNetwork
from synthetic import (
    classes,
    date_content,
    day_content,
    draw,
    mark_content,
    month_content,
    term_content,
    worded_date_content,
)
from torch.nn import functional

from ingest.handwriting.lexicon import sign_count
from ingest.handwriting.pictures import HEIGHT

WIDTHS = {
    "mark": (32, 40, 48),
    "day": (32, 40, 48),
    "date": (72, 88, 104, 120),
    "month": (88, 120, 152),
    "worded": (96, 120, 144),
    "term": (80, 120),
}
SHARES = {"mark": 0.54, "day": 0.15, "date": 0.09, "month": 0.1, "worded": 0.08, "term": 0.04}
CONTENTS = {
    "mark": mark_content,
    "day": day_content,
    "date": date_content,
    "month": month_content,
    "worded": worded_date_content,
    "term": term_content,
}
BATCH = 128
LONGEST = 12


def one_width(task: tuple[str, int, int, str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures, words (padded with 0) and their lengths."""
    kind, width, count, part, seed = task
    rng = np.random.default_rng(seed)
    pictures = np.empty((count, HEIGHT, width), np.uint8)
    words, lengths = np.zeros((count, LONGEST), np.int64), np.zeros(count, np.int64)
    for index in range(count):
        content = CONTENTS[kind](rng)
        pictures[index] = draw(content, width, part, rng)
        word = classes(content)
        words[index, : len(word)], lengths[index] = word, len(word)
    return pictures, words, lengths


def cells(count: int, part: str, seed: int, processes: int) -> list[tuple[np.ndarray, ...]]:
    """Sets of cells, one for each kind and width, drawn in small tasks so that all cores have work."""
    tasks = []
    for kind, widths in WIDTHS.items():
        for place, width in enumerate(widths):
            left = round(count * SHARES[kind] / len(widths))
            while left > 0:
                tasks.append((kind, width, min(left, 2000), part, seed * 100_000 + len(tasks) + place))
                left -= 2000
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        return pool.map(one_width, tasks, chunksize=1)


def batches(sets: list[tuple[np.ndarray, ...]], rng: np.random.Generator) -> list[tuple[int, np.ndarray]]:
    """(set, indices) of every batch of one round, shuffled."""
    found = []
    for number, (pictures, _, _) in enumerate(sets):
        order = rng.permutation(len(pictures))
        found += [(number, order[start : start + BATCH]) for start in range(0, len(order), BATCH)]
    rng.shuffle(found)
    return found


def loss_of(network: CellNetwork, chosen: tuple[np.ndarray, ...], indices: np.ndarray) -> torch.Tensor:
    pictures, words, lengths = (part[indices] for part in chosen)
    scores = network(torch.from_numpy(pictures.astype(np.float32) / 255)[:, None])
    log_probabilities = functional.log_softmax(scores, dim=2).permute(1, 0, 2)
    steps = torch.full((len(indices),), log_probabilities.shape[0], dtype=torch.long)
    return functional.ctc_loss(
        log_probabilities, torch.from_numpy(words), steps, torch.from_numpy(lengths), zero_infinity=True
    )


def train(arguments: argparse.Namespace) -> None:
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    began = time.monotonic()
    sets = cells(arguments.cells, "train", arguments.seed, arguments.processes)
    held = cells(6000, "dev", arguments.seed + 1, arguments.processes)
    print(f"cells drawn in {time.monotonic() - began:.0f} s", flush=True)
    network = CellNetwork(sign_count()).to(memory_format=torch.channels_last)
    if arguments.start:
        known = torch.load(arguments.start)
        own = network.state_dict()
        # a start with fewer signs gives what it has
        for name in ("head.weight", "head.bias"):
            own[name][: len(known[name])] = known[name]
            known[name] = own[name]
        network.load_state_dict(known)
    print(f"weights: {sum(part.numel() for part in network.parameters())}", flush=True)
    optimizer = torch.optim.AdamW(network.parameters(), lr=arguments.rate, weight_decay=0.01)
    rng = np.random.default_rng(arguments.seed)
    total = arguments.rounds * len(batches(sets, rng))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, arguments.rate, total_steps=total, pct_start=0.15)
    for number in range(arguments.rounds):
        network.train()
        sums = []
        for which, indices in batches(sets, rng):
            optimizer.zero_grad()
            loss = loss_of(network, sets[which], indices)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            sums.append(loss.item())
        network.eval()
        with torch.no_grad():
            other = np.mean([loss_of(network, part, np.arange(min(len(part[0]), 400))).item() for part in held])
        print(
            f"round {number + 1}: {np.mean(sums):.4f}, held out {other:.4f}, {time.monotonic() - began:.0f} s",
            flush=True,
        )
        save(network, arguments.out)


def save(network: CellNetwork, folder: Path) -> None:
    """State for going on, ONNX for running."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), folder / "cells.pt")
    torch.onnx.export(
        network,
        (torch.zeros(2, 1, HEIGHT, HEIGHT),),
        folder / "cells.onnx",
        input_names=["pictures"],
        output_names=["scores"],
        dynamic_axes={"pictures": {0: "cells", 3: "width"}, "scores": {0: "cells", 1: "steps"}},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cells", type=int, default=160_000)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=20_231_028)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--processes", type=int, default=2, help="Cells are drawn by so many.")
    parser.add_argument("--start", type=Path)
    parser.add_argument("--out", type=Path, default=Path())
    train(parser.parse_args())


if __name__ == "__main__":
    main()
