"""Networks that ship with Svod, run by onnxruntime on one thread: pages are read side by side."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Any

import onnxruntime


def loaded(package: str, name: str) -> tuple[Any, str]:
    """Session of a network and the SHA-256 of its file.

    Args:
        package: where the file lies.
        name: of the file.
    """
    data = files(package).joinpath(name).read_bytes()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    return session, hashlib.sha256(data).hexdigest()
