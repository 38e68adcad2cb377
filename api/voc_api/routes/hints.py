"""Risk hints for a pasted note; nothing is stored."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Body
from pydantic import BaseModel, ConfigDict, Field

from voc import pipeline, readers
from voc.readers import ReadOptions
from voc.schemas.hints import HintsShape
from voc.types import Channel
from voc_api.deps import EnginesDep, SettingsDep
from voc_api.problems import ProblemJson

router = APIRouter(prefix="/v1", tags=["hints"])
LONGEST = 1_000_000  # characters: more than a day of speech

EXAMPLES = {
    "japanese": {
        "summary": "議事録",
        "value": {
            "text": "青葉精機 石井様：御社のご提案は一旦持ち帰ります。他社さんの見積も取っていまして。\n"
            "当社 佐藤：承知しました。来週金曜までに費用対効果の資料をお送りします。",
            "channel": "meeting",
        },
    },
    "english": {
        "summary": "a mail",
        "value": {
            "text": "Hi Emma,\n\nOur new director asked us to show the ROI before the renewal. "
            "We are also looking at FlowPilot.\n\nBest,\nTom",
            "channel": "email",
        },
    },
}


class HintsRequest(BaseModel):
    """A note, mail or transcript as text."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=LONGEST)
    channel: Channel | None = None
    customers: list[str] = Field(default=[], max_length=100, description="Who is the customer.")
    vendors: list[str] = Field(default=[], max_length=100, description="Who is ours.")
    preset: Literal["loose", "medium", "strict"] | None = None


@router.post("/hints", summary="Risk hints for one note", responses={422: {"model": ProblemJson}})
def hints(
    body: Annotated[HintsRequest, Body(openapi_examples=EXAMPLES)],
    engines: EnginesDep,
    settings: SettingsDep,
) -> HintsShape:
    """What, how serious, the exact words, who said them, what to ask next. Nothing is stored."""
    options = ReadOptions(
        channel=body.channel,
        customers=tuple(body.customers),
        vendors=(*settings.vendors, *body.vendors),
        timezone=settings.timezone,
    )
    document = readers.read_text(body.text, options)
    return HintsShape.of(pipeline.hints(document, engines, preset=body.preset))
