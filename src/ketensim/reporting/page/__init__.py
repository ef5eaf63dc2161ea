"""A run or a comparison as one HTML page that needs nothing else: it opens offline, prints, and is read without scripts."""
