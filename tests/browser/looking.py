"""Looking at a page: pictures for your own eyes, and axe."""

from pathlib import Path

SHOTS = Path(__file__).parent / "shots"
# A message above the page slides in: while it does, axe sees half of its colours.
SETTLED = "!document.getAnimations().some((one) => one.effect.target.closest('.messages'))"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def shoot(page, name):
    """A picture of the whole page, to look at with your own eyes."""
    SHOTS.mkdir(exist_ok=True)
    height = page.evaluate("Math.max(...[...document.querySelectorAll('main, body')].map((e) => e.scrollHeight))")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": min(int(height), 6000)})
    page.screenshot(path=SHOTS / f"{name}.png")


def axe_violations(page, within=None):
    """axe findings (WCAG 2.2 A and AA, best practice) as short lines; empty is good. `within`: a CSS selector.

    Of what passes, axe describes one node per rule instead of every one: nobody reads those.
    """
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page, context=within, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{found['id']}: {node['html'][:160]}" for found in results.response["violations"] for node in found["nodes"]
    ]


def fits(page, name):
    """The screen has settled, needs no sideways scrolling and has no axe finding. Seen whole: no row lies half below what
    sticks to an edge."""
    page.wait_for_function(SETTLED)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shoot(page, name)
    assert axe_violations(page) == []
