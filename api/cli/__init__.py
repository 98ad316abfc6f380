"""The command line `svod`."""
