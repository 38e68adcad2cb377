"""Problems in the reader's language."""

import re
import string
import tomllib
from importlib.resources import files
from pathlib import Path

import voc
from voc.languages.problems import message_of, place_of
from voc.types import Problem

CODES = re.compile(r'Problem\(\s*"(\w+)"')


def test_a_problem_in_japanese_with_its_values() -> None:
    problem = Problem("unknown_date", "the date '5th' is not understood", "row 12", {"said": "5th"})
    assert message_of(problem, "ja") == "日付「5th」を読み取れません。2026-11-03 のように書いてください"
    assert place_of(problem, "ja") == "12 行目"


def test_without_its_values_a_plainer_message_is_taken() -> None:
    assert message_of(Problem("unknown_date", "x"), "ja") == (
        "日付を読み取れません。2026-11-03 のように書いてください"
    )


def test_what_a_language_has_no_words_for() -> None:
    problem = Problem("no_such_code", "something happened", "here")
    assert (message_of(problem, "ja"), message_of(problem, "en")) == (None, None)
    assert (place_of(problem, "ja"), place_of(problem, "fr")) == ("here", "here")


def test_every_problem_of_the_readers_has_a_japanese_message() -> None:
    raised = {
        code
        for file in (Path(voc.__file__).parent / "readers").glob("*.py")
        for code in CODES.findall(file.read_text(encoding="utf-8"))
    }
    assert len(raised) > 10
    assert [code for code in sorted(raised) if message_of(Problem(code, ""), "ja") is None] == []


def test_the_last_message_of_each_code_needs_no_values() -> None:
    text = (files("voc.languages.ja") / "problems.toml").read_text(encoding="utf-8")
    for code, messages in tomllib.loads(text)["messages"].items():
        last = messages if isinstance(messages, str) else messages[-1]
        assert not [name for _, name, _, _ in string.Formatter().parse(last) if name], code
