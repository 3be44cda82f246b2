"""Settings: arguments over environment over .env over defaults, and plain refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from qa.errors import CollectionMissing, SettingsError
from qa.settings import Settings


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults_need_no_environment() -> None:
    settings = Settings()
    assert settings.corpus == Path("corpus")
    assert settings.indexes == Path("indexes")
    assert settings.embedding_model == "all-MiniLM-L6-v2"
    assert settings.chat_model is None


def test_arguments_win_over_environment_over_dotenv(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("QA_PORT=1111\nQA_HOST=0.0.0.0\nQA_CORPUS=from_file\n")
    monkeypatch.setenv("QA_PORT", "2222")
    monkeypatch.setenv("QA_HOST", "127.0.0.2")
    settings = Settings(port=3333)
    assert (settings.port, settings.host, settings.corpus) == (3333, "127.0.0.2", Path("from_file"))


def test_an_unknown_variable_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_CORPSE", "articles")
    with pytest.raises(SettingsError, match=r"^Unknown setting QA_CORPSE\..* QA_CORPUS, "):
        Settings()


def test_an_unknown_name_in_dotenv_is_refused() -> None:
    Path(".env").write_text("QA_PROT=7000\nOTHER_TOOL=fine\n")
    with pytest.raises(SettingsError, match=r"^Unknown setting QA_PROT\."):
        Settings()


def test_an_unknown_argument_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"^Unknown setting corpse\."):
        Settings.model_validate({"corpse": "articles"})


def test_other_variables_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QAX", "1")
    monkeypatch.setenv("MY_QA_PORT", "1")
    assert Settings().port == 7860


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("QA_PORT", "http", "QA_PORT cannot be 'http':"),
        ("QA_PORT", "70000", "QA_PORT cannot be '70000': Input should be less than or equal to"),
        ("QA_PASSAGE_TOKENS", "5", "QA_PASSAGE_TOKENS cannot be '5':"),
        ("QA_ANSWER_WORDS", "0", "QA_ANSWER_WORDS cannot be '0':"),
        ("QA_UNSUPPORTED", "hide", "QA_UNSUPPORTED cannot be 'hide': Input should be 'mark' or"),
        ("QA_EMBEDDING_MODEL", "", "QA_EMBEDDING_MODEL cannot be '':"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        Settings()
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_settings_cannot_be_changed_and_can_be_compared() -> None:
    settings = Settings(port=1)
    with pytest.raises(ValidationError, match="frozen"):
        settings.port = 2  # type: ignore[misc]
    assert settings == Settings(port=1)
    assert hash(settings) == hash(Settings(port=1))


def test_every_setting_says_what_it_is() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_a_collection_has_folders_of_its_own_and_all_other_settings(tmp_path: Path) -> None:
    default = Settings(corpus="mine", answer_words=40)
    (tmp_path / "collections" / "Press").mkdir(parents=True)
    press = default.of("press")
    assert (press.collection, press.corpus) == ("Press", Path("collections/Press/corpus"))
    assert (press.indexes, press.answer_words) == (Path("collections/Press/indexes"), 40)
    assert press.of("articles") == press.of("") == default
    assert default.of("") is default
    assert press == Settings(corpus="mine", answer_words=40, collection="Press")
    with pytest.raises(CollectionMissing, match="There is no collection wire"):
        default.of("wire")


def test_the_way_back_leads_to_the_folders_that_were_set_last(tmp_path: Path) -> None:
    (tmp_path / "collections" / "Press").mkdir(parents=True)
    moved = Settings().model_copy(update={"corpus": Path("elsewhere")})
    assert moved.of("").corpus == moved.of("Press").of("").corpus == Path("elsewhere")


def test_a_name_that_leads_out_is_no_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_COLLECTION", "../other")
    with pytest.raises(SettingsError, match=r"^QA_COLLECTION cannot be '\.\./other': "):
        Settings()
    assert Settings(collection="Articles").collection == ""
