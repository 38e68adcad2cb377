"""Channel and side as other systems call them, to ours."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from voc.types import Channel, Side

_CHANNELS: Mapping[Channel, tuple[str, ...]] = {
    "survey": (
        "survey",
        "questionnaire",
        "form",
        "nps",
        "csat",
        "review",
        "アンケート",
        "調査",
        "フォーム",
        "レビュー",
    ),
    "meeting": (
        *(
            "meeting",
            "call",
            "phone",
            "visit",
            "transcript",
            "minutes",
            "demo",
            "webinar",
            "video",
            "onsite",
            "qbr",
        ),
        *(
            "会議",
            "打合せ",
            "打ち合わせ",
            "商談",
            "電話",
            "訪問",
            "面談",
            "通話",
            "架電",
            "定例",
            "議事録",
            "web会議",
        ),
    ),
    "email": ("email", "mail", "e-mail", "メール", "電子メール"),
    "cancellation": (
        "cancellation",
        "cancelation",
        "cancel",
        "churn",
        "offboarding",
        "解約",
        "退会",
        "解約届",
    ),
    "memo": ("memo", "note", "call_note", "call note", "crm", "メモ", "日報", "所感", "営業日報"),
    "chat": (
        "chat",
        "slack",
        "teams",
        "support",
        "ticket",
        "inquiry",
        "line",
        "message",
        "チャット",
        "問い合わせ",
        "問合せ",
        "サポート",
    ),
}
_SIDES: Mapping[Side, tuple[str, ...]] = {
    "customer": ("customer", "client", "user", "顧客", "お客様", "先方"),
    "vendor": (
        "vendor",
        "us",
        "agent",
        "rep",
        "csm",
        "support",
        "assistant",
        "operator",
        "当社",
        "弊社",
        "自社",
        "ベンダー",
    ),
    "unknown": ("unknown", "mixed", "both", "不明", ""),
}


def channel_named(name: object) -> Channel | None:
    """Our channel for `name`, or None for one we do not know."""
    wanted = _plain(name)
    return next((channel for channel, names in _CHANNELS.items() if wanted in names), None)


def side_named(name: object) -> Side | None:
    """Our side for `name`, or None for one we do not know."""
    wanted = _plain(name)
    return next((side for side, names in _SIDES.items() if wanted in names), None)


def _plain(name: object) -> str:
    return unicodedata.normalize("NFKC", str(name or "")).strip().casefold()
