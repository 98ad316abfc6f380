"""Fits the certainty of repairs: weights of the figures of `ingest.repair.certainty`, by kind of text.

Run: python tests/benchmarks/repair/calibrate.py PAGES.jsonl… --out ingest/repair/data/certainty.toml
Pages come from `read_pages.py --lines`, texts and fonts outside training. Prints, for both halves of the pages weighed
with what the other half taught, how often each band of confidence was right; then writes what all of them teach.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[3]))
sys.path.insert(0, str(Path(__file__).parent))

from scores import BANDS, TOKEN, _equal

from ingest.repair import garbled
from ingest.repair.certainty import FIGURES, LEAST_SURE, MOST_SURE, Evidence, figures, kind_of
from ingest.repair.line import repair_lines

if TYPE_CHECKING:
    from ingest.repair.language import Lexicon

Sample = tuple[int, str, tuple[float, ...], bool]
"""Page, kind, figures, right."""
HEAD = "# Written by tests/benchmarks/repair/calibrate.py: figures of ingest.repair.certainty, by kind.\n"
KINDS = ("known", "strange", "name", "initials", "number", "sign")
PRIOR = 2.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    samples = gather(options.pages)
    halves = [[sample for sample in samples if sample[0] % 2 == half] for half in (0, 1)]
    show([(fitted, sample) for half in (0, 1) for fitted in [fit(halves[1 - half])] for sample in halves[half]])
    rows = [f"{kind} = [{', '.join(f'{value:.3f}' for value in weights)}]" for kind, weights in fit(samples).items()]
    options.out.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def gather(files: list[Path]) -> list[Sample]:
    seen: list[tuple[str, tuple[float, ...]]] = []

    def numbered(evidence: Evidence, lexicon: Lexicon) -> float:
        seen.append((kind_of(evidence, lexicon), figures(evidence)))
        return float(len(seen) - 1)

    garbled.certainty = numbered
    found: list[Sample] = []
    for path in files:
        for number, row in enumerate(path.read_text(encoding="utf-8").splitlines()):
            lines = [(raw, truth) for raw, truth in json.loads(row)["lines"] if raw]
            for (text, edits), (_, truth) in zip(repair_lines([raw for raw, _ in lines]), lines, strict=True):
                tokens = list(TOKEN.finditer(text))
                after = _equal([token.group() for token in tokens], truth.split())
                for edit in edits:
                    if edit.confidence != int(edit.confidence):
                        continue
                    touched = [
                        at for at, token in enumerate(tokens) if token.start() < edit.end and edit.start < token.end()
                    ]
                    kind, row_figures = seen[int(edit.confidence)]
                    found.append((number, kind, row_figures, bool(touched) and all(at in after for at in touched)))
    return found


def fit(samples: list[Sample]) -> dict[str, np.ndarray]:
    """Logistic regression by Newton's method, drawn towards what all kinds together teach."""
    zero = np.zeros(len(FIGURES))
    common = newton(samples, zero, 0.1)
    by_kind: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        by_kind[sample[1]].append(sample)
    return {kind: newton(by_kind[kind], common, PRIOR) for kind in KINDS}


def newton(samples: list[Sample], prior: np.ndarray, strength: float) -> np.ndarray:
    weights = prior.copy()
    if not samples:
        return weights
    x = np.array([sample[2] for sample in samples])
    y = np.array([float(sample[3]) for sample in samples])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + strength * (weights - prior)
        curve = (x * (p * (1 - p))[:, None]).T @ x + strength * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def show(pairs: list[tuple[dict[str, np.ndarray], Sample]]) -> None:
    bands: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for fitted, (_, kind, row, right) in pairs:
        sure = float(np.clip(1 / (1 + np.exp(-np.array(row) @ fitted[kind])), LEAST_SURE, MOST_SURE))
        bands[max(at for at, low in enumerate(BANDS) if sure >= low)].append((sure, right))
    for band, items in sorted(bands.items()):
        said, right = (100 * float(np.mean([item[side] for item in items])) for side in (0, 1))
        high = min(1.0, BANDS[band + 1])
        print(f"{BANDS[band]:.2f}-{high:.2f}: {len(items):6} repairs, said {said:5.1f} %, right {right:5.1f} %")


if __name__ == "__main__":
    main()
