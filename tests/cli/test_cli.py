"""The command line as a program sees it: output, errors, exit codes. No model is loaded here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "spacy",
    "bertopic",
    "sklearn",
    "sqlalchemy",
    "matplotlib",
    "networkx",
)


def voc(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    import os

    return subprocess.run(
        [sys.executable, "-m", "voc.cli", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )


def test_help_imports_nothing_heavy():
    code = (
        "import sys; sys.argv = ['voc', '--help']\n"
        "from voc.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "hints" in done.stdout


COMMANDS = ("demo", "read", "hints", "sentiment", "reasons", "ingest", "analyze", "serve", "evaluate")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command):
    done = voc(command, "--help")
    assert done.returncode == 0
    assert f"voc {command}" in done.stdout.decode()
    assert "Example" in done.stdout.decode()


def test_read_prints_json_and_nothing_else(tmp_path: Path):
    note = tmp_path / "note.txt"
    note.write_text("牧野様：一旦持ち帰ります。\n当社 内田：承知しました。\n", encoding="utf-8")
    done = voc("read", str(note), "--json")
    (line,) = done.stdout.decode().splitlines()
    document = json.loads(line)
    assert done.returncode == 0
    assert document["schema"] == "voc.document/1"
    for utterance in document["utterances"]:
        assert document["text"][utterance["start"] : utterance["end"]] == utterance["text"]
    assert {u["side"] for u in document["utterances"]} == {"customer", "vendor"}


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("empty.csv", b"", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0", "not a text file"),
        ("numbers.csv", b"a,b\n1,2\n3,4\n", "--map"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_exit_2(tmp_path: Path, name, content, word):
    file = tmp_path / name
    file.write_bytes(content)
    done = voc("read", str(file), "--json")
    lines = done.stderr.decode().strip().splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (2, b"", 1)
    assert word in lines[0]
    assert "Traceback" not in lines[0]


SURVEY = "2026年10月 調査,,\n会社名,満足度,ご意見\n" + "A社,満足,検索が遅い\nB社,不満,返信が遅い\n" * 4


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ["文字コード cp932", "見出し 2 行目", "アンケート", "自由記述 (text)", "… 他 3 件"]),
        ("en", ["encoding cp932", "headings in row 2", "survey", "free text (text)", "… and 3 more"]),
    ],
)
def test_read_shows_how_a_table_was_understood(tmp_path: Path, language, words):
    survey = tmp_path / "survey.csv"
    survey.write_bytes(SURVEY.encode("cp932"))
    done = voc("read", str(survey), VOC_LANG=language, COLUMNS="140")
    assert (done.returncode, done.stderr) == (0, b"")
    for word in [*words, "--map", "満足", "検索が遅い", "survey.csv#3"]:
        assert word in done.stdout.decode()
    assert "survey.csv#8" not in done.stdout.decode()
    assert len(voc("read", str(survey), "--json").stdout.splitlines()) == 8


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('text = "ご感想"', "but the columns are: 会社名, 満足度, ご意見"),
        ('words = "ご意見"', "the roles are: text, account"),
        ("text = 3", "takes the heading of a column"),
        ("text = ", "write lines such as"),
        ('text = "ご意見"\naccount = "ご意見"', "both text and account"),
    ],
)
def test_a_mapping_that_does_not_work_says_what_would(tmp_path: Path, content, says):
    (tmp_path / "survey.csv").write_text(SURVEY, encoding="utf-8")
    (tmp_path / "map.toml").write_text(content, encoding="utf-8")
    done = voc("read", str(tmp_path / "survey.csv"), "--map", str(tmp_path / "map.toml"), "--json")
    assert (done.returncode, len(done.stderr.decode().splitlines())) == (2, 1)
    assert says in done.stderr.decode()


def test_a_bad_line_is_reported_and_the_rest_is_kept(tmp_path: Path):
    timeline = tmp_path / "timeline.jsonl"
    timeline.write_text(
        '{"account": "acc-1", "time": "2026-09-01T10:00:00+09:00", "channel": "chat", "side": "customer",'
        ' "speaker": "牧野", "text": "また固まりました。"}\n'
        "this is no JSON\n",
        encoding="utf-8",
    )
    done = voc("read", str(timeline), "--json")
    assert done.returncode == 1
    assert len(done.stdout.decode().splitlines()) == 1
    assert "line 2" in done.stderr.decode()


def test_problems_are_told_in_the_readers_language(tmp_path: Path):
    (tmp_path / "s.csv").write_text("会社名,ご意見\nA社,遅い\nB社,a,b\n", encoding="utf-8")
    ja, en = (voc("read", str(tmp_path / "s.csv"), "--json", VOC_LANG=language) for language in ("ja", "en"))
    assert ja.stderr.decode().startswith("voc: 3 行目: 見出し 2 列に対してセルが 3 個あります")
    assert en.stderr.decode().startswith("voc: row 3: 3 cells under 2 headings")
    assert "too_many_cells" in ja.stderr.decode()


def test_a_document_carries_its_problems_in_both_languages(tmp_path: Path):
    (tmp_path / "s.csv").write_text("日付,ご意見\n01/02/2026,遅い\n", encoding="utf-8")
    done = voc("read", str(tmp_path / "s.csv"), "--json")
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["code"] == "unknown_date"
    assert problem["message"].startswith("the date '01/02/2026'")
    assert problem["message_ja"].startswith("日付「01/02/2026」")


@pytest.mark.parametrize(
    ("name", "content", "ja"),
    [
        ("empty.csv", b"", "empty.csv は空です"),
        ("numbers.csv", b"a,b\n1,2\n3,4\n", "自由記述の列が見つかりません。列: a, b"),
        ("mail.msg", b"x", "mail.msg は Outlook のメールではありません"),
        ("gone.txt", None, "gone.txt というファイルやフォルダーはありません"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_the_readers_language(tmp_path: Path, name, content, ja):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = voc("read", str(tmp_path / name), VOC_LANG="ja")
    assert (done.returncode, done.stdout) == (2, b"")
    assert ja in done.stderr.decode()
    for command in (("hints", "--lang", "ja"), ("ingest", "--store", f"sqlite:///{tmp_path / 'voc.db'}")):
        told = voc(*command, str(tmp_path / name), VOC_LANG="ja" if "ingest" in command else "en")
        assert (told.returncode, ja in told.stderr.decode()) == (2, True)


def test_a_wrong_column_is_told_in_the_readers_language(tmp_path: Path):
    (tmp_path / "survey.csv").write_text(SURVEY, encoding="utf-8")
    (tmp_path / "map.toml").write_text('text = "ご感想"', encoding="utf-8")
    read = ("read", str(tmp_path / "survey.csv"), "--map", str(tmp_path / "map.toml"))
    assert "列「ご感想」がありません。列: 会社名, 満足度, ご意見" in voc(*read, VOC_LANG="ja").stderr.decode()
    channel = voc("read", str(tmp_path / "survey.csv"), "--channel", "fax", VOC_LANG="ja")
    assert channel.stderr.decode().startswith("voc: チャネル「fax」はありません")


def test_a_file_that_is_not_there(tmp_path: Path):
    done = voc("hints", str(tmp_path / "nowhere.txt"))
    assert done.returncode == 2
    assert "nowhere.txt" in done.stderr.decode()


def test_an_unknown_channel_lists_the_channels(tmp_path: Path):
    note = tmp_path / "note.txt"
    note.write_text("こんにちは", encoding="utf-8")
    done = voc("read", str(note), "--channel", "fax")
    assert done.returncode == 2
    assert "cancellation" in done.stderr.decode()


def test_an_empty_store_says_what_to_do_next(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'voc.db'}"
    ja = voc("accounts", "list", VOC_STORE=url, VOC_LANG="ja")
    en = voc("accounts", "list", VOC_STORE=url, VOC_LANG="en")
    assert "voc demo" in ja.stdout.decode() and "カルテ" in ja.stdout.decode()
    assert "voc demo" in en.stdout.decode()


def test_a_trend_of_an_empty_store_is_empty(tmp_path: Path):
    done = voc("accounts", "trend", "--by", "region", "--json", VOC_STORE=f"sqlite:///{tmp_path / 'voc.db'}")
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_wrong_setting_names_what_it_takes(tmp_path: Path):
    done = voc("accounts", "list", VOC_STORE=f"sqlite:///{tmp_path / 'voc.db'}", VOC_LANG="fr")
    assert done.returncode == 2
    assert "ja or en" in done.stderr.decode()


def test_serving_beyond_this_machine_is_refused():
    done = voc("serve", "--host", "0.0.0.0")
    assert done.returncode == 2
    assert "127.0.0.1" in done.stderr.decode()


def test_read_tells_the_numbers_of_a_meeting_and_of_a_thread(tmp_path: Path) -> None:
    mail = (
        "From: {0} <{0}@{1}.example.com>\nTo: x@y.example.com\nDate: Tue, 3 Nov 2026 {2}:00:00 +0000\n"
        "Subject: Quote\nMessage-ID: <{0}@x>\n{3}\n\n{4}\n"
    )
    (tmp_path / "1.eml").write_text(mail.format("ann", "pella", "09", "X-A: b", "Can you send the quote?"))
    answer = mail.format("sam", "hibari", "14", "In-Reply-To: <ann@x>", "It is on its way.")
    (tmp_path / "2.eml").write_text(answer)
    (tmp_path / "meeting.txt").write_text("佐藤：いかがですか。\n田中様：検索が遅いです。\n", "utf-8")
    given = ("read", str(tmp_path), "--vendor", "hibari.example.com")
    first, second, meeting = map(json.loads, voc(*given, "--json").stdout.splitlines())
    assert (first["conversation"], first["thread"], second["thread"]) == (None, "ann@x", "ann@x")
    assert [(each["side"], each["reply_hours"]) for each in second["conversation"]] == [
        ("customer", None),
        ("vendor", 5.0),
    ]
    assert [each["questions"] for each in meeting["conversation"]] == [0, 1]
    shown = voc(*given, VOC_LANG="ja").stdout.decode()
    assert "メール 2 通" in shown
    assert "返信まで 5.0 時間" in shown
    assert "お客様 53%：1 回、平均 8 字" in shown
