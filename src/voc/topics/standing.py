"""Topics that stay: new segments join those there are, and a refit keeps ids, names and what people did.

Every function takes a ``TopicModel`` and returns a new one with what happened to its topics.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from voc.topics.cluster import confidences, said
from voc.topics.grouping import BELONGS, SAME
from voc.types import Assignment, Segment, Topic, TopicEvent, TopicModel, Vectors

Fit = Callable[[Sequence[Segment], Vectors], TopicModel]
Floats = npt.NDArray[np.float64]

# Cosine to a centroid from which a new segment joins a standing topic without asking whether it makes a
# new one with others. On banking77 with a third of the intents arriving later, see docs/decisions/0004.
JOINS = 0.45
# Least likeness (half the shared members, half the cosine of the centroids) of an old topic and a new
# one that are the same: below .35 a reader would call them two.
SAME_TOPIC = 0.35
PART = 0.3  # of a topic's segments that must have gone to another to call it divided, or joined with it
GREW = 0.2  # change of size worth telling


def extend(
    model: TopicModel, segments: Sequence[Segment], vectors: Vectors, *, fit: Fit
) -> tuple[TopicModel, list[TopicEvent]]:
    """`model` with the new ones among `segments`: joined to standing topics, or making topics of their own.

    `segments` are all there are, `vectors` (n_segments, dim) theirs. Nothing that had a topic changes
    it; what no longer exists is taken out. `fit` finds topics in what joins none.
    """
    there = {segment.id for segment in segments}
    kept = [assignment for assignment in model.assignments if assignment.segment in there]
    known = {assignment.segment for assignment in kept}
    new = [row for row in said(segments, vectors) if segments[row].id not in known]
    places = Places(model.topics, model.centroids)
    leaf, sure, near = places.of(vectors[new])
    loose = [row for row, cosine in zip(new, near, strict=True) if cosine < JOINS]
    joined = [
        Assignment(segments[row].id, leaf[at], float(sure[at]))
        for at, row in enumerate(new)
        if near[at] >= JOINS
    ]
    born = _unlike(model, fit([segments[row] for row in loose], vectors[loose]))
    grown = replace(
        model,
        topics=(*model.topics, *born.topics),
        centroids=np.concatenate([model.centroids, born.centroids]),
    )
    taken = {assignment.segment for assignment in born.assignments}
    rest = [row for row in loose if segments[row].id not in taken]
    leaf, sure, near = Places(grown.topics, grown.centroids).of(vectors[rest])
    joined += [
        Assignment(segments[row].id, leaf[at], float(sure[at]))
        for at, row in enumerate(rest)
        if near[at] >= BELONGS
    ]
    grown = replace(grown, assignments=(*kept, *joined, *born.assignments))
    grown = recount(grown, segments)
    return grown, _events_of_growth(model, grown)


def refit(
    model: TopicModel, segments: Sequence[Segment], vectors: Vectors, *, fit: Fit
) -> tuple[TopicModel, list[TopicEvent]]:
    """Topics found anew over all `segments`, those that are the old ones under their old id and label.

    Pinned topics (every edit pins) keep all they have; new segments nearest to one join it.
    """
    pinned = _pinned(model)
    there = {segment.id for segment in segments}
    kept = [a for a in model.assignments if a.topic in pinned and a.segment in there]
    held = {assignment.segment for assignment in kept}
    known = {assignment.segment for assignment in model.assignments}
    free = [row for row in said(segments, vectors) if segments[row].id not in held]
    places = Places(model.topics, model.centroids)
    leaf, sure, near = places.of(vectors[free])
    follow = [
        at
        for at, row in enumerate(free)
        if leaf[at] in pinned and near[at] >= JOINS and segments[row].id not in known
    ]
    kept += [Assignment(segments[free[at]].id, leaf[at], float(sure[at])) for at in follow]
    following = {free[at] for at in follow}
    rows = [row for row in free if row not in following]
    found = fit([segments[row] for row in rows], vectors[rows])
    stay = [at for at, topic in enumerate(model.topics) if topic.id in pinned]
    loose = [at for at, topic in enumerate(model.topics) if topic.id not in pinned]
    old = replace(
        model,
        topics=tuple(model.topics[at] for at in loose),
        centroids=model.centroids[loose].reshape(-1, _dim(model, vectors)),
    )
    named = _renamed(found, same_topics(old, found), {topic.id: topic for topic in model.topics})
    anew = replace(
        named,
        topics=(*(model.topics[at] for at in stay), *named.topics),
        centroids=np.concatenate([model.centroids[stay].reshape(-1, _dim(model, vectors)), named.centroids]),
        assignments=(*kept, *named.assignments),
    )
    anew = recount(anew, segments)
    return anew, events(model, anew)


class Places:
    """Where vectors belong among topics and their sub-topics."""

    def __init__(self, topics: Sequence[Topic], centroids: Vectors) -> None:
        self._ids = [topic.id for topic in topics]
        self._centroids = centroids
        tops = list(dict.fromkeys(topic.parent or topic.id for topic in topics))
        self._top = np.array([tops.index(topic.parent or topic.id) for topic in topics], np.int64)
        self._n_tops = len(tops)

    def of(self, vectors: Vectors) -> tuple[list[str], Floats, Floats]:
        """For each vector its topic (a sub-topic where that is nearest), how sure it is, the cosine."""
        if not self._ids or not len(vectors):
            none = np.zeros(len(vectors))
            return [""] * len(vectors), none, none - 1
        similar = vectors @ self._centroids.T
        by_top = np.full((len(vectors), self._n_tops), -1.0, np.float32)
        np.maximum.at(by_top.T, self._top, similar.T)
        best = similar.argmax(axis=1)
        at = np.arange(len(vectors))
        sure = confidences(by_top)[at, self._top[best]]
        return [self._ids[leaf] for leaf in best], sure, similar[at, best].astype(np.float64)


def same_topics(old: TopicModel, new: TopicModel) -> dict[str, str]:
    """New id -> old id, for the pairs that are the same topic: the best assignment of all to all."""
    from scipy.optimize import linear_sum_assignment

    if not old.topics or not new.topics:
        return {}
    shared = _shared(old, new)
    cosine = np.clip(new.centroids @ old.centroids.T, 0, None)
    # a sub-topic can only be one again
    level = np.array([[a.parent is None for a in old.topics]]) == np.array(
        [[b.parent is None] for b in new.topics]
    )
    like = np.where(level, (shared + cosine) / 2, 0.0)
    rows, columns = linear_sum_assignment(-like)
    return {
        new.topics[row].id: old.topics[column].id
        for row, column in zip(rows, columns, strict=True)
        if like[row, column] >= SAME_TOPIC
    }


def recount(model: TopicModel, segments: Sequence[Segment]) -> TopicModel:
    """`model` with sizes, languages, examples and coverage as its assignments say; empty topics dropped."""
    by_id = {segment.id: segment for segment in segments}
    parent = {topic.id: topic.parent or topic.id for topic in model.topics}
    mine: dict[str, list[tuple[float, Segment]]] = defaultdict(list)
    for assignment in model.assignments:
        segment = by_id.get(assignment.segment)
        if segment is not None:
            for topic in {assignment.topic, parent[assignment.topic]}:
                mine[topic].append((assignment.confidence, segment))
    left = [
        (counted(topic, mine[topic.id]), at)
        for at, topic in enumerate(model.topics)
        if mine[topic.id] or topic.pinned
    ]
    order = _in_order([topic for topic, _ in left])
    documents = {segment.document for segment in segments}
    covered = {segment.document for members in mine.values() for _, segment in members}
    return replace(
        model,
        topics=tuple(left[at][0] for at in order),
        centroids=model.centroids[[left[at][1] for at in order]].reshape(-1, model.centroids.shape[1]),
        coverage=len(covered) / max(len(documents), 1),
        not_enough_evidence=() if order else model.not_enough_evidence,
    )


def events(old: TopicModel, new: TopicModel) -> list[TopicEvent]:
    """What became of each topic of `old`, and which ones of `new` are new; by what their segments did."""
    moved = _moves(old, new)
    was, now = {t.id: t for t in old.topics}, {t.id: t for t in new.topics}
    found = []
    for topic in old.topics:
        if topic.parent is not None:
            continue
        went = moved[topic.id]
        total = sum(went.values())
        parts = [other for other, n in went.most_common() if other is not None and n >= PART * total]
        detail: dict[str, Any] = {"before": topic.size, "after": now[topic.id].size if topic.id in now else 0}
        if topic.id not in now:
            kind: Any = "joined" if len(parts) == 1 else "divided" if parts else "died"
            found.append(TopicEvent(kind, topic.id, {**detail, "to": parts, "label": _both(topic)}))
        elif len(parts) > 1:
            found.append(TopicEvent("divided", topic.id, {**detail, "to": parts}))
        elif abs(detail["after"] - topic.size) > GREW * max(topic.size, 1):
            found.append(TopicEvent("grew" if detail["after"] > topic.size else "shrank", topic.id, detail))
    found += [
        TopicEvent("born", topic.id, {"after": topic.size, "label": _both(topic)})
        for topic in now.values()
        if topic.id not in was and topic.parent is None
    ]
    return found


def _events_of_growth(old: TopicModel, new: TopicModel) -> list[TopicEvent]:
    return [event for event in events(old, new) if event.kind in ("born", "grew", "shrank", "died")]


def _unlike(standing: TopicModel, found: TopicModel) -> TopicModel:
    """Those of `found` that are no standing topic over again, under ids nobody has."""
    if not len(found.topics):
        return found
    near = (found.centroids @ standing.centroids.T).max(axis=1, initial=-1)
    taken = {topic.id for topic in standing.topics}
    rows = [
        row
        for row, topic in enumerate(found.topics)
        if near[row] < SAME and topic.id not in taken and (topic.parent or "") not in taken
    ]
    ids = {found.topics[row].id for row in rows}
    rows = [row for row in rows if (found.topics[row].parent or found.topics[row].id) in ids]
    return replace(
        found,
        topics=tuple(found.topics[row] for row in rows),
        centroids=found.centroids[rows],
        assignments=tuple(a for a in found.assignments if a.topic in {found.topics[row].id for row in rows}),
    )


def _renamed(found: TopicModel, same: Mapping[str, str], old: Mapping[str, Topic]) -> TopicModel:
    """`found` with the id, label, reason and flags of the old topics its own are."""
    used = set(old) | set(same.values())
    new_id = {}
    for topic in found.topics:
        name = same.get(topic.id, topic.id)
        while topic.id not in same and name in used:  # an old topic of that name has gone elsewhere
            name += "x"
        new_id[topic.id] = name
    topics = []
    for topic in found.topics:
        parent = new_id[topic.parent] if topic.parent else None
        named = replace(topic, id=new_id[topic.id], parent=parent)
        if topic.id in same:
            before = old[same[topic.id]]
            named = replace(named, label=before.label, reason=before.reason, hidden=before.hidden)
        topics.append(named)
    return replace(
        found,
        topics=tuple(topics),
        assignments=tuple(replace(a, topic=new_id[a.topic]) for a in found.assignments),
    )


def _pinned(model: TopicModel) -> set[str]:
    """Ids of topics a refit leaves alone: pinned, below a pinned one, or above one."""
    pinned = {topic.id for topic in model.topics if topic.pinned}
    above = {topic.parent for topic in model.topics if topic.id in pinned and topic.parent}
    return {
        topic.id for topic in model.topics if topic.id in pinned | above or topic.parent in pinned | above
    }


def _shared(old: TopicModel, new: TopicModel) -> Floats:
    """(n_new, n_old) segments both have, as a share of those either has of what both were fitted on."""
    before, after = _members(old), _members(new)
    common = set().union(*before.values()) & set().union(*after.values())
    shared = np.zeros((len(new.topics), len(old.topics)))
    for row, one in enumerate(new.topics):
        mine = after[one.id] & common
        for column, other in enumerate(old.topics):
            theirs = before[other.id] & common
            shared[row, column] = len(mine & theirs) / max(len(mine | theirs), 1)
    return shared


def _members(model: TopicModel) -> dict[str, set[str]]:
    """Topic -> its segments, those of its sub-topics among them."""
    parent = {topic.id: topic.parent or topic.id for topic in model.topics}
    members: dict[str, set[str]] = {topic.id: set() for topic in model.topics}
    for assignment in model.assignments:
        if assignment.topic in parent:
            members[assignment.topic].add(assignment.segment)
            members[parent[assignment.topic]].add(assignment.segment)
    return members


def _moves(old: TopicModel, new: TopicModel) -> dict[str, Counter[str | None]]:
    """Top topic of `old` -> where its segments are now; None where they have no topic."""
    top_now = {topic.id: topic.parent or topic.id for topic in new.topics}
    top_then = {topic.id: topic.parent or topic.id for topic in old.topics}
    now = {a.segment: top_now[a.topic] for a in new.assignments}
    moved: dict[str, Counter[str | None]] = defaultdict(Counter)
    for assignment in old.assignments:
        moved[top_then[assignment.topic]][now.get(assignment.segment)] += 1
    return moved


def counted(topic: Topic, members: Sequence[tuple[float, Segment]]) -> Topic:
    """`topic` with the size, languages and examples of `members`: (how surely, segment)."""
    documents: dict[str, set[str]] = defaultdict(set)
    for _, segment in members:
        documents[segment.language].add(segment.document)
    sizes = {language: len(ids) for language, ids in documents.items()}
    there = {segment.document for _, segment in members}
    typical = sorted(members, key=lambda each: (-each[0], each[1].id))
    ranked = dict.fromkeys([d for d in topic.examples if d in there] + [s.document for _, s in typical])
    return replace(
        topic,
        size=len(there),
        languages=dict(sorted(sizes.items(), key=lambda each: (-each[1], each[0]))),
        examples=tuple(ranked)[:5],
    )


def _in_order(topics: Sequence[Topic]) -> list[int]:
    """Rows: the largest topic first, each followed by its sub-topics."""
    ids = {topic.id for topic in topics}
    size = {topic.id: topic.size for topic in topics}

    def place(row: int) -> tuple[Any, ...]:
        topic = topics[row]
        top = topic.parent if topic.parent in ids else None
        head = top or topic.id
        return (-size[head], head, top is not None, -topic.size, topic.id)

    return sorted(range(len(topics)), key=place)


def _dim(model: TopicModel, vectors: Vectors) -> int:
    return int(vectors.shape[1] if vectors.ndim == 2 else model.centroids.shape[1])


def _both(topic: Topic) -> dict[str, str]:
    return {"ja": topic.label.ja, "en": topic.label.en}
