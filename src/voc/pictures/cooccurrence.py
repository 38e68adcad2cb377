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


APART = 0.8  # between connected parts, in lengths of a tie
ASPECT = 1.8  # pictures are wider than high


@dataclass(frozen=True, slots=True)
class Term:
    """A word, how many texts have it, its community (0 the largest), and its place in lengths of a tie."""

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
    """Places in lengths of a tie: connected parts in rows, the largest first."""
    import networkx as nx

    parts = sorted(nx.connected_components(graph), key=lambda words: (-len(words), min(words)))
    laid = [_at_the_origin(graph.subgraph(sorted(words))) for words in parts]
    sizes = [tuple(max(at[axis] for at in part.values()) + APART for axis in (0, 1)) for part in laid]
    wide = max(sizes[0][0], (ASPECT * sum(width * height for width, height in sizes)) ** 0.5)
    places: dict[str, Point] = {}
    x = y = row = 0.0
    for part, (width, height) in zip(laid, sizes, strict=True):
        if x and x + width > wide + APART:
            x, y, row = 0.0, y + row, 0.0
        places |= {word: (x + px, y + py) for word, (px, py) in part.items()}
        x, row = x + width, max(row, height)
    return places


def _at_the_origin(part: nx.Graph) -> dict[str, Point]:
    """Places of one connected part from (0, 0) on, its ties 1 long on average."""
    import networkx as nx

    inner = nx.kamada_kawai_layout(part, weight=None)
    lengths = [float(((inner[one] - inner[other]) ** 2).sum()) ** 0.5 for one, other in part.edges]
    length = sum(lengths) / len(lengths)
    low = [min(float(place[axis]) for place in inner.values()) for axis in (0, 1)]
    return {
        word: ((float(inner[word][0]) - low[0]) / length, (float(inner[word][1]) - low[1]) / length)
        for word in sorted(part)
    }
