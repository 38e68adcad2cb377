"""Files into the store: in any order, again, under other names, corrected and grown."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from voc import pipeline
from voc.readers import ReadOptions
from voc.store.store import Store

MAIL = (
    "From: Ann <ann@pella.example.com>\nTo: sato@vendor.example.com\nSubject: Renewal\n"
    "Date: Tue, 3 Nov 2026 {clock} +0900\nMessage-ID: <m1@pella.example.com>\n\n{words}\n"
)
FIRST, CORRECTED = (
    MAIL.format(words=words, clock=clock)
    for words, clock in (("We renew in March.", "10:15:00"), ("We renew in May.", "10:40:00"))
)


def slack(*texts: str) -> dict[str, str]:
    messages = [
        {"type": "message", "user": "U1", "text": text, "ts": f"{1790816400 + 60 * at}.0"}
        for at, text in enumerate(texts)
    ]
    users = [{"id": "U1", "profile": {"real_name": "Dana", "email": "dana@pella.example.com"}}]
    return {"users.json": json.dumps(users), "pella/2026-10-01.json": json.dumps(messages)}


def written(folder: Path, name: str, content: str | dict[str, str]) -> Path:
    path = folder / name
    for part, words in {"": content}.items() if isinstance(content, str) else content.items():
        file = path / part
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("versions", "counts"),
    [
        ({"a.eml": FIRST, "b.eml": CORRECTED}, ["We renew in May."]),
        ({"b.eml": FIRST, "a.eml": CORRECTED, "c.eml": FIRST}, ["We renew in May."]),
        (
            {"october": slack("It is slow"), "november": slack("It is slow", "Still slow")},
            ["Dana: It is slow\nDana: Still slow"],
        ),
    ],
)
def test_the_newest_version_counts_whatever_comes_first(
    tmp_path: Path, versions: dict[str, str | dict[str, str]], counts: list[str]
) -> None:
    paths = [written(tmp_path, name, content) for name, content in versions.items()]
    options = ReadOptions(vendors=("vendor.example.com",))
    for number, order in enumerate(permutations(paths)):
        with Store.open(f"sqlite:///{tmp_path / str(number)}.db") as store:
            runs = [pipeline.ingest(store, [path], options) for path in order]
            again = pipeline.ingest(store, paths, options)
            assert [each.text for each in store.account_documents("pella.example.com")] == counts
            assert store.count_pending("f") == 1
        assert sum(run.counts.get("revised", 0) for run in runs) == 1
        assert again.counts == {"added": 0, "known": len(paths)}
