"""The real models, loaded once; a store with two sample accounts, analyzed once."""

from dataclasses import replace
from pathlib import Path

import pytest

from voc import pipeline
from voc.engines import Engines, load_engines
from voc.paths import shipped
from voc.readers import ReadOptions
from voc.readers.accounts import read_accounts
from voc.settings import Settings
from voc.store.store import Store

OURS = ReadOptions(vendors=("hibari.example.co.jp", "ひばりクラウド", "Hibari Cloud"))


@pytest.fixture(scope="session")
def engines() -> Engines:
    return load_engines(Settings.read())


@pytest.fixture(scope="session")
def samples() -> Path:
    return shipped("samples")


@pytest.fixture(scope="session")
def analyzed(engines, samples, tmp_path_factory) -> str:
    """URL of a store with acc-002 (Japanese) and acc-009 (English), analyzed."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'voc.db'}"
    accounts, _ = read_accounts(samples / "accounts.csv")
    with Store.open(url) as store:
        store.import_accounts([a for a in accounts if a.id in {"acc-002", "acc-009"}])
        for name in ("acc-002", "acc-009"):
            pipeline.ingest(store, [samples / "documents" / name], replace(OURS, account=name))
        forms = samples / "documents" / "surveys" / "cancellation-forms_2.csv"
        pipeline.ingest(store, [forms], OURS)
        pipeline.analyze(store, engines)
    return url
