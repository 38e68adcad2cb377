"""``create_app(settings)``: the FastAPI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from voc import __version__, pipeline
from voc.engines import load_engines
from voc.settings import Settings
from voc.store.store import Store
from voc_api import problems
from voc_api.routes import accounts, health, hints, topics


def create_app(settings: Settings) -> FastAPI:
    """The application over the store of `settings`; models are loaded when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.store = await run_in_threadpool(Store.open, settings.store)
        app.state.engines = await run_in_threadpool(load_engines, settings)
        await run_in_threadpool(pipeline.warm_up, app.state.engines)
        yield
        app.state.store.close()

    app = FastAPI(
        title="voc",
        version=__version__,
        summary="Voice of the customer, as evidence: risk hints, topics, account profiles.",
        lifespan=lifespan,
        docs_url=None,  # the page FastAPI serves there loads its script from another host
        redoc_url=None,
    )
    app.state.settings = settings
    problems.register(app)
    for routes in (health, hints, accounts, topics):
        app.include_router(routes.router)
    return app
