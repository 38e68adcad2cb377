"""Everything about a store's topics as tables: topics, what belongs to them, and how they run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from voc import curation
from voc.exports.table import Table
from voc.gallery.sheet import Sheet
from voc.gallery.trends import period_table
from voc.gallery.words import CHANNELS, COURSES, columns, label, reason, say, shown_topics
from voc.store.store import Store
from voc.types import Mention, Topic, TopicTrend

TABLES = ("topics", "assignments", "trends")


def export(store: Store, *, language: str, first: str = "topics") -> Sheet:
    """The three tables, `first` first (a CSV file has one); hidden topics are left out."""
    shown = shown_topics(store)
    topics = {topic.id: topic for topic in store.topics()}
    said = store.mentions()
    runs = curation.trends(store)
    tables = {
        "topics": _topics(shown, said, {run.topic: run for run in runs}, language),
        "assignments": _assignments(said, topics, {a.id: a.name for a in store.accounts()}, language),
        "trends": period_table(runs, topics, language),
    }
    order = sorted(TABLES, key=lambda name: name != first)
    return Sheet(say(language, "トピック", "topics"), tuple(tables[name] for name in order))


def _topics(
    shown: Sequence[Topic], said: Sequence[Mention], runs: Mapping[str, TopicTrend], language: str
) -> Table:
    """One row for each topic and sub-topic, a sub-topic with its parent's id."""
    of: dict[str, list[Mention]] = defaultdict(list)
    for mention in said:
        of[mention.topic].append(mention)
        if mention.subtopic is not None:
            of[mention.subtopic].append(mention)
    heads = columns(
        language,
        ("ID", "id"),
        ("上位ID", "parent id"),
        ("トピック（日本語）", "topic (Japanese)"),
        ("トピック（英語）", "topic (English)"),
        ("離脱理由", "reason"),
        ("離脱理由キー", "reason key"),
        ("文書数", "documents"),
        ("日本語の文書数", "Japanese documents"),
        ("英語の文書数", "English documents"),
        ("顧客数", "accounts"),
        ("発言数", "remarks"),
        ("語調", "tone"),
        ("傾向", "course"),
        ("以前の割合", "share before"),
        ("最近の割合", "share now"),
        ("p値", "p"),
        ("固定", "pinned"),
        ("特徴語（日本語）", "terms (Japanese)"),
        ("特徴語（英語）", "terms (English)"),
    )
    rows = []
    for topic in shown:
        tones = [mention.tone for mention in of[topic.id] if mention.tone is not None]
        run = runs.get(topic.id)
        rows.append(
            (
                topic.id,
                topic.parent,
                topic.label.ja,
                topic.label.en,
                reason(topic.reason, language),
                topic.reason,
                topic.size,
                topic.languages.get("ja", 0),
                topic.languages.get("en", 0),
                len({mention.account for mention in of[topic.id]} - {None}),
                len(of[topic.id]),
                round(sum(tones) / len(tones), 3) if tones else None,
                say(language, *COURSES[run.course]) if run else None,
                _round(run.before if run else None),
                _round(run.after if run else None),
                _round(run.p if run else None),
                say(language, "はい", "yes") if topic.pinned else None,
                " ".join(topic.keywords.get("ja", ())),
                " ".join(topic.keywords.get("en", ())),
            )
        )
    return Table(say(language, "トピック", "topics"), heads, tuple(rows))


def _assignments(
    said: Sequence[Mention], topics: Mapping[str, Topic], names: Mapping[str, str], language: str
) -> Table:
    """One row for each remark that belongs to a topic, in time order."""
    heads = columns(
        language,
        ("トピックID", "topic id"),
        ("トピック", "topic"),
        ("下位トピックID", "sub-topic id"),
        ("下位トピック", "sub-topic"),
        ("確信度", "confidence"),
        ("引用", "quote"),
        ("日付", "day"),
        ("チャネル", "channel"),
        ("顧客ID", "account id"),
        ("顧客", "account"),
        ("言語", "language"),
        ("語調", "tone"),
        ("文書", "document"),
        ("開始", "start"),
        ("終了", "end"),
    )
    rows = tuple(
        (
            mention.topic,
            label(topics[mention.topic], language),
            mention.subtopic,
            label(topics[mention.subtopic], language) if mention.subtopic else None,
            round(mention.confidence, 3),
            mention.evidence.quote,
            mention.evidence.time.date() if mention.evidence.time else None,
            say(language, *CHANNELS[mention.channel]),
            mention.account,
            names.get(mention.account) if mention.account else None,
            mention.language,
            _round(mention.tone),
            mention.evidence.document,
            mention.evidence.start,
            mention.evidence.end,
        )
        for mention in said
    )
    return Table(say(language, "発言", "assignments"), heads, rows)


def _round(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
