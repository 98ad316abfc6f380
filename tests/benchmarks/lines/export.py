"""Writes the trained line recogniser as ONNX of eight-bit weights: probabilities out, batch norms folded in.

    python tests/benchmarks/lines/export.py lines.pt ingest/ocr/weights/lines.onnx --shards SHARDS [--held HELD]

Weights are kept to seven bits, so that processors without VNNI do not overflow; the first and the last convolution stay
as they are. Ranges of what flows between are taken from lines of the shards. Prints how many signs each form has wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnx
import onnxruntime
import torch
from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[2])]

from network import HEIGHT, LineNetwork
from train import batches, distance, lines_of, read, tensors

from ingest.ocr.strips import SIGNS

if TYPE_CHECKING:
    from train import Lines

CALIBRATED_ON = 150
INPUT = "lines"


class Ranges(CalibrationDataReader):  # type: ignore[misc]
    """Lines by which the ranges of activations are measured."""

    def __init__(self, lines: Lines) -> None:
        self.rows = ({INPUT: tensors(batch)[0].contiguous().numpy()} for batch in batches(lines, random.Random(1)))  # noqa: S311

    def get_next(self) -> dict[str, Any] | None:
        """The next batch."""
        return next(self.rows, None)


def written(source: Path, target: Path) -> None:
    """The network in single precision."""
    network = LineNetwork(len(SIGNS) + 1)
    network.load_state_dict(torch.load(source, weights_only=True))
    torch.onnx.export(
        nn.Sequential(network, nn.Softmax(dim=2)).eval(),
        (torch.zeros(2, 1, HEIGHT, 400),),
        target,
        input_names=[INPUT],
        output_names=["probabilities"],
        dynamic_axes={INPUT: {0: "count", 3: "width"}, "probabilities": {0: "count", 1: "steps"}},
        opset_version=17,
        dynamo=False,
    )


def narrowed(source: Path, target: Path, lines: Lines) -> None:
    """The same network in eight bits."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(source, ready, skip_symbolic_shape=True)
        convolutions = [node.name for node in onnx.load(ready).graph.node if node.op_type == "Conv"]
        quantize_static(
            ready,
            target,
            Ranges(lines),
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[convolutions[0], convolutions[-1]],
            op_types_to_quantize=["Conv", "Add", "Relu", "MaxPool"],
        )


def wrong(path: Path, lines: Lines) -> float:
    """Share of signs wrong, greedily read."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    errors = 0
    for batch in batches(lines, random.Random(0)):  # noqa: S311
        pictures, _, steps, _ = tensors(batch)
        best = session.run(None, {INPUT: pictures.contiguous().numpy()})[0].argmax(2)
        pairs = zip(best, steps.tolist(), batch, strict=True)
        errors += sum(distance(read(row[:count]), text) for row, count, (_, text) in pairs)
    return errors / sum(len(text) for _, text in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--shards", type=Path, required=True)
    parser.add_argument("--held", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        written(options.source, whole)
        narrowed(whole, options.target, lines_of(min(options.shards.glob("*.npz")))[:CALIBRATED_ON])
        if options.held:
            held = [line for path in sorted(options.held.glob("*.npz")) for line in lines_of(path)]
            before, after = wrong(whole, held), wrong(options.target, held)
            print(f"{len(held)} lines: {before:.3%} of signs wrong, in eight bits {after:.3%}")
    print(options.target, options.target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
