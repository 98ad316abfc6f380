"""What every exported PDF carries inside: fonts and a colour profile. See `about.md`."""
