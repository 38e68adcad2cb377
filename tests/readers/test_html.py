"""Notes saved as a web page."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from readers.reading import read, said

from voc.errors import InputError

PAGE = """<!doctype html><html><head><meta charset="{charset}"><title>x</title><style>p {{}}</style></head><body>
<h1>丸菱商事様 定例</h1><table><tr><td>日時</td><td>2026年11月3日</td></tr><tr><td>出席者</td><td>戸塚様、当社 平岡</td></tr></table>
<p><b>戸塚様：</b>画面が遅いです。</p><p><b>平岡：</b>調べます。</p>
<h2>宿題</h2><ul><li>平岡：調査結果</li></ul><script>alert(1)</script></body></html>
"""


@pytest.mark.parametrize("charset", ["utf-8", "Shift_JIS", "euc-jp"])
def test_a_page_of_minutes(tmp_path: Path, charset: str) -> None:
    (meeting,), _ = read(tmp_path, "m.html", PAGE.format(charset=charset).encode(charset))
    assert meeting.time == datetime(2026, 11, 3, tzinfo=UTC)
    turns = [(part.speaker, part.side) for part in meeting.utterances if part.kind == "new"]
    assert turns == [("戸塚様", "customer"), ("平岡", "vendor"), (None, "unknown")]
    assert said(meeting) == ["画面が遅いです。", "調べます。", "# 宿題\n\n- 平岡：調査結果"]


def test_a_page_without_words_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no text"):
        read(tmp_path, "m.html", "<html><script>1</script><img></html>")
