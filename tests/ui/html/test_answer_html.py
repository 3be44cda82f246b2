from __future__ import annotations

import html
import re
from dataclasses import replace
from html import unescape

from qa.records import Cell, Sentence, Table
from qa.ui.html.answer_html import (
    answer_html,
    answer_id,
    compared_html,
    error_html,
    question_html,
    searched_sentence,
    waiting_html,
)
from tests.ui.make import answer, answered, article, citation, hit


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "|", markup))


def test_the_short_answer_comes_first_then_the_sentences_with_their_markers() -> None:
    shown = answer_html(answered(), final=True)
    assert shown.index('<div class="qa-direct">2013</div>') < shown.index("qa-text")
    assert re.findall(r'class="qa-marker" href="([^"]+)"', shown) == [
        "#cite-0123456789abcdef-0-28-1",
        "#cite-0123456789abcdef-29-46-2",
        "#cite-0123456789abcdef-29-46-2",
    ]
    assert re.findall(r">&#91;(\d)&#93;</a>", shown) == ["1", "2", "2"]


def test_an_unsupported_sentence_is_marked_and_a_supported_one_is_not() -> None:
    shown = answer_html(answered(), final=True)
    assert shown.count("qa-unsupported") == 1
    assert '<span class="qa-s qa-n1 qa-unsupported">It cost much.</span>' in shown
    assert shown.count('<span class="qa-flag">not supported by the articles</span>') == 1


def test_a_marker_previews_its_quote_and_says_where_it_is_from() -> None:
    shown = answer_html(answered(), final=True)
    title = html.unescape(re.findall(r'title="([^"]+)"', shown)[0])
    assert title == "“The line was opened in 2013.” — The line to Rajin, Test desk, 6 Feb 2017"


def test_one_card_for_each_cited_article() -> None:
    shown = answer_html(answered(), final=True)
    assert shown.count('class="qa-card"') == 1
    assert "1 source<" in shown
    assert "&#91;1&#93;&#91;2&#93;" in shown


def test_versions_of_a_report_are_named_and_are_one_source() -> None:
    old, new = article(article_id="a" * 16, title="First report"), article(article_id="b" * 16)
    quote = "The line was opened in 2013."
    cited = (
        replace(citation(1, quote, of=new), also=(old,)),
        replace(citation(2, quote, of=old), also=(new,)),
    )
    shown = answer_html(replace(answered(), citations=cited), final=True)
    assert "1 source<" in shown
    assert shown.count("Also: First report, Test desk, 6 Feb 2017<") == 1
    assert shown.count("Also: The line to Rajin, Test desk, 6 Feb 2017<") == 1


def test_a_draft_has_no_cards_yet() -> None:
    shown = answer_html(answered(), final=False)
    assert "qa-card" not in shown
    assert "qa-draft" in shown


def test_a_draft_without_sentences_shows_its_text() -> None:
    written = replace(answer(), text="The line is *old* [1]")
    assert "The line is *old* [1]" in text_of(answer_html(written, final=False))


def test_not_found_shows_the_nearest_passages_as_such() -> None:
    found = hit("The port has a crane.")
    shown = answer_html(answer(status="not_found", nearest=(found,)), final=True)
    assert "Not in these articles." in shown
    assert "The nearest passages, which do not answer it" in shown
    assert 'href="#cite-0123456789abcdef-58-79-0"' in shown
    assert "qa-marker" not in shown


def test_not_found_says_what_was_searched_once() -> None:
    told = replace(answer(status="not_found"), searched="Searched 9 articles.")
    assert "Searched 9 articles." in answer_html(told, final=True)
    within = replace(told, searched="Searched 2 of 9 articles.", filtered=True)
    shown = answer_html(within, final=True, searched=(2, 9)).partition("qa-unshown")[0]
    assert shown.count("Searched 2 of 9 articles.") == 1
    assert "qa-everywhere" in shown


def test_a_comparison_is_a_table_with_cited_cells_and_empty_ones_said_to_be_empty() -> None:
    table = Table(
        ("", "how long"),
        ((Cell("The <line>"), Cell("54 km", (2,))), (Cell("The road"), Cell(""))),
    )
    shown = answer_html(replace(answered(), table=table, shape="table"), final=True)
    assert '<th scope="col">how long</th>' in shown
    assert "<line>" not in shown
    assert "|The <line>|" in text_of(shown)
    assert '<td>54 km&#8288;<a class="qa-marker"' in shown
    assert '<td><span class="qa-untold">not told</span></td>' in shown


