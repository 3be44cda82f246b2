from qa.articles.near_duplicates import signature

REPORT = (
    "The harbour of the town was closed for nine days after the storm of last week, officials "
    "said on Monday. Ferries went to the next port, an hour to the north of the island. Nobody "
    "was hurt, but two fishing boats sank at their moorings in the night. The council will meet "
    "on Thursday to decide on the repairs of the walls, which may cost four million."
)


def test_a_signature_is_the_same_every_time() -> None:
    assert signature(REPORT) == signature(REPORT.upper())
    assert len(signature(REPORT)) == 512
    assert signature("too short to tell") == b""


def test_signatures_agree_in_as_many_places_as_the_texts_share_runs_of_words() -> None:
    def agreement(one: bytes, other: bytes) -> float:
        pairs = [(one[at : at + 4], other[at : at + 4]) for at in range(0, 512, 4)]
        return sum(left == right for left, right in pairs) / len(pairs)

    update = REPORT.replace("two fishing boats", "three boats") + " It rained."
    assert agreement(signature(REPORT), signature(update)) >= 0.7
    assert agreement(signature(REPORT), signature(" ".join(reversed(REPORT.split())))) <= 0.1
