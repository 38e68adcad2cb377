"""The central types: frozen values that steps take and return, joined by id. No logic here.

Offsets are Unicode code points into ``Document.text``; ``text[start:end]`` is the quote.
Times are timezone-aware datetimes. Unknown is ``None``, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Channel = Literal["survey", "meeting", "email", "cancellation", "memo", "chat"]
Side = Literal["customer", "vendor", "unknown"]
PartKind = Literal["new", "quoted", "signature", "disclaimer", "greeting", "header"]
Polarity = Literal["risk", "positive"]
Severity = Literal["high", "medium", "low"]
RiskLevel = Literal["high", "medium", "low", "unknown"]
SentimentLabel = Literal["positive", "neutral", "negative", "unknown"]
UnknownBecause = Literal["no_words", "unknown_language", "too_short"]  # why a label is unknown
Recoverability = Literal["recoverable", "partly", "unrecoverable", "unknown"]
PromiseStatus = Literal["open", "kept", "broken", "unknown"]
RequestStatus = Literal["open", "answered", "unknown"]
PersonEvent = Literal["new", "moved", "leaving"]  # has come, goes to other work, leaves the company
AccountStatus = Literal["active", "dormant", "churned", "unknown"]
# What new data did to a topic, and below it what people do to it.
TopicEventKind = Literal[
    "born", "grew", "shrank", "divided", "joined", "died",
    "rename", "merge", "split", "move", "pin", "unpin", "hide", "show", "reason",
]  # fmt: skip
ActionStatus = Literal["open", "overdue", "done", "late"]  # late: done, but after the day it was due
ActionEventKind = Literal["add", "edit", "done", "reopen", "remove"]
ReasonBy = Literal["person", "form", "analysis"]  # who tells the reason of a cancellation
RatePeriod = Literal["week", "month", "quarter"]
FieldValue = str | int | float | bool | None

Vectors = npt.NDArray[np.float32]  # (n_texts, dim), rows of length 1
Encode = Callable[[Sequence[str], Sequence[str]], Vectors]  # texts, their languages -> centred vectors


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words for a Japanese and an English reader."""

    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or done, while the rest went on."""

    code: str  # stable, e.g. "not_json"
    message: str  # one line: what happened, what to do
    place: str | None = None  # "row 12", "line 3", "part 2"
    values: Mapping[str, str] = field(default_factory=dict)  # what messages in other languages name


@dataclass(frozen=True, slots=True)
class Utterance:
    """One speaker's turn, or one marked part of a mail; a survey answer has one."""

    start: int
    end: int
    speaker: str | None = None
    side: Side = "unknown"
    kind: PartKind = "new"
    time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One survey answer, meeting, mail, chat, memo or cancellation, as its reader understood it."""

    id: str  # from the content: the same content has the same id under any file name
    source: str  # file name, with "#row" for one of many
    channel: Channel
    text: str
    utterances: tuple[Utterance, ...]
    language: str  # "ja", "en", "mixed", another ISO code, or "und"
    account: str | None = None  # id, name or mail domain as the source said it
    time: datetime | None = None
    title: str | None = None
    thread: str | None = None
    fields: Mapping[str, FieldValue] = field(default_factory=dict)  # score, chosen_reason, …
    problems: tuple[Problem, ...] = ()
    original: str | None = None  # the same for all versions of one mail or conversation
    revised: datetime | None = None  # when this version is from, where the source itself says so


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or two of new text: the unit we embed, cluster and score."""

    id: str  # "<document>:<start>-<end>"
    document: str
    utterance: int  # index into Document.utterances
    start: int
    end: int
    text: str
    language: str  # "ja", "en", another ISO code, or "und"
    speaker: str | None = None
    side: Side = "unknown"


@dataclass(frozen=True, slots=True)
class Sentiment:
    """How one segment sounds; score from -1 (negative) to 1, ``unknown`` when too thin to tell."""

    segment: str
    label: SentimentLabel
    score: float | None
    confidence: float
    unknown_because: UnknownBecause | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A stored segment, where it was said and what was found in it."""

    segment: Segment
    channel: Channel
    tone: SentimentLabel | None
    risk: bool  # it shows a risk signal


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote and where it stands."""

    document: str
    utterance: int
    quote: str
    start: int
    end: int
    time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """A risk or positive finding in one document, with its quotes (the strongest first)."""

    key: str  # of signals/taxonomy.toml
    polarity: Polarity
    severity: Severity
    confidence: float  # calibrated probability
    evidence: tuple[Evidence, ...]
    speaker: str | None
    side: Side
    why: Bilingual
    ask: Bilingual


