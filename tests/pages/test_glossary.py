"""A term is explained once on a page, in plain text only."""

from __future__ import annotations

import pytest

from kik_wagtail.pages.glossary import Term, explained
from kik_wagtail.snippets.models import GlossaryTerm
from tests.factories import make_user

from .reading import method_root, published

PIEP = Term("1", ("piep", "piept", "piepen"), "Een signaal & meer")
PLAN = Term("2", ("plan",), "Wat iemand wil")
OWN_PLAN = Term("3", ("plan van de inwoner",), "Langer")
BUTTON = 'popovertarget="kik-term-1"'


def test_the_first_occurrence_only_in_whatever_form_and_capitals():
    html = explained("<p>Piept het? Een piep is een piep.</p>", [PIEP])
    assert html.count(BUTTON) == 1
    assert html.startswith(
        '<p><dfn class="kik-term"><button type="button" class="kik-term__word" popovertarget="kik-term-1">Piept</button>'
    )
    assert html.endswith("</dfn> het? Een piep is een piep.</p>")
    assert "Een signaal &amp; meer" in html


def test_not_inside_another_word():
    assert explained("<p>piepklein gepiep</p>", [PIEP]) == "<p>piepklein gepiep</p>"


def test_the_longest_term_goes_first():
    html = explained("<p>Het plan van de inwoner en een plan.</p>", [PLAN, OWN_PLAN])
    assert ">plan van de inwoner</button>" in html
    assert ">plan</button>" in html


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/piep/">piep</a>',
        "<h2>Een piep</h2>",
        "<h3><span>piep</span></h3>",
        "<code>piep</code>",
        "<button>piep</button>",
        "<summary>piep</summary>",
        '<svg viewBox="0 0 1 1"><text>piep</text></svg>',
        '<img alt="piep">',
        "<!-- piep -->",
        "<div data-kik-plain><p>een <b>piep</b></p></div>",
    ],
)
def test_not_where_something_else_stands(html):
    assert explained(html, [PIEP]) == html
    assert BUTTON in explained(f"{html}<p>piep</p>", [PIEP])


def test_markup_is_left_as_it_is():
    html = '<P CLASS="a">1 &lt; 2 &amp; caf&eacute;<br>\n<svg viewBox="0 0 1 1"><path d="M0"/></svg>\n\npiep</P>'
    before, _word, after = html.partition("piep")
    said = explained(html, [PIEP])
    assert said.startswith(before)
    assert said.endswith(after)


def test_a_term_with_a_sign_is_found_and_a_stray_end_tag_hurts_nobody():
    assert "kik-term-4" in explained("<p>R&amp;D</p></a></p>", [Term("4", ("R&D",), "x")])


def test_an_explanation_is_words_never_markup():
    assert "<script>" not in explained("<p>piep</p>", [Term("1", ("piep",), "<script>")])


@pytest.mark.django_db
def test_a_page_explains_published_terms_and_follows_what_is_published(client):
    index = method_root()
    term = GlossaryTerm.objects.create(code="piep", title="piep", explanation="Een signaal", live=True)
    page = published(index, ("heading", "De piep"), ("text", "<p>Bij een piep belt u.</p>"))
    assert client.get(page.url).content.decode().count("Een signaal") == 1
    term.explanation = "Een ander signaal"
    draft = term.save_revision(user=make_user())
    assert "Een signaal" in client.get(page.url).content.decode()
    draft.publish()
    assert "Een ander signaal" in client.get(page.url).content.decode()
    GlossaryTerm.objects.get().unpublish()
    assert "signaal" not in client.get(page.url).content.decode()
