"""What the measures and the harmless causes are called."""

from __future__ import annotations

from collections.abc import Mapping

from voc.types import Bilingual

MEASURES: Mapping[str, Bilingual] = {
    "tone": Bilingual("語調", "tone"),
    "delay": Bilingual("返信の速さ", "speed of replies"),
    "gap": Bilingual("連絡の頻度", "frequency of contact"),
    "length": Bilingual("書く量", "length"),
    "questions": Bilingual("質問の数", "questions"),
    "share": Bilingual("会議での発言の割合", "share of talk in meetings"),
    "attendance": Bilingual("出席者の役職", "position of attendees"),
    "key_people": Bilingual("主要な担当者の出席", "presence of the key people"),
    "moved": Bilingual("予定どおりの会議", "meetings held as planned"),
}
QUIET: Mapping[str, Bilingual] = {
    "stated": Bilingual(
        "お客様が理由を述べた休止のため、冷え込みに数えていません",
        "the customer announced this silence with a harmless cause; it does not count as cooling",
    ),
    "last_year": Bilingual(
        "前年の同じ時期も同じくらい連絡がなかったため、冷え込みに数えていません",
        "the same weeks a year before were as quiet; it does not count as cooling",
    ),
}
