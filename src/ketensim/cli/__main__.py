"""``python -m ketensim.cli`` is the command ``ketensim``."""

from ketensim.cli import main

main()