@dataclass(frozen=True, slots=True)
class Promise:
    """Who promised what by when."""

    by: Literal["vendor", "customer"]
    speaker: str | None
    evidence: Evidence
    due: date | None = None
    due_text: str | None = None
    status: PromiseStatus = "unknown"


@dataclass(frozen=True, slots=True)
class Request:
    """What one side asks the other to do (a request) or to tell (a question), and whether it was answered."""

    by: Literal["vendor", "customer"]
    kind: Literal["request", "question"]
    speaker: str | None
    evidence: Evidence
    status: RequestStatus = "unknown"
    answer: Evidence | None = None  # the other side's later words


@dataclass(frozen=True, slots=True)
class ChurnReason:
    """Which fixed reason (key of topics/reasons.toml) a text gives, and where it says so."""

    reason: str
    confidence: float
    recoverability: Recoverability
    alternatives: tuple[tuple[str, float], ...]
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who appears in an account's documents."""

    name: str
    side: Side
    role: str | None
    last_seen: datetime | None
    evidence: Evidence | None
    event: PersonEvent | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one document; the sentiments are in segment order."""

    document: str
    segments: tuple[Segment, ...]
    sentiments: tuple[Sentiment, ...]
    signals: tuple[Signal, ...]
    promises: tuple[Promise, ...]
    people: tuple[Person, ...]
    reason: ChurnReason | None = None
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A cluster of segments with labels, key terms and typical documents."""

    id: str
    label: Bilingual
    keywords: Mapping[str, tuple[str, ...]]  # language -> terms, the most telling first
    size: int  # documents
    languages: Mapping[str, int]  # language -> documents
    reason: str  # key of topics/reasons.toml
    examples: tuple[str, ...]  # document ids, the most typical first
    parent: str | None = None  # the topic this is a sub-topic of
    pinned: bool = False  # a refit leaves it as it is
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """One segment belongs to one topic (the sub-topic where there is one), how surely (0…1)."""

    segment: str
    topic: str
    confidence: float


@dataclass(frozen=True, slots=True)
class TopicModel:
    """Topics and what belongs to them; `coverage` is the share of documents with at least one."""

    topics: tuple[Topic, ...]  # the largest first, each before its sub-topics
    assignments: tuple[Assignment, ...]
    centroids: Vectors  # (n_topics, dim), in topic order
    coverage: float
    not_enough_evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicEvent:
    """Something that happened to a topic: a person's edit, or what new data did to it."""

    kind: TopicEventKind
    topic: str
    detail: Mapping[str, Any] = field(default_factory=dict)  # what the edit said; sizes before and after
    before: Mapping[str, Any] = field(default_factory=dict)  # what an undo needs
    author: str = "voc"  # voc itself, or the person who edited
    time: datetime | None = None
    number: int | None = None  # in the history of a store
    undone: bool = False


@dataclass(frozen=True, slots=True)
class TopicEdit:
    """What an edit changes: shown in a preview, or saved."""

    event: TopicEvent
    topics: tuple[Topic, ...]  # changed and new ones, as they are afterwards
    centroids: Vectors  # (n_topics, dim) of those
    gone: tuple[str, ...] = ()  # ids of topics that are no more
    assignments: tuple[Assignment, ...] = ()  # those that change
    unassigned: tuple[str, ...] = ()  # segments that have no topic afterwards


@dataclass(frozen=True, slots=True)
class Mention:
    """A stored segment that belongs to a topic, with all that trends and exports count."""

    topic: str  # the topic at the top
    subtopic: str | None
    account: str | None
    channel: Channel
    tone: float | None  # -1…1
    confidence: float  # of its belonging
    language: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Contacted:
    """A document that could have spoken of any topic: what shares of topics are shares of."""

    document: str
    account: str | None
    time: datetime


@dataclass(frozen=True, slots=True)
class TopicPeriod:
    """A topic in one month or week."""

    start: date
    documents: int
    share: float  # of the voices heard in it: an account, or a document of nobody's
    accounts: int
    tone: float | None  # mean, -1…1
    money: Mapping[str, float]  # currency -> what the accounts that spoke of it pay a year


@dataclass(frozen=True, slots=True)
class TopicTrend:
    """How a topic ran, and whether the latest periods differ from those before by more than chance."""

    topic: str
    periods: tuple[TopicPeriod, ...]
    course: Literal["emerging", "fading", "steady", "unknown"]  # unknown: too few voices to tell
    before: float | None  # share of voices
    after: float | None
    p: float | None  # two-sided, corrected for the number of topics looked at
    since: date | None  # where "after" begins
    tone_before: float | None
    tone_after: float | None


