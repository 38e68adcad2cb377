"""``voc actions``: what is to be done for an account or about a topic, by whom, by when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voc.cli import console
from voc.cli.action_tables import happened, kind, table
from voc.cli.inputs import day_of, today

if TYPE_CHECKING:
    from datetime import date

    from voc.store.store import Store
    from voc.types import Action

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Follow-up actions 対応, and how well they go."
)
ActionId = Annotated[str, typer.Argument(metavar="ACTION", help="Action id, as in `voc actions list`.")]
Author = Annotated[str | None, typer.Option(help="Whose change it is; by default the user of this machine.")]


@app.command()
def add(
    title: Annotated[str, typer.Argument(help="What is to be done.")],
    due: Annotated[str, typer.Option(metavar="DATE", help="By which day, like 2026-11-03.")],
    account: Annotated[str | None, typer.Option(help="Account id, name or mail domain.")] = None,
    topic: Annotated[str | None, typer.Option(help="Topic id, as in `voc topics list`.")] = None,
    owner: Annotated[str | None, typer.Option(help="Who does it; by default the account's owner.")] = None,
    note: Annotated[str | None, typer.Option(help="Anything more.")] = None,
    document: Annotated[str | None, typer.Option(help="Document that gives rise to it.")] = None,
    quote: Annotated[str | None, typer.Option(help="The words in that document.")] = None,
    author: Author = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Write down an action for an account, about a topic, or both.

    Example: voc actions add "Send the ROI figures" --account acc-001 --due 2026-12-04 --owner 佐藤美咲
    """
    from voc import followup

    def make(opened: Store, author: str, today: date) -> Action:
        return followup.add(
            opened,
            title,
            due=day_of(due),
            account=account,
            topic=topic,
            owner=owner,
            note=note,
            document=document,
            quote=quote,
            author=author,
            today=today,
        )

    _change(make, "add", author, store, json)


@app.command("list")
def list_(
    still_open: Annotated[bool, typer.Option("--open", help="Only those not done.")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those not done in time.")] = False,
    owner: Annotated[
        str | None, typer.Option(help="Only of this person; a part of the name will do.")
    ] = None,
    account: Annotated[str | None, typer.Option(help="Only for this account: id, name or domain.")] = None,
    topic: Annotated[str | None, typer.Option(help="Only about this topic and its sub-topics.")] = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """List actions, the first due first.

    Example: voc actions list --overdue --owner 佐藤
    """
    from voc import followup
    from voc.schemas.actions import ActionShape
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    day = today(settings)
    with Store.open(settings.store) as opened:
        found = followup.listed(
            opened,
            today=day,
            account=account,
            topic=topic,
            owner=owner,
            still_open=still_open,
            overdue=overdue,
        )
        accounts, topics = opened.accounts(), opened.topics()
    if json:
        for action in found:
            console.print_json(ActionShape.of(action, today=day))
        return
    table(found, accounts, topics, today=day, language=settings.language)


@app.command()
def done(
    action: ActionId,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day it was done; today if not given.")
    ] = None,
    author: Author = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Mark an action as done.

    Example: voc actions done a-3 --on 2026-11-27
    """
    from voc import followup

    def make(opened: Store, author: str, today: date) -> Action:
        return followup.done(opened, action, on=day_of(on) if on else None, author=author, today=today)

    _change(make, "done", author, store, json)


@app.command()
def reopen(
    action: ActionId, author: Author = None, store: console.StoreOption = None, json: console.JsonFlag = False
) -> None:
    """Take back that an action is done.

    Example: voc actions reopen a-3
    """
    from voc import followup

    _change(
        lambda opened, author, _: followup.reopen(opened, action, author=author),
        "reopen",
        author,
        store,
        json,
    )


@app.command()
def edit(
    action: ActionId,
    title: Annotated[str | None, typer.Option(help="What is to be done.")] = None,
    due: Annotated[str | None, typer.Option(metavar="DATE", help="By which day.")] = None,
    account: Annotated[str | None, typer.Option(help='Account id, name or mail domain; "" for none.')] = None,
    topic: Annotated[str | None, typer.Option(help='Topic id; "" for none.')] = None,
    owner: Annotated[str | None, typer.Option(help='Who does it; "" for nobody.')] = None,
    note: Annotated[str | None, typer.Option(help='Anything more; "" for nothing.')] = None,
    author: Author = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Change what an action says.

    Example: voc actions edit a-3 --due 2026-12-11 --note "they asked for a week more"
    """
    from voc import followup

    words = {"title": title, "account": account, "topic": topic, "owner": owner, "note": note}

    def make(opened: Store, author: str, today: date) -> Action:
        changes: dict[str, Any] = {name: value for name, value in words.items() if value is not None}
        if due is not None:
            changes["due"] = day_of(due)
        return followup.edit(opened, action, changes, author=author, today=today)

    _change(make, "edit", author, store, json)


@app.command()
def remove(
    action: ActionId, author: Author = None, store: console.StoreOption = None, json: console.JsonFlag = False
) -> None:
    """Take an action off the list and out of the rates; the history keeps it.

    Example: voc actions remove a-3
    """
    from voc import followup

    _change(
        lambda opened, author, _: followup.remove(opened, action, author=author),
        "remove",
        author,
        store,
        json,
    )


@app.command()
def history(
    action: Annotated[
        str | None, typer.Argument(metavar="ACTION", help="Action id; all without one.")
    ] = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Tell who did what to an action, or to all, the newest first.

    Example: voc actions history a-3
    """
    from voc.schemas.actions import ActionEventShape
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        events = opened.action_history(action)
        if action is not None and not events:
            opened.action(action)  # says so when there is none of that id
    if json:
        for event in events:
            console.print_json(ActionEventShape.of(event))
        return
    happened(events, timezone=settings.timezone, language=settings.language)


def _change(
    make: Callable[[Store, str, date], Action], change: str, author: str | None, store: str | None, json: bool
) -> None:
    from voc.schemas.actions import ActionShape
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    day = today(settings)
    with Store.open(settings.store) as opened:
        action = make(opened, author or console.user(), day)
        accounts, topics = opened.accounts(), opened.topics()
    if json:
        console.print_json(ActionShape.of(action, today=day))
        return
    console.console().print(kind(change, settings.language))
    table([action], accounts, topics, today=day, language=settings.language)
