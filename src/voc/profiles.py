"""All we know of one account -> AccountProfile 顧客カルテ, every part with its evidence.

The criteria (levels of risk, dormancy, what a signal says about the cause) stand in
``criteria.toml`` for a team to read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from voc.risk import QUOTES, SEVERITIES, Record, criteria, risk, within
from voc.types import (
    Account,
    AccountProfile,
    AccountStatus,
    Analysis,
    ChurnReason,
    ContactRhythm,
    Document,
    Evidence,
    Person,
    Promise,
    Reasons,
    ReasonWeight,
    Recoverability,
    Request,
    Signal,
    Temperature,
    TimelineEntry,
)

EXCERPT = 80  # characters of a contact shown on the timeline


def profile(
    account: Account,
    documents: Sequence[Document],
    analyses: Sequence[Analysis],
    temperature: Temperature,
    contact: ContactRhythm,
    *,
    as_of: datetime,
    recoverability: Mapping[str, Recoverability],
    chosen_reason: Callable[[str], str | None],
    requests: Sequence[Request] = (),
    decided: Mapping[str, str] = MappingProxyType({}),
) -> AccountProfile:
    """The karte of `account` as of a day, from its documents and what was found in each.

    `recoverability` of each churn reason; `chosen_reason` tells which one a form's option means;
    `requests` of both sides with their status; `decided` are reasons of cancellations (document -> key)
    that a person of ours decided.
    """
    signals = sorted(
        (signal for analysis in analyses for signal in analysis.signals),
        key=lambda signal: (_day(signal, as_of), SEVERITIES[signal.severity], signal.confidence),
        reverse=True,
    )
    promises = [_follow_up(p, as_of) for analysis in analyses for p in analysis.promises]
    dated = [document for document in documents if document.time is not None]
    cancellations = _cancellations(documents, analyses)
    reasons = _reasons(documents, analyses, signals, recoverability, chosen_reason, decided)
    return AccountProfile(
        account=account,
        status=_status(account, cancellations, signals, contact),
        risk=risk(Record(signals, promises, temperature, contact, cancellations, len(dated)), as_of=as_of),
        temperature=temperature,
        contact=contact,
        signals=tuple(signals),
        promises=tuple(promises),
        reasons=reasons,
        people=_people(analyses),
        timeline=_timeline(documents, analyses),
        not_enough_evidence=_blanks(temperature, contact, n_dated=len(dated)),
        requests=tuple(requests),
    )


def _status(
    account: Account,
    cancellations: Sequence[Evidence],
    signals: Sequence[Signal],
    contact: ContactRhythm,
) -> AccountStatus:
    """Churned 離反, dormant 休眠, active, or unknown.

    An imported status comes first, but for "active": a contract that runs hides no notice given on it.
    """
    imported = str(account.facts["status"].value or "").casefold() if "status" in account.facts else ""
    if imported in {"dormant", "churned"}:
        return imported  # type: ignore[return-value]
    if _has_left(cancellations, signals):
        return "churned"
    if contact.days_silent is None or contact.last is None:
        return "unknown"
    rule = criteria()["dormant"]
    long_silence = contact.days_silent >= max(
        rule["silent_days"], rule["usual_gaps"] * (contact.usual_gap_days or 0)
    )
    since = contact.last - timedelta(days=rule["no_risk_within_days"])
    negative = any(
        signal.polarity == "risk"
        and signal.severity != "low"
        and signal.key not in rule["no_negative"]
        and within(signal.evidence[0], since)
        for signal in signals
    )
    return "dormant" if long_silence and not negative else "active"


def _has_left(cancellations: Sequence[Evidence], signals: Sequence[Signal]) -> bool:
    """Whether a cancellation came with words of leaving, and no renewal came after."""
    near = timedelta(days=criteria()["churned"]["intent_within_days"])
    renewals = [s.evidence[0].time for s in signals if s.key == "renewal_commitment"]
    intents = [s.evidence[0].time for s in signals if s.key == "cancellation_intent"]
    for cancelled in (evidence.time for evidence in cancellations if evidence.time is not None):
        leaving = any(time is not None and abs(time - cancelled) <= near for time in intents)
        if leaving and not any(time is not None and time > cancelled for time in renewals):
            return True
    return False


def _cancellations(documents: Sequence[Document], analyses: Sequence[Analysis]) -> list[Evidence]:
    """The first words of each cancellation."""
    return [
        Evidence(document.id, s.utterance, s.text, s.start, s.end, document.time)
        for document, analysis in zip(documents, analyses, strict=True)
        if document.channel == "cancellation"
        for s in analysis.segments[:1]
    ]


def _reasons(
    documents: Sequence[Document],
    analyses: Sequence[Analysis],
    signals: Sequence[Signal],
    recoverability: Mapping[str, Recoverability],
    chosen_reason: Callable[[str], str | None],
    decided: Mapping[str, str],
) -> Reasons:
    """What the account says (its latest cancellation) apart from what its history shows."""
    speaks_for = criteria()["reasons"]
    weights: dict[str, float] = defaultdict(float)
    quotes: dict[str, list[Evidence]] = defaultdict(list)
    for signal in signals:
        reason = speaks_for.get(signal.key)
        if signal.polarity == "risk" and reason is not None:
            weights[reason] += SEVERITIES[signal.severity] * signal.confidence
            quotes[reason].append(signal.evidence[0])
    stated, stated_evidence, chosen, ours = None, None, None, None
    for document, analysis in zip(documents, analyses, strict=True):
        if document.channel != "cancellation" or analysis.reason is None:
            continue
        stated, stated_evidence = analysis.reason, _words_of(document, analysis.reason)
        chosen = str(document.fields.get("chosen_reason") or "") or None
        ours = decided.get(document.id)
        if ours is not None:
            stated, stated_evidence = ChurnReason(ours, 1.0, recoverability[ours], (), None, None), None
            continue
        ticked = chosen_reason(chosen) if chosen else None
        if ticked is not None and ticked != stated.reason:
            if stated_evidence is not None:
                weights[stated.reason] += SEVERITIES["high"] * stated.confidence
                quotes[stated.reason].insert(0, stated_evidence)
            stated, stated_evidence = ChurnReason(ticked, 1.0, recoverability[ticked], (), None, None), None
    total = sum(weights.values())
    underlying = tuple(
        ReasonWeight(reason, weight / total, tuple(quotes[reason][:QUOTES]))
        for reason, weight in sorted(weights.items(), key=lambda each: (-each[1], each[0]))
    )
    main = underlying[0].reason if underlying else (stated.reason if stated else "unknown")
    mendable = recoverability.get(main, "unknown")
    return Reasons(stated, stated_evidence, underlying, mendable, chosen, ours is not None)


def _words_of(document: Document, reason: ChurnReason) -> Evidence | None:
    if reason.start is None or reason.end is None:
        return None
    quote = document.text[reason.start : reason.end]
    return Evidence(document.id, 0, quote, reason.start, reason.end, document.time)


def _follow_up(promise: Promise, as_of: datetime) -> Promise:
    """`promise` as open while its date is ahead; whether an older one was kept needs later words."""
    if promise.status == "unknown" and promise.due is not None and promise.due >= as_of.date():
        return replace(promise, status="open")
    return promise


def _people(analyses: Sequence[Analysis]) -> tuple[Person, ...]:
    """Each person once, as last seen, with the last role and the last event that were told."""
    seen: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in (person for analysis in analyses for person in analysis.people):
        seen[person.side, person.name].append(person)
    people = []
    for _, sightings in sorted(seen.items()):
        in_time = sorted(sightings, key=lambda p: (p.last_seen is not None, p.last_seen or datetime.min))
        roles = [person.role for person in in_time if person.role]
        events = [person.event for person in in_time if person.event]
        last = replace(in_time[-1], role=roles[-1] if roles else None, event=events[-1] if events else None)
        people.append(last)
    return tuple(people)


def _timeline(documents: Sequence[Document], analyses: Sequence[Analysis]) -> tuple[TimelineEntry, ...]:
    entries = []
    for document, analysis in zip(documents, analyses, strict=True):
        if document.time is None:
            continue
        scores = [s.score for s in analysis.sentiments if s.score is not None]
        first = next(iter(analysis.segments), None)
        entries.append(
            TimelineEntry(
                document=document.id,
                time=document.time,
                channel=document.channel,
                side=first.side if first else "unknown",
                title=document.title,
                excerpt=" ".join((first.text if first else document.text)[:EXCERPT].split()),
                tone=round(sum(scores) / len(scores), 3) if scores else None,
            )
        )
    return tuple(sorted(entries, key=lambda entry: (entry.time, entry.document)))


def _blanks(temperature: Temperature, contact: ContactRhythm, *, n_dated: int) -> tuple[str, ...]:
    blanks = []
    if n_dated < criteria()["enough_documents"]:
        blanks.append("risk")
    if temperature.now is None:
        blanks.append("temperature")
    if contact.usual_gap_days is None:
        blanks.append("contact")
    return tuple(blanks)


def _day(signal: Signal, as_of: datetime) -> datetime:
    return signal.evidence[0].time or as_of - timedelta(days=36500)
