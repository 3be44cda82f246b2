"""REST: each route's answer is that of the records, each mistake a problem document."""

from __future__ import annotations

import json

import pytest

from qa.errors import ChatModelError, IndexLocked
from qa.records import Turn
from qa.scope import make_scope
from qa.serial import answer_to_dict, hit_to_dict
from tests.ui.api.make import ROWS, StubAssistant, client
from tests.ui.make import TEXT, answer, answered, article, hit

ASK = "/api/v1/ask"
JSON = {"content-type": "application/json"}


def test_the_answer_is_the_json_of_the_records() -> None:
    assistant = StubAssistant(drafts=[answer(), answered()])
    given = client(assistant).post(ASK, json={"question": "When?"})
    assert given.status_code == 200
    assert given.json() == answer_to_dict(answered())
    assert assistant.asked == [
        {"question": "When?", "history": (), "words": None, "scope": make_scope()}
    ]


@pytest.mark.parametrize("empty", [None, []])
def test_history_and_scope_may_be_null_or_empty(empty: object) -> None:
    assistant = StubAssistant()
    body = {"question": "When?", "history": empty, "sources": empty, "articles": empty}
    body |= {"first": None, "words": None, "last": ""}
    assert client(assistant).post(ASK, json=body).status_code == 200
    assert assistant.asked[0]["history"] == ()
    assert assistant.asked[0]["scope"] == make_scope()


def test_history_words_and_scope_reach_the_assistant() -> None:
    assistant = StubAssistant()
    body = {
        "question": "And then?",
        "history": [{"question": "When?", "answer": "In 2013."}, {"question": "Why?"}],
        "words": 40,
        "sources": "Test desk",
        "articles": ["a1"],
        "first": "2017-01-01",
        "last": "2017-12-31",
    }
    assert client(assistant).post(ASK, json=body).status_code == 200
    assert assistant.asked == [
        {
            "question": "And then?",
            "history": (Turn("When?", "In 2013."), Turn("Why?", "")),
            "words": 40,
            "scope": make_scope(
                sources=["Test desk"], articles=["a1"], first="2017-01-01", last="2017-12-31"
            ),
        }
    ]


def events_of(text: str) -> list[tuple[str, dict[str, object]]]:
    found = []
    for event in text.strip().split("\n\n"):
        name, data = event.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


@pytest.mark.parametrize(
    ("body", "headers"),
    [({"stream": True}, {}), ({}, {"accept": "text/event-stream"})],
    ids=["by the field", "by the header"],
)
def test_a_stream_is_drafts_and_the_checked_answer(
    body: dict[str, object], headers: dict[str, str]
) -> None:
    assistant = StubAssistant(drafts=[answer(), answered()])
    given = client(assistant).post(ASK, json={"question": "When?", **body}, headers=headers)
    assert given.headers["content-type"].startswith("text/event-stream")
    assert events_of(given.text) == [
        ("draft", answer_to_dict(answer())),
        ("draft", answer_to_dict(answered())),
        ("answer", answer_to_dict(answered())),
    ]


def test_what_fails_within_a_stream_is_its_last_event() -> None:
    assistant = StubAssistant(drafts=[answer()], fails=ChatModelError("The model is gone."))
    given = client(assistant).post(ASK, json={"question": "When?", "stream": True})
    name, told = events_of(given.text)[-1]
    assert (name, told["status"], told["detail"]) == ("problem", 502, "The model is gone.")


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({"question": " "}, 422, "The question is empty: ask something in words."),
        ({"question": "x" * 10_001}, 422, "10,001 characters"),
        ({}, 422, "question: Field required."),
        ({"question": 5}, 422, "question: Input should be a valid string."),
        ({"question": "When?", "histroy": []}, 422, "there is no field histroy; there are coll"),
        ({"question": "When?", "history": [{"answr": "x"}]}, 422, "are question, answer."),
        ({"question": "When?", "history": ["x"]}, 422, "history.0: this must be a JSON object."),
        ({"question": "When?", "history": [{"answer": "x"}]}, 422, "history.0.question"),
        ({"question": "When?", "first": "yesterday"}, 422, "The first day must be a day"),
        (
            {"question": "When?", "first": "2018-01-01", "last": "2017-01-01"},
            422,
            "The first day is after the last.",
        ),
        ({"question": "When?", "sources": [3]}, 422, "sources.0"),
        ({"question": "a\ud800b"}, 422, "question"),
        ([], 422, "The request: send one JSON object, with the header Content-Type: application/"),
    ],
)
def test_a_mistake_is_told_in_a_problem_document(body: object, status: int, told: str) -> None:
    given = client().post(ASK, content=json.dumps(body), headers=JSON)
    assert given.status_code == status
    assert given.headers["content-type"] == "application/problem+json"
    assert told in given.json()["detail"]
    assert given.json()["status"] == status


