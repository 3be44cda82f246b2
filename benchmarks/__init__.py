"""Quality and speed of the product, one command each; every command prints a table.

    python -m benchmarks.retrieval      is the passage found?
    python -m benchmarks.answers SET    is the question answered, cited, or rightly declined?
    python -m benchmarks.sweep          which fusion constants, on the open sets?
    python -m benchmarks.make_set KIND  a second set of questions out of public data

They call the product through its public names and measure it as it is; nothing in qa/
imports them. The public sets they need are not part of the repository (see data.py).
"""