@dataclass(frozen=True, slots=True)
class Action:
    """A follow-up 対応: what someone does by a day, for an account, about a topic, or both."""

    id: str  # "a-12"; never given twice
    title: str
    due: date
    created: datetime
    account: str | None = None
    topic: str | None = None  # it stays when new data does away with the topic
    owner: str | None = None
    done: date | None = None  # None: still open
    note: str | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class ActionEvent:
    """What a person did to an action, and when."""

    kind: ActionEventKind
    action: str
    detail: Mapping[str, Any]  # field -> [before, after]
    author: str
    time: datetime
    number: int


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A document by which a customer leaves, and the reasons that are known of it."""

    document: str
    account: str | None
    time: datetime | None
    option: str | None  # ticked on the form, word for word
    found: str | None  # by the analysis, a key of topics/reasons.toml; None: not analysed yet
    decided: str | None = None  # by a person of ours, who read it: comes before all else
    opening: str = ""  # its first words


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; `value` (0…1) is None of none."""

    value: float | None
    part: int
    of: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How cancellations and actions of some time were followed up."""

    classified: Share  # 解約理由の分類率: of the cancellations, those whose reason is known
    completed: Share  # 対応完了率: of the actions that are done or whose day has come, the done ones
    in_time: Share  # of the same actions, those done by the day they were due
    coming: int  # actions that are open and not due yet: they count for nothing


@dataclass(frozen=True, slots=True)
class FollowUpRates:
    """The two rates by period, each from its first day on, and over all periods."""

    period: RatePeriod
    since: date | None
    today: date
    periods: tuple[tuple[date, FollowUp], ...]  # in time order, those with nothing in them too
    overall: FollowUp
    undated: int  # cancellations of no known day, which are in none of the rates


@dataclass(frozen=True, slots=True)
class SideTalk:
    """How one side took part in a conversation: a meeting, a chat, or the mails of a thread."""

    side: Side
    turns: int
    characters: int  # of new text, without white space
    share: float  # of what all sides said, a kana counting as two letters
    mean_turn: int  # characters
    longest_turn: int
    questions: int
    replies: int  # answers to the other side, in writing
    reply_hours: float | None  # median until such an answer; None where there is none


@dataclass(frozen=True, slots=True)
class Away:
    """The customer's word that they will be quiet for a harmless cause (year-end closing), until a day."""

    until: date
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Contact:
    """One dated contact with an account, reduced to what temperature needs."""

    document: str
    time: datetime
    channel: Channel
    side: Side  # who wrote or mainly spoke
    tone: float | None  # mean sentiment of the customer's segments, -1…1
    customer_characters: int  # new text only
    questions: int  # asked by the customer
    evidence: Evidence | None  # the customer's coldest or warmest words in it
    thread: str | None = None
    talk_share: float | None = None  # of what is said in a meeting, the customer's part
    attendees: tuple[str, ...] = ()  # the customer's people in a meeting
    rank: int | None = None  # the highest position among them: 4 board, 3 head, 2 lead, 1 staff
    sentences: int = 1  # of the customer's with a tone: how sure `tone` is
    away: Away | None = None  # they say they will be quiet for a while, for a harmless cause
    moved: bool = False  # the customer cancels or moves a meeting in it


@dataclass(frozen=True, slots=True)
class TemperaturePoint:
    """Warmth 0…100 of one account in the window that ends at `date`."""

    date: date
    value: float
    contacts: int
    interval: tuple[float, float] | None = None  # 90 %


@dataclass(frozen=True, slots=True)
class Component:
    """One measure that moved: by how many of the account's usual deviations, above 0 warmer."""

    measure: str  # "tone", "delay", … of temperature/measures.py
    deviations: float


@dataclass(frozen=True, slots=True)
class Shift:
    """A lasting change of warmth against the account's own baseline."""

    date: date
    direction: Literal["up", "down"]
    size: float  # degrees
    evidence: tuple[Evidence, ...]  # the customer's words in `contacts`
    contacts: tuple[str, ...] = ()  # documents that show it most, up to three
    components: tuple[Component, ...] = ()  # what moved, the most first


@dataclass(frozen=True, slots=True)
class HarmlessQuiet:
    """A time of silence that is no cooling: the customer said so before, or it was as quiet a year ago."""

    cause: Literal["stated", "last_year"]
    start: date
    end: date
    evidence: Evidence | None  # the customer's words, or what they wrote before last year's silence


@dataclass(frozen=True, slots=True)
class Temperature:
    """An account's warmth over time; `now` and `baseline` are None when there is too little."""

    now: float | None
    baseline: float | None
    series: tuple[TemperaturePoint, ...] = ()
    shifts: tuple[Shift, ...] = ()
    interval: tuple[float, float] | None = None  # 90 % of `now`
    harmless: tuple[HarmlessQuiet, ...] = ()  # what did not count as cooling


@dataclass(frozen=True, slots=True)
class Tone:
    """How one text of a group (a segment, a product, a region) sounds, and when it was said."""

    group: str
    time: datetime
    score: float  # -1…1


