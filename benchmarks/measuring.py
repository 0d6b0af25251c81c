"""Timing, and one table of results."""

from __future__ import annotations

import gc
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TURNS = 11


class Table:
    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []

    def add(self, what: str, measured: str, peer: str = "") -> None:
        self.rows.append((what, measured, peer))
        sys.stderr.write(f"· {what}\n")

    def __str__(self) -> str:
        rows = [("what", "measured", "beside it"), *self.rows]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        return "\n".join([lines[0], "  ".join("─" * width for width in widths), *lines[1:]])


def median(work: Callable[[], Any]) -> str:
    return side_by_side(work)[0]


def side_by_side(*works: Callable[[], Any]) -> list[str]:
    """`12.3 ms (11.0 CPU)` for each, medians of taking turns: a busy machine then troubles all alike.

    CPU is of the whole process, all threads. The first turn warms up and is not counted.
    """
    gc.collect()
    gc.freeze()  # what building left here is not in a server's memory
    taken: list[list[tuple[float, float]]] = [[] for _work in works]
    for turn in range(TURNS + 1):
        for work, timings in zip(works, taken, strict=True):
            timing = _clocked(work)
            if turn:
                timings.append(timing)
    return [_in_words(timings) for timings in taken]


def _in_words(timings: list[tuple[float, float]]) -> str:
    wall, cpu = (statistics.median(one) * 1000 for one in zip(*timings, strict=True))
    return f"{wall:.1f} ms ({cpu:.1f} CPU)"


def seconds(work: Callable[[], Any]) -> str:
    """Wall clock and processor: `8.2 s (7.9 s CPU)`."""
    started, used = time.perf_counter(), time.process_time()
    work()
    return f"{time.perf_counter() - started:.1f} s ({time.process_time() - used:.1f} s CPU)"


def peak_memory() -> str:
    return f"{peak_megabytes()} MB at most"


def peak_megabytes() -> int:
    """Of this process, from its start; where the system tells it, without what its parent had at that moment."""
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return (int(told[1]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024


def _clocked(work: Callable[[], Any]) -> tuple[float, float]:
    """A work that times itself, such as one in a browser, returns its seconds."""
    started, used = time.perf_counter(), time.process_time()
    own = work()
    wall = own if isinstance(own, float) else time.perf_counter() - started
    return wall, time.process_time() - used
