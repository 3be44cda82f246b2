"""From readings to what is shown: candidates, selection, composition, citations."""
