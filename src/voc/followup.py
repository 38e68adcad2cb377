"""Follow-up of a store: actions written down, changed and done, and how well that goes.

Every change is one transaction and one line in the history, with who made it and when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from voc import actions
from voc.errors import InputError, SettingError
from voc.store.action_editing import ActionEditing
from voc.store.codec import storable
from voc.store.store import Store
from voc.topics.reasons import UNKNOWN, chosen_reason, reasons
from voc.types import Action, Cancellation, Document, Evidence, FollowUpRates, RatePeriod, ReasonBy

FURTHEST = timedelta(days=3653)  # ten years: a day further off is a slip of the pen


def add(
    store: Store,
    title: str,
    *,
    due: date,
    account: str | None = None,
    topic: str | None = None,
    owner: str | None = None,
    note: str | None = None,
    document: str | None = None,
    quote: str | None = None,
    author: str,
    today: date,
) -> Action:
    """The new action, saved.

    `account` may be an id, a name or a mail domain. `quote` stands word for word in `document` and is
    the evidence; the account of that document is taken where none is given, and the account's fact
    `owner` where no owner is. NotFoundError for an account, topic or document that is not there.
    """
    with store.editing_actions(author) as editing:
        source = editing.document(document) if document else None
        evidence = _evidence(source, quote)
        given = {"title": title, "due": due, "topic": topic, "owner": owner, "note": note}
        given["account"] = account or (source.account if source else None)
        plain = Action(id="", title="", due=today, created=datetime.now(UTC), evidence=evidence)
        action = _changed(editing, plain, given, today)
        if action.owner is None and action.account is not None:
            fact = editing.account(action.account).facts.get("owner")
            action = replace(action, owner=str(fact.value).strip() or None if fact and fact.value else None)
        return editing.add(action)


def edit(store: Store, action: str, changes: Mapping[str, Any], *, author: str, today: date) -> Action:
    """The action with `changes` (field -> value, "" or None for none), saved; only what differs is history.

    Takes title, due, account, topic, owner and note. SettingError where there are no changes, or the
    action would be left without title, or without both account and topic.
    """
    if not changes:
        message = "nothing to change was given; give a title, due, account, topic, owner or note"
        raise SettingError(message, "no_change")
    with store.editing_actions(author) as editing:
        before = editing.action(action)
        return editing.save(before, _changed(editing, before, changes, today), kind="edit")


def done(store: Store, action: str, *, on: date | None = None, author: str, today: date) -> Action:
    """The action, done `on` a day (today unless given), saved.

    A day before the action was written down is fine: people also note what they have done already.
    SettingError for a day to come, or when it is done already.
    """
    day = on or today
    if day > today:
        message = f"{day} is still to come (today is {today}); an action is done on a day that has been"
        raise SettingError(message, "done_in_future", day=day, today=today)
    with store.editing_actions(author) as editing:
        before = editing.action(action)
        if before.done is not None:
            message = (
                f"{before.id} was done on {before.done}; for another day: voc actions reopen {before.id}"
            )
            raise SettingError(message, "already_done", action=before.id, done=before.done)
        return editing.save(before, replace(before, done=day), kind="done")


def reopen(store: Store, action: str, *, author: str) -> Action:
    """The action, open again, saved; SettingError when it is open."""
    with store.editing_actions(author) as editing:
        before = editing.action(action)
        if before.done is None:
            raise SettingError(f"{before.id} is open already", "already_open", action=before.id)
        return editing.save(before, replace(before, done=None), kind="reopen")


def remove(store: Store, action: str, *, author: str) -> Action:
    """The action as it was; it is off the list and out of the rates, and stays in the history."""
    with store.editing_actions(author) as editing:
        return editing.remove(editing.action(action))


def listed(
    store: Store,
    *,
    today: date,
    account: str | None = None,
    topic: str | None = None,
    owner: str | None = None,
    still_open: bool = False,
    overdue: bool = False,
) -> list[Action]:
    """The actions asked for, the first due first; those of a topic with those of its sub-topics.

    NotFoundError for an account that is not there, or a topic that no action names and is not there.
    """
    if account is not None:
        account = store.account(store.find_account(account) or account).id
    found = store.actions(account=account, topic=topic)
    if topic is not None and not store.actions(topic=topic):
        store.topic(topic)  # says so when there is none of that id
    return actions.chosen(found, today=today, still_open=still_open, overdue=overdue, owner=owner)


def cancelled(
    store: Store,
    *,
    timezone: tzinfo,
    account: str | None = None,
    since: date | None = None,
    unknown: bool = False,
) -> list[tuple[Cancellation, str, ReasonBy | None]]:
    """The cancellations asked for, each with its reason and who tells it, in time order.

    `since` leaves out those before that day and those of no known day, `unknown` those with a known reason.
    NotFoundError for an account that is not there.
    """
    if account is not None:
        account = store.account(store.find_account(account) or account).id
    found = [(each, *actions.reason_of(each, chosen_reason)) for each in store.cancellations(account)]
    return [
        (each, reason, by)
        for each, reason, by in found
        if not (unknown and reason != UNKNOWN)
        and (since is None or (each.time and each.time.astimezone(timezone).date() >= since))
    ]


def decide_reason(
    store: Store, document: str, reason: str | None, *, author: str
) -> tuple[Cancellation, str, ReasonBy | None]:
    """The cancellation as in `cancelled`, from now on with that reason; None takes back what was decided.

    Of an older version of a mail, the version that counts.

    NotFoundError when there is no such document, InputError for a reason that is none, or a document
    that is no cancellation.
    """
    if reason is not None and reason not in reasons():
        known = ", ".join(reasons())
        message = f"there is no churn reason {reason!r}; there are {known}"
        raise InputError(message, "no_reason", reason=reason, reasons=known)
    decided = store.decide_reason(document.strip(), reason, author=author)
    return decided, *actions.reason_of(decided, chosen_reason)


def rates(
    store: Store,
    *,
    today: date,
    timezone: tzinfo,
    period: RatePeriod = "month",
    since: date | None = None,
) -> FollowUpRates:
    """解約理由の分類率 and 対応完了率 of all that is in the store; see ``voc.actions.rates``."""
    return actions.rates(
        store.cancellations(),
        store.actions(),
        meaning=chosen_reason,
        today=today,
        timezone=timezone,
        period=period,
        since=since,
    )


def _changed(editing: ActionEditing, before: Action, changes: Mapping[str, Any], today: date) -> Action:
    """`before` with `changes`, each of them looked up or checked."""
    values = {name: _said(value) if isinstance(value, str) else value for name, value in changes.items()}
    if (account := values.get("account")) is not None:
        values["account"] = editing.account(account).id
    if (topic := values.get("topic")) is not None and topic != before.topic:
        values["topic"] = editing.topic(topic).id
    after = replace(before, **values)
    if not after.title:
        raise SettingError("an action needs a title: what is to be done", "no_title")
    if after.account is None and after.topic is None:
        message = "an action belongs to an account, a topic or both; say which"
        raise SettingError(message, "no_account_or_topic")
    if abs(after.due - today) > FURTHEST and after.due != before.due:
        message = f"{after.due} is more than ten years away; check the year"
        raise SettingError(message, "due_too_far", due=after.due)
    return after


def _said(words: str) -> Any:
    """`words` on one line, as they can be stored; None where there are none."""
    return " ".join(storable(words).split()) or None


def _evidence(document: Document | None, quote: str | None) -> Evidence | None:
    if document is None and quote is None:
        return None
    if document is None or not (quote := (quote or "").strip()):
        message = "evidence is a document and a quote from it; give both"
        raise SettingError(message, "half_evidence")
    start = document.text.find(quote)
    if start < 0:
        message = f"{document.id}: {quote!r} does not stand in its text; copy the words as they are"
        raise InputError(message, "quote_not_in_text", id=document.id, quote=quote)
    turns = enumerate(document.utterances)
    turn = next((at for at, each in turns if each.start <= start < each.end), 0)
    return Evidence(document.id, turn, quote, start, start + len(quote), document.time)
