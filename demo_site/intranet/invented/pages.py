"""The intranet's pages: made once, then the site's own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, Site, Workflow, WorkflowPage

from demo_site.intranet.models import HomePage, NewsIndexPage, NewsPage, SectionPage
from kik_wagtail.permissions import GROUP_NAMES, MANAGER

NEWS = (
    (
        3,
        "Wijkcentrum in Oost weer open",
        "Na de verbouwing kunt u er weer gesprekken voeren, ook in een stille kamer.",
        "<p>Het wijkcentrum heeft nu drie spreekkamers. Reserveren gaat via de balie. De koffie staat klaar vanaf "
        "negen uur.</p><p>Komt een inwoner liever niet naar kantoor? Vraag of het wijkcentrum past.</p>",
    ),
    (
        17,
        "Nieuwe collega's in de gebiedsteams",
        "Vier coaches beginnen deze maand. Loop eens met hen mee.",
        "<p>De nieuwe collega's lopen de eerste weken mee in Centrum en Noorddijk. Zij nemen pas daarna inwoners "
        "over, met een warm gesprek erbij.</p>",
    ),
    (
        40,
        "Parkeren bij het kantoor",
        "De fietsenstalling is groter geworden, het parkeerterrein kleiner.",
        "<p>Bezoekers kunnen nog altijd voor de deur staan. Medewerkers vragen wij om de fiets te nemen.</p>",
    ),
)
SECTIONS = (
    (
        "Werk en meedoen",
        "Hoe wij contact houden met inwoners die een uitkering hebben.",
        (
            ("heading", "Waarom wij contact houden"),
            (
                "text",
                "<p>Wie een uitkering heeft, hoort minstens één keer per jaar van ons. Niet om te controleren, maar om "
                "te weten hoe het gaat en wat iemand nodig heeft. Het volgende gesprek spreken wij aan het eind van "
                "het vorige af.</p>",
            ),
            ("heading", "Waar u alles vindt"),
            ("text", "<p>Uw gesprekken, brieven en handreikingen staan onder <b>Mijn werk</b>.</p>"),
        ),
        (
            (
                "Een gesprek voorbereiden",
                "Lees eerst wat er de vorige keer is gezegd en beloofd.",
                (
                    (
                        "text",
                        "<p>Niemand vertelt graag twee keer hetzelfde. Kijk daarom vooraf in het laatste verslag.</p>",
                    ),
                ),
            ),
            (
                "Als iemand niet reageert",
                "Geduldig blijven en toch volhouden.",
                (("text", "<p>Bel, schrijf, of ga langs. Vraag een collega uit de wijk of die iemand kent.</p>"),),
            ),
        ),
    ),
    (
        "Personeel",
        "Verlof, declaraties en uw rooster.",
        (("text", "<p>Verlof vraagt u aan bij uw leidinggevende, het liefst twee weken vooraf.</p>"),),
        (),
    ),
)


@transaction.atomic
def make_pages(today: date) -> None:
    if HomePage.objects.exists():
        return
    home = _make_home()
    news = home.add_child(instance=NewsIndexPage(title="Nieuws", slug="nieuws", show_in_menus=True))
    for days_ago, title, intro, body in NEWS:
        day = today - timedelta(days=days_ago)
        news.add_child(instance=NewsPage(title=title, published_on=day, intro=intro, body=body))
    for title, intro, body, children in SECTIONS:
        section = home.add_child(instance=SectionPage(title=title, intro=intro, body=body, show_in_menus=True))
        for child_title, child_intro, child_body in children:
            section.add_child(instance=SectionPage(title=child_title, intro=child_intro, body=child_body))
        if title == "Werk en meedoen":
            _let_managers_edit(section)
            _ask_a_second_person(section)


def _make_home() -> Any:
    root = Page.get_first_root_node()
    welcome = root.get_children().filter(slug="home").first()  # Wagtail's own first page
    home = HomePage(
        title="Welkom op het intranet",
        slug="voorbeeldstad",
        intro="<p>Nieuws, afspraken en alles wat u nodig hebt voor uw werk met inwoners van Voorbeeldstad.</p>",
    )
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "hostname": "localhost", "site_name": "Intranet gemeente Voorbeeldstad"},
    )
    if welcome is not None:
        welcome.delete()
    return home


def _let_managers_edit(section: Any) -> None:
    group = Group.objects.filter(name=GROUP_NAMES[MANAGER]).first()
    if group is None:
        return
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(group=group, page=section, permission=_page_permission(codename))


def _ask_a_second_person(section: Any) -> None:
    """A page below it that is sent in waits for another manager, as a text does; Wagtail's own moderators are nobody here."""
    four_eyes = Workflow.objects.filter(name="Vier ogen").first()
    if four_eyes is not None:
        WorkflowPage.objects.create(page=section, workflow=four_eyes)


def _page_permission(codename: str) -> Any:
    return Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
