"""The routes to begin with: seven working methods from the sources, published and switched off.

Each names the letters and guides by code; where a site removed a letter, the check of the route says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from . import calling, in_view, yearly
from .building import Data


def routes() -> Iterator[Data]:
    """With codes for what they point to."""
    yield yearly.regular()
    yield yearly.structural()
    yield in_view.in_beeld()
    yield calling.self_starters()
    yield calling.at_a_distance()
    yield yearly.gate()
    yield yearly.end_of_support()
