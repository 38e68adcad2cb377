"""The co-occurrence network 共起ネットワーク of what is said on topics, from a store."""

from __future__ import annotations

from voc import languages
from voc.exports.table import Table
from voc.gallery.sheet import Sheet
from voc.gallery.words import columns, few, label, say, shown_topics
from voc.pictures.cooccurrence import Term, Tie, laid_out, ties
from voc.pictures.network import Network, draw
from voc.store.store import Store

EDGES = 60  # KH Coder's default
LEAST = 2  # texts a word is in, at the least, in small collections
PER = 200  # texts for which the least count grows by one


def network(
    store: Store,
    *,
    language: str,
    spoken: str,
    topic: str | None = None,
    min_count: int | None = None,
    edges: int = EDGES,
) -> Sheet:
    """Words of the language `spoken` that come together in what is said, for a reader of `language`.

    By default over all topics that are not hidden, with words of at least 2 texts, and one more for
    each two hundred texts. NotFoundError when there is no such topic.
    """
    shown_topics(store)
    of = f" – {label(store.topic(topic), language)}" if topic else ""
    said = [mention for mention in store.mentions(topic) if mention.language == spoken]
    terms = languages.get(spoken).terms
    least = min_count or LEAST + len(said) // PER
    strongest, counts = ties((terms(m.evidence.quote) for m in said), min_texts=least, most=edges)
    words = laid_out(strongest, counts)
    title = say(language, f"共起ネットワーク{of}", f"Co-occurrence network{of}")
    picture = Network(
        title=title,
        legend=say(
            language,
            f"{least}件以上の発言に出る語。円の大きさ＝発言数、線の太さ＝Jaccard係数（上位{len(strongest)}本）、"
            "色＝一緒に現れやすい語のまとまり（灰色は小さなもの）",
            f"words of at least {least} remarks; size: remarks; lines: Jaccard coefficient "
            f"(the {len(strongest)} highest); colour: words that tend to come together (grey: small groups)",
        ),
        terms=tuple(words),
        ties=tuple(strongest),
    )
    notes = [*few((mention.evidence.document for mention in said), language)]
    if not strongest:
        notes.append(
            say(
                language,
                f"{least}件以上の発言に一緒に出る語がありません。--min-count を小さくするか、"
                "--language をお確かめください。",
                f"No two words come together among words of at least {least} remarks; try a lower "
                "--min-count or another --language.",
            )
        )
    return Sheet(
        title, (_ties(strongest, counts, language), _terms(words, language)), tuple(notes), draw(picture)
    )


def _ties(strongest: list[Tie], counts: dict[str, int], language: str) -> Table:
    heads = columns(
        language,
        ("語1", "word 1"),
        ("語2", "word 2"),
        ("Jaccard", "Jaccard"),
        ("共起した発言数", "remarks with both"),
        ("語1の発言数", "remarks with word 1"),
        ("語2の発言数", "remarks with word 2"),
    )
    rows = tuple(
        (tie.one, tie.other, round(tie.jaccard, 4), tie.texts, counts[tie.one], counts[tie.other])
        for tie in strongest
    )
    return Table(say(language, "共起", "ties"), heads, rows)


def _terms(words: list[Term], language: str) -> Table:
    heads = columns(language, ("語", "word"), ("発言数", "remarks"), ("まとまり", "community"))
    return Table(
        say(language, "語", "words"),
        heads,
        tuple((word.word, word.texts, word.community + 1) for word in words),
    )
