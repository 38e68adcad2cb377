"""Errors as RFC 9457 problem JSON, one shape for all."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from voc.errors import InputError, NotFoundError, VocError
from voc.languages.problems import message_of


class ProblemJson(BaseModel):
    """RFC 9457: what went wrong with this request."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str | None = None  # of what voc itself refuses
    detail_ja: str | None = None


def register(app: FastAPI) -> None:
    """Answer every error of `app` as problem JSON."""

    @app.exception_handler(VocError)
    async def ours(_: Request, error: VocError) -> JSONResponse:
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        if isinstance(error, NotFoundError):
            status = HTTPStatus.NOT_FOUND
        elif isinstance(error, InputError):
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _answer(status, str(error), code=error.code or None, ja=message_of(error, "ja"))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        places = (
            f"{'.'.join(str(part) for part in e['loc'] if part != 'body') or 'body'}: {e['msg']}"
            for e in error.errors()
        )
        return _answer(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(places))

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        return _answer(HTTPStatus(error.status_code), str(error.detail))


def _answer(
    status: HTTPStatus, detail: str, *, code: str | None = None, ja: str | None = None
) -> JSONResponse:
    problem = ProblemJson(title=status.phrase, status=status, detail=detail, code=code, detail_ja=ja)
    return JSONResponse(
        problem.model_dump(exclude_none=True), status_code=status, media_type="application/problem+json"
    )
