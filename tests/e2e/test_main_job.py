"""From files to an account profile, with the real encoder."""

import pytest

from voc import pipeline, readers
from voc.errors import NotFoundError
from voc.readers import ReadOptions
from voc.schemas.accounts import AccountShape
from voc.schemas.hints import HintsShape
from voc.store.store import Store

NOTE_JA = """日付: 2026-09-18
顧客: 有限会社こもれび製作所
出席: こもれび製作所 牧野様、当社 内田

当社 内田：次の契約期間のご提案書をお持ちしました。
牧野様：拝見しました。ただ、上から費用対効果を数字で示すように言われておりまして。
牧野様：正直、使っているのは二、三人だけで、他はエクセルに戻っています。
牧野様：他社さんの見積も取っているところです。御社のご提案は一旦持ち帰らせてください。
当社 内田：承知しました。来週金曜までに効果測定の資料をお送りします。
"""
NOTE_EN = """Hi Nadia,

Thanks for the call. Our new CFO wants to see the ROI before anyone signs a renewal, and honestly most of
the team has gone back to spreadsheets. We are also trialling another product next month.
Could you tell us how we would export all of our data and what the notice period is?

Best regards,
Owen
"""


def test_a_japanese_note_gives_its_signs_with_exact_words(engines):
    found = pipeline.hints(readers.read_text(NOTE_JA), engines)
    shape = HintsShape.of(found)
    keys = {hint.signal for hint in shape.hints}
    assert shape.language == "ja"
    assert {"roi_doubt", "low_adoption"} <= keys
    assert keys & {"indirect_refusal", "competitor_evaluation"}
    assert shape.risk_level in {"high", "medium"}
    for hint in shape.hints:
        assert shape.text[hint.start : hint.end] == hint.quote
        assert hint.side != "vendor"


def test_an_english_mail_gives_its_signs_with_exact_words(engines):
    shape = HintsShape.of(pipeline.hints(readers.read_text(NOTE_EN), engines))
    keys = {hint.signal for hint in shape.hints}
    assert shape.language == "en"
    assert "exit_preparation" in keys
    assert shape.risk_level == "high"
    for hint in shape.hints:
        assert shape.text[hint.start : hint.end] == hint.quote


def test_our_promise_has_its_date_resolved(engines):
    found = pipeline.hints(readers.read_text(NOTE_JA), engines)
    ours = [promise for promise in found.promises if promise.by == "vendor"]
    assert [promise.due.isoformat() for promise in ours if promise.due] == ["2026-09-25"]


@pytest.mark.parametrize("text", ["了解です", "ok", "🙂", "？"])
def test_next_to_nothing_is_not_enough_evidence(engines, text):
    found = pipeline.hints(readers.read_text(text), engines)
    assert found.risk_level == "unknown"
    assert "risk_level" in found.not_enough_evidence


def test_the_profile_quotes_its_documents(analyzed):
    with Store.open(analyzed) as store:
        for account in ("acc-002", "acc-009"):
            profile = AccountShape.of(store.profile(account))
            assert profile.timeline
            for signal in profile.signals:
                for ref in signal.evidence:
                    assert store.document(ref.document).text[ref.start : ref.end] == ref.quote


def test_silence_and_leaving_are_told_apart(analyzed):
    with Store.open(analyzed) as store:
        silent, left = store.profile("acc-002"), store.profile("acc-009")
    assert silent.status != "churned"
    assert left.status == "churned"
    assert left.risk.level == "high"
    assert left.reasons.stated is not None


def test_nothing_new_means_nothing_to_do(analyzed, engines):
    with Store.open(analyzed) as store:
        before = [store.profile(row.id) for row in store.profiles()]
        run = pipeline.analyze(store, engines)
        assert run.counts["analyzed"] == 0
        assert [store.profile(row.id) for row in store.profiles()] == before


def test_the_same_files_twice_change_nothing(analyzed, samples):
    ours = ("hibari.example.co.jp", "ひばりクラウド", "Hibari Cloud")
    options = ReadOptions(vendors=ours, account="acc-009")
    with Store.open(analyzed) as store:
        run = pipeline.ingest(store, [samples / "documents" / "acc-009"], options)
        assert run.counts["added"] == 0
        assert run.counts["known"] > 40


def test_an_unknown_account_names_the_nearest(analyzed):
    with Store.open(analyzed) as store, pytest.raises(NotFoundError, match="acc-002"):
        store.profile("acc-003")
