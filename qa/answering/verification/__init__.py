"""Holds sentences against the words that they cite: claims, support, exact agreement."""
