"""How the reader's weights are made: public sets -> examples -> training -> weight files.

Nothing under qa/ imports this folder. Begin with `python -m training.prepare`, then
`python -m training.train`; docs/reader-model-card.md has the commands in order.
"""
