"""The chain as a graph: its states, who was there, and who went from one to another, as a run counted them."""
