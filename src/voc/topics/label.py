"""A topic's label: a short phrase of its own documents, in Japanese and in English."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from voc import languages
from voc.topics.clauses import about, clauses, fitness
from voc.topics.member import Member, Weights
from voc.topics.reasons import OTHER, UNKNOWN, reasons
from voc.types import Bilingual

MOST_TYPICAL = 40  # members of a language whose phrases are candidates
TELLING = 25  # terms a phrase is measured by
FULL = 3  # telling terms that make a phrase say all there is to say
LEAST_DOCUMENTS = 2  # of a language, for a label in its own words
TERMS_SHOWN = 3


def label(
    members: Sequence[Member],
    keywords: Mapping[str, Sequence[str]],
    weights: Mapping[str, Weights],
    *,
    reason: str,
    taken: set[str],
) -> Bilingual:
    """What people would call the topic of `members` (the most typical first); added to `taken`.

    A language in which nobody, or one person, spoke of it gets the churn reason's label and the
    key terms of those who did: we do not translate.
    """
    ja, en = (
        _in_own_words(members, language, weights.get(language, {}), reason, taken)
        or _borrowed(keywords, language, reason)
        for language in ("ja", "en")
    )
    taken.update((ja, en))
    return Bilingual(ja, en)


def _in_own_words(
    members: Sequence[Member], language: str, weights: Weights, reason: str, taken: set[str]
) -> str | None:
    """The phrase with the most telling words in the most typical segments, of those not `taken`."""
    own = [member for member in members if member.segment.language == language]
    if len({member.segment.document for member in own}) < LEAST_DOCUMENTS:
        return None
    telling = _telling(own, weights)
    phrases = [(member, clauses(member.segment.text, language)) for member in own]
    said = Counter(phrase for _, found in phrases for phrase in set(found))
    scores: dict[str, float] = {}
    for member, found in phrases[:MOST_TYPICAL]:
        for phrase in found:
            covered = _coverage(languages.get(language).terms(phrase), telling)
            often = 1 + math.log(said[phrase]) / 4
            score = covered * _trust(member, reason) * fitness(phrase, language) * often
            if phrase not in taken and score > scores.get(phrase, 0.0):
                scores[phrase] = score
    return min(scores, key=lambda phrase: (-scores[phrase], phrase), default=None)


def _trust(member: Member, reason: str) -> float:
    """How far `member` speaks for the topic: typical of it, and giving its churn reason where it has one."""
    agrees = member.reason is not None and member.reason[0] == reason and reason not in (OTHER, UNKNOWN)
    return max(member.typical, 0.0) * (1 + member.reason[1] if agrees and member.reason else 1.0)


def _telling(members: Sequence[Member], weights: Weights) -> Weights:
    """The topic's most telling terms and their weights; a term said once is one person's matter."""
    counts = Counter(term for member in members for term in set(member.terms))
    least = 2 if len(members) > 4 else 1
    shared = [term for term in weights if counts[term] >= least]
    # how often, beside how exclusively: else a rare name would outweigh what everybody says
    worth = {term: weights[term] * math.sqrt(counts[term]) for term in shared}
    return {term: worth[term] for term in sorted(shared, key=lambda term: (-worth[term], term))[:TELLING]}


def _coverage(terms: Sequence[str], telling: Weights) -> float:
    """0…1: how much of what is telling `terms` say, with as few other words as possible."""
    full = sum(list(telling.values())[:FULL])
    distinct = set(terms)
    if not full or not distinct:
        return 0.0
    found = sum(telling.get(term, 0.0) for term in distinct)
    beside = sum(term not in telling for term in distinct)
    return min(found / full, 1.0) / (1 + beside / 4)


def _borrowed(keywords: Mapping[str, Sequence[str]], language: str, reason: str) -> str:
    """The churn reason and the key terms, in `language` if it has any, else in the one that has most."""
    spoken = keywords.get(language) or max(keywords.values(), key=len, default=())
    named = None
    if reason not in (OTHER, UNKNOWN):
        both = reasons()[reason].label
        named = both.ja if language == "ja" else both.en
    return about(spoken[:TERMS_SHOWN], language, reason=named)
