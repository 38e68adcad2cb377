"""The wording of requests, questions and their answers in one language, ready to match."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from voc import languages
from voc.languages.spellings import widened

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class RequestWords:
    """Patterns of one language for NFKC-normalised, lower-cased text."""

    apart: Pattern  # between two clauses of a sentence
    asks: Pattern  # asks the other side to do something
    demands: Pattern  # does so in the customer's mouth; the vendor would explain the product with it
    tells: Pattern  # asks the other side to tell something, though it has not the form of a question
    never: Pattern  # takes the force away from its clause: closing formulas, small talk
    never_in_sentence: Pattern  # the words of somebody else
    instructs: Pattern  # the vendor explains the product
    no_question: Pattern  # has the form of a question and wants no answer
    brief: Pattern  # a question of a few words that asks all the same: it names what about
    noted: Pattern  # a memo tells of a request
    noted_question: Pattern
    noted_never: Pattern
    own: Pattern  # in a note: the side that writes it asks
    other: Pattern  # in a note: the side written about asks
    done: Pattern  # an answer: it is done, or comes with it
    encloses: Pattern  # an answer in a mail that brings it
    received: Pattern  # in a memo: it came in from the other side
    later: Pattern  # an answer that puts it off
    empty: Pattern  # thanks, greetings and the like: no answer
    common: frozenset[str]  # terms that say nothing of what is asked


_ANSWER_KEYS = ("done", "encloses", "received", "later", "empty")


@cache
def load(code: str) -> RequestWords:
    """The wording of language `code`; that of English where a language has none of its own."""
    folder = resources.files(languages) / (code if code in languages.LANGUAGES else "en")
    table = tomllib.loads((folder / "requests.toml").read_text(encoding="utf-8"))

    def any_of(patterns: list[str]) -> Pattern:
        text = "|".join(f"(?:{one})" for one in patterns)
        for name, value in table["parts"].items():
            text = text.replace(f"<{name}>", value)
        return re.compile(widened(text, code))

    answer = table["answer"]
    return RequestWords(
        **{key: any_of(patterns) for key, patterns in table["request"].items()},
        **{key: any_of(answer[key]) for key in _ANSWER_KEYS},
        common=frozenset(answer["common"]),
    )
