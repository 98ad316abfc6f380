"""The network of the cell recogniser (PyTorch; only the training script needs it)."""

from __future__ import annotations

import torch
from torch import nn


def _block(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


class CellNetwork(nn.Module):
    """Pictures (n, 1, 40, width) → scores (n, width / 4, 1 + signs); every step sees about a whole cell."""

    def __init__(self, signs: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, 24, 5, stride=2, padding=2, bias=False),
            nn.BatchNorm2d(24),
            nn.ReLU(),
            _block(24, 32),
            nn.MaxPool2d(2),
            _block(32, 64),
            _block(64, 64),
            nn.MaxPool2d((2, 1)),
            _block(64, 96),
            _block(96, 96),
        )
        self.column = nn.Sequential(
            nn.Conv2d(96, 128, (5, 3), padding=(0, 1), bias=False), nn.BatchNorm2d(128), nn.ReLU()
        )
        self.context = nn.Sequential(
            nn.Conv2d(128, 128, (1, 5), padding=(0, 2), bias=False), nn.BatchNorm2d(128), nn.ReLU()
        )
        self.drop = nn.Dropout(0.15)
        self.head = nn.Conv2d(128, 1 + signs, 1)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        found = self.column(self.body(pictures))
        found = found + self.context(found)
        return self.head(self.drop(found)).squeeze(2).permute(0, 2, 1)
