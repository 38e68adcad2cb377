from dataclasses import replace
from datetime import date, timedelta

from builders import NOON, make_account, make_analysis, make_document, make_signal
from voc.profiles import profile
from voc.types import (
    ChurnReason,
    ContactRhythm,
    Evidence,
    Fact,
    Person,
    Promise,
    Request,
    Temperature,
)

RHYTHM = ContactRhythm(NOON, 1, 7.0, None, False)


def karte(documents, analyses, *, account=None, contact=RHYTHM, as_of=NOON, recoverability=None):
    return profile(
        account or make_account(),
        documents,
        analyses,
        Temperature(None, None),
        contact,
        as_of=as_of,
        recoverability=recoverability or {},
        chosen_reason={"価格": "price_value"}.get,
    )


def cancelled(*signals):
    document = make_document("価格が高いため解約します。", channel="cancellation")
    reason = ChurnReason("price_value", 0.8, "partly", (), 0, 6)
    return document, make_analysis(document, *signals, reason=reason)


def test_what_they_say_and_what_the_history_shows_stay_apart():
    complaint = make_document("また返信がありません。", id="old", time=NOON - timedelta(days=60))
    slow = make_signal("support_dissatisfaction", severity="high", time=complaint.time)
    leaving, found = cancelled(make_signal("cancellation_intent", severity="high"))
    made = karte(
        [complaint, leaving],
        [make_analysis(complaint, slow), found],
        recoverability={"support": "recoverable"},
    )
    assert made.reasons.stated.reason == "price_value"
    assert made.reasons.stated_evidence.quote == leaving.text[0:6]
    assert [u.reason for u in made.reasons.underlying] == ["support"]
    assert made.reasons.recoverability == "recoverable"
    assert made.status == "churned"


def test_giving_up_some_seats_is_not_leaving():
    document, found = cancelled(make_signal("renewal_hesitation"))
    assert karte([document], [found]).status == "active"


def test_a_cancellation_taken_back_by_a_renewal_is_not_churned():
    leaving, found = cancelled(make_signal("cancellation_intent", severity="high", time=NOON))
    later = make_document("やはり更新します。", id="later", time=NOON + timedelta(days=20))
    renewed = make_signal("renewal_commitment", polarity="positive", time=later.time)
    made = karte([leaving, later], [found, make_analysis(later, renewed)], as_of=later.time)
    assert made.status == "active"


def test_what_is_ticked_is_stated_and_what_is_written_beside_it_is_history():
    form = make_document(
        "約束の日に直りませんでした。", channel="cancellation", fields={"chosen_reason": "価格"}
    )
    written = ChurnReason("communication", 0.7, "recoverable", (), 0, 13)
    made = karte([form], [make_analysis(form, reason=written)], recoverability={"price_value": "partly"})
    assert made.reasons.stated is not None
    assert (made.reasons.stated.reason, made.reasons.chosen) == ("price_value", "価格")
    assert made.reasons.stated_evidence is None
    [behind] = made.reasons.underlying
    assert (behind.reason, behind.evidence[0].quote) == ("communication", form.text[:13])


def test_long_silence_without_complaint_is_dormant():
    document = make_document("シーズンが終わりましたので、しばらくお休みします。秋にまたご連絡します。")
    silent = ContactRhythm(NOON, 90, 10.0, None, False)
    put_off = make_analysis(document, make_signal("indirect_refusal"))
    made = karte([document], [put_off], contact=silent, as_of=NOON + timedelta(days=90))
    assert made.status == "dormant"


def test_long_silence_after_a_complaint_is_not_dormant():
    document = make_document("何度お願いしても直りません。")
    silent = ContactRhythm(NOON, 90, 10.0, None, True)
    made = karte(
        [document],
        [make_analysis(document, make_signal("product_defect"))],
        contact=silent,
        as_of=NOON + timedelta(days=90),
    )
    assert made.status == "active"


