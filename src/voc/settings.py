"""Every setting: name, environment variable, default, one line of help. Read once, at the edge."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import platformdirs
from dateutil import tz

from voc.errors import SettingError
from voc.paths import shipped


def _setting(variable: str, default: Any, help_line: str) -> Any:
    return field(
        default_factory=default if callable(default) else lambda: default,
        metadata={"variable": variable, "help": help_line},
    )


def _locale_language() -> str:
    locale = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return "ja" if locale.startswith("ja") else "en"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of voc works with. ``Settings.read()`` takes it from the environment."""

    store: str = _setting(
        "VOC_STORE",
        lambda: f"sqlite:///{platformdirs.user_data_path('voc') / 'voc.db'}",
        "where everything is kept: an SQLAlchemy URL of SQLite or PostgreSQL",
    )
    encoder: str = _setting(
        "VOC_ENCODER",
        "multilingual-e5-small",
        "text encoder: the bundled one, a sentence-transformers folder, or a hub name",
    )
    models: Path = _setting(
        "VOC_MODELS",
        lambda: platformdirs.user_cache_path("voc") / "models",
        "folder where encoders are made ready",
    )
    heads: Path = _setting(
        "VOC_HEADS",
        lambda: shipped("models"),
        "folder with the trained heads (sentiment, signals, reasons) and layers (encoder)",
    )
    shared_data: Path = _setting(
        "VOC_SHARED_DATA",
        lambda: Path("../shared/data"),
        "folder with the public sets that `voc train` and `voc evaluate` read",
    )
    vendors: tuple[str, ...] = _setting(
        "VOC_VENDORS",
        (),
        "who is ours: names, companies and mail domains, separated by commas",
    )
    timezone: tzinfo = _setting(
        "VOC_TIMEZONE",
        tz.tzlocal,
        "zone of times that name none, such as Asia/Tokyo",
    )
    language: str = _setting("VOC_LANG", _locale_language, "language of tables and messages: ja or en")
    preset: str = _setting("VOC_PRESET", "medium", "how eager the risk hints are: loose, medium or strict")

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ, **given: Any) -> Settings:
        """Settings from `environment`; values in `given` that are not None come first."""
        values: dict[str, Any] = {}
        for each in fields(cls):
            raw = environment.get(each.metadata["variable"], "").strip()
            if given.get(each.name) is not None:
                values[each.name] = given[each.name]
            elif raw and each.name in {"models", "heads", "shared_data"}:
                values[each.name] = Path(raw).expanduser()
            elif raw and each.name == "vendors":
                values[each.name] = tuple(part.strip() for part in raw.split(",") if part.strip())
            elif raw and each.name == "timezone":
                values[each.name] = _zone(raw)
            elif raw:
                values[each.name] = raw
        settings = cls(**values)
        if settings.language not in {"ja", "en"}:
            raise SettingError(f"VOC_LANG is {settings.language!r}; it takes ja or en")
        if settings.preset not in {"loose", "medium", "strict"}:
            raise SettingError(f"VOC_PRESET is {settings.preset!r}; it takes loose, medium or strict")
        return settings


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise SettingError(f"VOC_TIMEZONE is {name!r}; it takes a name such as Asia/Tokyo or UTC") from error
