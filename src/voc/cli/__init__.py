"""The command line: parse, call, print. One file per noun; heavy parts are imported when used."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from voc.cli import (
    accounts,
    action_rates,
    actions,
    cancellations,
    console,
    demo,
    evaluate,
    hints,
    ingest,
    models,
    read,
    score,
    serve,
    topic_edits,
    topic_pictures,
    topic_trends,
    topics,
)
from voc.errors import VocError

app = typer.Typer(
    name="voc",
    rich_markup_mode=None,  # plain help: importing rich would take half of the time of --help
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads what customers say, in Japanese and English, and gives it back as evidence: "
    "risk hints, churn-reason topics, account profiles. Everything stays on this machine.",
    epilog="Start here: voc demo",
)
app.command()(demo.demo)
app.command()(read.read)
app.command()(hints.hints)
app.command()(score.sentiment)
app.command()(score.reasons)
app.command()(ingest.ingest)
app.command()(ingest.analyze)
app.command()(serve.serve)
app.command()(evaluate.evaluate)
app.command()(models.train)
app.add_typer(accounts.app, name="accounts")
topics.app.add_typer(topic_edits.app)
topics.app.add_typer(topic_trends.app)
topics.app.add_typer(topic_pictures.app)
app.add_typer(topics.app, name="topics")
actions.app.add_typer(action_rates.app)
app.add_typer(actions.app, name="actions")
app.add_typer(cancellations.app, name="cancellations")
app.add_typer(models.app, name="models")


def _version(wanted: bool) -> None:
    if wanted:
        from voc import __version__

        print(f"voc {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Nothing to do before a command."""


def main() -> None:
    """Run; exit 0 done, 1 done with problems reported, 2 wrong use or unreadable input."""
    try:
        app()
    except VocError as error:
        console.fail(error)
    except BrokenPipeError:  # the reader of our output, `head` say, has had enough
        sys.stderr.close()
        sys.exit(0)
