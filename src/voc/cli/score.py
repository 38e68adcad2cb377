"""``voc sentiment`` and ``voc reasons``: one answer per line of JSON Lines, nothing stored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voc.cli import console
from voc.cli.inputs import lines_of

LinesArgument = Annotated[
    Path, typer.Argument(metavar="FILE.jsonl", help='{"id", "text"} per line; - for standard input.')
]


def sentiment(file: LinesArgument, json: console.JsonFlag = False) -> None:
    """Score how each text sounds: positive, neutral, negative, or unknown when too thin to tell.

    Example: voc sentiment answers.jsonl --json
    """
    from voc import pipeline
    from voc.engines import load_engines
    from voc.schemas.documents import SentimentShape
    from voc.settings import Settings

    settings = Settings.read()
    documents, problems = lines_of(file)
    engines = load_engines(settings, progress=console.preparing(settings.language))
    screen = console.console()
    for document, whole in zip(documents, pipeline.sentiments(documents, engines), strict=True):
        shape = SentimentShape(
            id=document.source,
            language=document.language,
            label=whole.label,
            score=whole.score,
            confidence=round(whole.confidence, 3),
            unknown_because=whole.unknown_because,
        )
        if json:
            console.print_json(shape)
        else:
            score = "—" if shape.score is None else f"{shape.score:+.2f}"
            screen.print(f"{shape.label:<9} {score:>6}  {document.text[:90]}", markup=False)
    console.end(problems)


def reasons(file: LinesArgument, json: console.JsonFlag = False) -> None:
    """Name the churn reason each text gives, with the sentence that carries it.

    Example: voc reasons cancellations.jsonl --json
    """
    from voc import pipeline
    from voc.engines import load_engines
    from voc.schemas.topics import ReasonShape
    from voc.settings import Settings

    settings = Settings.read()
    documents, problems = lines_of(file)
    engines = load_engines(settings, progress=console.preparing(settings.language))
    screen = console.console()
    for document, reason in zip(documents, pipeline.reasons(documents, engines), strict=True):
        shape = ReasonShape.of(reason, text=document.text, id=document.source)
        if json:
            console.print_json(shape)
        else:
            screen.print(f"{shape.reason:<20} {shape.confidence:.2f}  {document.text[:80]}", markup=False)
    console.end(problems)
