"""Temperature against the account's own baseline, shifts, the rhythm of contact, one note's course."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from voc.temperature import Thermometer, along, by_part, evaluate, measure, rhythm, shifts, simulate, speech
from voc.temperature.warmth import FEWEST
from voc.types import Away, Channel, Contact, Evidence, Segment, Sentiment, SentimentLabel, Side

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def on_day(day: float) -> datetime:
    return START + timedelta(days=day)


def make_contact(
    day: float,
    *,
    tone: float | None = 0.3,
    side: Side = "customer",
    channel: Channel = "email",
    characters: int = 200,
    questions: int = 1,
    thread: str | None = None,
    quote: str | None = None,
) -> Contact:
    document = f"{side}-{day:07.2f}"
    customer = side == "customer"
    return Contact(
        document=document,
        time=on_day(day),
        channel=channel,
        side=side,
        tone=tone if customer else None,
        customer_characters=characters if customer else 0,
        questions=questions if customer else 0,
        evidence=Evidence(document, 0, quote, 0, len(quote)) if quote else None,
        thread=thread,
    )


def make_account(seed: int, *, cold_from: float | None = None, days: int = 364) -> list[Contact]:
    """A year of weekly mail with ordinary unevenness; from `cold_from` on, curter, slower and rarer."""
    rng = random.Random(seed)
    contacts: list[Contact] = []
    day = 0.0
    while True:
        cold = cold_from is not None and day >= cold_from
        day += rng.lognormvariate(1.8, 0.5) * (1.5 if cold else 1)
        if day > days:
            return contacts
        cold = cold_from is not None and day >= cold_from
        delay = rng.lognormvariate(0, 0.7) * (3 if cold else 1)
        contacts.append(make_contact(day - delay, side="vendor", thread=f"thread {day:.2f}"))
        contacts.append(
            make_contact(
                day,
                tone=max(-1.0, min(1.0, rng.gauss(-0.4 if cold else 0.3, 0.25))),
                characters=5 + int(rng.lognormvariate(5.3, 0.5) * (0.4 if cold else 1)),
                questions=rng.choice((0, 0, 0, 1) if cold else (0, 1, 1, 2)),
                thread=f"thread {day:.2f}",
                quote="対応が遅く、困っています。" if cold else "Thanks, that works well for us.",
            )
        )


def announce(contact: Contact, *, until: float, quote: str) -> Contact:
    evidence = Evidence(contact.document, 0, quote, 0, len(quote), contact.time)
    return replace(contact, away=Away(on_day(until).date(), evidence))


def steady(n: int, *, every: float = 7.0) -> list[Contact]:
    """Contacts as regular as they come, with a little unevenness in tone."""
    return [make_contact(every * i, tone=0.3 + 0.1 * (-1) ** i) for i in range(n)]


class TestMeasure:
    def test_too_few_contacts_have_no_temperature(self) -> None:
        found = measure(steady(FEWEST - 1), as_of=on_day(365))
        assert found.now is None
        assert found.baseline is None
        assert found.series == ()
        assert found.shifts == ()

    def test_an_account_that_goes_on_as_usual_is_near_its_baseline(self) -> None:
        found = measure(steady(20), as_of=on_day(140))
        assert found.baseline == 50
        assert found.now == pytest.approx(50, abs=8)
        assert found.shifts == ()

    def test_a_colder_customer_falls_below_its_own_baseline(self) -> None:
        cold = [make_contact(140 + 7 * i, tone=-0.5, characters=40, questions=0) for i in range(4)]
        found = measure([*steady(20), *cold], as_of=on_day(165))
        assert found.now is not None
        assert found.now < 30

    def test_a_warmer_customer_rises(self) -> None:
        warm = [make_contact(140 + 7 * i, tone=0.9, characters=500, questions=3) for i in range(4)]
        found = measure([*steady(20), *warm], as_of=on_day(165))
        assert found.now is not None
        assert found.now > 70

    def test_an_always_curt_customer_is_not_cold_for_being_itself(self) -> None:
        curt = [replace(contact, tone=-0.4, customer_characters=20) for contact in steady(20)]
        assert measure(curt, as_of=on_day(140)).now == pytest.approx(50, abs=8)

    def test_a_long_angry_mail_is_not_warm_for_being_long(self) -> None:
        angry = [make_contact(140 + 7 * i, tone=-0.6, characters=2000, questions=6) for i in range(4)]
        found = measure([*steady(20), *angry], as_of=on_day(165))
        assert found.now is not None
        assert found.now < 40

    def test_slow_replies_cool_even_where_words_stay_kind(self) -> None:
        contacts = []
        for week in range(24):
            delay = 0.5 + 0.1 * (week % 3) if week < 20 else 6.0
            contacts.append(make_contact(7.0 * week, side="vendor", thread=f"t{week}"))
            contacts.append(make_contact(7.0 * week + delay, thread=f"t{week}"))
        found = measure(contacts, as_of=on_day(170))
        assert found.now is not None
        assert found.now < 45

    def test_a_long_silence_cools(self) -> None:
        contacts = steady(20)
        soon, late = measure(contacts, as_of=on_day(136)), measure(contacts, as_of=on_day(220))
        assert soon.now is not None
        assert late.now is not None
        assert late.now < 30 < soon.now

    def test_the_series_has_one_point_for_each_month_with_contacts(self) -> None:
        found = measure([*steady(9), *(make_contact(95 + i) for i in range(3))], as_of=on_day(100))
        assert [str(point.date) for point in found.series] == [
            "2026-01-31",
            "2026-02-28",
            "2026-03-31",
            "2026-04-15",
        ][: len(found.series)]
        assert sum(point.contacts for point in found.series) == 12

    def test_future_contacts_are_not_known_yet(self) -> None:
        future = [make_contact(200 + i, tone=-1.0) for i in range(5)]
        assert measure([*steady(20), *future], as_of=on_day(140)) == measure(steady(20), as_of=on_day(140))

    def test_the_order_of_contacts_does_not_matter(self) -> None:
        contacts = make_account(4, cold_from=200)
        shuffled = random.Random(1).sample(contacts, len(contacts))
        assert measure(shuffled, as_of=on_day(364)) == measure(contacts, as_of=on_day(364))


class TestShifts:
    def test_a_shift_names_its_date_its_direction_and_quotes(self) -> None:
        found = measure(make_account(7, cold_from=220), as_of=on_day(364))
        shift = next(shift for shift in found.shifts if shift.direction == "down")
        assert abs((shift.date - on_day(220).date()).days) <= 28
        assert shift.size > 10
        assert 1 <= len(shift.evidence) <= 3
        assert {evidence.quote for evidence in shift.evidence} == {"対応が遅く、困っています。"}

    def test_one_bad_mail_is_no_shift(self) -> None:
        contacts = steady(20)
        contacts[15] = replace(contacts[15], tone=-1.0)
        assert measure(contacts, as_of=on_day(140)).shifts == ()

    def test_a_long_quarrel_in_one_thread_on_one_day_is_no_shift(self) -> None:
        quarrel = [make_contact(134 + 0.02 * i, tone=-0.9, thread="請求の件") for i in range(6)]
        assert measure([*steady(19), *quarrel], as_of=on_day(136)).shifts == ()

    def test_a_warming_account_shifts_up(self) -> None:
        warm = [make_contact(140 + 7 * i, tone=0.9, quote="来期は全社に広げます。") for i in range(10)]
        found = measure([*steady(20), *warm], as_of=on_day(212))
        assert [shift.direction for shift in found.shifts] == ["up"]

    def test_a_shift_once_found_is_not_taken_back(self) -> None:
        contacts = make_account(7, cold_from=220)
        dates = [
            {s.date for s in measure(contacts, as_of=on_day(day)).shifts if s.direction == "down"}
            for day in range(260, 364, 13)
        ]
        assert dates[0]
        assert all(earlier <= later for earlier, later in pairwise(dates))

    def test_planted_shifts_are_found_where_they_are_and_steady_accounts_are_left_alone(self) -> None:
        """Within two contacts; false alarms, looked at over every contact of a year, well under one in two."""
        located, false_alarms = 0, 0
        for seed in range(100):
            contacts = make_account(1000 + seed, cold_from=210)
            times = [c.time for c in contacts if c.side == "customer"]
            planted = sum(time < on_day(210) for time in times)
            found = measure(contacts, as_of=on_day(364)).shifts
            places = [sum(time.date() < s.date for time in times) for s in found if s.direction == "down"]
            located += any(abs(place - planted) <= 2 for place in places)
            false_alarms += len(measure(make_account(5000 + seed), as_of=on_day(364)).shifts)
        assert located >= 85
        assert false_alarms <= 40

    def test_a_shift_names_what_moved_and_the_contacts_that_show_it(self) -> None:
        contacts = []
        for week in range(30):
            cold = week >= 20
            delay = (6.0 if cold else 0.5) + 0.1 * (week % 3)
            contacts.append(make_contact(7.0 * week, side="vendor", thread=f"t{week}"))
            contacts.append(
                make_contact(
                    7.0 * week + delay, characters=40 if cold else 220, thread=f"t{week}", quote="はい。"
                )
            )
        (shift,) = measure(contacts, as_of=on_day(220)).shifts
        assert [component.measure for component in shift.components] == ["delay", "length"]
        assert all(component.deviations < 0 for component in shift.components)
        assert len(shift.contacts) == 3
        assert [evidence.document for evidence in shift.evidence] == list(shift.contacts)

    def test_meetings_that_are_delegated_down_and_moved_are_a_shift_downwards(self) -> None:
        contacts = [
            replace(
                make_contact(7.0 * week, channel="meeting"),
                attendees=("山田",) if week >= 20 else ("森", "山田"),
                rank=1 if week >= 20 else 3,
                moved=week >= 20 and week % 2 == 0,
                talk_share=(0.2 if week >= 20 else 0.5) + 0.01 * (week % 3),
            )
            for week in range(30)
        ]
        (shift,) = measure(contacts, as_of=on_day(205)).shifts
        assert shift.direction == "down"
        assert {component.measure for component in shift.components} == {
            "attendance",
            "key_people",
            "share",
            "moved",
        }


class TestInterval:
    def test_it_holds_the_temperature_and_is_wider_where_less_is_known(self) -> None:
        few, many = make_account(3)[:24], make_account(3)
        short = measure(few, as_of=few[-1].time)
        long = measure(many, as_of=many[-1].time)
        for found in (short, long):
            assert found.interval is not None
            assert found.now is not None
            assert 0 < found.interval[0] <= found.now <= found.interval[1] < 100
        assert all(point.interval is not None for point in long.series)

    def test_too_few_contacts_have_none(self) -> None:
        assert measure(steady(3), as_of=on_day(30)).interval is None


class TestThermometer:
    @pytest.mark.parametrize("cold_from", [None, 220])
    def test_tomorrows_mail_gives_what_all_mails_anew_would_give(self, cold_from: float | None) -> None:
        contacts = make_account(7, cold_from=cold_from)
        thermometer = Thermometer()
        for contact in contacts:
            thermometer.add(contact)
            if contact.side == "customer":
                known = [each for each in contacts if each.time <= contact.time]
                assert thermometer.read(as_of=contact.time) == measure(known, as_of=contact.time)

    def test_contacts_are_looked_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        looked: list[int] = []
        look = shifts._look
        monkeypatch.setattr(shifts, "_look", lambda *a, **k: (looked.append(k["end"]), look(*a, **k))[1])
        thermometer = Thermometer(steady(20))
        thermometer.read(as_of=on_day(140))
        thermometer.add(make_contact(140))
        thermometer.read(as_of=on_day(141))
        assert looked == list(range(1, 22))

    def test_a_mail_that_turns_up_late_finds_its_place(self) -> None:
        contacts = make_account(7, cold_from=220)
        late = contacts.pop(40)
        thermometer = Thermometer(contacts)
        thermometer.read(as_of=on_day(364))
        thermometer.add(late)
        assert thermometer.read(as_of=on_day(364)) == measure([*contacts, late], as_of=on_day(364))


class TestHarmlessSilence:
    def test_an_announced_silence_is_no_cooling_and_is_told(self) -> None:
        contacts = steady(20)
        plain = measure(contacts, as_of=on_day(200))
        contacts[-1] = announce(contacts[-1], until=205, quote="決算期で来月まで動けません。")
        excused = measure(contacts, as_of=on_day(200))
        assert plain.now is not None
        assert excused.now is not None
        assert plain.now < 40 < excused.now
        (quiet,) = excused.harmless
        assert quiet.cause == "stated"
        assert quiet.evidence is not None
        assert quiet.evidence.quote == "決算期で来月まで動けません。"
        assert plain.harmless == ()

    def test_silence_long_after_the_day_they_named_counts(self) -> None:
        contacts = steady(20)
        contacts[-1] = announce(contacts[-1], until=160, quote="We will be quiet until after the audit.")
        found = measure(contacts, as_of=on_day(290))
        assert found.now is not None
        assert found.now < 30

    def test_an_announced_silence_is_no_silent_churn(self) -> None:
        contacts = steady(20)
        assert rhythm(contacts, as_of=on_day(133 + 60)).silent_churn is True
        contacts[-1] = announce(contacts[-1], until=200, quote="夏季休業のため、8月末まで動けません。")
        assert rhythm(contacts, as_of=on_day(133 + 60)).silent_churn is False

    def test_our_memo_of_what_they_said_counts_too(self) -> None:
        memo = make_contact(134, side="vendor", channel="memo")
        contacts = [*steady(20), announce(memo, until=205, quote="先方は決算で来月まで動けないとのこと。")]
        assert [quiet.cause for quiet in measure(contacts, as_of=on_day(200)).harmless] == ["stated"]

    def test_weeks_as_quiet_as_a_year_ago_are_no_cooling(self) -> None:
        """A shop that answers nobody in November and December, two years running."""
        weekly = [day for day in range(0, 700, 7) if not 300 <= day < 350 and day < 665]
        found = measure(
            [make_contact(day, tone=0.3 + 0.1 * (-1) ** day) for day in weekly], as_of=on_day(710)
        )
        assert found.now is not None
        assert found.now > 40
        assert [quiet.cause for quiet in found.harmless] == ["last_year"]

    def test_quiet_weeks_that_were_busy_a_year_ago_are_cooling(self) -> None:
        weekly = [day for day in range(0, 700, 7) if not 100 <= day < 150 and day < 665]
        found = measure(
            [make_contact(day, tone=0.3 + 0.1 * (-1) ** day) for day in weekly], as_of=on_day(710)
        )
        assert found.now is not None
        assert found.now < 40
        assert found.harmless == ()

    def test_a_cold_tone_is_never_excused(self) -> None:
        contacts = steady(20)
        contacts[-1] = announce(contacts[-1], until=205, quote="決算期で来月まで動けません。")
        cold = [make_contact(200 + 7 * i, tone=-0.7) for i in range(5)]
        found = measure([*contacts, *cold], as_of=on_day(230))
        assert found.now is not None
        assert found.now < 35


class TestRhythm:
    def test_an_account_never_heard_of_has_no_rhythm(self) -> None:
        found = rhythm([make_contact(3, side="vendor")], as_of=on_day(10))
        assert (found.last, found.days_silent, found.usual_gap_days, found.silent_churn) == (None,) * 4

    def test_last_word_silence_and_usual_gap_are_the_customers(self) -> None:
        contacts = [*steady(10), make_contact(80, side="vendor")]
        found = rhythm(contacts, as_of=on_day(90))
        assert found.last == on_day(63)
        assert found.days_silent == 27
        assert found.usual_gap_days == 7

    def test_a_voice_that_fades_without_complaint_is_silent_churn(self) -> None:
        assert rhythm(steady(20), as_of=on_day(136)).silent_churn is False
        assert rhythm(steady(20), as_of=on_day(133 + 60)).silent_churn is True

    def test_a_rare_caller_may_be_quiet_for_longer(self) -> None:
        assert rhythm(steady(10, every=60), as_of=on_day(540 + 80)).silent_churn is False

    def test_silence_after_a_quarrel_is_not_silent(self) -> None:
        contacts = [*steady(17), *(make_contact(119 + 7 * i, tone=-0.7) for i in range(3))]
        assert rhythm(contacts, as_of=on_day(133 + 60)).silent_churn is False

    def test_too_few_contacts_cannot_tell_silence(self) -> None:
        assert rhythm(steady(4), as_of=on_day(300)).silent_churn is None

    def test_replies_that_take_longer_every_month_have_a_trend(self) -> None:
        contacts = []
        for week in range(20):
            contacts.append(make_contact(7.0 * week, side="vendor", thread=f"t{week}"))
            contacts.append(make_contact(7.0 * week + 0.5 + 0.1 * week, thread=f"t{week}"))
        trend = rhythm(contacts, as_of=on_day(140)).reply_delay_trend
        assert trend == pytest.approx(0.1 * 90 / 7.1, abs=0.05)

    def test_without_threads_sides_that_alternate_are_replies(self) -> None:
        contacts = []
        for week in range(10):
            contacts += [make_contact(7.0 * week, side="vendor"), make_contact(7.0 * week + 1)]
        assert rhythm(contacts, as_of=on_day(70)).reply_delay_trend == 0

    def test_a_meeting_is_no_reply_to_a_mail(self) -> None:
        contacts: list[Contact] = []
        for week in range(10):
            contacts += [
                make_contact(7.0 * week, side="vendor"),
                make_contact(7.0 * week + week / 2, channel="meeting"),
            ]
        assert rhythm(contacts, as_of=on_day(80)).reply_delay_trend is None

    def test_false_silences_are_rare(self) -> None:
        """Looked at every week of a year, at most one account in five is ever called silent."""
        silent = 0
        for seed in range(20):
            contacts = make_account(8000 + seed)
            silent += any(rhythm(contacts, as_of=on_day(day)).silent_churn for day in range(90, 364, 7))
        assert silent <= 4


class TestAlong:
    def test_a_note_that_sours_goes_down(self) -> None:
        course = along(
            score(
                [
                    ("今日はありがとうございます。", 0.8),
                    ("ただ、", None),
                    ("遅いです。", -0.8),
                    ("困ります。", -0.8),
                ]
            )
        )
        scores = [point[3] for point in course]
        assert scores == sorted(scores, reverse=True)
        assert scores[0] > 50 > scores[-1]

    def test_unknown_segments_are_left_out(self) -> None:
        assert along(score([("🎉", None)])) == []

    def test_one_sharp_word_is_smoothed(self) -> None:
        course = along(score([("ok", 0.2), ("no!", -1.0), ("fine", 0.2)]))
        assert 0 < course[1][3] < 50

    def test_sides_keep_their_own_course(self) -> None:
        ours, theirs = (
            score([("Great to see you.", 0.9)], side="vendor"),
            score([("This is broken.", -0.9)], at=20),
        )
        assert [(side, s) for _, _, side, s in along([*theirs, *ours])] == [
            ("vendor", 95.0),
            ("customer", 5.0),
        ]


class TestByPart:
    def test_each_person_has_a_tone_of_their_own(self) -> None:
        (kind, said), (cross, other) = score([("助かっています。", 0.8), ("遅いです。", -0.6)])
        pairs = [(replace(kind, speaker="森"), said), (replace(cross, speaker="林"), other)]
        assert by_part(pairs, lambda segment: segment.speaker) == {"森": (0.8, 1), "林": (-0.6, 1)}

    def test_surer_words_count_for_more_and_unknown_ones_not_at_all(self) -> None:
        (first, good), (second, bad), unknown = score([("Great.", 0.8), ("Slow.", -0.8), ("🎉", None)])
        pairs = [(first, good), (second, replace(bad, confidence=0.2)), unknown]
        found = by_part(pairs, lambda _segment: "speed")
        assert found == {"speed": (pytest.approx(0.48), 2)}

    def test_segments_of_no_topic_are_left_out(self) -> None:
        assert by_part(score([("こんにちは。", 0.1)]), lambda _segment: None) == {}


def score(
    texts: Sequence[tuple[str, float | None]], *, side: Side = "customer", at: int = 0
) -> list[tuple[Segment, Sentiment]]:
    pairs = []
    for text, value in texts:
        segment = Segment(f"d:{at}", "d", 0, at, at + len(text), text, "ja", side=side)
        label: SentimentLabel = "unknown" if value is None else "positive" if value > 0 else "negative"
        pairs.append((segment, Sentiment(segment.id, label, value, 0.0 if value is None else 0.8)))
        at += len(text)
    return pairs


class TestEvaluate:
    def test_figures_say_what_is_found_and_what_is_invented(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(evaluate, "STEADY", 4)
        monkeypatch.setattr(evaluate, "CHANGED", 4)
        monkeypatch.setattr(evaluate, "CHANGES", {"strong": simulate.CHANGES["strong cooling"]})
        found = evaluate.figures({"ja": simulate.invented()}, data="invented")
        figures = {(f.system, f.label, f.measure): f.value for f in found if f.language == "ja"}
        near = figures["voc", "strong", "share dated within 2 contacts"]
        assert figures["voc", "strong", "share found"] >= near > 0
        assert figures["voc", "strong", "contacts until known, median"] >= 1
        assert figures["voc", "no change", "false shifts per account-year"] < 1
        assert ("rolling z-score of tone", "strong", "share found") in figures

    def test_a_simulated_account_is_the_same_every_time(self) -> None:
        change, speech = simulate.CHANGES["strong cooling"], simulate.invented()
        one, again, other = (simulate.account(seed, speech, change) for seed in (3, 3, 4))
        assert one == again != other
        assert simulate.account(3, speech).changed is None

    def test_customers_say_sentences_of_the_asked_split(self, tmp_path: Path) -> None:
        row = '{"text": "%s", "side": "customer", "split": "%s", "sentiment": "negative"}\n'
        (tmp_path / "sentences").mkdir()
        for code in ("ja", "en"):
            file = tmp_path / "sentences" / f"{code}.jsonl"
            file.write_text(row % ("Where is it?", "test") + row % ("No.", "dev"), encoding="utf-8")
        found = speech.speech(tmp_path, "test", lambda texts, codes: [-0.5 for _ in texts])
        assert found["en"] == {"negative": [simulate.Said(-0.5, 12, 1)]}