@dataclass(frozen=True, slots=True)
class MonthlyTone:
    """Mean tone of a group in one month, with the interval that holds it with a probability of 90 %."""

    month: date  # its first day
    score: float
    interval: tuple[float, float] | None  # None for a single text
    texts: int


@dataclass(frozen=True, slots=True)
class ToneShift:
    """A lasting change of a group's tone; `p` is corrected for all months and groups looked at."""

    month: date  # the first of the new level
    direction: Literal["up", "down"]
    before: float
    after: float
    p: float


@dataclass(frozen=True, slots=True)
class Trend:
    """The tone of one group by month."""

    group: str
    points: tuple[MonthlyTone, ...]
    shifts: tuple[ToneShift, ...]
    not_enough_evidence: bool = False  # too few months to speak of a shift


@dataclass(frozen=True, slots=True)
class ContactRhythm:
    """How often and how fast an account and we are in touch."""

    last: datetime | None
    days_silent: int | None
    usual_gap_days: float | None
    reply_delay_trend: float | None  # days per 90 days; above 0 is slower
    silent_churn: bool | None


@dataclass(frozen=True, slots=True)
class Because:
    """One reason for a level of risk."""

    text: Bilingual
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """The three-level risk of an account, with its reasons."""

    level: RiskLevel
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One imported value about an account, and who said so when."""

    value: FieldValue
    source: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Account:
    """A customer company: permanent id, name, other names and mail domains, imported facts."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReasonWeight:
    """One underlying reason for leaving, with how much of the record speaks for it (0…1)."""

    reason: str
    weight: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an account leaves or may leave: what it says, and what its history shows.

    Where a form has an option ticked and a text beside it, the option is what is stated, and the text
    is part of the history.
    """

    stated: ChurnReason | None
    stated_evidence: Evidence | None  # the words of the text; None where only an option was ticked
    underlying: tuple[ReasonWeight, ...]
    recoverability: Recoverability
    chosen: str | None = None  # the option ticked on the form, word for word
    decided: bool = False  # `stated` is what a person of ours decided, who read it


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One contact on an account's timeline."""

    document: str
    time: datetime
    channel: Channel
    side: Side
    title: str | None
    excerpt: str
    tone: float | None


@dataclass(frozen=True, slots=True)
class AccountProfile:
    """The karte 顧客カルテ: what we know of one account, every field with its source."""

    account: Account
    status: AccountStatus
    risk: Risk
    temperature: Temperature
    contact: ContactRhythm
    signals: tuple[Signal, ...]
    promises: tuple[Promise, ...]
    reasons: Reasons
    people: tuple[Person, ...]
    timeline: tuple[TimelineEntry, ...]
    not_enough_evidence: tuple[str, ...] = ()
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True)
class PartTone:
    """How a speaker sounds, or what is said about a topic, in one document."""

    name: str | None  # of a speaker, or key of a churn reason
    side: Side
    score: float  # -1…1
    segments: int


@dataclass(frozen=True, slots=True)
class Hints:
    """The one-paste answer for one document: what was found, and what was too thin to tell."""

    document: Document
    risk_level: RiskLevel
    signals: tuple[Signal, ...]
    promises: tuple[Promise, ...]
    warmth: tuple[tuple[int, int, Side, float], ...]  # start, end, side, 0…100 along the text
    not_enough_evidence: tuple[str, ...]
    people: tuple[PartTone, ...] = ()  # how each speaker sounds
    topics: tuple[PartTone, ...] = ()  # how the customer sounds about each churn reason touched on
    requests: tuple[Request, ...] = ()
    mentioned: tuple[Person, ...] = ()  # everyone who appears in the document


@dataclass(frozen=True, slots=True)
class AccountSummary:
    """One row of the list of accounts."""

    id: str
    name: str
    status: AccountStatus
    risk: RiskLevel
    temperature: float | None
    last_contact: datetime | None
    reasons: tuple[str, ...]  # keys of churn reasons, the weightiest first


@dataclass(frozen=True, slots=True)
class Run:
    """One ingest or analysis: what it used, what it counted, what went wrong."""

    id: int
    kind: Literal["ingest", "analyze"]
    started: datetime
    finished: datetime | None
    settings: Mapping[str, FieldValue]
    models: Mapping[str, str]  # name -> revision
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure of quality, of voc or of a baseline measured beside it in the same run."""

    task: str  # "sentiment", "signals", …
    measure: str  # "macro-F1 3 classes"
    data: str  # which set and split
    system: str  # "voc", "tf-idf + logistic regression", "majority", …
    value: float
    n: int  # examples measured
    language: str | None = None
    label: str | None = None
