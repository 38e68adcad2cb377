"""Churn-reason topics of the store."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from voc.schemas.topics import TopicDetail, TopicShape
from voc_api.deps import StoreDep
from voc_api.problems import ProblemJson

router = APIRouter(prefix="/v1", tags=["topics"])
QUOTES = 50


class Topics(BaseModel):
    """All topics, the largest first."""

    items: list[TopicShape]


@router.get("/topics", summary="All topics, the largest first")
def list_topics(store: StoreDep) -> Topics:
    return Topics(items=TopicShape.tree(store.topics()))


@router.get("/topics/{topic}", summary="One topic with its quotes", responses={404: {"model": ProblemJson}})
def show_topic(topic: str, store: StoreDep) -> TopicDetail:
    found = store.topic(topic)
    below = [part for part in store.topics() if part.parent == topic]
    return TopicDetail.of_quotes(found, store.topic_quotes(topic, limit=QUOTES), below)
