"""Writes the trained line recogniser as ONNX: probabilities out, batch norms folded into the weights.

Run: python tests/benchmarks/lines/export.py lines.pt ingest/ocr/weights/lines.onnx
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[2])]

from network import HEIGHT, LineNetwork

from ingest.ocr.strips import SIGNS


def main() -> None:
    source, target = map(Path, sys.argv[1:3])
    network = LineNetwork(len(SIGNS) + 1)
    network.load_state_dict(torch.load(source, weights_only=True))
    whole = nn.Sequential(network, nn.Softmax(dim=2)).eval()
    torch.onnx.export(
        whole,
        (torch.zeros(2, 1, HEIGHT, 400),),
        target,
        input_names=["lines"],
        output_names=["probabilities"],
        dynamic_axes={"lines": {0: "count", 3: "width"}, "probabilities": {0: "count", 1: "steps"}},
        opset_version=17,
        dynamo=False,
    )
    print(target, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
