"""The line recogniser: convolutions narrow a line to one row of features, dilated ones look along it, CTC reads it.

Input (n, 1, HEIGHT, width), ink 1 and paper 0; output (n, width / 4, signs): logits, sign 0 is CTC's blank
(Graves et al. 2006). No recurrence: a line is read in parallel, and a language's habits reach only a few letters far,
so that its errors are not those of an engine with a memory.
"""

from __future__ import annotations

from torch import Tensor, nn

HEIGHT = 36
STRIDE = 4


def _conv(
    before: int, after: int, kernel: int | tuple[int, int] = 3, stride: tuple[int, int] = (1, 1)
) -> nn.Sequential:
    padding = 1 if kernel == 3 else 0
    return nn.Sequential(
        nn.Conv2d(before, after, kernel, stride, padding, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True)
    )


class Along(nn.Module):
    """A residual block along the line: each feature looks around by itself, then all are mixed."""

    def __init__(self, features: int, reach: int) -> None:
        super().__init__()
        self.mix = nn.Sequential(
            nn.Conv1d(features, features, reach, padding=reach // 2, groups=features, bias=False),
            nn.BatchNorm1d(features),
            nn.Conv1d(features, 2 * features, 1),
            nn.ReLU(inplace=True),
            nn.Conv1d(2 * features, features, 1),
        )

    def forward(self, row: Tensor) -> Tensor:
        """Features in, features out, shape (n, features, steps)."""
        return row + self.mix(row)  # type: ignore[no-any-return]


class LineNetwork(nn.Module):
    """About 1.1 million weights."""

    def __init__(self, signs: int, features: int = 192, blocks: int = 5, reach: int = 9) -> None:
        super().__init__()
        self.look = nn.Sequential(
            _conv(1, 32, stride=(2, 2)),
            _conv(32, 48),
            nn.MaxPool2d(2),
            _conv(48, 80),
            _conv(80, 96, stride=(2, 1)),
            _conv(96, 128),
            _conv(128, features, kernel=(5, 1)),
        )
        self.along = nn.Sequential(*(Along(features, reach) for _ in range(blocks)), nn.BatchNorm1d(features))
        self.signs = nn.Conv1d(features, signs, 1)

    def forward(self, lines: Tensor) -> Tensor:
        """Logits of every step."""
        row = self.look(lines).squeeze(2)
        return self.signs(self.along(row)).transpose(1, 2)  # type: ignore[no-any-return]
