"""What things are called in pictures and tables, for a reader of either language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from voc.errors import NotFoundError
from voc.pictures.colours import Look, look
from voc.store.store import Store
from voc.topics.reasons import OTHER, UNKNOWN, reasons
from voc.types import Topic, TopicTrend

FEW = 50  # documents below which a picture says little of more than these documents

COURSES = {
    "emerging": ("▲ 増えている", "▲ emerging"),
    "fading": ("▼ 減っている", "▼ fading"),
    "steady": ("変わりなし", "steady"),
    "unknown": ("判断できない", "too few to tell"),
}
CHANNELS = {
    "survey": ("アンケート", "survey"),
    "meeting": ("会議", "meeting"),
    "email": ("メール", "email"),
    "cancellation": ("解約", "cancellation"),
    "memo": ("メモ", "memo"),
    "chat": ("チャット", "chat"),
}


def say(language: str, ja: str, en: str) -> str:
    """The words for a reader of `language`."""
    return ja if language == "ja" else en


def columns(language: str, *both: tuple[str, str]) -> tuple[str, ...]:
    """Headings from pairs of Japanese and English."""
    return tuple(say(language, *each) for each in both)


def label(topic: Topic, language: str) -> str:
    """What a topic is called."""
    return say(language, topic.label.ja, topic.label.en)


def reason(key: str, language: str) -> str:
    """What a churn reason is called."""
    named = reasons()[key].label
    return say(language, named.ja, named.en)


def named_reasons() -> list[str]:
    """The reasons that say something, in the order of their file: their places and colours stay."""
    return [key for key in reasons() if key not in (OTHER, UNKNOWN)]


def reason_look(key: str) -> Look:
    """The colour of a reason, the same in every picture."""
    named = named_reasons()
    return look(named.index(key) if key in named else None)


def percent(share: float | None) -> str:
    """A share as people write it; a dash for None."""
    return "–" if share is None else f"{share:.0%}"


def course(trend: TopicTrend, language: str) -> str:
    """How a topic runs, in a few words with the numbers behind them."""
    said = f"{say(language, *COURSES[trend.course])} {percent(trend.before)} → {percent(trend.after)}"
    return said + (f" (p={trend.p:.3f})" if trend.p is not None else "")


def shown_topics(store: Store) -> list[Topic]:
    """The topics that are neither hidden nor empty, each before its sub-topics; NotFoundError without any."""
    every = store.topics()
    hidden = {topic.id for topic in every if topic.hidden}
    found = [t for t in every if t.size and t.id not in hidden and t.parent not in hidden]
    if not found:
        raise NotFoundError(
            "there are no topics to show yet; read documents with voc ingest, then: voc analyze",
            "nothing_to_show",
        )
    return found


def few(documents: Iterable[str], language: str) -> Sequence[str]:
    """The note that there is little to see, if there is."""
    count = len(set(documents))
    if count >= FEW:
        return ()
    return (
        say(
            language,
            f"文書は{count}件だけです。傾向ではなく、個々の声としてお読みください。",
            f"Only {count} documents: read them as single voices, not as a tendency.",
        ),
    )
