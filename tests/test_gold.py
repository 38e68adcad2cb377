"""The labelled sentences keep their own rules: quotes, keys, splits, pairs, and the counts we publish."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from voc.types import Channel, Severity, Side

_ROOT = Path(__file__).parents[1]
_GOLD = _ROOT / "data" / "gold"
_LANGUAGES = ("ja", "en")
STOCK_ANSWER = 30  # characters at most
_KANA = re.compile(r"[ぁ-ヿｦ-ﾟ]")

Row = dict[str, Any]


@pytest.mark.parametrize("language", _LANGUAGES)
def test_every_quote_stands_in_its_text(language: str) -> None:
    loose = [
        (row["id"], signal["quote"])
        for row in _rows(language)
        for signal in row["signals"]
        if not signal["quote"] or signal["quote"] not in row["text"]
    ]
    assert loose == []


@pytest.mark.parametrize("language", _LANGUAGES)
def test_labels_use_the_shared_vocabulary(language: str) -> None:
    for row in _rows(language):
        assert row["channel"] in get_args(Channel), row["id"]
        assert row["side"] in get_args(Side), row["id"]
        assert row["sentiment"] in {"positive", "neutral", "negative"}, row["id"]
        keys = [signal["signal"] for signal in row["signals"]]
        assert set(keys) <= set(_signal_keys()), row["id"]
        assert len(keys) == len(set(keys)), row["id"]
        assert {signal["severity"] for signal in row["signals"]} <= set(get_args(Severity)), row["id"]


@pytest.mark.parametrize("language", _LANGUAGES)
def test_text_is_of_the_language_it_is_filed_under(language: str) -> None:
    for row in _rows(language):
        assert row["lang"] == language, row["id"]
        assert row["text"] == row["text"].strip(), row["id"]
    with_kana = sum(bool(_KANA.search(row["text"])) for row in _rows(language)) / len(_rows(language))
    # Form data such as 「部署名：整形外科病棟」 has none.
    assert with_kana > 0.98 if language == "ja" else with_kana == 0


def test_ids_and_texts_are_given_once() -> None:
    rows = [row for language in _LANGUAGES for row in _rows(language)]
    assert [key for key, n in Counter(row["id"] for row in rows).items() if n > 1] == []
    assert [key for key, n in Counter(row["text"] for row in rows).items() if n > 1] == []
    assert all(re.fullmatch(rf"s-{row['lang']}-\d{{3}}", row["id"]) for row in rows)


@pytest.mark.parametrize("language", _LANGUAGES)
def test_the_split_comes_from_the_id_alone(language: str) -> None:
    assert [row["id"] for row in _rows(language) if row["split"] != _split(row["id"])] == []


@pytest.mark.parametrize("language", _LANGUAGES)
def test_there_is_enough_of_every_label(language: str) -> None:
    rows = _rows(language)
    sentiments = Counter(row["sentiment"] for row in rows)
    signals = Counter(signal["signal"] for row in rows for signal in row["signals"])
    assert len(rows) >= 330
    assert {label: n for label, n in sentiments.items() if n < 0.28 * len(rows)} == {}
    assert {key: signals[key] for key in _signal_keys() if signals[key] < 6} == {}
    assert sum(not row["signals"] for row in rows) >= 0.4 * len(rows)


@pytest.mark.parametrize("language", _LANGUAGES)
def test_most_rows_without_a_signal_say_what_they_tempt(language: str) -> None:
    silent = [row for row in _rows(language) if not row["signals"]]
    tempting = [row for row in silent if any(key in row.get("note", "") for key in _signal_keys())]
    assert len(tempting) > len(silent) / 2


def test_the_two_halves_of_a_pair_carry_the_same_labels() -> None:
    pairs: dict[str, list[Row]] = defaultdict(list)
    for language in _LANGUAGES:
        for row in _rows(language):
            if "pair" in row:
                pairs[row["pair"]].append(row)
    assert len(pairs) == 140
    for name, halves in pairs.items():
        assert [half["lang"] for half in halves] == ["ja", "en"], name
        japanese, english = map(_labels, halves)
        assert japanese == english, name


def test_the_readme_gives_the_counts_of_the_files() -> None:
    readme = (_GOLD / "README.md").read_text(encoding="utf-8").splitlines()
    for name, n in _published_counts().items():
        assert f"| {name} | {' | '.join(map(str, n))} |" in readme, name


def test_quotes_of_passages_remarks_and_notes_stand_in_their_texts_and_use_the_vocabulary() -> None:
    for row in _labelled_rows():
        for sign in row["gold"] if "gold" in row else row["signals"]:
            assert sign["quote"] and sign["quote"] in row["text"], row["id"]
            assert sign["signal"] in _signal_keys() and sign["severity"] in get_args(Severity), row["id"]


def test_an_author_is_in_one_split_alone() -> None:
    splits: dict[str, set[str]] = defaultdict(set)
    for row in _labelled_rows():
        splits[row["id"].partition("-")[0]].add(row.get("split", "train"))
    assert {author: found for author, found in splits.items() if len(found) > 1} == {}
    assert {author for author, found in splits.items() if found == {"test"}} == {"e", "h", "p", "q"}


def test_no_text_to_learn_from_is_one_that_measures() -> None:
    measures = {row["text"] for language in _LANGUAGES for row in _rows(language)}
    measures |= {row["text"] for row in _labelled_rows() if row.get("split") in ("dev", "test")}
    learnt = {row["text"] for row in _labelled_rows() if row.get("split", "train") == "train"}
    learnt |= {row["text"] for file in _GOLD.glob("remarks/*.jsonl") for row in _read(file)}
    # 普通。 and the like anybody writes
    assert {text for text in learnt & measures if len(text) > STOCK_ANSWER} == set()


def test_a_notes_risk_is_that_of_its_signs_and_its_days_are_days() -> None:
    rows = [row for file in (_GOLD / "notes").glob("*.jsonl") for row in _read(file)]
    assert Counter(row["lang"] for row in rows) == {"ja": 24, "en": 24}
    for row in rows:
        assert date.fromisoformat(row["date"])
        for kind in ("promises", "requests", "people"):
            assert all(each["quote"] in row["text"] for each in row[kind]), row["id"]
        assert all(date.fromisoformat(each["due"]) for each in row["promises"] if each["due"]), row["id"]


def _labelled_rows() -> Iterator[Row]:
    for file in sorted(_GOLD.glob("signals/*.jsonl")):
        if file.stem != "promises":
            yield from _read(file)
    for file in sorted(_GOLD.glob("remarks/*.jsonl")):
        yield from (row for row in _read(file) if "signals" in row)


def _read(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _published_counts() -> dict[str, list[int]]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for offset, language in zip((0, 2), _LANGUAGES, strict=True):
        for row in _rows(language):
            column = offset + ("dev", "test").index(row["split"])
            keys = [f"`{signal['signal']}`" for signal in row["signals"]] or ["no signal"]
            for name in ("all", row["sentiment"], *keys):
                counts[name][column] += 1
    return counts


def _labels(row: Row) -> tuple[str, list[tuple[str, str]]]:
    return row["sentiment"], sorted((signal["signal"], signal["severity"]) for signal in row["signals"])


def _split(row_id: str) -> str:
    return "dev" if int(hashlib.sha1(row_id.encode()).hexdigest()[:8], 16) % 2 == 0 else "test"


@cache
def _rows(language: str) -> list[Row]:
    text = (_GOLD / "sentences" / f"{language}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@cache
def _signal_keys() -> tuple[str, ...]:
    taxonomy = _ROOT / "src" / "voc" / "signals" / "taxonomy.toml"
    return tuple(entry["key"] for entry in tomllib.loads(taxonomy.read_text(encoding="utf-8"))["signal"])
