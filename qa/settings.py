"""Reads the settings: arguments over QA_* environment variables over .env over defaults.

Owns pydantic-settings. It checks values; it opens no file but `.env` and creates no folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from dotenv import dotenv_values
from pydantic import Field, PrivateAttr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from qa.collection_folders import CORPUS, DEFAULT, INDEXES, check_name, find
from qa.errors import CollectionError, SettingsError

PREFIX = "QA_"
ENV_FILE = ".env"
# Limits of how long an answer may be asked to be; fewer words hold no sentence.
FEWEST_WORDS = 10
MOST_WORDS = 1000
LONGEST_NAME = 255  # bytes of a file's name, on every usual file system


class Settings(BaseSettings):
    """Everything that can be set. Each field `name` is also the variable `QA_NAME`.

    Raises SettingsError, naming the setting and the remedy, for an unknown QA_* variable
    and for a value that does not fit.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, extra="ignore", frozen=True
    )

    corpus: Path = Field(default=Path("corpus"), description="folder of articles")
    corpus_url: str | None = Field(
        default=None,
        description="an object store (s3://bucket/folder, any URL of fsspec) that builds copy into "
        "QA_CORPUS; default: none",
        repr=False,
    )
    indexes: Path = Field(default=Path("indexes"), description="folder for what is built")
    collections: Path = Field(
        default=Path("collections"), description="folder of further collections, NAME/corpus each"
    )
    collection: str = Field(
        default="", description="the collection to use; default: QA_CORPUS with QA_INDEXES"
    )
    embedding_model: str = Field(
        default="all-MiniLM-L6-v2",
        min_length=1,
        description="the packaged all-MiniLM-L6-v2, or any sentence-transformers id or path",
    )
    passage_tokens: int = Field(
        default=160, ge=32, le=8192, description="longest passage, in the encoder's tokens"
    )
    article_columns: str = Field(
        default="",
        description="columns of CSV or keys of JSON to read, as text=body, title=headline",
    )
    cleaning: bool = Field(
        default=True,
        description="take menus and notices off web pages and copies of them; off: keep all text",
    )
    catalog_url: str | None = Field(
        default=None,
        description="keeps the catalog in PostgreSQL (postgresql://…); default: a file",
        repr=False,
    )
    chroma_url: str | None = Field(
        default=None, description="a Chroma server (http://host:port); default: embedded"
    )
    search_url: str | None = Field(
        default=None,
        description="a Milvus server (milvus://host:port) for words and vectors; default: embedded",
        repr=False,
    )
    answer_words: int = Field(
        default=80, ge=FEWEST_WORDS, le=MOST_WORDS, description="about how long answers are"
    )
    reader: Literal["larger", "small"] = Field(
        default="larger",
        description="larger: a larger network reads the likeliest passages again; small: faster",
    )
    threads: int = Field(default=0, ge=0, description="threads for the models; 0: one per core")
    host: str = Field(default="127.0.0.1", description="address the chat window listens on")
    port: int = Field(default=7860, ge=0, le=65535, description="port of the window; 0: any free")
    auth: str | None = Field(
        default=None,
        description="user:password of the window; needed on any address but this machine's",
        repr=False,
    )
    token: str | None = Field(
        default=None,
        description="what programs show at every door: Authorization: Bearer …",
        repr=False,
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="names, with commas, that the window may be asked by besides this machine's",
    )
    public: bool = Field(
        default=False, description="the window may be open to the network without a password"
    )
    mcp: bool = Field(
        default=False, description="offer tools of the Model Context Protocol at /mcp of the window"
    )
    watch: bool = Field(
        default=False, description="the window follows the folder and keeps the index up to date"
    )
    feedback: Path = Field(
        default=Path("feedback.jsonl"), description="file that thumbs up and down are written to"
    )
    keep: Path | None = Field(
        default=None,
        description="file that keeps conversations and notes for who logs in; default: the browser",
    )
    chat_model: str | None = Field(
        default=None,
        description="a chat model as provider:model (ollama:qwen3:4b); default: none",
    )
    chat_base_url: str | None = Field(
        default=None, description="address of an OpenAI-compatible or Ollama server"
    )
    chat_style: Literal["auto", "plain", "cited"] = Field(
        default="auto",
        description="how the model is asked: plain for small ones, cited with rules and markers",
    )
    unsupported: Literal["mark", "drop"] = Field(
        default="mark", description="what happens to a model's sentence that nothing supports"
    )

    # The folders of the default collection, which `of` leads back to.
    _default: tuple[Path, Path] = PrivateAttr(default=(Path("corpus"), Path("indexes")))

    @field_validator("corpus", "indexes", "collections")
    @classmethod
    def _nameable(cls, value: Path) -> Path:
        """A path that no file can have would fail at its first use, wherever that is."""
        if any(len(os.fsencode(part)) > LONGEST_NAME for part in value.parts):
            raise ValueError(f"a name in it has more than {LONGEST_NAME} bytes")
        return value

    @field_validator("collection")
    @classmethod
    def _collection_name(cls, value: str) -> str:
        """The name as its folder is called; "" for the default one's, DEFAULT included."""
        try:
            name = check_name(value) if value.strip() else ""
        except CollectionError as error:
            raise ValueError(str(error)) from None
        return "" if name.casefold() == DEFAULT else name

    def model_post_init(self, context: object, /) -> None:
        """Have `corpus` and `indexes` lead to the collection; its settings are all others."""
        self._default = self.corpus, self.indexes
        self._lead_to(self.collection)

    def _lead_to(self, name: str) -> None:
        home = self.collections / name
        corpus, indexes = (home / CORPUS, home / INDEXES) if name else self._default
        # In place: the fields are frozen for whoever holds the settings, not for their making.
        self.__dict__.update(collection=name, corpus=corpus, indexes=indexes)

    def of(self, collection: str) -> Self:
        """These settings for another collection, which has to be there; "" is the default one.

        Raises CollectionError, naming those there are, if it is not.
        """
        found = find(self.collections, collection)
        if found == self.collection:
            return self
        made = self.model_copy()
        if not self.collection:
            made._default = self.corpus, self.indexes
        made._lead_to(found)
        return made

    @field_validator("catalog_url")
    @classmethod
    def _postgresql(cls, value: str | None) -> str | None:
        if value and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("it has to begin with postgresql://")
        return value or None

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _names(cls, value: object) -> object:
        names = value.split(",") if isinstance(value, str) else value
        return tuple(filter(None, map(str.strip, names))) if isinstance(names, list) else names

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown(cls, values: object) -> object:
        unknown = sorted(unknown_variables(set(cls.model_fields)))
        if unknown:
            known = ", ".join(PREFIX + name.upper() for name in cls.model_fields)
            raise SettingsError(
                f"Unknown setting {', '.join(unknown)}. Correct or unset it; "
                f"the settings are {known}."
            )
        stray = sorted(set(values) - set(cls.model_fields)) if isinstance(values, dict) else []
        if stray:
            raise SettingsError(
                f"Unknown setting {', '.join(stray)}. The settings are "
                f"{', '.join(cls.model_fields)}."
            )
        return values

    @model_validator(mode="wrap")
    @classmethod
    def _speak_plainly(cls, values: object, handler: Callable[[object], Self]) -> Self:
        try:
            return handler(values)
        except ValidationError as error:
            raise SettingsError(" ".join(_sentence(item) for item in error.errors())) from None


def unknown_variables(fields: set[str]) -> set[str]:
    """QA_* names of the environment and of .env that are no field."""
    names = {*os.environ, *dotenv_values(ENV_FILE)}
    return {
        name
        for name in names
        if name.upper().startswith(PREFIX) and name[len(PREFIX) :].lower() not in fields
    }


def _sentence(item: Mapping[str, Any]) -> str:
    name = PREFIX + str(item["loc"][0]).upper() if item["loc"] else "A setting"
    said = item["msg"].removeprefix("Value error, ").rstrip(".")
    return f"{name} cannot be {item['input']!r}: {said}."
