"""What a cluster is called and counted as: id, labels, key terms, size, churn reason, examples."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from voc.languages import LANGUAGES
from voc.topics.label import label
from voc.topics.member import Member, Weights
from voc.topics.reasons import OTHER, UNKNOWN
from voc.types import Topic

# Of a topic's segments, each counted as far as its reason is sure: cancellations (seven of ten of them
# known to the head) gather at .55 to .75,
# answers about the economy, which give no reason to leave, at .00 to .42.
SHARE_OF_REASON = 0.45
KEYWORDS = 8
EXAMPLES = 5
NAMED_BY = 5  # most typical texts a topic's id is made of


def describe(
    members: Sequence[Sequence[Member]],
    weights: Mapping[str, Sequence[Weights]],
    *,
    taken: Collection[str] = (),
) -> list[Topic]:
    """One topic for each list of members, which come the most typical first.

    `weights` gives, for each language, the term weights of every topic. No label is one of `taken`.
    """
    given = set(taken)  # two topics of one name help nobody
    return [
        _topic(each, {language: weights[language][at] for language in weights}, given)
        for at, each in enumerate(members)
    ]


def _topic(members: Sequence[Member], weights: Mapping[str, Weights], taken: set[str]) -> Topic:
    documents: dict[str, set[str]] = defaultdict(set)
    for member in members:
        documents[member.segment.language].add(member.segment.document)
    sizes = {language: len(ids) for language, ids in documents.items()}
    keywords = {
        language: _keywords(members, language, weights.get(language, {}))
        for language in sorted({*LANGUAGES, *weights})
    }
    reason = _reason(members)
    return Topic(
        id=_id(members),
        label=label(members, keywords, weights, reason=reason, taken=taken),
        keywords=keywords,
        size=len(set().union(*documents.values())),
        languages=dict(sorted(sizes.items(), key=lambda each: (-each[1], each[0]))),
        reason=reason,
        examples=_examples(members),
    )


def _keywords(members: Sequence[Member], language: str, weights: Weights) -> tuple[str, ...]:
    """The most telling terms of `language`; a term of one document alone tells little."""
    documents: dict[str, set[str]] = defaultdict(set)
    for member in members:
        if member.segment.language == language:
            for term in member.terms:
                documents[term].add(member.segment.document)
    least = 2 if len(set().union(*documents.values())) > 3 else 1
    shared = [term for term, ids in documents.items() if len(ids) >= least]
    ranked = sorted(shared, key=lambda term: (-weights.get(term, 0.0), term))
    return tuple(ranked[:KEYWORDS])


def _reason(members: Sequence[Member]) -> str:
    """The churn reason most segments speak for; "other" where they agree on none."""
    votes: dict[str, float] = defaultdict(float)
    for member in members:
        if member.reason is not None:
            key, confidence = member.reason
            votes[key] += confidence
    if not votes:
        return UNKNOWN
    key, votes_for_it = min(votes.items(), key=lambda each: (-each[1], each[0]))
    if key == UNKNOWN:
        return UNKNOWN
    return key if votes_for_it >= SHARE_OF_REASON * len(members) else OTHER


def _examples(members: Sequence[Member]) -> tuple[str, ...]:
    """The most typical documents, and one of every language among them."""
    ranked = list(dict.fromkeys(member.segment.document for member in members))
    of_language: dict[str, str] = {}
    for member in members:
        of_language.setdefault(member.segment.language, member.segment.document)
    chosen = list(dict.fromkeys([*list(of_language.values())[:EXAMPLES], *ranked]))[:EXAMPLES]
    return tuple(sorted(chosen, key=ranked.index))


def _id(members: Sequence[Member]) -> str:
    """From the content: the same typical texts have the same id in any run."""
    texts = list(dict.fromkeys(member.segment.text for member in members))[:NAMED_BY]
    return "t-" + hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()[:8]
