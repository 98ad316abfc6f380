"""What Svod does for its people. A use case takes an `Actor`, calls the doors in turn and passes values."""
