"""Removes the boilerplate of scraped web pages, line by line."""
