"""Problems in the reader's language."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import voc
from voc import readers
from voc.errors import InputError
from voc.languages.problems import message_of, place_of
from voc.types import Problem

CODES = re.compile(r'Problem\(\s*"(\w+)"')


def test_a_problem_in_japanese_with_its_values() -> None:
    problem = Problem("unknown_date", "the date '5th' is not understood", "row 12", {"said": "5th"})
    assert message_of(problem, "ja") == "日付「5th」を読み取れません。2026-11-03 のように書いてください"
    assert place_of(problem, "ja") == "12 行目"
    in_a_file = Problem("unknown_date", "x", "surveys/october: 1.csv: row 12")
    assert place_of(in_a_file, "ja") == "surveys/october: 1.csv: 12 行目"


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


def input_errors() -> Iterator[tuple[str, str | None]]:
    """Where each InputError is made, and its code; None where it has none that can be read off."""
    for file in Path(voc.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "InputError":
                code = node.args[1] if len(node.args) > 1 else None
                passed_on = isinstance(code, ast.Attribute)  # the code of another error
                named = code.value if isinstance(code, ast.Constant) else None
                yield f"{file.name}:{node.lineno}", "empty" if passed_on else named


def test_every_input_error_has_a_japanese_message() -> None:
    found = dict(input_errors())
    untold = [
        place for place, code in found.items() if not code or message_of(InputError("", code), "ja") is None
    ]
    # one hands on a line that is in the reader's language already, one chooses among codes that have words
    assert len(found) > 40
    assert [place for place in untold if not place.startswith(("console.py", "encoding.py"))] == []


def test_an_error_in_japanese_with_its_values(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_text("")
    with pytest.raises(InputError, match="is empty") as raised:
        list(readers.read(tmp_path / "空.txt"))
    assert message_of(raised.value, "ja") == "空.txt は空です"
    assert (raised.value.code, message_of(raised.value, "en")) == ("empty", None)


def test_the_last_message_of_each_code_needs_no_values() -> None:
    text = (files("voc.languages.ja") / "problems.toml").read_text(encoding="utf-8")
    for code, messages in tomllib.loads(text)["messages"].items():
        last = messages if isinstance(messages, str) else messages[-1]
        assert not [name for _, name, _, _ in string.Formatter().parse(last) if name], code
