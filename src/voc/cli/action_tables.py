"""Actions and their history, as people see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from voc.cli import console

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from voc.types import Account, Action, ActionEvent, Topic

STATUS = {
    "open": ("未完了", "open", ""),
    "overdue": ("期限超過", "overdue", "bold red"),
    "done": ("完了", "done", "green"),
    "late": ("遅れて完了", "done late", "yellow"),
}
KINDS = {
    "add": ("追加", "added"),
    "edit": ("変更", "changed"),
    "done": ("完了", "done"),
    "reopen": ("再開", "reopened"),
    "remove": ("削除", "removed"),
}
FIELDS = {
    "title": ("内容", "title"),
    "due": ("期限", "due"),
    "done": ("完了日", "done"),
    "owner": ("担当", "owner"),
    "account": ("アカウント", "account"),
    "topic": ("トピック", "topic"),
    "note": ("メモ", "note"),
    "evidence": ("根拠", "evidence"),
}


def table(
    actions: Sequence[Action],
    accounts: Iterable[Account],
    topics: Iterable[Topic],
    *,
    today: date,
    language: str,
) -> None:
    """Print `actions` for a person, each with its note and the words that gave rise to it."""
    from rich.markup import escape
    from rich.table import Table

    from voc.actions import status

    if not actions:
        none = console.say(language, ja="該当する対応はありません", en="no such actions")
        console.console().print(none)
        return
    names = {account.id: account.name for account in accounts}
    labels = {topic.id: console.say(language, ja=topic.label.ja, en=topic.label.en) for topic in topics}
    grid = Table(box=None, header_style="bold")
    grid.add_column("id", no_wrap=True)
    for ja, en in (("期限", "due"), ("状態", "status")):
        grid.add_column(console.say(language, ja=ja, en=en), no_wrap=True)
    for ja, en in (("内容", "what"), ("担当", "owner"), ("アカウント", "account"), ("トピック", "topic")):
        grid.add_column(console.say(language, ja=ja, en=en), overflow="fold")
    for action in actions:
        ja, en, style = STATUS[status(action, today)]
        said = console.say(language, ja=ja, en=en) + (f" {action.done}" if action.done else "")
        words = [escape(action.title)]
        if action.note:
            words.append(f"[dim]{escape(action.note)}[/]")
        if action.evidence:
            words.append(f"[dim]{console.quoted(action.evidence.quote, language)}[/]")
        grid.add_row(
            action.id,
            str(action.due),
            f"[{style}]{said}[/]" if style else said,
            "\n".join(words),
            escape(action.owner or "—"),
            escape(names.get(action.account or "", action.account or "—")),
            escape(labels.get(action.topic or "", action.topic or "—")),
        )
    console.console().print(grid)


def happened(events: Sequence[ActionEvent], *, timezone: tzinfo, language: str) -> None:
    """Print the history of actions for a person."""
    from rich.markup import escape
    from rich.table import Table

    if not events:
        none = console.say(language, ja="履歴はまだありません", en="nothing was done yet")
        console.console().print(none)
        return
    grid = Table(box=None, show_header=False)
    for event in events:
        what = [
            _moved(name, *pair, kind=event.kind, language=language) for name, pair in event.detail.items()
        ]
        grid.add_row(
            event.time.astimezone(timezone).strftime("%Y-%m-%d %H:%M"),
            escape(event.author),
            event.action,
            kind(event.kind, language),
            escape("; ".join(what)),
        )
    console.console().print(grid)


def kind(key: str, language: str) -> str:
    """What was done to an action."""
    ja, en = KINDS[key]
    return console.say(language, ja=ja, en=en)


def _moved(name: str, before: Any, after: Any, *, kind: str, language: str) -> str:
    ja, en = FIELDS[name]
    words = [each["quote"] if isinstance(each, dict) else str(each or "—") for each in (before, after)]
    if kind in ("add", "remove"):  # all there is of it, on one side
        words = [word for word, each in zip(words, (before, after), strict=True) if each is not None]
    return f"{console.say(language, ja=ja, en=en)}: {' → '.join(words)}"
