"""How topics run: volume, tone, accounts and money by month, and which are emerging or fading.

What is counted is voices: an account in a period, however much it wrote then, or a document of
nobody's. One customer who writes ten angry mails is one voice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from voc.types import Contacted, Mention, TopicPeriod, TopicTrend

Period = Literal["week", "month"]
Money = Mapping[str, tuple[str, float]]  # account -> currency, what it pays a year

CHANCE = 0.05  # share of emerging and fading topics that are neither (Benjamini and Hochberg)
LATEST = {"week": 4, "month": 3}  # periods that are compared with those before
BEFORE = {"week": 26, "month": 12}
FEWEST = 5  # voices on either side; Fisher's test says little of fewer
WEEKS_UNTIL = timedelta(days=180)  # shorter collections are shown by week


def trends(
    mentions: Sequence[Mention],
    documents: Sequence[Contacted],
    *,
    money: Money,
    period: Period | None = None,
    since: date | None = None,
) -> list[TopicTrend]:
    """One trend for each topic of `mentions`, the most spoken of first.

    The latest three months (four weeks) are compared with the year (half year) before them, or all
    from `since` on with all before, by Fisher's exact test over voices.
    `period`: weeks for less than half a year of documents, months otherwise.
    """
    if not documents:
        return []
    first, last = documents[0].time, documents[-1].time
    length: Period = period or ("week" if last - first < WEEKS_UNTIL else "month")
    starts = _starts(first, last, length)
    voices = _voices(((d.document, d.account, d.time) for d in documents), length)
    cut = _cut(starts, since, length)
    after = [start for start in starts if start >= cut]
    before = [start for start in starts if start < cut]
    if since is None:
        before = before[-BEFORE[length] :]
    by_topic: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.evidence.time is not None:
            by_topic[mention.topic].append(mention)
    found = [
        _trend(topic, said, voices, starts, before, after, length, money)
        for topic, said in sorted(by_topic.items(), key=lambda each: (-len(each[1]), each[0]))
    ]
    return _corrected(found)


def _trend(
    topic: str,
    said: Sequence[Mention],
    voices: Mapping[date, set[str]],
    starts: Sequence[date],
    before: Sequence[date],
    after: Sequence[date],
    length: Period,
    money: Money,
) -> TopicTrend:
    in_period: dict[date, list[Mention]] = defaultdict(list)
    for mention in said:
        if mention.evidence.time is not None:
            in_period[_start(mention.evidence.time, length)].append(mention)
    own = _voices(((m.evidence.document, m.account, m.evidence.time) for m in said), length)
    periods = tuple(
        TopicPeriod(
            start=start,
            documents=len({mention.evidence.document for mention in in_period[start]}),
            share=len(own.get(start, ())) / max(len(voices.get(start, ())), 1),
            accounts=len({mention.account for mention in in_period[start]} - {None}),
            tone=_tone(in_period[start]),
            money=_money(in_period[start], money),
        )
        for start in starts
    )
    then, all_then = _sum(own, before), _sum(voices, before)
    now, all_now = _sum(own, after), _sum(voices, after)
    enough = min(all_then, all_now) >= FEWEST
    return TopicTrend(
        topic=topic,
        periods=periods,
        course="steady" if enough else "unknown",
        before=then / all_then if all_then else None,
        after=now / all_now if all_now else None,
        p=_fisher(then, all_then, now, all_now) if enough else None,
        since=after[0] if after else None,
        tone_before=_tone([mention for start in before for mention in in_period[start]]),
        tone_after=_tone([mention for start in after for mention in in_period[start]]),
    )


def _corrected(found: Sequence[TopicTrend]) -> list[TopicTrend]:
    """With p corrected for the topics looked at, and the course it says."""
    from dataclasses import replace

    from scipy.stats import false_discovery_control

    tested = [at for at, trend in enumerate(found) if trend.p is not None]
    values = false_discovery_control([found[at].p for at in tested]) if tested else []
    corrected = list(found)
    for at, p in zip(tested, values, strict=True):
        trend = found[at]
        course: Literal["emerging", "fading", "steady"] = "steady"
        if p <= CHANCE and trend.before is not None and trend.after is not None:
            course = "emerging" if trend.after > trend.before else "fading"
        corrected[at] = replace(trend, p=float(p), course=course)
    return corrected


def _fisher(then: int, all_then: int, now: int, all_now: int) -> float:
    from scipy.stats import fisher_exact

    table = [[now, all_now - now], [then, all_then - then]]
    return float(fisher_exact(table).pvalue)


def _voices(said: Iterable[tuple[str, str | None, datetime | None]], length: Period) -> dict[date, set[str]]:
    """Period -> who was heard in it, from (document, account, time)."""
    voices: dict[date, set[str]] = defaultdict(set)
    for document, account, time in said:
        if time is not None:
            voices[_start(time, length)].add(f"account {account}" if account else f"document {document}")
    return voices


def _sum(voices: Mapping[date, set[str]], starts: Iterable[date]) -> int:
    return sum(len(voices.get(start, ())) for start in starts)


def _tone(said: Sequence[Mention]) -> float | None:
    tones = [mention.tone for mention in said if mention.tone is not None]
    return sum(tones) / len(tones) if tones else None


def _money(said: Sequence[Mention], money: Money) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for account in sorted({mention.account for mention in said if mention.account in money}, key=str):
        currency, amount = money[str(account)]
        sums[currency] += amount
    return dict(sorted(sums.items()))


def _cut(starts: Sequence[date], since: date | None, length: Period) -> date:
    if since is not None:
        # the period the day falls in belongs to what came after
        return _start(datetime(since.year, since.month, since.day), length)
    return starts[max(len(starts) - LATEST[length], 0)]


def _starts(first: datetime, last: datetime, length: Period) -> list[date]:
    starts, at = [], _start(first, length)
    end = _start(last, length)
    while at <= end:
        starts.append(at)
        at = _start(
            datetime(at.year, at.month, at.day) + timedelta(days=7 if length == "week" else 32), length
        )
    return starts


def _start(time: datetime, length: Period) -> date:
    """The first day of the month, or the Monday of the week, of `time`."""
    day = time.date()
    return day - timedelta(days=day.weekday()) if length == "week" else day.replace(day=1)
