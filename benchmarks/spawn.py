"""Runs one command and says what it used: ``python spawn.py RESULT.json COMMAND…``.

A process of its own because the kernel counts the memory of whoever starts a command towards that command's
peak: this one is small, the benchmark that measures is not. Standard output and error pass through.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    """Write start, wall and processor seconds, peak memory in MB and exit code to RESULT.json."""
    result, *command = sys.argv[1:]
    started, begun = time.time(), time.perf_counter()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # macOS counts bytes, Linux kilobytes
    seen = {
        "started": started,
        "wall": wall,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / unit,
        "code": process.returncode,
    }
    Path(result).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
