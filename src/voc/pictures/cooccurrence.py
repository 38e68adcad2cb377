"""Which words come together 共起: counted over what is said, and laid out. The only file with networkx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from voc.pictures.drawing import Point

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Term:
    """A word with how many texts have it, its community (0 the largest), and its place in -1…1."""

    word: str
    texts: int
    community: int
    at: Point


@dataclass(frozen=True, slots=True)
class Tie:
    """Two words, and in how many of the texts that have either they come together (Jaccard, 0…1)."""

    one: str
    other: str
    jaccard: float
    texts: int


def ties(texts: Iterable[Sequence[str]], *, min_texts: int, most: int) -> tuple[list[Tie], dict[str, int]]:
    """The `most` strongest ties of words of at least `min_texts` texts, and how many texts have each word.

    A text is its words; one that comes twice in it counts once. Words that come together only once
    are no tie.
    """
    sets = [sorted(set(words)) for words in texts]
    counts = Counter(word for words in sets for word in words)
    frequent = {word for word, count in counts.items() if count >= min_texts}
    together = Counter(
        pair for words in sets for pair in combinations([w for w in words if w in frequent], 2)
    )
    found = [
        Tie(one, other, n / (counts[one] + counts[other] - n), n)
        for (one, other), n in together.items()
        if n > 1
    ]
    found.sort(key=lambda tie: (-tie.jaccard, -tie.texts, tie.one, tie.other))
    return found[:most], dict(counts)


def laid_out(strongest: Sequence[Tie], counts: dict[str, int]) -> list[Term]:
    """The words of the ties, the most frequent first, with their communities and places.

    Communities by modularity (Clauset, Newman and Moore). Each connected part is laid out by itself
    (Kamada and Kawai), then the parts are set side by side: no step draws lots.
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted({word for tie in strongest for word in (tie.one, tie.other)}))
    graph.add_weighted_edges_from((tie.one, tie.other, tie.jaccard) for tie in strongest)
    if not graph:
        return []
    communities = sorted(
        nx.community.greedy_modularity_communities(graph, weight="weight"),
        key=lambda words: (-len(words), min(words)),
    )
    community = {word: number for number, words in enumerate(communities) for word in words}
    at = _packed(graph)
    ranked = sorted(graph, key=lambda word: (-counts[word], word))
    return [Term(word, counts[word], community[word], at[word]) for word in ranked]


def _packed(graph: nx.Graph) -> dict[str, Point]:
    """Places in -1…1: connected parts in rows, the largest first, each with room by its number of words."""
    import networkx as nx

    parts = sorted(nx.connected_components(graph), key=lambda words: (-len(words), min(words)))
    sides = [len(words) ** 0.5 for words in parts]
    wide = max(sides[0] * 1.5, sum(side**2 for side in sides) ** 0.5 * 1.35)
    places: dict[str, Point] = {}
    x = y = row = 0.0
    for words, side in zip(parts, sides, strict=True):
        width = side * 1.5  # pictures are wider than high
        if x and x + width > wide:
            x, y, row = 0.0, y + row, 0.0
        inner = nx.kamada_kawai_layout(graph.subgraph(sorted(words)), weight=None)
        low = [min(place[axis] for place in inner.values()) for axis in (0, 1)]
        span = [max(place[axis] for place in inner.values()) - low[axis] or 1.0 for axis in (0, 1)]
        for word in sorted(words):
            unit = [(inner[word][axis] - low[axis]) / span[axis] for axis in (0, 1)]
            places[word] = (x + width * (0.1 + 0.8 * unit[0]), y + side * (0.1 + 0.8 * unit[1]))
        x, row = x + width, max(row, side)
    high = max(place[1] for place in places.values())
    broad = max(place[0] for place in places.values())
    return {word: (2 * px / (broad or 1) - 1, 2 * py / (high or 1) - 1) for word, (px, py) in places.items()}
