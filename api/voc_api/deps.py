"""What a request may ask for."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from voc.engines import Engines
from voc.settings import Settings
from voc.store.store import Store


def _store(request: Request) -> Store:
    return cast(Store, request.app.state.store)


def _engines(request: Request) -> Engines:
    return cast(Engines, request.app.state.engines)


def _settings(request: Request) -> Settings:
    return cast(Settings, request.app.state.settings)


StoreDep = Annotated[Store, Depends(_store)]
EnginesDep = Annotated[Engines, Depends(_engines)]
SettingsDep = Annotated[Settings, Depends(_settings)]
