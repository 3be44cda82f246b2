"""The tests mirror the code: each module of qa has a test module of its name, or a reason here."""

from __future__ import annotations

from pathlib import Path

import pytest

import qa

PACKAGE = Path(qa.__file__).parent
TESTS = Path(__file__).parent

WITHOUT_CODE = "it holds declarations only; what uses them is tested"
LEXICON = "answering/english/test_lexicon: words, which rules of other modules use"
# Where a module is tested instead, and why not under its own name.
ELSEWHERE = {
    "answering/check_everything.py": "test_cli: `qa check` is what it is for",
    "answering/collection/find.py": "answering/collection/test_reply: what is found is said",
    "answering/collection/step.py": "answering/collection/test_reply: a step of the chain",
    "answering/english/lexicon/antonyms.py": LEXICON,
    "answering/english/lexicon/auxiliaries.py": LEXICON,
    "answering/english/lexicon/months.py": LEXICON,
    "answering/english/lexicon/names.py": LEXICON,
    "answering/english/lexicon/negations.py": LEXICON,
    "answering/english/lexicon/numerals.py": LEXICON,
    "answering/english/lexicon/organisations.py": LEXICON,
    "answering/english/lexicon/person_nouns.py": LEXICON,
    "answering/english/lexicon/prepositions.py": LEXICON,
    "answering/english/lexicon/pronouns.py": LEXICON,
    "answering/english/lexicon/question_words.py": LEXICON,
    "answering/english/lexicon/stop_words.py": LEXICON,
    "answering/english/lexicon/verbs.py": LEXICON,
    "answering/extraction/compose.py": "answering/extraction/test_select: with what is selected",
    "answering/extraction/context.py": "answering/extraction/test_select: with what is selected",
    "answering/generation/gguf_worker.py": "answering/generation/test_gguf: the process it starts",
    "answering/messages.py": WITHOUT_CODE,
    "answering/reader/base.py": WITHOUT_CODE,
    "answering/reader/bert.py": "answering/reader/test_model: the weights are of this network",
    "answering/reader/network.py": "answering/reader/test_model: the weights are of this network",
    "answering/stages.py": WITHOUT_CODE,
    "articles/cleaning/boilerplate.py": "articles/cleaning/test_clean: judged by what is kept",
    "articles/cleaning/boilerplate_terms.py": WITHOUT_CODE,
    "articles/reading_version.py": "index/test_changes: a file that an older version read",
    "articles/formats/data_rows.py": "articles/formats/test_csv_json: rows of tables",
    "articles/formats/document_text.py": "articles/formats/test_word: the text of documents",
    "articles/formats/epub.py": "articles/formats/test_word, articles/test_bad_inputs: books",
    "articles/formats/markup.py": "articles/formats/test_word: trees of tags",
    "articles/formats/odt.py": "articles/formats/test_word: the same document in both formats",
    "articles/formats/odt_lists.py": "articles/formats/test_word: documents in both formats",
    "articles/formats/open_xml.py": "articles/formats/test_word: parts of documents",
    "articles/formats/page_date.py": "articles/formats/test_web_page: with whole pages",
    "articles/formats/page_title.py": "articles/formats/test_web_page: with whole pages",
    "articles/formats/pdf/columns.py": "articles/formats/pdf/test_page_layout: with whole pages",
    "articles/formats/pdf/page_lines.py": "articles/formats/pdf/test_page_layout: with whole pages",
    "articles/formats/pdf/pages.py": "articles/formats/pdf/test_document: with whole files",
    "articles/formats/rtf.py": "articles/formats/test_word: the same document in both formats",
    "articles/formats/word_numbering.py": "articles/formats/test_word: lists of documents",
    "command_options.py": "test_cli: options of its commands",
    "command_parts.py": "test_cli: parts of its commands",
    "index/build_steps.py": "index/test_build: what its steps come to",
    "index/catalog.py": "index/test_build, index/test_store: it is filled by builds",
    "index/catalog_writer.py": "index/test_build, index/test_crash: it is filled by builds",
    "index/condition.py": WITHOUT_CODE,
    "index/database.py": WITHOUT_CODE,
    "index/index_parts.py": "index/test_store, index/test_check: what is open of an index",
    "index/listing.py": "index/test_catalog_listing: both kinds of listing are compared",
    "index/onnx_encoder.py": "index/test_encoder: its vectors are those of the library",
    "index/onnx_graph.py": "index/test_encoder: its vectors are those of the library",
    "index/postgres_database.py": "index/test_postgres_generations, and what `in_either` runs",
    "index/postgres_dialect.py": "index/test_schema, index/test_catalog_listing: run on both",
    "index/progress.py": WITHOUT_CODE,
    "index/shared_work.py": "index/test_join: claims of several processes",
    "index/engine/embedded.py": "index/test_build, index/test_store: the engine of every test",
    "index/engine/milvus_collection.py": "index/engine/test_search_engine: the contract of engines",
    "index/engine/milvus_rows.py": "index/engine/test_search_engine: the contract of all engines",
    "index/engine/open_engine.py": "index/test_build: an index is built with what it opens",
    "index/engine/scope_part.py": "index/test_filtered_index: a search within a scope",
    "index/search_index.py": WITHOUT_CODE,
    "index/engine/segment_checksums.py": "index/engine/test_seals: an index that is damaged",
    "index/whole_stores.py": "index/test_check, index/engine/test_seals: an index that is damaged",
    "ui/api/chat_shapes.py": WITHOUT_CODE,
    "ui/components/page.py": "browser/test_window: the panels are put together and opened whole",
    "ui/kept.py": WITHOUT_CODE,
    "ui/service/follow_ups.py": "browser/test_newsroom: offered under an answer, and answered",
    "ui/state.py": WITHOUT_CODE,
}


def _modules() -> list[str]:
    return [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "__init__.py"
    ]


def _test_of(module: str) -> Path:
    path = TESTS / module
    return path.with_name(f"test_{path.name}")


def test_each_module_has_its_test_module_or_a_reason() -> None:
    without = [module for module in _modules() if not _test_of(module).is_file()]
    assert sorted(set(without) - set(ELSEWHERE)) == []


def test_the_reasons_are_of_modules_that_are_there() -> None:
    assert sorted(set(ELSEWHERE) - set(_modules())) == []


@pytest.mark.parametrize("module", [name for name, why in ELSEWHERE.items() if ": " in why])
def test_the_tests_that_are_named_instead_are_there(module: str) -> None:
    for name in ELSEWHERE[module].partition(": ")[0].split(", "):
        assert (TESTS / f"{name}.py").is_file(), name


def test_tests_of_the_package_import_no_benchmarks() -> None:
    others = {TESTS / "benchmarks", TESTS / "training"}
    importing = [
        path.relative_to(TESTS).as_posix()
        for path in sorted(TESTS.rglob("*.py"))
        if not others & set(path.parents)
        and any(
            line.startswith(("from benchmarks", "import benchmarks"))
            for line in path.read_text(encoding="utf-8").splitlines()
        )
    ]
    assert importing == []


def test_nothing_in_the_browser_waits_for_a_fixed_time() -> None:
    """But where time is what is measured: a page at rest, and the steps of a condition."""
    measured = {"steps.py", "test_idle.py", "chat_server.py"}
    waiting = [
        path.name
        for path in sorted((TESTS / "browser").glob("*.py"))
        if path.name not in measured and "wait_for_timeout" in path.read_text(encoding="utf-8")
    ]
    assert waiting == []
