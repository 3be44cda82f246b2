import dataclasses
import hashlib

import numpy as np

from qa.index.encoder_inputs import (
    TITLE_SHARE,
    ModelInput,
    input_vectors,
    title_vectors,
    title_words,
    vector_key,
)
from qa.records import Article
from tests.index.make import CountingEmbedder

ARTICLE = Article(id="a", path="a.txt", title="", text="Oil went by\nship to the port.", digest="")


def test_a_title_is_evidence() -> None:
    assert title_words(dataclasses.replace(ARTICLE, title="Oil by ship")) == "Oil by ship"


def test_a_title_that_repeats_the_opening_is_not() -> None:
    assert title_words(dataclasses.replace(ARTICLE, title="Oil went by ship…")) == ""
    assert title_words(dataclasses.replace(ARTICLE, title="Oil went")) == ""


def test_a_vector_holds_a_share_of_the_title(embedder: CountingEmbedder) -> None:
    titled, bare = ModelInput("Oil went by ship.", "Winter trade"), ModelInput("Oil went by ship.")
    titles = title_vectors(embedder, [titled, bare, titled])
    assert embedder.seen == ["Winter trade"]
    text, title = embedder.encode(["Oil went by ship.", "Winter trade"])
    mixed, plain = input_vectors(embedder, [titled, bare], titles=titles)
    assert np.allclose(plain, text)
    wanted = text + TITLE_SHARE * title
    assert np.allclose(mixed, wanted / np.linalg.norm(wanted))


def test_title_and_text_make_the_key() -> None:
    keys = {
        vector_key(ModelInput("text", "title")),
        vector_key(ModelInput("text")),
        vector_key(ModelInput("titletext")),
        vector_key(ModelInput("text", "other")),
    }
    assert len(keys) == 4
    assert vector_key(ModelInput("text", "title")) in keys
    assert vector_key(ModelInput("text")) == hashlib.sha256(b"text").hexdigest()[:32]
