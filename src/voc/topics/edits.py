"""What people do to topics: each edit a value that can be shown before it is saved, and taken back.

An edit pins the topics it touches, so that a refit leaves alone what a person has decided.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from voc.errors import InputError, NotFoundError
from voc.topics.cluster import fit
from voc.topics.grouping import unit
from voc.topics.reasons import reasons
from voc.topics.standing import counted
from voc.types import Assignment, Bilingual, Segment, Topic, TopicEdit, TopicEvent, TopicEventKind, Vectors

MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Members:
    """What belongs to some topics: assignments, and in their order segments and vectors (n, dim)."""

    assignments: Sequence[Assignment]
    segments: Sequence[Segment]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics as they are, their centroids (n_topics, dim), and the way to what belongs to some."""

    topics: Sequence[Topic]
    centroids: Vectors
    members: Callable[[Collection[str]], Members]

    def get(self, topic: str) -> Topic:
        """The topic with that id; NotFoundError when there is none."""
        for each in self.topics:
            if each.id == topic:
                return each
        message = f"there is no topic {topic!r}; see what there is with: voc topics list"
        raise NotFoundError(message, "no_topic", topic=topic)

    def below(self, topic: str) -> list[Topic]:
        """Its sub-topics."""
        return [each for each in self.topics if each.parent == topic]


@dataclass(slots=True)
class _Draft:
    """An edit before it is worked out."""

    changed: dict[str, Topic]
    moves: dict[str, str] = field(default_factory=dict)  # segment -> its topic afterwards
    new: tuple[str, ...] = ()  # of `changed`, those that were not there
    gone: tuple[str, ...] = ()


def rename(topics: Topics, topic: str, *, ja: str | None = None, en: str | None = None) -> TopicEdit:
    """Another label, in one language or both."""
    given = {code: label.strip() for code, label in (("ja", ja), ("en", en)) if label is not None}
    if not given or not all(given.values()):
        raise InputError("a topic needs a label in Japanese, in English, or both", "no_label")
    was = topics.get(topic).label
    return _changed(
        topics, "rename", topic, given, label=Bilingual(given.get("ja", was.ja), given.get("en", was.en))
    )


def set_reason(topics: Topics, topic: str, reason: str) -> TopicEdit:
    """Another churn reason."""
    if reason not in reasons():
        known = ", ".join(reasons())
        message = f"there is no churn reason {reason!r}; there are {known}"
        raise InputError(message, "no_reason", reason=reason, reasons=known)
    return _changed(topics, "reason", topic, {"reason": reason}, reason=reason)


def pin(topics: Topics, topic: str, *, pinned: bool = True) -> TopicEdit:
    """Kept as it is at every refit, or given back to refits."""
    return _changed(topics, "pin" if pinned else "unpin", topic, {}, pinned=pinned)


def hide(topics: Topics, topic: str, *, hidden: bool = True) -> TopicEdit:
    """Not listed any more, or listed again; what is said on it still joins it."""
    return _changed(topics, "hide" if hidden else "show", topic, {}, hidden=hidden)


def merge(topics: Topics, topic: str, others: Sequence[str]) -> TopicEdit:
    """`others` made sub-topics of `topic`, and theirs too, since there are two levels."""
    into = topics.get(topic)
    if into.parent is not None:
        message = f"{topic} is itself a sub-topic of {into.parent}; merge into that"
        raise InputError(message, "is_subtopic", topic=topic, parent=into.parent)
    listed = [topics.get(other) for other in dict.fromkeys(others)]
    moved = [part for other in listed for part in (other, *topics.below(other.id)) if part.parent != topic]
    if topic in others or not moved:
        message = f"name one or more other topics that {topic} shall take in"
        raise InputError(message, "no_topics", topic=topic)
    changed = {part.id: replace(part, parent=topic, pinned=True) for part in moved}
    draft = _Draft({topic: replace(into, pinned=True), **changed})
    return _worked_out(topics, "merge", topic, {"topics": [other.id for other in listed]}, draft)


