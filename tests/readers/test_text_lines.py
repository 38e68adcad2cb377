"""Lines of large, mixed and damaged files."""

import subprocess
import sys
from pathlib import Path

import pytest
from readers.reading import read

from voc import pipeline
from voc.readers import ReadOptions

HEADER = "会社名,ご意見\n"
A, B = "北里商事,検索が遅いです\n", "西野運輸,サポートの返信が早い\n"


def test_utf_8_and_cp932_in_one_file(tmp_path: Path) -> None:
    for main, other in (("utf-8", "cp932"), ("cp932", "utf-8")):
        data = (HEADER + A).encode(main) + B.encode(other) + A.encode(main)
        documents, problems = read(tmp_path, "joined.csv", data)
        assert [document.account for document in documents] == ["北里商事", "西野運輸", "北里商事"]
        assert problems == []


def test_a_large_cp932_file_that_goes_on_in_utf_8(tmp_path: Path) -> None:
    data = (
        HEADER.encode("cp932")
        + ("北里商事," + "検索が遅いです。" * 300 + "\n").encode("cp932") * 250
        + B.encode()
    )
    documents, problems = read(tmp_path, "joined.csv", data)
    assert (documents[-1].text, problems) == ("サポートの返信が早い", [])


def test_two_files_with_marks_one_after_the_other(tmp_path: Path) -> None:
    data = (HEADER + A).encode("utf-8-sig") + (HEADER + B).encode("utf-8-sig")
    documents, problems = read(tmp_path, "joined.csv", data)
    assert ([document.account for document in documents], problems) == (["北里商事", "西野運輸"], [])


def test_broken_bytes_have_a_place(tmp_path: Path) -> None:
    data = (HEADER + A).encode() + "西野運輸,返信が".encode() + b"\xff\xfe" + "早い\n".encode() + A.encode()
    documents, (problem,) = read(tmp_path, "broken.csv", data)
    assert documents[1].text == "返信が��早い"
    assert (problem.code, problem.place, len(documents)) == ("broken_characters", "line 3", 3)


def test_stray_nul_bytes_are_left_out_and_told(tmp_path: Path) -> None:
    data = (HEADER + A * 20).encode() + "西野運輸,返信が\0早い\n".encode()
    documents, (problem,) = read(tmp_path, "nul.csv", data)
    assert documents[-1].text == "返信が早い"
    assert (problem.code, problem.place) == ("nul_bytes", "line 22")


def test_line_ends_of_old_macs(tmp_path: Path) -> None:
    documents, problems = read(tmp_path, "mac.csv", (HEADER + A + B).replace("\n", "\r"))
    assert ([document.account for document in documents], problems) == (["北里商事", "西野運輸"], [])


def test_a_cell_of_a_megabyte(tmp_path: Path) -> None:
    long = "返信が遅い。" * 180_000
    documents, problems = read(tmp_path, "long.csv", f'{HEADER}A社,"{long}"\n{B}')
    assert ([len(document.text) for document in documents], problems) == ([len(long), 10], [])


@pytest.mark.parametrize("after", ['B,"fine, really"\nC,good\n', 'B,fine\nC,"good"\n', "B,fine\n" * 400])
def test_a_quote_that_never_closes_costs_its_own_line(tmp_path: Path, after: str) -> None:
    documents, (problem,) = read(tmp_path, "q.csv", f'account,comment\nA,"never closed\n{after}')
    assert (problem.code, problem.place) == ("open_quote", "row 2")
    assert (documents[0].account, len(documents)) == ("B", after.count("\n"))


def test_inches_do_not_open_a_quote(tmp_path: Path) -> None:
    rows = 'account,comment\nA,a 5" screen\n' + 'B,"two\nlines"\n' * 200
    documents, problems = read(tmp_path, "inches.csv", rows)
    assert (len(documents), documents[-1].text, problems) == (201, "two\nlines", [])


def test_progress_is_told_in_bytes(tmp_path: Path) -> None:
    heard: list[int] = []
    content = HEADER + ("北里商事," + "検索が遅いです。" * 300 + "\n") * 400
    read(tmp_path, "large.csv", content, ReadOptions(progress=heard.append))
    assert heard == sorted(heard)
    assert len(heard) == len(content.encode()) >> 20


PEAK = """
import sys, tracemalloc
from itertools import islice
from pathlib import Path
from voc import readers
list(islice(readers.read(Path(sys.argv[1])), 10))  # rules and patterns are made on first use
tracemalloc.start()
count = sum(1 for _ in readers.read(Path(sys.argv[1])))
print(count, tracemalloc.get_traced_memory()[1])
"""


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    row = "北里商事,2026-10-01,3,在庫の数が倉庫ごとに合わず手間です。," + "0123456789abcdef " * 500 + "\n"
    peaks = []
    for megabytes in (5, 20):
        path = tmp_path / f"{megabytes}.csv"
        path.write_text(
            "会社名,回答日,満足度,ご意見,log\n" + row * (megabytes * 1_000_000 // len(row.encode()))
        )
        ran = subprocess.run(
            [sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True
        )
        count, peak = map(int, ran.stdout.split())
        assert count > megabytes * 100
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 2_000_000
    assert peaks[1] < 20_000_000


def test_progress_over_several_files_ends_at_their_size(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(HEADER + A * 5, encoding="utf-8")
    heard: list[tuple[str, int, int | None]] = []
    list(pipeline.read([tmp_path], ReadOptions(), progress=lambda *told: heard.append(told)))
    size = (tmp_path / "a.csv").stat().st_size
    assert heard == [("read", size, 2 * size), ("read", 2 * size, 2 * size)]


def test_a_file_cut_off_in_a_quoted_cell_keeps_what_is_there(tmp_path: Path) -> None:
    documents, problems = read(tmp_path, "cut.csv", f'{HEADER}{A}西野運輸,"返信が')
    assert ([document.text for document in documents], problems) == (["検索が遅いです", "返信が"], [])


def test_broken_bytes_of_utf_16_have_a_place(tmp_path: Path) -> None:
    data = (HEADER + A).encode("utf-16") + b"\x00\xd8" + (B + A).encode("utf-16-le")
    documents, (problem,) = read(tmp_path, "broken.csv", data)
    assert (problem.code, problem.place, len(documents)) == ("broken_characters", "line 3", 3)
