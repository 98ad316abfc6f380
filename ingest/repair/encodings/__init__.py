"""Text whose encoding was damaged, restored sign for sign."""

from ingest.repair.encodings.restore import restored

__all__ = ["restored"]