def split(topics: Topics, topic: str, *, parts: int | None = None, words: str | None = None) -> TopicEdit:
    """A topic in several: its sub-topics made topics; or `parts` by what is alike; or what has `words`.

    With neither given and no sub-topics there are two parts. The largest keeps id and label.
    """
    whole = topics.get(topic)
    if words is None and parts is None and (below := topics.below(topic)):
        empty = not topics.members([topic]).segments
        raised = {part.id: replace(part, parent=None, pinned=True) for part in below}
        draft = _Draft({topic: replace(whole, pinned=True, hidden=whole.hidden or empty), **raised})
        return _worked_out(topics, "split", topic, {"topics": list(raised)}, draft)
    own = topics.members([topic])
    cut = [_with_words(own, words, topic)] if words is not None else _alike(own, parts or 2, topic)
    draft = _Draft({topic: replace(whole, pinned=True)})
    labels = {label for each in topics.topics for label in (each.label.ja, each.label.en)}
    ids = {each.id for each in topics.topics}
    for rows in cut:
        segments = [own.segments[row] for row in rows]
        named = fit([], segments, own.vectors[rows], min_size=1, taken=labels).topics
        alike = named[0] if named else whole
        name = _new_id([segment.text for segment in segments], ids)
        part = replace(alike, id=name, reason=whole.reason, parent=whole.parent, pinned=True, hidden=False)
        draft.changed[name] = part
        draft.moves |= {segment.id: name for segment in segments}
        labels |= {part.label.ja, part.label.en}
        ids.add(name)
    draft.new = tuple(name for name in draft.changed if name != topic)
    how = {"words": words} if words is not None else {"parts": len(cut) + 1}
    return _worked_out(topics, "split", topic, {**how, "topics": list(draft.new)}, draft)


def move(topics: Topics, topic: str, segments: Collection[str], to: str) -> TopicEdit:
    """Some `segments` of `topic` (or its sub-topics) to another topic; later ones like them follow."""
    names = [topic, *(part.id for part in topics.below(topic))]
    touched = {name: replace(topics.get(name), pinned=True) for name in (topic, to)}
    found = [a for a in topics.members(names).assignments if a.segment in segments and a.topic != to]
    if not found:
        raise InputError(f"nothing of this belongs to {topic}", "no_move", topic=topic)
    draft = _Draft(touched, {assignment.segment: to for assignment in found})
    return _worked_out(topics, "move", topic, {"to": to, "segments": len(found)}, draft)


def chosen(topics: Topics, topic: str, *, words: str | None = None, document: str | None = None) -> list[str]:
    """Segments of `topic` and its sub-topics that have `words` and are from `document`, where given."""
    sought = _folded(words or "")
    return [
        segment.id
        for segment in topics.members([topic, *(part.id for part in topics.below(topic))]).segments
        if sought in _folded(segment.text) and document in (None, segment.document)
    ]


def undo(topics: Topics, event: TopicEvent) -> TopicEdit:
    """What takes back `event`: the fields it changed, topics it made, segments it moved.

    What has come to a topic it made since then goes where the rest goes.
    """
    there = {each.id for each in topics.topics}
    new = tuple(name for name in event.before["new"] if name in there)
    draft = _Draft({}, gone=new)
    for name, was in event.before["fields"].items():
        if name in there:
            label = {"label": Bilingual(**was["label"])} if "label" in was else {}
            draft.changed[name] = replace(topics.get(name), **{**was, **label})
    draft.moves = {assignment.segment: event.topic for assignment in topics.members(new).assignments}
    draft.moves |= {segment: name for segment, name in event.before["moves"].items() if name in there}
    edit = _worked_out(topics, event.kind, event.topic, event.detail, draft)
    return replace(edit, event=event)


def _changed(
    topics: Topics, kind: TopicEventKind, topic: str, detail: Mapping[str, Any], **fields: Any
) -> TopicEdit:
    """One topic with other fields."""
    after: Any = replace(topics.get(topic), **{"pinned": True, **fields})
    return _worked_out(topics, kind, topic, detail, _Draft({topic: after}))


