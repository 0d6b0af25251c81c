"""A page with the keyboard alone: where the focus is, and how to get it elsewhere."""

from __future__ import annotations

import pytest


class Keys:
    def __init__(self, page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def is_at(self, selector: str) -> bool:
        return self.page.evaluate("selector => Boolean(document.activeElement?.matches(selector))", selector)

    def tab_to(self, selector: str, *, most: int = 250) -> None:
        """From where the focus is, forwards only: what cannot be reached so is a finding."""
        for _step in range(most):
            if self.is_at(selector):
                return
            self.press("Tab")
        pytest.fail(f"no way by Tab to {selector}")

    def choose(self, name: str, value: str) -> None:
        """One of a group of radio buttons, with the arrows."""
        self.tab_to(f'input[type=radio][name="{name}"]')
        for _step in range(12):
            if self.is_at(f'[value="{value}"]'):
                self.press("Space")
                return
            self.press("ArrowDown")
        pytest.fail(f"no {value} among {name}")

    def type_in(self, selector: str, text: str) -> None:
        self.tab_to(selector)
        self.press("Control+a")
        self.page.keyboard.type(text)

    def row_of(self, name: str, *, kind: str = "") -> None:
        """To the row of a resident, with j; where there are several, to the one of this kind."""
        row = f".kik-rij[data-kik-kind={kind}]" if kind else ".kik-rij"
        self.tab_to(".kik-rij__link")
        self.press("Home")
        for _step in range(60):
            if self.is_at(f"{row} *") and self.page.evaluate("document.activeElement.textContent") == name:
                return
            self.press("j")
        pytest.fail(f"no row of {name} {kind}")