def test_a_complaint_long_before_the_silence_does_not_keep_an_account_from_being_dormant():
    mended = make_document("先月の障害は直りました。", id="mended", time=NOON - timedelta(days=120))
    document = make_document("シーズンが終わりましたので、しばらくお休みします。")
    made = karte(
        [mended, document],
        [make_analysis(mended, make_signal("product_defect", time=mended.time)), make_analysis(document)],
        contact=ContactRhythm(NOON, 90, 10.0, None, False),
        as_of=NOON + timedelta(days=90),
    )
    assert made.status == "dormant"


def test_a_running_contract_hides_no_notice():
    account = make_account(facts={"status": Fact("active", "crm.csv", date(2026, 9, 1))})
    document = make_document(channel="cancellation")
    found = make_analysis(document, make_signal("cancellation_intent"))
    assert karte([document], [found], account=account).status == "churned"


def test_the_crms_word_comes_before_ours():
    account = make_account(facts={"status": Fact("churned", "crm.csv", date(2026, 9, 1))})
    document = make_document()
    assert karte([document], [make_analysis(document)], account=account).status == "churned"


def test_without_dated_contacts_nothing_is_guessed():
    document = make_document(time=None)
    unknown = ContactRhythm(None, None, None, None, None)
    made = karte([document], [make_analysis(document)], contact=unknown)
    assert made.status == "unknown"
    assert made.risk.level == "unknown"
    assert set(made.not_enough_evidence) == {"risk", "temperature", "contact"}


def test_a_promise_with_its_date_ahead_is_open():
    document = make_document("金曜までに送ります。")
    ahead = Promise("vendor", "佐藤", Evidence(document.id, 0, document.text, 0, 10, NOON), date(2026, 9, 4))
    past = replace(ahead, due=date(2026, 8, 1))
    made = karte([document], [make_analysis(document, promises=(ahead, past))])
    assert [promise.status for promise in made.promises] == ["open", "unknown"]


def test_a_person_is_listed_once_with_the_last_known_role():
    first, second = make_document(id="a"), make_document(id="b")
    early = Person("石井", "customer", "情報システム部長", NOON - timedelta(days=9), None)
    late = Person("石井", "customer", None, NOON, None)
    made = karte(
        [first, second], [make_analysis(first, people=(late,)), make_analysis(second, people=(early,))]
    )
    assert made.people == (replace(late, role="情報システム部長"),)


def test_the_last_event_told_of_a_person_is_kept():
    first, second = make_document(id="a"), make_document(id="b")
    early = Person("石井", "customer", None, NOON - timedelta(days=9), None, "leaving")
    late = Person("石井", "customer", None, NOON, None)
    made = karte(
        [first, second], [make_analysis(first, people=(early,)), make_analysis(second, people=(late,))]
    )
    assert made.people == (replace(late, event="leaving"),)


def test_a_reason_we_decided_is_the_stated_one_and_what_was_read_counts_for_nothing():
    document, analysis = cancelled()
    made = profile(
        make_account(),
        [document],
        [analysis],
        Temperature(None, None),
        RHYTHM,
        as_of=NOON,
        recoverability={"support": "recoverable"},
        chosen_reason={}.get,
        decided={document.id: "support"},
    )
    assert (made.reasons.stated.reason, made.reasons.decided) == ("support", True)
    assert (made.reasons.stated_evidence, made.reasons.underlying) == (None, ())
    assert made.reasons.recoverability == "recoverable"
    assert karte([document], [analysis]).reasons.decided is False


def test_requests_are_listed_with_their_status():
    document = make_document("見積をください。")
    request = Request(
        "customer", "request", None, Evidence(document.id, 0, document.text, 0, 8, NOON), "open"
    )
    made = profile(
        make_account(),
        [document],
        [make_analysis(document, requests=(request,))],
        Temperature(None, None),
        RHYTHM,
        as_of=NOON,
        recoverability={},
        chosen_reason={}.get,
        requests=[request],
    )
    assert made.requests == (request,)


def test_the_timeline_is_in_time_order():
    early, late = make_document(id="early", time=NOON - timedelta(days=9)), make_document(id="late")
    made = karte([late, early], [make_analysis(late, score=0.5), make_analysis(early, score=-0.5)])
    assert [(entry.document, entry.tone) for entry in made.timeline] == [("early", -0.5), ("late", 0.5)]
