"""``voc serve``: the API on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from voc.cli import console
from voc.errors import SettingError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8321,
    store: console.StoreOption = None,
) -> None:
    """Serve the API; its description is at /openapi.json.

    Example: voc serve --port 8321
    """
    import uvicorn

    from voc.settings import Settings
    from voc_api.app import create_app

    settings = Settings.read(store=store)
    if host not in LOOPBACK:
        raise SettingError(
            f"there is no login yet, so voc serves this machine only (127.0.0.1), not {host}; "
            "put a reverse proxy with a login in front of it"
        )
    uvicorn.run(create_app(settings), host=host, port=port, log_level="warning")
