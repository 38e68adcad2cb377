"""Floors of what temperature finds, over a hundred simulated accounts of each kind; no model, half a minute."""

import logging

import pytest

from voc.temperature.evaluate import evaluate

LOG = logging.getLogger(__name__)

FLOORS = {
    ("clear", "share dated within 2 contacts"): 0.75,
    ("clear", "share known after 2 contacts"): 0.35,
    ("strong", "share dated within 2 contacts"): 0.65,
    ("moderate", "share found"): 0.45,
    ("tone alone", "share found"): 0.40,
    ("behaviour alone", "share found"): 0.40,
}
CEILINGS = {
    ("no change", "false shifts per account-year"): 0.15,
    ("no change", "false silences per account-year"): 0.30,
}


@pytest.fixture(scope="module")
def figures() -> dict[tuple[str | None, str], float]:
    found = {(figure.label, figure.measure): figure.value for figure in evaluate()}
    LOG.info("%s", found)
    return found


@pytest.mark.parametrize(("label", "measure"), FLOORS)
def test_planted_changes_are_found(figures, label, measure):
    assert figures[label, measure] >= FLOORS[label, measure]


@pytest.mark.parametrize(("label", "measure"), CEILINGS)
def test_little_is_found_where_nothing_changed(figures, label, measure):
    assert figures[label, measure] <= CEILINGS[label, measure]
