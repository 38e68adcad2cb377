"""Files into the store: in any order, again, under other names, corrected and grown."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from voc import pipeline
from voc.readers import ReadOptions
from voc.store.store import Store
from voc.types import Problem

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


def test_problems_name_the_file_and_the_line(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    written(folder, "a.jsonl", '{"text": "遅い"}\nno JSON\n')
    written(folder, "sub/b.csv", "会社名,日付,ご意見\nA社,01/02/2026,遅い\nB社,2026-01-02,a,b\n")
    written(folder, "c.eml", "Subject: x\nDate: nonsense\n\nWe leave.\n")
    (folder / "d.eml").write_text("")
    with Store.open(f"sqlite:///{tmp_path / 'voc.db'}") as store:
        run = pipeline.ingest(store, [folder], ReadOptions())
    assert [(problem.code, problem.place) for problem in run.problems] == [
        ("not_json", f"{folder / 'a.jsonl'}: line 2"),
        ("unknown_date", f"{folder / 'c.eml'}: Date"),
        ("empty", str(folder / "d.eml")),
        ("unknown_date", f"{folder / 'sub/b.csv'}: row 2"),
        ("too_many_cells", f"{folder / 'sub/b.csv'}: row 3"),
    ]
    read = [item for item in pipeline.read([folder], ReadOptions()) if isinstance(item, Problem)]
    assert [problem.place for problem in read] == [
        problem.place for problem in run.problems if problem.code != "unknown_date"
    ]
    (alone,) = (
        item for item in pipeline.read([folder / "a.jsonl"], ReadOptions()) if isinstance(item, Problem)
    )
    assert alone.place == "line 2"
