"""Topics of a store: kept up with what is new, fitted anew, edited, and edits taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from voc.embedders import full_revision
from voc.engines import Engines, encode, vector_key
from voc.errors import NotFoundError, SettingError
from voc.store.store import Store
from voc.store.topic_editing import TopicEditing
from voc.topics import edits, standing
from voc.topics.cluster import fit
from voc.topics.edits import Members, Topics
from voc.topics.grouping import unit
from voc.topics.hierarchy import divide
from voc.topics.trends import Period
from voc.topics.trends import trends as topic_trends
from voc.types import Account, Remark, Segment, TopicEdit, TopicEvent, TopicModel, TopicTrend, Vectors

ASKED = ("survey", "cancellation")  # channels in which customers are asked for their opinion
LIKELY_REASON = 0.5
MakeEdit = Callable[[Topics], TopicEdit]
Likely = Mapping[str, tuple[str, float]]  # segment -> its likeliest churn reason and how sure that is


def keep_up(store: Store, engines: Engines, *, run: int) -> TopicModel:
    """The standing topics with what is new since, saved; the first time they are found."""
    model, segments, vectors, likely = _standing(store, engines)
    if model.topics:
        kept, events = standing.extend(model, segments, vectors, fit=_fitting(likely))
    else:
        kept = _fitting(likely)(segments, vectors)
        events = standing.events(model, kept)
    store.save_topics(kept, events, encoder=full_revision(engines.encoder), run=run)
    return kept


def refit(store: Store, engines: Engines, *, preview: bool = False) -> tuple[TopicModel, list[TopicEvent]]:
    """Topics found anew over everything, under their old ids where they are the same, and what changed.

    Saved but for a `preview`. What people have edited or pinned stays as it is.
    """
    model, segments, vectors, likely = _standing(store, engines)
    anew, events = standing.refit(model, segments, vectors, fit=_fitting(likely))
    if not preview:
        run = store.start_run("analyze", settings={"topics": "refit"}, models=engines.revisions)
        store.save_topics(anew, events, encoder=full_revision(engines.encoder), run=run)
        store.finish_run(run, counts={"topics": len(anew.topics)}, problems=())
    return anew, events


def trends(store: Store, *, period: Period | None = None, since: date | None = None) -> list[TopicTrend]:
    """How each topic that is not hidden ran, the most spoken of first."""
    return topic_trends(
        store.mentions(), store.contacted(), money=yearly(store.accounts()), period=period, since=since
    )


def yearly(accounts: Iterable[Account]) -> dict[str, tuple[str, float]]:
    """Account -> currency and what it pays a year, by its facts `arr` and `currency`, where it has them."""
    paid = {}
    for account in accounts:
        amount, currency = (account.facts.get(name) for name in ("arr", "currency"))
        if amount is not None and isinstance(amount.value, int | float):
            paid[account.id] = (
                str(currency.value) if currency and currency.value else "",
                float(amount.value),
            )
    return paid


def edit(store: Store, make: MakeEdit, *, author: str, preview: bool = False) -> TopicEdit:
    """The edit that `make` makes of the topics as they are; saved under `author` but for a `preview`."""
    with store.editing_topics() as editing:
        made = make(_topics(editing))
        if not preview:
            editing.save(made, author=author)
    return made


def undo(store: Store, *, preview: bool = False) -> TopicEdit:
    """What took back the last edit that was not undone; NotFoundError when there is none."""
    with store.editing_topics() as editing:
        last = editing.last()
        if last is None:
            message = "there is no edit to undo; see what there was with: voc topics history"
            raise NotFoundError(message, "no_edit")
        made = edits.undo(_topics(editing), last)
        if not preview:
            editing.save_undo(made)
    return made


def _topics(editing: TopicEditing) -> Topics:
    topics, centroids, revision = editing.topics()

    def members(of: Collection[str]) -> Members:
        found = editing.members(of)
        segments = [segment for _, segment in found]
        keys = [vector_key(segment) for segment in segments]
        known = editing.vectors(revision, keys)
        if missing := [key for key in keys if key not in known]:
            raise SettingError(f"{len(missing)} vectors are not in the store; make them with: voc analyze")
        dim = centroids.shape[1]
        stacked = np.stack([known[key][:dim] for key in keys]) if keys else np.zeros((0, dim), np.float32)
        return Members([assignment for assignment, _ in found], segments, stacked)

    return Topics(topics, centroids, members)


def _standing(store: Store, engines: Engines) -> tuple[TopicModel, list[Segment], Vectors, Likely]:
    """The standing topics, and all segments that belong in topics, with vectors and likely reasons."""
    model, encoder = store.topic_model()
    assigned = {assignment.segment for assignment in model.assignments}
    said = [remark for remark in store.remarks() if remark.segment.side != "vendor"]
    vectors, stances = encode([remark.segment for remark in said], engines.encoder, store=store)
    found = engines.reasons.reasons_of(stances)
    rows = [
        row
        for row, remark in enumerate(said)
        if remark.segment.id in assigned or _is_grievance(remark, sure=found[row][1])
    ]
    segments = [said[row].segment for row in rows]
    if model.topics and encoder != full_revision(engines.encoder):
        model = _centred_anew(model, segments, vectors[rows])
    return model, segments, vectors[rows], {said[row].segment.id: found[row] for row in rows}


def _centred_anew(model: TopicModel, segments: Sequence[Segment], vectors: Vectors) -> TopicModel:
    """`model` with centroids of another encoder's vectors; topics without members are dropped."""
    row_of = {segment.id: row for row, segment in enumerate(segments)}
    parent = {topic.id: topic.parent for topic in model.topics}
    rows: dict[str, list[int]] = {topic.id: [] for topic in model.topics}
    family: dict[str, list[int]] = {topic.id: [] for topic in model.topics}
    for assignment in model.assignments:
        if assignment.segment in row_of:
            rows[assignment.topic].append(row_of[assignment.segment])
            family[parent[assignment.topic] or assignment.topic].append(row_of[assignment.segment])
    own = {name: rows[name] or family[name] for name in rows}
    kept = [topic for topic in model.topics if own[topic.id]]
    middle = [vectors[own[topic.id]].mean(axis=0) for topic in kept]
    return replace(
        model,
        topics=tuple(kept),
        centroids=unit(np.array(middle, np.float32).reshape(-1, vectors.shape[1])),
    )


def _fitting(likely: Likely) -> standing.Fit:
    def fitting(segments: Sequence[Segment], vectors: Vectors) -> TopicModel:
        documents = [segment.document for segment in segments]
        found = fit(documents, segments, vectors, likely=[likely[segment.id] for segment in segments])
        return divide(found, segments, vectors)

    return fitting


def _is_grievance(remark: Remark, *, sure: float) -> bool:
    """Whether it belongs in a churn-reason topic.

    Whoever is asked for an opinion gives one. A conversation is full of other bad news (a late
    train): there a negative tone counts only where a churn reason is as likely as not.
    """
    asked = remark.channel in ASKED
    return remark.risk or (remark.tone == "negative" and (asked or sure >= LIKELY_REASON))