def _worked_out(
    topics: Topics, kind: TopicEventKind, topic: str, detail: Mapping[str, Any], draft: _Draft
) -> TopicEdit:
    """The edit with what it needs to be undone, and everything counted anew that it touches."""
    was = {each.id: each for each in topics.topics}
    middle = dict(zip(was, topics.centroids, strict=True))
    after = {**was, **draft.changed}
    regrouped = [n for n, each in draft.changed.items() if n not in was or was[n].parent != each.parent]
    assigned: list[Assignment] = []
    origins: dict[str, str] = {}
    if draft.moves or regrouped or draft.gone:
        families = {topic, *draft.changed, *draft.gone, *draft.moves.values()}
        families |= {
            each.parent for n in families for each in (was.get(n), after.get(n)) if each and each.parent
        }
        listed = sorted(n for n in was if n in families or was[n].parent in families)
        members = topics.members(listed)
        leaf = {a.segment: draft.moves.get(a.segment, a.topic) for a in members.assignments}
        moved = [a for a in members.assignments if leaf[a.segment] != a.topic]
        assigned = [replace(a, topic=leaf[a.segment]) for a in moved]
        origins = {a.segment: a.topic for a in moved if leaf[a.segment] not in draft.new}
        touched = {*draft.moves.values(), *(a.topic for a in members.assignments if a.segment in draft.moves)}
        for name in sorted({*families, *touched} - set(draft.gone)):
            rows = [row for row, each in enumerate(members.segments) if leaf[each.id] == name]
            if name in touched and rows:
                middle[name] = unit(members.vectors[rows].mean(axis=0, keepdims=True))[0]
            family = {name, *(n for n, each in after.items() if each.parent == name)}
            own = [
                (a.confidence, s)
                for a, s in zip(members.assignments, members.segments, strict=True)
                if leaf[s.id] in family
            ]
            draft.changed[name] = counted(after[name], own)
    fields = {name: _fields(was[name], each) for name, each in draft.changed.items() if name in was}
    before = {
        "fields": {name: was_so for name, was_so in fields.items() if was_so},
        "new": list(draft.new),
        "moves": origins,
    }
    return TopicEdit(
        TopicEvent(kind, topic, detail, before),
        tuple(draft.changed.values()),
        np.stack([middle[name] for name in draft.changed]),
        gone=draft.gone,
        assignments=tuple(assigned),
    )


def _fields(before: Topic, after: Topic) -> dict[str, Any]:
    """What an edit changed of a topic, as it was."""
    names = ("label", "reason", "parent", "pinned", "hidden")
    found = {name: getattr(before, name) for name in names if getattr(before, name) != getattr(after, name)}
    if "label" in found:
        found["label"] = {"ja": before.label.ja, "en": before.label.en}
    return found


def _with_words(own: Members, words: str, topic: str) -> list[int]:
    """Rows of what has `words`, of some and not of all."""
    sought = _folded(words)
    found = [row for row, segment in enumerate(own.segments) if sought in _folded(segment.text)]
    if not found or not sought:
        message = f"nothing that belongs to {topic} has the words {words!r}"
        raise InputError(message, "none_has_words", topic=topic, words=words)
    if len(found) == len(own.segments):
        message = f"everything that belongs to {topic} has the words {words!r}"
        raise InputError(message, "all_have_words", topic=topic, words=words)
    return found


def _alike(own: Members, parts: int, topic: str) -> list[list[int]]:
    """Rows of all parts but the largest, which stays the topic."""
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    if not 2 <= parts <= MOST_PARTS:
        message = f"a topic can be split in 2 to {MOST_PARTS} parts, not {parts}"
        raise InputError(message, "wrong_parts", parts=parts, most=MOST_PARTS)
    distinct = len(np.unique(own.vectors.round(4), axis=0)) if len(own.vectors) else 0
    if distinct < parts:
        message = f"{topic} has {distinct} different things said, too few for {parts} parts"
        raise InputError(message, "too_few_to_split", topic=topic, distinct=distinct, parts=parts)
    with threadpool_limits(1):  # as in cluster.fit: the same answer everywhere
        found = KMeans(parts, n_init=5, random_state=0).fit_predict(own.vectors)
    cut: dict[int, list[int]] = defaultdict(list)
    for row, part in enumerate(found):
        cut[int(part)].append(row)
    return sorted(cut.values(), key=lambda rows: (-len(rows), rows))[1:]


def _new_id(texts: Sequence[str], taken: Collection[str]) -> str:
    name = "t-" + hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()[:8]
    while name in taken:
        name += "x"
    return name


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
