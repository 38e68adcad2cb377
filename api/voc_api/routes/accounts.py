"""Account profiles 顧客カルテ."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from voc.errors import InputError
from voc.schemas.accounts import AccountRow, AccountShape
from voc.types import RiskLevel
from voc_api.deps import StoreDep
from voc_api.problems import ProblemJson

router = APIRouter(prefix="/v1", tags=["accounts"])


class AccountsPage(BaseModel):
    """Accounts, the most worrying first; `next` is the cursor of the page that follows."""

    items: list[AccountRow]
    next: str | None


@router.get("/accounts", summary="Accounts, the most worrying first", responses={422: {"model": ProblemJson}})
def list_accounts(
    store: StoreDep,
    risk: RiskLevel | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="`next` of the page before.")] = None,
) -> AccountsPage:
    rows = [row for row in store.profiles() if risk is None or row.risk == risk]
    start = 0
    if cursor is not None:
        ids = [row.id for row in rows]
        if cursor not in ids:
            raise InputError("this cursor is not of this list; start again without one", "no_such_cursor")
        start = ids.index(cursor) + 1
    page = rows[start : start + limit]
    more = start + limit < len(rows)
    return AccountsPage(items=[AccountRow.of(row) for row in page], next=page[-1].id if more else None)


@router.get("/accounts/{account}", summary="One account's profile", responses={404: {"model": ProblemJson}})
def show_account(account: str, store: StoreDep) -> AccountShape:
    """Every field with the evidence behind it."""
    return AccountShape.of(store.profile(account))
