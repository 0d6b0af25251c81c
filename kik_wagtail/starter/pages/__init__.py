"""A method section to begin with: the facts of Kansen in Kaart and the Groningse Aanpak, in our own plain Dutch.

`services.load_section` puts it under a page of the site. A row: code, type of page, title, summary and the blocks of its
body; `Text(model, code)` stands where a block shows one of the texts.
"""

from __future__ import annotations

from .about import ABOUT
from .daily import DAILY
from .rows import INDEX, PageRow, Text
from .working import WORKING

PAGES: tuple[PageRow, ...] = (*ABOUT, *WORKING, *DAILY)

__all__ = ["INDEX", "PAGES", "PageRow", "Text"]
