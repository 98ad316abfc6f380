"""Orders written from their structure: the way back from an `OrderRecord` to paper."""
