"""``python -m benchmarks [NAME…] [--quick] [--docs]``; all of them when none is named."""

from __future__ import annotations

import argparse
from importlib import import_module

from benchmarks import report

NAMES = ("encode", "sentiment", "help", "hints", "read", "demo", "signals")


def main() -> None:
    """Run the named benchmarks; print each as it is done and keep it under ``benchmarks/results/``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(NAMES)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="few texts and runs: does it work, not how fast")
    parser.add_argument("--docs", action="store_true", help="also put the tables into docs/benchmarks.md")
    given = parser.parse_args()
    unknown = sorted(set(given.names) - set(NAMES))
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}; choose from: {', '.join(NAMES)}")
    for name in given.names or NAMES:
        result = import_module(f"benchmarks.{name}").run(quick=given.quick)
        report.show(result)
        report.write(result)
        if given.docs:
            report.publish(result)


if __name__ == "__main__":
    main()
