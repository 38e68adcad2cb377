"""The whole analysis on one page. START READING HERE.

    file -> readers -> Document -> text -> Segment -+-> embedders -> topics
                                                    +-> sentiment -> temperature
                                                    +-> signals, promises
                     all of it -> profiles -> store -> cli, api, reports

Steps take values and return new values; only this file passes them to each other and to the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from voc import curation, readers, temperature
from voc.contacts import TOMORROW, contacts
from voc.engines import Engines, encode, fingerprint
from voc.errors import InputError
from voc.profiles import profile
from voc.readers import ReadOptions
from voc.risk import note_risk
from voc.signals import answers, due_dates
from voc.signals.people import people
from voc.signals.promises import promises
from voc.signals.requests import requests
from voc.store.store import Store
from voc.text.segment import segments
from voc.topics.cluster import fit
from voc.topics.hierarchy import divide
from voc.topics.reasons import chosen_reason, recoverability
from voc.types import (
    Account,
    AccountProfile,
    Analysis,
    ChurnReason,
    Document,
    Hints,
    PartTone,
    Problem,
    Run,
    Segment,
    Sentiment,
    Tone,
    TopicModel,
    Trend,
    Vectors,
)

BATCH = 64  # documents analysed and saved at once: what a killed process has to do again
Progress = Callable[[str, int, int | None], None]  # step, done, of how many (None: not known)


def read(
    paths: Sequence[Path], options: ReadOptions, *, progress: Progress | None = None
) -> Iterator[Document | Problem]:
    """Every document in files and folders, in path order; what cannot be read is a Problem.

    Of several files a problem's place names the one it is in, as in ``placed``. `progress` hears how
    many bytes of all are read, as step "read".
    """
    found = [file for path in paths for file in files(path)]
    for file, item in _read(found, options, progress):
        yield placed(item, file) if isinstance(item, Problem) and len(found) > 1 else item


def placed(problem: Problem, file: Path) -> Problem:
    """The problem with its file in its place: "row 3" of surveys/a.csv as "surveys/a.csv: row 3"."""
    place = problem.place or ""
    if not place or place.startswith((str(file), file.name)):
        inside = place.removeprefix(str(file)).removeprefix(file.name)
        return replace(problem, place=f"{file}{inside}")
    return replace(problem, place=f"{file}: {place}")


def _read(
    found: Sequence[Path], options: ReadOptions, progress: Progress | None
) -> Iterator[tuple[Path, Document | Problem]]:
    """What is in each file, with the file it is in."""
    total, before = sum(map(size, found)), 0
    for file in found:
        heard = partial(_tell_from, progress, before, total)
        if not file.exists():
            message = f"{file}: there is no such file or folder"
            yield file, Problem("not_found", message, str(file), {"path": str(file)})
            continue
        try:
            for item in readers.read(file, replace(options, progress=heard)):
                yield file, item
        except InputError as error:
            yield file, Problem(error.code or "unreadable", str(error), str(file), error.values)
        before += size(file)
        _tell(progress, "read", before, total)


def files(path: Path) -> Iterator[Path]:
    """`path` itself, or the readable files and exports below it: hidden ones and READMEs are left out."""
    if not path.is_dir() or readers.is_export(path):
        yield path
        return
    try:
        inside = sorted(path.iterdir())
    except OSError:  # whoever reads the folder is told why it cannot be looked into
        yield path
        return
    for each in inside:
        if each.name.startswith("."):
            continue
        if each.is_dir() and not each.is_symlink():
            yield from files(each)
        elif each.is_file() and not each.name.startswith("README"):
            if readers.supported(each) or not readers.opens(each):  # why not, is told when it is read
                yield each
        elif each.is_symlink() and not each.exists():
            yield each


def size(path: Path) -> int:
    """Bytes of a file, or of all files of an export that is a folder."""
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*.json"))
    return path.stat().st_size if path.is_file() else 0


def ingest(
    store: Store, paths: Sequence[Path], options: ReadOptions, *, progress: Progress | None = None
) -> Run:
    """Documents of files and folders into the store; what is already there stays as it is."""
    run = store.start_run("ingest", settings={"paths": ", ".join(map(str, paths))}, models={})
    problems: list[Problem] = []

    def documents() -> Iterator[Document]:
        found = [file for path in paths for file in files(path)]
        for file, item in _read(found, options, progress):
            if isinstance(item, Problem):
                problems.append(placed(item, file))
            else:
                problems.extend(placed(replace(p, place=p.place or item.source), file) for p in item.problems)
                yield item

    added = store.add_documents(documents(), run=run)
    counts = {"added": added.added, "known": added.known}
    if added.revised:
        counts["revised"] = added.revised
    return store.finish_run(run, counts=counts, problems=problems)


def analyze(
    store: Store, engines: Engines, *, as_of: datetime | None = None, progress: Progress | None = None
) -> Run:
    """Everything new since the last run, then topics, temperature and profiles of all accounts.

    Each batch of documents is saved as it is done: a killed run is taken up by the next.
    `as_of` is the day profiles are made for; by default that of the newest document.
    """
    run = store.start_run("analyze", settings={"preset": engines.preset}, models=engines.revisions)
    mark = fingerprint(engines)
    total = store.count_pending(mark)
    done = 0
    while batch := store.pending_documents(mark, limit=BATCH):
        store.save_analyses(analyze_documents(batch, engines, store=store), fingerprint=mark, run=run)
        done += len(batch)
        _tell(progress, "analyze", done, total)
    counts = {"analyzed": done}
    if done or not store.topics():
        _tell(progress, "topics", 0, None)
        counts["topics"] = len(curation.keep_up(store, engines, run=run).topics)
        _tell(progress, "topics", 1, 1)
    counts["accounts"], problems = _analyze_accounts(store, as_of, run, progress)
    return store.finish_run(run, counts=counts, problems=problems)


def analyze_documents(
    documents: Sequence[Document], engines: Engines, *, store: Store | None = None
) -> list[Analysis]:
    """What is in each document; one encoding pass for all of them, vectors cached in `store`."""
    cut = [segments(document) for document in documents]
    _, stance = encode([segment for each in cut for segment in each], engines.encoder, store=store)
    analyses, at = [], 0
    for document, parts in zip(documents, cut, strict=True):
        own = slice(at, at + len(parts))
        analyses.append(_analysis(document, parts, stance[own], engines))
        at += len(parts)
    return analyses


def _analysis(document: Document, parts: Sequence[Segment], stance: Vectors, engines: Engines) -> Analysis:
    promised = promises(document, parts)
    return Analysis(
        document=document.id,
        segments=tuple(parts),
        sentiments=tuple(engines.sentiment.score(parts, stance)),
        signals=tuple(engines.signals.detect(document, parts, stance, preset=engines.preset)),
        promises=tuple(promised),
        people=tuple(people(document)),
        reason=engines.reasons.classify_document(document, parts, stance)
        if document.channel == "cancellation"
        else None,
        requests=tuple(requests(document, parts, promised=promised)),
    )


def hints(document: Document, engines: Engines, *, preset: str | None = None) -> Hints:
    """Risk hints for one document; nothing is stored."""
    engines = replace(engines, preset=preset or engines.preset)
    parts = segments(document)
    _, stance = encode(parts, engines.encoder)
    found = _analysis(document, parts, stance, engines)
    heard = list(zip(found.segments, found.sentiments, strict=True))
    warmth = temperature.along(heard)
    level = note_risk(found)
    return Hints(
        document=document,
        risk_level=level,
        signals=found.signals,
        promises=found.promises,
        warmth=tuple(warmth),
        not_enough_evidence=tuple(
            name for name, empty in (("risk_level", level == "unknown"), ("temperature", not warmth)) if empty
        ),
        people=_by_person(heard),
        topics=_by_topic(heard, engines.reasons.reasons_of(stance) if parts else []),
        requests=found.requests,
        mentioned=found.people,
    )


def _by_person(heard: Sequence[tuple[Segment, Sentiment]]) -> tuple[PartTone, ...]:
    found = temperature.by_part(heard, lambda segment: (segment.speaker, segment.side))
    return tuple(PartTone(name, side, score, n) for (name, side), (score, n) in found.items())


def _by_topic(
    heard: Sequence[tuple[Segment, Sentiment]], reasons: Sequence[tuple[str, float]]
) -> tuple[PartTone, ...]:
    """What the customer says of each churn reason that is as likely as not what a segment is about."""
    topics = {
        segment.id: reason
        for (segment, _), (reason, sure) in zip(heard, reasons, strict=True)
        if sure >= curation.LIKELY_REASON and segment.side != "vendor"
    }
    found = temperature.by_part(heard, lambda segment: topics.get(segment.id))
    return tuple(PartTone(reason, "customer", score, n) for reason, (score, n) in found.items())


def sentiments(documents: Sequence[Document], engines: Engines) -> list[Sentiment]:
    """How each document sounds as a whole."""
    whole = [Segment(d.id, d.id, 0, 0, len(d.text), d.text, d.language, side="customer") for d in documents]
    texts, languages = [part.text for part in whole], [part.language for part in whole]
    return engines.sentiment.score(whole, engines.encoder.encode_stance(texts, languages=languages))


def reasons(documents: Sequence[Document], engines: Engines) -> list[ChurnReason]:
    """The churn reason each document gives, and the segment that carries it."""
    cut = [segments(document) for document in documents]
    _, vectors = encode([segment for each in cut for segment in each], engines.encoder)
    found, at = [], 0
    for document, parts in zip(documents, cut, strict=True):
        found.append(engines.reasons.classify_document(document, parts, vectors[at : at + len(parts)]))
        at += len(parts)
    return found


def account_trends(store: Store, by: str) -> tuple[list[Trend], int]:
    """Tone by month of the accounts with the same `by` (a fact such as segment or owner).

    One tone for each contact, that of the customer's words; also how many contacts had a tone and a
    time but no such fact.
    """
    tones, left_out = [], 0
    for account in store.accounts():
        fact = account.facts.get(by)
        history, _ = contacts(*store.account_history(account.id), now=datetime.now(UTC))
        known = [contact for contact in history if contact.tone is not None]
        if fact is None or fact.value in (None, ""):
            left_out += len(known)
            continue
        tones += [Tone(str(fact.value), each.time, each.tone) for each in known if each.tone is not None]
    return temperature.trends(tones), left_out


def document_trends(documents: Sequence[Document], engines: Engines, by: str) -> tuple[list[Trend], int]:
    """Tone by month of documents whose field `by` is the same; nothing is stored.

    Also how many documents have no such field, no time or no tone.
    """
    dated = [d for d in documents if d.time is not None and d.fields.get(by) not in (None, "")]
    tones = [
        Tone(str(document.fields[by]), document.time, found.score)
        for document, found in zip(dated, sentiments(dated, engines), strict=True)
        if found.score is not None and document.time is not None
    ]
    return temperature.trends(tones), len(documents) - len(tones)


def warm_up(engines: Engines) -> None:
    """Load what loads on first use (dictionaries, memory), so that the first request is fast."""
    text = "お世話になっております。次回の定例で費用対効果をご相談できますか。 Could we talk about the ROI?"
    hints(readers.read_text(text), engines)


def fit_topics(
    documents: Sequence[Document], engines: Engines, *, min_size: int | None = None
) -> tuple[TopicModel, list[Segment]]:
    """Topics over the segments of `documents`, stateless; the segments go with the assignments."""
    parts = [segment for document in documents for segment in segments(document)]
    meaning, stance = encode(parts, engines.encoder)
    model = fit(
        [segment.document for segment in parts],
        parts,
        meaning,
        min_size=min_size,
        likely=engines.reasons.reasons_of(stance),
    )
    return divide(model, parts, meaning), parts


def _analyze_accounts(
    store: Store, as_of: datetime | None, run: int, progress: Progress | None
) -> tuple[int, list[Problem]]:
    """How many profiles were made, and which contacts did not count."""
    now = datetime.now(UTC)
    as_of = as_of or store.newest_time(until=now + TOMORROW)
    if as_of is None:
        return 0, []
    accounts = store.accounts()
    problems: list[Problem] = []
    for at in range(0, len(accounts), BATCH):
        made = [_profile(store, account, as_of, now) for account in accounts[at : at + BATCH]]
        store.save_profiles([profile for profile, _ in made], run=run)
        problems.extend(problem for _, found in made for problem in found)
        _tell(progress, "accounts", at + len(made), len(accounts))
    return len(accounts), problems


def _profile(
    store: Store, account: Account, as_of: datetime, now: datetime
) -> tuple[AccountProfile, list[Problem]]:
    documents, analyses = store.account_history(account.id)
    history, problems = contacts(documents, analyses, day_named=due_dates.resolve, now=max(now, as_of))
    decided = {each.document: each.decided for each in store.cancellations(account.id) if each.decided}
    made = profile(
        account,
        documents,
        analyses,
        temperature.measure(history, as_of=as_of),
        temperature.rhythm(history, as_of=as_of),
        as_of=as_of,
        recoverability=recoverability(),
        chosen_reason=chosen_reason,
        requests=answers.with_status(documents, analyses, as_of=as_of),
        decided=decided,
    )
    return made, [replace(problem, place=account.id) for problem in problems]


def _tell_from(progress: Progress | None, before: int, total: int, done: int) -> None:
    _tell(progress, "read", before + done, total)


def _tell(progress: Progress | None, step: str, done: int, total: int | None) -> None:
    if progress is not None:
        progress(step, done, total)
