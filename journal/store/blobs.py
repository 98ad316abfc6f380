"""Content-addressed files under the data folder: scans and readings live here, never in rows."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from school.errors import NotFound, StoreUnavailable


@dataclass(frozen=True, slots=True)
class Blobs:
    """Files named by the SHA-256 of their bytes, in folders by its first two digits."""

    root: Path

    def path(self, sha256: str) -> Path:
        """Where the bytes lie; the name is checked, so that it never leads out of the folder."""
        if len(sha256) != hashlib.sha256().digest_size * 2 or not set(sha256) <= set("0123456789abcdef"):
            raise NotFound(what=f"файл {sha256[:12]}")
        return self.root / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Writes the bytes once and returns their hash; a crash leaves either the whole file or none."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if target.exists():
            return sha256
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).replace(target)
        except OSError as error:
            raise StoreUnavailable from error
        return sha256

    def whole(self, sha256: str) -> Path:
        """Where the bytes lie, checked against their name without holding them.

        Raises:
            NotFound: no such blob, or its bytes are not those that were written.
        """
        path = self.path(sha256)
        try:
            with path.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise NotFound(what=f"файл {sha256[:12]}") from error
        if found != sha256:
            raise NotFound(what=f"целый файл {sha256[:12]}")
        return path

    def get(self, sha256: str) -> bytes:
        """The bytes, checked against their name.

        Raises:
            NotFound: no such blob, or its bytes are not those that were written.
        """
        try:
            data = self.path(sha256).read_bytes()
        except OSError as error:
            raise NotFound(what=f"файл {sha256[:12]}") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise NotFound(what=f"целый файл {sha256[:12]}")
        return data
