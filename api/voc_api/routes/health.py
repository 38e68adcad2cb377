"""Whether the server is up."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from voc import __version__

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The server answers."""

    status: str
    version: str


@router.get("/healthz", summary="The server is up")
def healthz() -> Health:
    return Health(status="ok", version=__version__)
