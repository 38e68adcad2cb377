"""What readers know of every language."""

import re
import tomllib
from importlib.resources import files

import pytest

from voc.languages import LANGUAGES, names, reading

TABLES = {
    code: tomllib.loads((files(f"voc.languages.{code}") / "reading.toml").read_text(encoding="utf-8"))
    for code in LANGUAGES
}


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_every_language_knows_the_same_kinds_of_things(code: str) -> None:
    assert {table: set(values) for table, values in TABLES[code].items()} == {
        table: set(values) for table, values in TABLES["ja"].items()
    }


@pytest.mark.parametrize("key", sorted(TABLES["ja"]["mail"]))
def test_every_pattern_compiles(key: str) -> None:
    assert isinstance(reading.pattern("mail", key), re.Pattern)


def test_words_of_all_languages_come_together() -> None:
    assert {"差出人", "From"} <= set(reading.words("mail", "from"))
    assert {"会社名", "company"} <= set(reading.roles("columns")["account"])
    assert reading.words("no", "such", "list") == ()


@pytest.mark.parametrize(
    ("text", "person"),
    [("大迫", True), ("髙橋", True), ("山田太郎", True), ("見積", False), ("件", False), ("", False)],
)
def test_names_of_people(text: str, person: bool) -> None:
    assert names.is_person(text) is person
