"""First floor: bytes become a `Document` of lines with boxes, confidences and repairs. Pixels stop here."""
