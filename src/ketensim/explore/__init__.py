"""Questions asked backwards: which value of a lever reaches a goal, and what moves a series most."""
