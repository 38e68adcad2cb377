"""How topics run over the months or weeks, as panels and tables, from a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from voc import curation
from voc.errors import NotFoundError
from voc.exports.table import Cell, Table
from voc.gallery.sheet import Sheet
from voc.gallery.words import COURSES, columns, course, few, label, say, shown_topics
from voc.pictures.trend_lines import TrendLines, TrendPanel, draw
from voc.store.store import Store
from voc.topics.trends import Period
from voc.types import Topic, TopicTrend

PANELS = 12  # topics drawn: those that emerge or fade, then the largest


def trends(store: Store, *, language: str, period: Period | None = None, since: date | None = None) -> Sheet:
    """Panels of the topics that emerge or fade and of the largest; the tables have all.

    NotFoundError when nothing that is said has a date.
    """
    shown_topics(store)
    topics = {topic.id: topic for topic in store.topics()}
    found = curation.trends(store, period=period, since=since)
    if not found:
        raise NotFoundError(
            "nothing with a date is in a topic yet; documents need their day for a trend", "no_dates"
        )
    moving = [trend for trend in found if trend.course in ("emerging", "fading")]
    drawn = [*moving, *(trend for trend in found if trend not in moving)][:PANELS]
    starts = [each.start for each in found[0].periods]
    months = all(start.day == 1 for start in starts)
    title = say(language, "トピックの推移", "Trends of topics")
    picture = TrendLines(
        title=title,
        legend=say(
            language,
            "縦軸＝その期間に声を聞いた顧客に占める割合。灰色の期間をそれ以前と比べ"
            "（Fisherの正確確率検定、多重比較補正済み）、▲ は増加、▼ は減少。",
            "up: share of the voices heard in the period. The grey periods are compared with those before "
            "(Fisher's exact test, corrected for the number of topics): ▲ emerging, ▼ fading.",
        ),
        periods=tuple(start.strftime("%Y-%m" if months else "%Y-%m-%d") for start in starts),
        panels=tuple(_panel(trend, topics[trend.topic], starts, language) for trend in drawn),
    )
    notes = [*few((each.document for each in store.contacted()), language)]
    if len(found) > len(drawn):
        notes.append(
            say(
                language,
                f"図は{len(drawn)}トピックまでです。全{len(found)}トピックは表をご覧ください。",
                f"{len(drawn)} topics are drawn; the tables have all {len(found)}.",
            )
        )
    tables = (course_table(found, topics, language), period_table(found, topics, language))
    return Sheet(title, (tables[1], tables[0]), tuple(notes), draw(picture), sections=tables)


def period_table(found: Sequence[TopicTrend], topics: Mapping[str, Topic], language: str) -> Table:
    """One row for each topic and period, with a column of yearly money for each currency."""
    currencies = sorted({c for trend in found for each in trend.periods for c in each.money})
    heads = columns(
        language,
        ("ID", "id"),
        ("トピック", "topic"),
        ("期間の初日", "period from"),
        ("文書数", "documents"),
        ("顧客数", "accounts"),
        ("声の割合", "share of voices"),
        ("語調", "tone"),
    )
    money = [say(language, f"年額 {c}", f"a year, {c}").strip(" ,") for c in currencies]
    rows: list[tuple[Cell, ...]] = []
    for trend in found:
        for each in trend.periods:
            tone = None if each.tone is None else round(each.tone, 3)
            rows.append(
                (
                    trend.topic,
                    label(topics[trend.topic], language),
                    each.start,
                    each.documents,
                    each.accounts,
                    round(each.share, 4),
                    tone,
                    *(each.money.get(currency) for currency in currencies),
                )
            )
    return Table(say(language, "推移", "trends"), (*heads, *money), tuple(rows))


def course_table(found: Sequence[TopicTrend], topics: Mapping[str, Topic], language: str) -> Table:
    """One row for each topic: what it was before, what it is now, and whether that is more than chance."""
    heads = columns(
        language,
        ("ID", "id"),
        ("トピック", "topic"),
        ("傾向", "course"),
        ("以前の割合", "share before"),
        ("最近の割合", "share now"),
        ("p値", "p"),
        ("比較の境", "compared from"),
        ("以前の語調", "tone before"),
        ("最近の語調", "tone now"),
    )
    rows = tuple(
        (
            trend.topic,
            label(topics[trend.topic], language),
            say(language, *COURSES[trend.course]),
            _round(trend.before),
            _round(trend.after),
            _round(trend.p),
            trend.since,
            _round(trend.tone_before),
            _round(trend.tone_after),
        )
        for trend in found
    )
    return Table(say(language, "傾向", "courses"), heads, rows)


def _round(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


def _panel(trend: TopicTrend, topic: Topic, starts: Sequence[date], language: str) -> TrendPanel:
    return TrendPanel(
        label=label(topic, language),
        shares=tuple(each.share for each in trend.periods),
        course=trend.course,
        said=course(trend, language),
        since=starts.index(trend.since) if trend.since in starts else None,
    )
