"""What was observed, and how a projection is held against it."""
