from datetime import timedelta

from builders import NOON, make_analysis, make_document, make_signal
from voc.risk import Record, criteria, note_risk, risk
from voc.types import ContactRhythm, Evidence, Promise, Shift, Temperature

CALM = Temperature(None, None)
RHYTHM = ContactRhythm(NOON, 1, 7.0, None, False)


def days(n: int) -> timedelta:
    return timedelta(days=n)


def record(*signals, promises=(), temperature=CALM, contact=RHYTHM, cancellations=(), documents=9) -> Record:
    return Record(signals, promises, temperature, contact, cancellations, documents)


def test_intent_to_cancel_is_high_and_quotes_it():
    signal = make_signal("cancellation_intent", severity="high")
    found = risk(record(signal), as_of=NOON + days(3))
    assert found.level == "high"
    assert found.because[0].evidence == signal.evidence
    assert "解約" in found.because[0].text.ja


def test_a_renewal_commitment_answers_an_older_intent_to_cancel():
    intent = make_signal("cancellation_intent", severity="high", time=NOON - days(30))
    renewed = make_signal("renewal_commitment", polarity="positive", severity="low", time=NOON - days(5))
    assert risk(record(renewed, intent), as_of=NOON).level == "low"


def test_an_intent_to_cancel_after_the_commitment_stands():
    renewed = make_signal("renewal_commitment", polarity="positive", severity="low", time=NOON - days(30))
    intent = make_signal("cancellation_intent", severity="high", time=NOON - days(5))
    assert risk(record(intent, renewed), as_of=NOON).level == "high"


def test_old_signs_no_longer_count():
    old = [make_signal("support_dissatisfaction", time=NOON - days(200)) for _ in range(5)]
    assert risk(record(*old), as_of=NOON).level == "low"


def test_two_medium_signs_within_three_months_are_medium():
    recent = [make_signal(key, time=NOON - days(20)) for key in ("price_concern", "roi_doubt")]
    assert risk(record(*recent), as_of=NOON).level == "medium"
    assert risk(record(recent[0]), as_of=NOON).level == "low"


def test_a_fall_in_temperature_alone_is_medium():
    quote = Evidence("d", 0, "特にありません", 0, 7, NOON)
    fall = Temperature(40.0, 60.0, (), (Shift(NOON.date(), "down", 18.0, (quote,)),))
    found = risk(record(temperature=fall), as_of=NOON + days(10))
    assert found.level == "medium"
    assert found.because[0].evidence == (quote,)


def test_silence_alone_is_medium():
    silent = ContactRhythm(NOON - days(120), 120, 10.0, None, True)
    assert risk(record(contact=silent), as_of=NOON).level == "medium"


def test_a_broken_promise_is_medium():
    broken = Promise("vendor", None, Evidence("d", 0, "5月末までに直します", 0, 10, NOON), status="broken")
    assert risk(record(promises=[broken]), as_of=NOON + days(1)).level == "medium"


def test_a_cancellation_form_is_medium_even_for_a_part():
    form = Evidence("d", 0, "5席のみ解約します", 0, 8, NOON)
    assert risk(record(cancellations=[form]), as_of=NOON + days(1)).level == "medium"


def test_two_documents_are_too_few_to_say_low():
    assert risk(record(documents=2), as_of=NOON).level == "unknown"


def test_every_criterion_is_in_both_languages_and_has_a_known_level():
    for criterion in criteria()["risk"]:
        assert criterion["ja"] and criterion["en"]
        assert criterion["level"] in {"high", "medium", "low"}


def test_a_notes_risk_is_its_gravest_sign():
    document = make_document("他社さんの見積も取っています。更新は様子を見させてください。とのことでした。")
    grave = make_signal("competitor_evaluation", severity="high")
    assert note_risk(make_analysis(document, make_signal(), grave)) == "high"
    assert note_risk(make_analysis(document)) == "low"


def test_a_few_words_without_a_sign_are_not_low_risk():
    assert note_risk(make_analysis(make_document("了解です"))) == "unknown"


def test_praise_does_not_raise_a_notes_risk():
    document = make_document("おかげさまで現場の残業が月に二十時間減りました。大変助かっています。")
    praise = make_signal("success_realised", polarity="positive", severity="high")
    assert note_risk(make_analysis(document, praise)) == "low"
