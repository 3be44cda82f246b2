"""The OpenAI-compatible interface: whole answers, chunks that cannot be taken back, mistakes."""

from __future__ import annotations

import json

import pytest

from qa.records import Answer, Sentence
from qa.serial import answer_to_dict
from tests.ui.api.make import StubAssistant, client
from tests.ui.make import answer, answered, citation

CHAT = "/v1/chat/completions"


def asking(**more: object) -> dict[str, object]:
    return {"model": "articles", "messages": [{"role": "user", "content": "When?"}], **more}


def cited(*texts: str) -> Answer:
    sentences = tuple(Sentence(text, (1,), True) for text in texts)
    return answer(citations=(citation(1, "It is 54 km long."),), sentences=sentences)


def test_the_articles_are_a_model() -> None:
    asked = client()
    listed = asked.get("/v1/models").json()
    assert [model["id"] for model in listed["data"]] == ["articles"]
    assert asked.get("/v1/models/articles").json() == listed["data"][0]


def test_an_answer_is_a_message_and_carries_the_whole_answer() -> None:
    given = client().post(CHAT, json=asking(temperature=0.3, tools=[], max_tokens=5)).json()
    assert given["object"] == "chat.completion"
    assert given["choices"][0]["finish_reason"] == "stop"
    assert given["choices"][0]["message"]["content"].startswith(answered().text)
    assert given["answer"] == answer_to_dict(answered())


def chunks(
    drafts: list[Answer], fails: Exception | None = None, options: object = None
) -> list[dict[str, object]]:
    body = asking(stream=True, stream_options=options)
    given = client(StubAssistant(drafts, fails)).post(CHAT, json=body)
    lines = [line for line in given.text.split("\n\n") if line.startswith("data: ")]
    assert lines[-1] == "data: [DONE]"
    return [json.loads(line.removeprefix("data: ")) for line in lines[:-1]]


def test_usage_counts_words_and_is_the_last_chunk_where_it_is_wanted() -> None:
    drafts = [cited("One. [1]")]
    whole = client(StubAssistant(drafts)).post(CHAT, json=asking()).json()
    said = len(whole["choices"][0]["message"]["content"].split())
    counted = {"prompt_tokens": 1, "completion_tokens": said, "total_tokens": 1 + said}
    assert whole["usage"] == counted
    *before, last = chunks(drafts, options={"include_usage": True})
    assert (last["choices"], last["usage"]) == ([], counted)
    assert [chunk["usage"] for chunk in before] == [None] * len(before)
    assert all("usage" not in chunk for chunk in chunks(drafts))


def text_of(sent: list[dict[str, object]]) -> str:
    deltas = [chunk["choices"][0]["delta"] for chunk in sent]  # type: ignore[index]
    return "".join(delta.get("content", "") for delta in deltas)


def test_the_chunks_make_the_message_and_the_last_one_has_the_annotations() -> None:
    drafts = [cited("One. [1]"), cited("One. [1]", "Two. [1]")]
    sent = chunks(drafts)
    assert sent[0]["choices"][0]["delta"] == {"role": "assistant", "content": ""}  # type: ignore[index]
    assert sent[1]["choices"][0]["delta"] == {"content": "One. [1]"}  # type: ignore[index]
    assert sent[2]["choices"][0]["delta"] == {"content": " Two. [1]"}  # type: ignore[index]
    whole = client(StubAssistant(drafts)).post(CHAT, json=asking()).json()
    message = whole["choices"][0]["message"]
    assert text_of(sent) == message["content"]
    last = sent[-1]
    assert last["choices"][0]["delta"]["annotations"] == message["annotations"]  # type: ignore[index]
    assert last["choices"][0]["finish_reason"] == "stop"  # type: ignore[index]
    assert last["answer"] == answer_to_dict(drafts[-1])


def test_what_was_not_checked_is_not_sent() -> None:
    unchecked = answer()
    assert unchecked.text not in text_of(chunks([unchecked, cited("One. [1]")]))


def test_an_answer_that_begins_differently_follows_whole() -> None:
    sent = chunks([cited("One. [1]"), cited("Another. [1]")])
    text = text_of(sent)
    assert text.startswith("One. [1]\n\nAnother. [1]\n\nSources:")
    where = sent[-1]["choices"][0]["delta"]["annotations"]  # type: ignore[index]
    spans = [
        (each["url_citation"]["start_index"], each["url_citation"]["end_index"]) for each in where
    ]
    assert [text[start:end] for start, end in spans] == ["[1]"]
    assert spans[0][0] > len("One. [1]")


def test_what_fails_in_a_stream_is_told_as_clients_of_openai_read_it() -> None:
    last = chunks([cited("One. [1]")], RuntimeError("secret"))[-1]
    assert last["error"]["message"].startswith("Something unexpected")  # type: ignore[index]


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (asking(model="gpt-4o"), 404, "There is no collection gpt-4o."),
        (asking(messages=[]), 422, "messages"),
        (asking(messages=[{"role": "system", "content": "x"}]), 422, "role user"),
        (asking(messages=[{"role": "user", "content": 5}]), 422, "messages.0.content"),
        ({"messages": [{"role": "user", "content": "x"}]}, 422, "model"),
    ],
)
def test_a_mistake_is_a_problem_with_the_error_of_openai(
    body: dict[str, object], status: int, told: str
) -> None:
    given = client().post(CHAT, json=body)
    assert given.status_code == status
    assert told in given.json()["error"]["message"] == given.json()["detail"]