def test_a_body_that_is_not_read_says_what_to_send() -> None:
    broken = client().post(ASK, content="{bad", headers=JSON).json()["detail"]
    assert broken.startswith("The request: it is no JSON that can be read: Expecting property name")
    form = {"content-type": "application/x-www-form-urlencoded"}  # what curl -d sends
    told = client().post(ASK, content='{"question": "When?"}', headers=form).json()["detail"]
    expected = "send one JSON object, with the header Content-Type: application/json"
    assert told == f"The request: {expected}."


@pytest.mark.parametrize("body", ["{", "nonsense", '{"question": ' + "[" * 100_000, ""])
def test_what_is_no_json_is_a_problem(body: str) -> None:
    given = client().post(ASK, content=body, headers=JSON)
    assert given.status_code in (400, 422)
    assert given.headers["content-type"] == "application/problem+json"


def test_only_json_is_taken_for_json() -> None:
    given = client().post(ASK, content="{}", headers={"content-type": "text/plain"})
    assert given.status_code == 422


@pytest.mark.parametrize(
    ("fails", "status", "told"),
    [
        (IndexLocked("Another process builds."), 503, "Another process builds."),
        (ChatModelError("The model is gone."), 502, "The model is gone."),
        (RuntimeError("secret /path"), 500, "Something unexpected went wrong"),
    ],
)
def test_what_fails_has_its_status_and_sentence(fails: Exception, status: int, told: str) -> None:
    given = client(StubAssistant(drafts=[], fails=fails)).post(ASK, json={"question": "When?"})
    assert given.status_code == status
    assert told in given.json()["detail"]
    assert "secret" not in given.text


def test_search_gives_passages() -> None:
    assistant = StubAssistant()
    given = client(assistant).post("/api/v1/search", json={"question": "line", "k": 3})
    assert given.json() == {"passages": [hit_to_dict(hit("It is 54 km long."))]}
    assert assistant.asked == [{"question": "line", "k": 3, "scope": make_scope()}]


@pytest.mark.parametrize("k", [0, 101, "many", 1.5, 10**400])
def test_a_number_of_passages_has_its_bounds(k: object) -> None:
    given = client().post("/api/v1/search", json={"question": "line", "k": k})
    assert given.status_code == 422
    assert given.json()["errors"][0]["at"] == "k"


@pytest.mark.parametrize(
    ("query", "total", "titles"),
    [
        ("", 3, ["The line to Rajin", "A ferry sails", "Work permits double"]),
        ("?query=desk+ferry", 1, ["A ferry sails"]),
        ("?sources=Other+desk", 2, ["A ferry sails", "Work permits double"]),
        ("?sources=Other+desk&sources=Test+desk&first=2017-01-01", 2, [0, 1]),
        ("?limit=1&offset=1", 3, ["A ferry sails"]),
        ("?offset=9", 3, []),
    ],
)
def test_articles_are_listed_by_words_and_scope(
    query: str, total: int, titles: list[object]
) -> None:
    given = client().get(f"/api/v1/articles{query}").json()
    assert given["total"] == total
    wanted = [ROWS[each].title if isinstance(each, int) else each for each in titles]
    assert [row["title"] for row in given["articles"]] == wanted


@pytest.mark.parametrize("query", ["?limit=0", "?limit=x", "?offset=-1", "?surce=x", "?first=x"])
def test_a_list_that_cannot_be_is_a_problem(query: str) -> None:
    given = client().get(f"/api/v1/articles{query}")
    assert given.status_code == 422
    assert given.headers["content-type"] == "application/problem+json"


def test_an_article_is_read_whole_or_in_part() -> None:
    whole = client().get(f"/api/v1/articles/{article().id}").json()
    assert (whole["title"], whole["text"]) == ("The line to Rajin", TEXT)
    assert (whole["start"], whole["end"], whole["characters"]) == (0, len(TEXT), len(TEXT))
    part = client().get(f"/api/v1/articles/{article().id}?start=4&length=4").json()
    assert (part["text"], part["start"], part["end"]) == (TEXT[4:8], 4, 8)
    beyond = client().get(f"/api/v1/articles/{article().id}?start=999999").json()
    assert (beyond["text"], beyond["end"]) == ("", len(TEXT))


@pytest.mark.parametrize("name", ["0", "..%2f..%2fetc", "x" * 65, "%00"])
def test_an_article_that_is_not_there_is_a_problem(name: str) -> None:
    given = client().get(f"/api/v1/articles/{name}")
    assert given.status_code in (404, 422)
    assert given.headers["content-type"] == "application/problem+json"


def test_status_and_health() -> None:
    told = client().get("/api/v1/status").json()
    assert (told["phase"], told["articles"], told["passages"]) == ("ready", 3, 5)
    assert (told["version"], told["engine"], told["waiting"]) == ("9.9.9", "reader", 0)
    assert client().get("/api/v1/health").json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/api/v1/nothing", 404), ("GET", ASK, 405)]
)
def test_what_is_not_there_is_a_problem(method: str, path: str, status: int) -> None:
    given = client().request(method, path)
    assert (given.status_code, given.json()["status"]) == (status, status)
