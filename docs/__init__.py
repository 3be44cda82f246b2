"""The project's documents; a package so that `python -m docs.screenshots` runs."""
