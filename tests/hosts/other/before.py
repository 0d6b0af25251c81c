"""The site before kik_wagtail: makes its content and keeps what its pages and screens look like, in before.json."""

import json

import django

django.setup()

from agency.models import Resident, StandardPage  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.test import Client  # noqa: E402
from looks import looks_of  # noqa: E402
from people.models import Person  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

root = Page.get_first_root_node()
resident = Resident.objects.create(name="Mevrouw De Bewoonster", room="12")
home = root.add_child(instance=StandardPage(title="Agency home", slug="agency", body="<p>Hello</p>", resident=resident))
home.add_child(instance=StandardPage(title="About", slug="about", body="<p>About us</p>"))
Site.objects.update(root_page=home)
Person.objects.create_superuser("root@agency.example", "pw", full_name="Root")
editor = Person.objects.create_user("editor@agency.example", "pw", full_name="Site Editor")
editor.groups.add(Group.objects.get(name="Editors"))
(settings.VAR / "before.json").write_text(json.dumps(looks_of(Client)))
