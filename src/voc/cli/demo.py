"""``voc demo``: sample data in, full analysis, what it found and where to look next."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from voc.cli import accounts, console

# the vendor of the sample world and its people, as a user would give them in VOC_VENDORS
OURS = (
    "hibari.example.co.jp",
    "ひばりクラウド",
    "Hibari Cloud",
    "佐藤",
    "中村",
    "高木",
    "大野",
    "Emma Clarke",
    "Takagi",
    "Ohno",
)
SHOWN = 6  # topics


def demo(
    folder: Annotated[
        Path | None, typer.Option(help="Where to keep the store; a new temporary folder if not given.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="ja or en.")] = None,
) -> None:
    """Analyze twelve fictional accounts over nine months and show what turned up.

    Example: voc demo --lang ja
    """
    from voc import pipeline
    from voc.cli import topics
    from voc.cli.inputs import read_options
    from voc.engines import load_engines
    from voc.paths import shipped
    from voc.readers.accounts import read_accounts
    from voc.settings import Settings
    from voc.store.store import Store

    room = folder or Path(tempfile.mkdtemp(prefix="voc-demo-"))
    if lang is not None:
        os.environ["VOC_LANG"] = lang  # the tables below read it too
    settings = Settings.read(
        store=f"sqlite:///{room / 'voc.db'}", language=lang, timezone=ZoneInfo("Asia/Tokyo")
    )
    language, screen, started = settings.language, console.console(), time.monotonic()
    samples = shipped("samples")
    engines = load_engines(settings, progress=console.preparing(language))
    with Store.open(settings.store) as store, console.progress_bars(language) as progress:
        customers, problems = read_accounts(samples / "accounts.csv")
        store.import_accounts(customers)
        n = 0
        for part in sorted((samples / "documents").iterdir()):
            account = part.name if part.name.startswith("acc-") else None
            options = read_options(settings, account=account, vendors=OURS)
            run = pipeline.ingest(store, [part], options, progress=progress)
            n += run.counts["added"] + run.counts["known"]
            problems.extend(run.problems)
        pipeline.analyze(store, engines, progress=progress)
        found = store.topics()
        first = next(iter(store.profiles()), None)
    seconds = time.monotonic() - started
    screen.print(
        console.say(
            language,
            ja=f"{len(customers)}社、{n}件の文書を{seconds:.0f}秒で分析しました。\n",
            en=f"{len(customers)} accounts, {n} documents, analyzed in {seconds:.0f} s.\n",
        )
    )
    accounts.list_(store=settings.store, json=False)
    screen.print()
    topics.table(found[:SHOWN], language)
    if first is not None:
        screen.print()
        accounts.show(account=first.id, store=settings.store, json=False)
    where = f"--store {settings.store}"
    screen.print(
        console.say(language, ja="\n[bold]次に試すこと[/]", en="\n[bold]Where to look next[/]")
        + f"\n  voc accounts show acc-006 {where}"
        + f"\n  voc topics list {where}"
        + f"\n  voc serve {where}"
        + f"\n  voc hints {samples / 'documents' / 'acc-006'}/…"
    )
    console.end(problems)
