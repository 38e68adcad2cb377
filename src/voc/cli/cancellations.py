"""``voc cancellations``: who left, for what reason, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import console
from voc.cli.inputs import day_of
from voc.errors import SettingError

if TYPE_CHECKING:
    from datetime import tzinfo

    from voc.types import Cancellation, ReasonBy

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Cancellations and their reasons.")
BY = {
    "person": ("こちらの判断", "our decision"),
    "form": ("フォーム", "the form"),
    "analysis": ("分析", "the analysis"),
}


@app.command("list")
def list_(
    unknown: Annotated[bool, typer.Option("--unknown", help="Only those whose reason nobody knows.")] = False,
    account: Annotated[str | None, typer.Option(help="Only of this account: id, name or domain.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only of this day or later, like 2026-04-01.")
    ] = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """List cancellations with their reason, and who tells it: us, the form, or the analysis.

    Example: voc cancellations list --unknown
    """
    from voc import followup
    from voc.schemas.cancellations import CancellationShape
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        found = followup.cancelled(
            opened,
            timezone=settings.timezone,
            account=account,
            since=day_of(since) if since else None,
            unknown=unknown,
        )
    if json:
        for cancellation, reason, by in found:
            console.print_json(CancellationShape.of(cancellation, reason, by))
        return
    _show(found, timezone=settings.timezone, language=settings.language)


@app.command()
def reason(
    document: Annotated[str, typer.Argument(help="Document id, as in `voc cancellations list`.")],
    key: Annotated[str | None, typer.Argument(help="Key of a churn reason, such as price_value.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Take back what was decided.")] = False,
    author: Annotated[
        str | None, typer.Option(help="Whose decision it is; by default the user of this machine.")
    ] = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Decide the reason of a cancellation; it comes before that of the form and of the analysis.

    Example: voc cancellations reason 0f343b0931126a20 support
    """
    from voc import followup
    from voc.schemas.cancellations import CancellationShape
    from voc.settings import Settings
    from voc.store.store import Store

    if (key is None) != clear:
        raise SettingError("give the key of a reason, or --clear to take one back", "no_reason_given")
    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        decided = followup.decide_reason(opened, document, key, author=author or console.user())
    if json:
        console.print_json(CancellationShape.of(*decided))
        return
    _show([decided], timezone=settings.timezone, language=settings.language)


def _show(
    found: Sequence[tuple[Cancellation, str, ReasonBy | None]], *, timezone: tzinfo, language: str
) -> None:
    from rich.markup import escape

    screen = console.console()
    if not found:
        screen.print(console.say(language, ja="該当する解約はありません", en="no such cancellations"))
    for cancellation, key, by in found:
        day = cancellation.time.astimezone(timezone).date().isoformat() if cancellation.time else "—"
        said = f"[bold]{console.reason(key, language)}[/]"
        if by:
            said += f" ({console.say(language, ja=BY[by][0], en=BY[by][1])})"
        if cancellation.option:
            said += f" {console.quoted(cancellation.option, language)}"
        screen.print(f"{day} {escape(cancellation.account or '—')}  {said}  [dim]{cancellation.document}[/]")
        screen.print(f"    {console.quoted(cancellation.opening, language)}")
