"""Writes the trained tagger as ONNX: `tagger.onnx` (8-bit weights) and `tagger.json` (its signs and labels).

Run (needs PyTorch and onnx): python tests/benchmarks/repair/export_tagger.py TRAINED PAGES.jsonl ingest/repair/weights
The graph ends in the likeliest eight labels of every sign with the logarithms of their probabilities. Convolutions
count in 8 bits; the ranges of their inputs are those of the given pages of `read_pages.py`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

sys.path.insert(0, str(Path(__file__).parent))

from train_tagger import Tagger

SHOWN = 8
WINDOW, AT_ONCE, MOST = 288, 8, 160


class Exported(nn.Module):
    def __init__(self, inside: Tagger) -> None:
        super().__init__()
        self.inside = inside

    def forward(self, signs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        weights, labels = torch.topk(torch.log_softmax(self.inside(signs), dim=2), SHOWN, dim=2)
        return weights, labels


class Windows(CalibrationDataReader):
    """Windows of printed lines, as numbers."""

    def __init__(self, pages: Path, signs: list[str]) -> None:
        number = {sign: at for at, sign in enumerate(signs) if at > 1}
        texts = [""]
        for row in pages.read_text(encoding="utf-8").splitlines():
            for printed, _ in json.loads(row)["lines"]:
                texts[-1] += printed[:WINDOW] + "\n"
                if len(texts[-1]) > WINDOW:
                    texts.append("")
        kept = [text[:WINDOW] for text in texts if len(text) > WINDOW][:MOST]
        rows = np.array([[number.get(sign, 1) for sign in text] for text in kept], dtype=np.int64)
        self.batches = iter([{"signs": rows[at : at + AT_ONCE]} for at in range(0, len(rows), AT_ONCE)])

    def get_next(self) -> dict[str, np.ndarray] | None:
        return next(self.batches, None)


def main() -> None:
    trained, pages, out = map(Path, sys.argv[1:4])
    signs, labels = json.loads((trained / "signs.json").read_text(encoding="utf-8"))
    model = Tagger(len(signs), len(labels))
    model.load_state_dict(torch.load(trained / "tagger.pt", weights_only=True))
    model.eval()
    names = {0: "batch", 1: "length"}
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            Exported(model),
            (torch.ones(2, 64, dtype=torch.long),),
            str(plain),
            input_names=["signs"],
            output_names=["weights", "labels"],
            dynamic_axes={"signs": names, "weights": names, "labels": names},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_static(
            str(ready),
            str(out / "tagger.onnx"),
            Windows(pages, signs),
            quant_format=QuantFormat.QDQ,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["Conv"],
        )
    (out / "tagger.json").write_text(json.dumps([signs, labels], ensure_ascii=False), encoding="utf-8")
    print((out / "tagger.onnx").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