def test_what_the_question_was_understood_as_is_said_only_if_it_differs() -> None:
    assert "Understood as" not in answer_html(answered(), final=True)
    shown = answer_html(answer(standalone="When was the port opened?"), final=True)
    assert "Understood as: When was the port opened?" in text_of(shown)


def test_a_question_that_lost_its_and_has_no_word_filled_in() -> None:
    asked = answer(standalone="Was the port opened?")
    shown = answer_html(replace(asked, question="And was the port opened?"), final=True)
    assert "Understood as" not in shown


def test_a_marker_without_a_citation_is_left_out() -> None:
    bad = answer(sentences=(Sentence("So it is.", (7,), True),))
    assert "qa-marker" not in answer_html(bad, final=True)


def test_text_of_articles_models_and_people_is_never_markup() -> None:
    evil = '<img src=x onerror=alert(1)>"]()${1}{{2}}'
    cited = citation(1, evil, of=article(evil, title=evil))
    shown = answer_html(
        answer(
            citations=(cited,),
            sentences=(Sentence(evil, (1,), True),),
            direct=evil,
            standalone=evil,
            note=evil,
        ),
        final=True,
    )
    for markup in (shown, question_html(evil), waiting_html(evil), error_html(evil)):
        assert "<img" not in markup
        assert "${" not in markup
        assert "{{" not in markup
        assert "\n" not in markup
    assert evil in text_of(shown)


def test_a_long_question_is_set_smaller() -> None:
    assert question_html("When?") == '<div class="qa-question">When?</div>'
    assert question_html("When and " * 20).startswith('<div class="qa-question qa-long">When and')


def test_a_list_is_a_list_and_its_lead_is_none_of_its_items() -> None:
    lead = Sentence("There are 2 articles.", (), supported=True, ours=True)
    items = tuple(Sentence(f"“{name}”", (), supported=True) for name in ("<One>", "Two"))
    shown = answer_html(
        replace(answered(), sentences=(lead, *items), citations=(), shape="list"), final=False
    )
    assert '<p class="qa-lead"><span class="qa-s qa-n0">There are 2 articles.</span>' in shown
    assert shown.count("<li>") == 2
    assert "“&#60;One&#62;”" in shown


def test_a_scope_is_told_with_the_answer_and_how_to_leave_it() -> None:
    told = unescape(answer_html(answered(), final=True, searched=(31, 171)))
    assert "Searched 31 of 171 articles." in told
    assert 'class="qa-act qa-everywhere"' in told
    assert "qa-searched" not in answer_html(answered(), final=True)
    assert "Searched 0 of 1 article." in searched_sentence(0, 1)


def test_each_source_can_be_asked_alone() -> None:
    told = answer_html(answered(), final=True)
    assert told.count(f'href="#only-{answered().citations[0].article.id}"') == 1


def test_two_answers_stand_beside_each_other_under_what_wrote_them() -> None:
    written = replace(answered(), engine="ollama:<b>", seconds=2.25, direct=None)
    shown = compared_html((answered(), written))
    assert re.findall(r'qa-side qa-id-(\w+)"><div class="qa-label">([^<]*)</div>', shown) == [
        (answer_id(answered()), "The built&#45;in reader · 0.1 s"),
        (answer_id(written), "ollama&#58;&#60;b&#62; · 2.2 s"),
    ]
    assert shown.count("2 sources") + shown.count("1 source") == 2
    assert "qa-actions" not in shown


def test_what_a_model_wrote_can_be_compared_and_the_readers_own_not() -> None:
    assert "qa-compare" not in answer_html(answered(), final=True)
    assert "qa-compare" in answer_html(replace(answered(), engine="ollama:x"), final=True)


def test_what_only_leads_to_the_answer_has_a_line_of_its_own() -> None:
    context = Sentence("The line is 54 km long.", (), supported=True, label="Context")
    shown = answer_html(replace(answered(), sentences=(context,), citations=()), final=False)
    assert '<span class="qa-aside"><span class="qa-day">Context</span>' in shown
