"""What a run leaves behind: the run folder, its tables, and what they say in summary."""
