"""What each sheet of a store shows, in both languages, and the files it becomes."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from voc.errors import InputError, NotFoundError
from voc.gallery.export import export
from voc.gallery.heatmap import heatmap
from voc.gallery.network import network
from voc.gallery.quotes import quotes
from voc.gallery.sheet import Sheet, format_of, render, save
from voc.gallery.topic_map import topic_map
from voc.gallery.trends import trends
from voc.store.store import Store

Make = Callable[[Store, Path, str], Sheet]
PICTURES: dict[str, Make] = {
    "map": lambda store, heads, language: topic_map(store, heads=heads, language=language),
    "heatmap": lambda store, heads, language: heatmap(store, by="plan", language=language),
    "network": lambda store, heads, language: network(store, language=language, spoken="ja"),
    "trends": lambda store, heads, language: trends(store, language=language),
}
TABLES: dict[str, Make] = {
    "quotes": lambda store, heads, language: quotes(store, language=language),
    "export": lambda store, heads, language: export(store, language=language),
}
SHOWN = {
    "map": {"ja": ["料金が高い (12)", "サポート・対応"], "en": ["the price is too high", "support"]},
    "heatmap": {"ja": ["サポート・対応", "スタンダード"], "en": ["support", "スタンダード"]},
    "network": {"ja": ["共起ネットワーク", "連携"], "en": ["Co-occurrence network", "連携"]},
    "trends": {"ja": ["料金が高い", "2025-09"], "en": ["answers come late", "2025-09"]},
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_names_what_it_shows_and_nothing_hidden(
    store: Store, heads: Path, name: str, language: str
) -> None:
    sheet = PICTURES[name](store, heads, language)
    for form in ("svg", "html"):
        written = render(sheet, form, language=language).decode()
        for words in SHOWN[name][language]:
            assert words in written
        assert "隠した" not in written and "hidden topic" not in written
    assert sheet.drawing is not None and sheet.tables[0].rows


@pytest.mark.parametrize("name", [*PICTURES, *TABLES])
def test_the_same_store_gives_the_same_bytes(store: Store, heads: Path, name: str) -> None:
    forms = ["svg", "png", "html", "csv", "xlsx"] if name in PICTURES else ["csv", "xlsx"]
    for form in forms:
        first, second = (
            hashlib.sha256(
                render((PICTURES | TABLES)[name](store, heads, "ja"), form, language="ja")
            ).hexdigest()
            for _ in range(2)
        )
        assert first == second, form


@pytest.mark.parametrize("name", [*PICTURES, *TABLES])
def test_an_empty_store_says_what_to_do(empty: Store, heads: Path, name: str) -> None:
    with pytest.raises(NotFoundError, match="voc analyze") as raised:
        (PICTURES | TABLES)[name](empty, heads, "ja")
    assert raised.value.code == "nothing_to_show"


def test_few_documents_are_told(store: Store, heads: Path) -> None:
    assert "36件だけ" in " ".join(topic_map(store, heads=heads, language="ja").notes)
    assert "Only 48 documents" in " ".join(trends(store, language="en").notes)


def test_topics_stay_on_the_map_when_others_come(store: Store, heads: Path) -> None:
    from dataclasses import replace

    import numpy as np
    from gallery.world import ENCODER, towards

    from voc.types import Bilingual

    before = {row[0]: row[-2:] for row in topic_map(store, heads=heads, language="en").tables[0].rows}
    model, _ = store.topic_model()
    new = replace(
        model.topics[0], id="t-new", label=Bilingual("新", "new"), size=500, reason="budget", parent=None
    )
    run = store.start_run("analyze", settings={}, models={})
    grown = replace(
        model, topics=(new, *model.topics), centroids=np.vstack([towards("budget")[None], model.centroids])
    )
    store.save_topics(grown, encoder=ENCODER, run=run)
    after = {row[0]: row[-2:] for row in topic_map(store, heads=heads, language="en").tables[0].rows}
    assert before.items() < after.items()


def test_the_heat_map_counts_accounts_once_and_shares_of_those_heard(store: Store) -> None:
    (table,) = heatmap(store, by="plan", language="en").tables
    assert table.columns[1:3] == ("スタンダード (n=3) accounts", "スタンダード (n=3) share")
    assert table.columns[-2] == "(not known) (n=1) accounts"
    support = next(row for row in table.rows if row[0] == "support")
    assert support[1:3] == (3, 1.0)


def test_numbers_come_in_bands(store: Store) -> None:
    (table,) = heatmap(store, by="arr", language="en").tables
    assert [name.split(" (n=")[0] for name in table.columns[1::2]] == [
        "< 300,000",
        "300,000–500,000",
        "≥ 500,000",
    ]


def test_money_is_compared_within_a_currency_only(store: Store) -> None:
    from datetime import date

    from builders import make_account
    from voc.types import Fact

    pounds = {"acc-5": "GBP"}
    store.import_accounts(
        [
            make_account(
                f"株式会社みほん{at}",
                id=f"acc-{at}",
                facts={"currency": Fact(pounds.get(f"acc-{at}", "JPY"), "crm", date(2026, 1, 1))},
            )
            for at in range(6)
        ]
    )
    (table,) = heatmap(store, by="arr", language="en").tables
    assert [name.split(" (n=")[0] for name in table.columns[1::2]] == [
        "< 200,000 JPY",
        "200,000–400,000 JPY",
        "≥ 400,000 JPY",
        "GBP",
    ]


def test_a_fact_nobody_has(store: Store, empty: Store) -> None:
    with pytest.raises(InputError, match="there are: arr, plan"):
        heatmap(store, by="colour", language="en")


def test_the_network_of_one_topic_and_of_a_language_nobody_spoke(store: Store) -> None:
    words = {row[0] for row in network(store, language="en", spoken="ja", topic="t-edi").tables[1].rows}
    assert "連携" in words and "料金" not in words
    nothing = network(store, language="en", spoken="ja", topic="t-edi", min_count=99)
    assert any("lower --min-count" in note for note in nothing.notes)
    assert render(nothing, "svg", language="en")


def test_quotes_are_verbatim_and_of_distinct_accounts(store: Store) -> None:
    sheet = quotes(store, language="ja", limit=5)
    rows = [dict(zip(sheet.tables[0].columns, row, strict=True)) for row in sheet.tables[0].rows]
    of_price = [row for row in rows if row["ID"] == "t-price"]
    assert len({row["顧客"] for row in of_price}) == 5
    for row in rows:
        text = store.document(str(row["文書"])).text
        assert text[int(str(row["開始"])) : int(str(row["終了"]))] == row["引用"]
    markdown = render(sheet, "md", language="ja").decode()
    assert "## 料金が高い" in markdown and "> " in markdown and "株式会社みほん" in markdown


def test_anonymous_quotes_name_no_account_anywhere(store: Store) -> None:
    from builders import make_analysis, make_document
    from voc.types import Assignment

    text = "株式会社みほん0としては、mihon 1やみほん2さんと同じくEDIが要ります。"
    document = make_document(text, id="named", account="acc-0", channel="survey")
    run = store.start_run("ingest", settings={}, models={})
    store.add_documents([document], run=run)
    analysis = make_analysis(document)
    store.save_analyses([analysis], fingerprint="f", run=run)
    from dataclasses import replace

    model, encoder = store.topic_model()
    belongs = Assignment(analysis.segments[0].id, "t-edi", 1.0)
    store.save_topics(replace(model, assignments=(*model.assignments, belongs)), encoder=encoder, run=run)
    sheet = quotes(store, language="en", topic="t-edi", anonymous=True)
    for form in ("md", "html", "csv"):
        written = render(sheet, form, language="en").decode()
        assert "みほん" not in written and "mihon" not in written.lower()
        assert "EDIが要ります" in written
    assert {row[4] for row in sheet.tables[0].rows} >= {"A", "B"}


def test_the_export_has_all_topics_assignments_and_trends(store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(export(store, language="ja"), "xlsx", language="ja")))
    assert book.sheetnames == ["トピック", "発言", "推移"]
    topics = list(book["トピック"].values)
    heads = topics[0]
    rows = [dict(zip(heads, row, strict=True)) for row in topics[1:]]
    assert [row["ID"] for row in rows] == ["t-price", "t-support", "t-edi"]
    assert rows[2]["上位ID"] == "t-support"
    assert (rows[1]["文書数"], rows[1]["発言数"], rows[0]["顧客数"]) == (12, 24, 6)
    assert len(list(book["発言"].values)) == 1 + 36
    assert not any("隠した" in str(cell) for sheet in book for row in sheet.values for cell in row)


def test_a_csv_of_assignments_opens_in_excel_and_computes_nothing(store: Store) -> None:
    written = render(export(store, language="en", first="assignments"), "csv", language="en")
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert len(rows) == 36
    assert {row["quote"][0] for row in rows if "EDI連携のサポート" in row["quote"]} == {"'"}
    assert {row["tone"] for row in rows} == {"-0.5"}  # a number, not a text that begins with -


def test_a_suffix_nobody_can_write_and_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="md, html") as raised:
        format_of(Path("quotes.docx"), ("md", "html"))
    assert raised.value.code == "cannot_write_as"
    assert format_of(Path("MAP.PNG"), ("png",)) == "png"
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot write"):
        save(b"", tmp_path / "file" / "map.png")
