"""Commands run in this process, on a store of their own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from store.examples import make_account, make_document

from voc.cli import main
from voc.store.store import Store

Voc = Callable[..., tuple[int, str, str]]


@pytest.fixture
def voc(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Voc:
    """Runs a command on a store with one account and one cancellation: exit code, output, errors."""
    url = f"sqlite:///{tmp_path / 'voc.db'}"
    for name, value in (("VOC_STORE", url), ("COLUMNS", "200"), ("VOC_TIMEZONE", "Asia/Tokyo")):
        monkeypatch.setenv(name, value)
    with Store.open(url) as store:
        store.import_accounts([make_account()])
        run = store.start_run("ingest", settings={}, models={})
        form = make_document("d1", channel="cancellation", fields={"chosen_reason": "料金"})
        store.add_documents([form], run=run)

    def run_(*arguments: str, lang: str = "en") -> tuple[int, str, str]:
        monkeypatch.setenv("VOC_LANG", lang)
        monkeypatch.setattr(sys, "argv", ["voc", *arguments])
        with pytest.raises(SystemExit) as exit_:
            main()
        said = capsys.readouterr()
        return int(exit_.value.code or 0), said.out, said.err

    return run_
