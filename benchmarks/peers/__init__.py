"""Compares the product with other ways to search a folder: `python -m benchmarks.peers SET`.

    __main__        writes the same plain texts for all, starts the steps, prints the ratios
    measured_step   one step in a process of its own: stdlib alone, in an environment of the peer
    peer_*          one way each, as its own guide shows it

Each peer has an environment of its own, pinned in requirements-PEER.txt beside this file. Their
modules import nothing of the product, and the product nothing of them.
"""
