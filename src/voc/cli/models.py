"""``voc models`` and ``voc train``: encoders made ready, heads trained anew."""

from __future__ import annotations

from typing import Annotated

import typer

from voc.cli import console
from voc.errors import SettingError

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Encoders and trained heads.")
TRAINED = ("encoder", "sentiment", "signals", "reasons", "reading")


@app.command()
def prepare() -> None:
    """Make the encoder ready in the user's cache (once, about half a gigabyte).

    Example: voc models prepare
    """
    from voc import embedders
    from voc.settings import Settings

    settings = Settings.read()
    encoder = embedders.load(
        settings.encoder, models=settings.models, progress=console.preparing(settings.language)
    )
    encoder.encode(["準備"], languages=["ja"])
    ready = console.say(settings.language, ja="準備ができました", en="ready")
    console.console().print(f"{encoder.name} ({encoder.revision}, {encoder.dim}) {ready}")


@app.command("list")
def list_(json: console.JsonFlag = False) -> None:
    """List the encoder in use and the heads that came with voc.

    Example: voc models list
    """
    import json as codec
    import sys
    import tomllib

    from voc.embedders import bundled
    from voc.settings import Settings

    settings = Settings.read()
    manifest = tomllib.loads((settings.heads / "manifest.toml").read_text("utf-8"))
    rows = [
        {
            "name": settings.encoder,
            "kind": "encoder",
            "ready": (settings.models / bundled.FOLDER).exists(),
            "licence": "MIT",
        },
        *(
            {"name": name, "kind": "head", "ready": (settings.heads / name).exists(), **entry}
            for name, entry in manifest.items()
        ),
    ]
    if json:
        for row in rows:
            sys.stdout.write(codec.dumps(row, ensure_ascii=False) + "\n")
        return
    for row in rows:
        state = "✓" if row["ready"] else "–"
        console.console().print(
            f"{state} {row['kind']:<8} {row['name']:<24} {row.get('revision', '')}", markup=False
        )


def train(
    name: Annotated[str, typer.Argument(help="encoder, sentiment, signals, reasons or reading.")],
    out: Annotated[str | None, typer.Option(help="Folder to write it to; else where voc reads it.")] = None,
) -> None:
    """Train a head anew on this machine, the way the shipped one was trained.

    "encoder" tunes the upper layers of the bundled encoder, over which the heads for sentiment and signals
    are trained. It takes most of an hour on two cores, a head some minutes.

    Example: voc train signals --out my-heads/signals
    """
    from pathlib import Path

    from voc import training
    from voc.settings import Settings

    settings = Settings.read()
    if name not in TRAINED:
        raise SettingError(f"{name!r} cannot be trained; choose one of: {', '.join(TRAINED)}")
    folder = Path(out) if out else settings.heads / name
    training.train(name, settings, folder=folder, progress=console.preparing(settings.language))
    console.console().print(f"{name}: {folder}")
