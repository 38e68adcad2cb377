"""What people do to topics, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

import numpy as np
import pytest
from topics.speech import remarks, subject_of

from voc.errors import InputError, NotFoundError
from voc.topics import edits
from voc.topics.cluster import fit
from voc.topics.edits import Members, Topics
from voc.types import Assignment, Topic, TopicEdit, Vectors

SEGMENTS, VECTORS = remarks(120)
ROW = {segment.id: row for row, segment in enumerate(SEGMENTS)}


class Desk:
    """Topics in memory, edited one edit after the other."""

    def __init__(self) -> None:
        model = fit([s.document for s in SEGMENTS], SEGMENTS, VECTORS)
        self.topics: dict[str, Topic] = {topic.id: topic for topic in model.topics}
        self.centroids: dict[str, Vectors] = dict(zip(self.topics, model.centroids, strict=True))
        self.of: dict[str, Assignment] = {a.segment: a for a in model.assignments}

    def now(self) -> Topics:
        def members(topics: Collection[str]) -> Members:
            own = sorted(
                (a for a in self.of.values() if a.topic in topics), key=lambda a: (a.topic, a.segment)
            )
            rows = [ROW[a.segment] for a in own]
            return Members(own, [SEGMENTS[row] for row in rows], VECTORS[rows])

        return Topics(list(self.topics.values()), np.stack(list(self.centroids.values())), members)

    def apply(self, edit: TopicEdit) -> TopicEdit:
        for topic, centroid in zip(edit.topics, edit.centroids, strict=True):
            self.topics[topic.id], self.centroids[topic.id] = topic, centroid
        for assignment in edit.assignments:
            self.of[assignment.segment] = assignment
        for name in edit.gone:
            del self.topics[name], self.centroids[name]
        return edit

    def state(self) -> tuple[dict[str, Topic], dict[str, str]]:
        plain = {name: replace(t, examples=()) for name, t in self.topics.items()}
        return plain, {s: a.topic for s, a in self.of.items()}

    def about(self, subject: str) -> str:
        """The largest topic of that subject."""
        return next(name for name in self.topics if self.subjects(name) == {subject})

    def subjects(self, topic: str) -> set[str]:
        return {subject_of(s) for s, a in self.of.items() if a.topic == topic}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_rename_in_one_language_leaves_the_other_and_pins(desk: Desk) -> None:
    name = desk.about("invoice")
    before = desk.topics[name]
    edit = desk.apply(edits.rename(desk.now(), name, ja="請求書の金額が見積と違う"))
    after = desk.topics[name]
    assert (after.label.ja, after.label.en) == ("請求書の金額が見積と違う", before.label.en)
    assert after.pinned and not before.pinned
    assert not edit.assignments


def test_a_merge_makes_sub_topics_and_counts_the_whole(desk: Desk) -> None:
    one, other = desk.about("invoice"), desk.about("support")
    sizes = desk.topics[one].size + desk.topics[other].size
    desk.apply(edits.merge(desk.now(), one, [other]))
    assert desk.topics[other].parent == one
    assert desk.topics[one].size == sizes
    assert desk.topics[other].pinned and desk.topics[one].pinned


def test_a_merge_of_merged_topics_stays_two_levels_deep(desk: Desk) -> None:
    one, two, three = (desk.about(s) for s in ("invoice", "support", "outage"))
    desk.apply(edits.merge(desk.now(), two, [three]))
    desk.apply(edits.merge(desk.now(), one, [two]))
    assert {desk.topics[name].parent for name in (two, three)} == {one}
    with pytest.raises(InputError, match="sub-topic"):
        edits.merge(desk.now(), two, [one])


def test_a_split_of_a_merged_topic_gives_back_what_was_merged(desk: Desk) -> None:
    one, other = desk.about("invoice"), desk.about("support")
    size = desk.topics[one].size
    desk.apply(edits.merge(desk.now(), one, [other]))
    desk.apply(edits.split(desk.now(), one))
    assert desk.topics[other].parent is None
    assert desk.topics[one].size == size


def test_a_split_by_words(desk: Desk) -> None:
    name = desk.about("invoice")
    edit = desk.apply(edits.split(desk.now(), name, words="請求書"))
    (new,) = [topic for topic in edit.topics if topic.id != name]
    assert new.size == len(edit.assignments)
    assert all("請求書" in SEGMENTS[ROW[a.segment]].text for a in edit.assignments)
    assert not any("請求書" in SEGMENTS[ROW[s]].text for s, a in desk.of.items() if a.topic == name)
    assert new.reason == desk.topics[name].reason
    with pytest.raises(InputError, match="nothing"):
        edits.split(desk.now(), name, words="請求書")


def test_a_split_in_parts_keeps_the_largest_under_the_old_name(desk: Desk) -> None:
    one, other = desk.about("invoice"), desk.about("support")
    everything = [s for s, a in desk.of.items() if a.topic == other]
    desk.apply(edits.move(desk.now(), other, everything[:10], one))
    edit = desk.apply(edits.split(desk.now(), one, parts=2))
    (new,) = edit.event.detail["topics"]
    assert desk.subjects(one) == {"invoice"} and desk.subjects(new) == {"support"}
    assert desk.topics[new].label.ja != desk.topics[one].label.ja
    for wrong in (1, 21):
        with pytest.raises(InputError, match="2 to 20"):
            edits.split(desk.now(), one, parts=wrong)


def test_moved_segments_draw_the_centroid_along(desk: Desk) -> None:
    one, other = desk.about("invoice"), desk.about("support")
    mine = edits.chosen(desk.now(), other, words="電話")
    assert mine
    before = desk.centroids[one]
    desk.apply(edits.move(desk.now(), other, mine, one))
    assert {desk.of[s].topic for s in mine} == {one}
    assert VECTORS[ROW[mine[0]]] @ desk.centroids[one] > VECTORS[ROW[mine[0]]] @ before
    with pytest.raises(InputError, match="nothing"):
        edits.move(desk.now(), other, mine, one)


EDITS: dict[str, Callable[[Desk], TopicEdit]] = {
    "rename": lambda d: edits.rename(d.now(), d.about("invoice"), en="billing"),
    "reason": lambda d: edits.set_reason(d.now(), d.about("invoice"), "support"),
    "hide": lambda d: edits.hide(d.now(), d.about("invoice")),
    "pin": lambda d: edits.pin(d.now(), d.about("invoice")),
    "merge": lambda d: edits.merge(d.now(), d.about("invoice"), [d.about("support"), d.about("outage")]),
    "split by words": lambda d: edits.split(d.now(), d.about("invoice"), words="見積"),
    "split in parts": lambda d: edits.split(d.now(), d.about("invoice"), parts=3),
    "move": lambda d: edits.move(
        d.now(),
        d.about("support"),
        edits.chosen(d.now(), d.about("support"), words="電話"),
        d.about("outage"),
    ),
}


@pytest.mark.parametrize("kind", EDITS)
def test_every_edit_can_be_undone(desk: Desk, kind: str) -> None:
    before = desk.state()
    edit = desk.apply(EDITS[kind](desk))
    assert desk.state() != before
    desk.apply(edits.undo(desk.now(), edit.event))
    assert desk.state() == before


def test_edits_are_undone_one_after_the_other(desk: Desk) -> None:
    states, done = [desk.state()], []
    for kind in ("rename", "merge", "hide", "reason"):
        done.append(desk.apply(EDITS[kind](desk)))
        states.append(desk.state())
    for edit, state in zip(reversed(done), reversed(states[:-1]), strict=True):
        desk.apply(edits.undo(desk.now(), edit.event))
        assert desk.state() == state


def test_an_undone_split_takes_back_what_came_since(desk: Desk) -> None:
    name = desk.about("invoice")
    edit = desk.apply(edits.split(desk.now(), name, words="見積"))
    (new,) = edit.event.detail["topics"]
    late = next(s for s, a in desk.of.items() if a.topic == desk.about("outage"))
    desk.of[late] = Assignment(late, new, 0.5)
    desk.apply(edits.undo(desk.now(), edit.event))
    assert desk.of[late].topic == name


def test_wrong_edits_say_what_is_wrong(desk: Desk) -> None:
    name = desk.about("invoice")
    with pytest.raises(NotFoundError, match="voc topics list"):
        edits.rename(desk.now(), "t-none", ja="x")
    with pytest.raises(InputError, match="label"):
        edits.rename(desk.now(), name, ja="  ")
    with pytest.raises(InputError, match="price_value"):
        edits.set_reason(desk.now(), name, "nonsense")
    with pytest.raises(InputError, match="other topics"):
        edits.merge(desk.now(), name, [name])
