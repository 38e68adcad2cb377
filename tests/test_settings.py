from dataclasses import fields
from datetime import datetime
from pathlib import Path

import pytest

from voc.errors import SettingError
from voc.paths import shipped
from voc.settings import Settings


def test_every_setting_is_in_the_docs_with_its_help():
    page = (Path(__file__).parents[1] / "docs" / "settings.md").read_text("utf-8")
    for each in fields(Settings):
        assert f"| `{each.metadata['variable']}` |" in page
        assert each.metadata["help"] in page


def test_the_environment_is_read_and_options_come_first():
    environment = {"VOC_STORE": "sqlite:///a.db", "VOC_VENDORS": "佐藤, hibari.example.co.jp ,"}
    settings = Settings.read(environment, store="sqlite:///b.db", language="ja")
    assert settings.store == "sqlite:///b.db"
    assert settings.vendors == ("佐藤", "hibari.example.co.jp")


def test_an_empty_variable_is_no_setting():
    assert Settings.read({"VOC_ENCODER": " "}).encoder == "multilingual-e5-small"


@pytest.mark.parametrize(
    ("name", "value"), [("VOC_PRESET", "wild"), ("VOC_LANG", "fr"), ("VOC_TIMEZONE", "Tokio")]
)
def test_a_wrong_value_is_refused_with_the_choices(name, value):
    with pytest.raises(SettingError, match="it takes"):
        Settings.read({name: value})


def test_times_that_name_no_zone_are_in_that_of_the_setting():
    noon = datetime(2026, 10, 1, 12, tzinfo=Settings.read({"VOC_TIMEZONE": "Asia/Tokyo"}).timezone)
    assert noon.isoformat() == "2026-10-01T12:00:00+09:00"


@pytest.mark.parametrize(("locale", "language"), [("ja_JP.UTF-8", "ja"), ("en_US.UTF-8", "en"), ("C", "en")])
def test_the_language_follows_the_locale(monkeypatch, locale, language):
    monkeypatch.setenv("LC_ALL", locale)
    assert Settings.read({}).language == language


def test_what_is_shipped_is_found():
    assert (shipped("models") / "manifest.toml").exists()
    assert (shipped("samples") / "accounts.csv").exists()
    assert (shipped("gold") / "sentences" / "ja.jsonl").exists()
