"""Word matching: forms of a word meet, stop words do not count."""

from concurrent.futures import ThreadPoolExecutor

from qa.answering.english.words import content_stems, coverage, one_line, stem, tokens


def test_forms_of_a_word_share_a_stem() -> None:
    for forms in (
        ("worker", "workers", "worker's"),
        ("stop", "stops", "stopped", "stopping"),
        ("agree", "agreed", "agrees"),
        ("study", "studies"),
        ("kill", "killed", "killing", "kills"),
        ("vote", "votes", "voting", "voted"),
    ):
        assert len({stem(form) for form in forms}) == 1, forms


def test_words_that_only_look_like_plurals_are_no_other_word() -> None:
    for word, other in (("crisis", "cry"), ("bus", "bu"), ("glass", "gla"), ("news", "new")):
        assert stem(word) != stem(other)
    assert stem("2019") == "2019"


def test_a_final_e_tells_words_apart() -> None:
    for word, other in (("sites", "sits"), ("plane", "plan"), ("rate", "rat"), ("care", "car")):
        assert stem(word) != stem(other)


def test_threads_stem_alike() -> None:
    words = [f"running{n} organisations{n}" for n in range(200)]
    alone = [stem(word) for word in words]
    stem.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(stem, words)) == alone


def test_tokens_keep_names_and_hyphens_whole() -> None:
    assert tokens("Mr. O’Rourke's K2-18b, naïve") == ["mr", "o'rourke's", "k2-18b", "naïve"]


def test_coverage_counts_content_words_only() -> None:
    wanted = content_stems("What did the workers build?")
    assert wanted == {"worker", "build"}
    assert coverage(wanted, content_stems("A worker sleeps.")) == 0.5
    assert coverage(set(), {"worker"}) == 0.0


def test_one_line() -> None:
    assert one_line(" a\n\n b\tc ") == "a b c"
