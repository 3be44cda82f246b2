"""How the reader's weights are made: data -> examples -> training -> the files in qa/answering/weights.

Nothing under qa/ imports this folder. `python -m training.prepare`, then `python -m training.train`.
"""
