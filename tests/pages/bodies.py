"""A site with one method page, and every block of a page: full, empty, and what a published text is replaced by."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from kik_wagtail.pages.models import FrequentlyAskedPage, MethodPage, WhatChangedPage
from kik_wagtail.pages.pictures import SIZE
from kik_wagtail.routes.models import Route
from kik_wagtail.snippets.models import (
    ConversationGuide,
    CoreValue,
    LetterText,
    Partner,
    Place,
    Principle,
    Provision,
)

CHOOSERS: dict[str, tuple[str, type[Any]]] = {
    "guide": ("guide", ConversationGuide),
    "letter_text": ("text", LetterText),
    "route": ("route", Route),
    "provision": ("provision", Provision),
    "partner": ("partner", Partner),
    "place": ("place", Place),
}
LISTS: dict[str, type[Any]] = {"core_values": CoreValue, "principles": Principle}
LIVE = [*CHOOSERS, *LISTS]
GONE = "What stood here is not published any more."


def make_root() -> Page:
    root = Page.get_first_root_node().add_child(instance=Page(title="Intranet", slug="intranet"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": root})
    Site.clear_site_root_paths_cache()
    return root


def published(model: type[Any]) -> Any:
    """The first that is published; a kind that a new site has none of gets one."""
    row = model.objects.in_use().first()
    if row is None:
        words = {"summary": "Wat het is."} if hasattr(model, "summary") else {}
        row = model(title=f"Een {model._meta.model_name}", **words)
        row.full_clean()
        row.save()
        row.save_revision().publish()
        row.refresh_from_db()
    return row


def make_image(title: str = "Drie mensen aan tafel") -> Any:
    """With the size that pages show, as it is once somebody looked."""
    drawn = BytesIO()
    Pillow.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    image = get_image_model().objects.create(title=title, file=ContentFile(drawn.getvalue(), "tafel.png"))
    file = ContentFile(drawn.getvalue(), "tafel.width-1200.png")
    image.renditions.create(filter_spec=SIZE, focal_point_key="", width=40, height=30, file=file)
    return image


def make_document(name: str = "vragen.pdf", title: str = "Vragenlijst") -> Any:
    return get_document_model().objects.create(title=title, file=ContentFile(b"leeg", name), file_size=4)


def live_block(name: str, *rows: Any) -> tuple[str, Any]:
    """A block that shows these texts, as it is put in a page's body; no rows: the first that is published."""
    if name in LISTS:
        chosen = list(rows) or [published(LISTS[name])]
        return name, {"title": "Waar wij voor staan", "chosen": chosen, "with_explanation": True}
    field, model = CHOOSERS[name]
    more = {"guide": {"parts": []}, "route": {"with_picture": True}}.get(name, {})
    return name, {field: rows[0] if rows else published(model), **more}


def words() -> list[tuple[str, Any]]:
    return [
        ("heading", "Zo begint u"),
        ("text", "<p>Lees eerst het vorige verslag.</p>"),
        ("step_plan", {"title": "In drie stappen", "steps": [{"title": "Bel", "text": "<p>Zeg wie u bent.</p>"}]}),
        ("call_out", {"kind": "attention", "text": "<p>Vraag het na.</p>"}),
        ("quotation", {"text": "Zij belde zelf terug.", "who": "inwoner"}),
    ]


def files() -> list[tuple[str, Any]]:
    picture = make_image()
    picture.contextual_alt_text, picture.decorative = "Een gesprek", False
    film = {"title": "Een eerste gesprek", "link": "", "transcript": "<p>Een coach belt aan.</p>"}
    return [
        ("picture", picture),
        ("video", film | {"video": make_document("film.mp4", "Film")}),
        ("document", {"document": make_document(), "about": "Om mee te nemen"}),
    ]


def full_body() -> list[tuple[str, Any]]:
    figure = ("figure", {"figure": "in_view", "text": ""})
    return [*words(), *files(), *(live_block(name) for name in LIVE), figure]


def make_page(root: Page, body: list[tuple[str, Any]], title: str = "Zo werken wij", **values: Any) -> Any:
    page = root.add_child(instance=MethodPage(title=title, body=body, **values))
    page.save_revision().publish()
    return MethodPage.objects.get(pk=page.pk)


def make_page_of(name: str, root: Page, value: Any) -> Any:
    """A page with this one block, of the type whose body has such blocks."""
    model = {"answer": FrequentlyAskedPage, "change": WhatChangedPage}.get(name, MethodPage)
    return root.add_child(instance=model(title="Een pagina", body=[(name, value)]))


ON_OTHER_PAGES = {
    "answer": {"question": "Wat als niemand opendoet?", "answer": "<p>Bel, en spreek in.</p>"},
    "change": {"on": date(2026, 3, 1), "title": "Nabellen kan eerder", "text": "<p>Na een week.</p>", "page": None},
}
