"""``voc ingest`` and ``voc analyze``: files into the store, and everything found in them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import console
from voc.cli.inputs import read_options

if TYPE_CHECKING:
    from voc.types import Run


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    channel: console.ChannelOption = None,
    account: Annotated[str | None, typer.Option(help="The account all of it belongs to.")] = None,
    vendor: Annotated[
        list[str] | None, typer.Option(help="Who is ours: a name, company or mail domain; may be repeated.")
    ] = None,
    map: Annotated[Path | None, typer.Option(help="TOML file: which column is what.")] = None,  # noqa: A002
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Read files into the store; the same file twice changes nothing.

    Example: voc ingest surveys/ mails/ --vendor hibari.example.co.jp
    """
    from voc import pipeline
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    options = read_options(settings, channel=channel, account=account, vendors=vendor or (), mapping=map)
    with Store.open(settings.store) as opened, console.progress_bars(settings.language) as progress:
        run = pipeline.ingest(opened, paths, options, progress=progress)
    _report(run, language=settings.language, json=json)
    console.finish_reading(run.counts["added"] + run.counts["known"], run.problems)


def analyze(
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day the profiles are made for; else the newest document's."),
    ] = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Analyze everything new since the last run; after a kill, run it again and it goes on.

    Example: voc analyze --as-of 2026-10-31
    """
    from datetime import UTC

    from voc import pipeline
    from voc.engines import load_engines
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    engines = load_engines(settings, progress=console.preparing(settings.language))
    with Store.open(settings.store) as opened, console.progress_bars(settings.language) as progress:
        day = as_of.replace(hour=23, minute=59, tzinfo=UTC) if as_of else None
        run = pipeline.analyze(opened, engines, as_of=day, progress=progress)
    _report(run, language=settings.language, json=json)
    console.end(run.problems)


def _report(run: Run, *, language: str, json: bool) -> None:
    if json:
        from voc.schemas.runs import RunShape

        console.print_json(RunShape.of(run))
        return
    names = {
        "added": ("新しい文書", "new documents"),
        "known": ("既にある文書", "already there"),
        "revised": ("うち新しい版", "of the new: versions of earlier ones"),
        "analyzed": ("分析した文書", "documents analyzed"),
        "topics": ("トピック", "topics"),
        "accounts": ("アカウント", "accounts"),
    }
    parts = [f"{console.say(language, ja=names[k][0], en=names[k][1])}: {n}" for k, n in run.counts.items()]
    console.console().print("  ".join(parts))
