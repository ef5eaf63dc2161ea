"""Two scenarios on the same people: how much they differ, since when, how surely, and through what."""
