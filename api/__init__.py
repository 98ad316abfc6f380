"""Top floor: command line, REST and pages over one set of use cases."""
