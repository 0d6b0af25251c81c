"""The same site with kik_wagtail in it: nothing of the site changed, and our screens answer whom they should."""

import difflib
import json
import sys

import django

django.setup()

from agency.models import Resident  # noqa: E402
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.checks import run_checks  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402
from guidance.models import StoryPage, WorkPage  # noqa: E402
from looks import looks_of  # noqa: E402
from people.models import Person  # noqa: E402
from wagtail.models import Page, get_page_models  # noqa: E402

from kik_wagtail import scope  # noqa: E402
from kik_wagtail.models import AccessRecord, Area, AreaMember, CoreValue, MethodIndexPage, MethodPage  # noqa: E402  # noqa: E402
from kik_wagtail.models import Resident as KikResident  # noqa: E402
from kik_wagtail.permissions import GROUP_NAMES  # noqa: E402

SCREENS = {
    "coach": ["kik_desk:today", "kik_residents_modeladmin_index"],
    "content_editor": ["wagtailsnippets_kik_wagtail_lettertext:list", "wagtailsnippets_kik_wagtail_lettertext:add"],
    "functional_administrator": ["kik_import", "wagtailsnippets_kik_wagtail_area:list"],
}


def check(what, ok):
    sys.stdout.write(f"{'ok    ' if ok else 'FAILED'} {what}\n")
    if not ok:
        raise SystemExit(1)


def person_with(role):
    person = Person.objects.create_user(f"{role}@agency.example", "pw", full_name=role)
    person.groups.add(Group.objects.get(name=GROUP_NAMES[role]))
    return person


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


before = json.loads((settings.VAR / "before.json").read_text())
after = looks_of(Client)
for path, look in before.items():
    lines = [str(state[1]).splitlines() for state in (look, after[path])]
    sys.stdout.writelines(f"    {line}\n" for line in difflib.unified_diff(*lines, n=0, lineterm=""))
    check(f"unchanged: {path}", after[path] == look)
check("the agency's own residents are still there", Resident.objects.get().name == "Mevrouw De Bewoonster")

people = {role: person_with(role) for role in GROUP_NAMES}
area, far_away = Area.objects.create(name="Noord"), Area.objects.create(name="Ver weg")
AreaMember.objects.create(area=area, user=people["coach"])
with scope.everything("test"):
    own = KikResident.objects.create(client_number="0000001", surname="Eigen", area=area, coach=people["coach"])
    foreign = KikResident.objects.create(client_number="0000002", surname="Vreemd", area=far_away)

for role, names in SCREENS.items():
    for name in names:
        for who, person in people.items():
            status = client_of(person).get(reverse(name)).status_code
            if who == role:
                check(f"{name} answers a {who}", status == 200)
            elif role == "functional_administrator":
                check(f"{name} refuses a {who}", status in (302, 403, 404))
        stranger = Client().get(reverse(name))
        check(
            f"{name} sends a visitor to the log-in",
            stranger.status_code == 302 and "/beheer/login/" in stranger["Location"],
        )

coach = client_of(people["coach"])
listing = coach.get(reverse("kik_residents_modeladmin_index")).content.decode()
check("a coach sees the own residents and no others", "Eigen" in listing and "Vreemd" not in listing)
check("that look is on record", AccessRecord.objects.filter(resident=own.pk).exists())
check("and no other", not AccessRecord.objects.filter(resident=foreign.pk).exists())
for who in people:
    check(f"the admin's home answers a {who}", client_of(people[who]).get("/beheer/").status_code == 200)
editor = client_of(Person.objects.get(email="editor@agency.example"))
check("the agency's editors see nothing of ours", "kik" not in editor.get("/beheer/").content.decode().lower())
call_command("kik_tick")
call_command("kik_beep", "--date=2026-11-23", "--format=json")

# Method pages in the agency's own design, with its own page type in the place of ours.
admin = client_of(Person.objects.get(email="root@agency.example"))
home = Page.objects.get(slug="agency").specific
check("our method page is left to the agency's", MethodPage._meta.swapped == "guidance.WorkPage")
check("and no list of Wagtail's names it", MethodPage not in get_page_models() and MethodPage not in apps.get_models())
offered = home.allowed_subpage_models()
check("an editor is offered the agency's page and our others", {WorkPage, StoryPage, MethodIndexPage} <= set(offered))
check("but not the one that is swapped out", MethodPage not in offered)
CoreValue.objects.filter(pk=CoreValue.objects.in_use().first().pk).update(title="Vertrouwen & zo")
value = CoreValue.objects.get(title="Vertrouwen & zo")
body = [("core_values", {"title": "Waarden", "chosen": [value], "with_explanation": True})]
index = home.add_child(instance=MethodIndexPage(title="Method", slug="method"))
for slug, model in (("work", WorkPage), ("story", StoryPage)):
    page = index.add_child(instance=model(title=slug.title(), slug=slug, department="Work", body=body))
    page.save_revision().publish()
    shown = Client().get(f"/method/{slug}/").content.decode()
    check(f"{slug}: in the agency's design", "<header>The agency</header>" in shown)
    check(f"{slug}: with the text as it is published", "Vertrouwen &amp; zo" in shown)
    for screen in ("edit", "usage", "history"):
        address = reverse(f"wagtailadmin_pages:{screen}", args=[page.pk])
        check(f"{slug}: {screen} answers", admin.get(address).status_code == 200)
    create = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, index.pk])
    check(f"{slug}: can be made", admin.get(create).status_code == 200)
check(
    "Wagtail finds the pages as what they are",
    {type(one) for one in index.get_children().specific()} == {WorkPage, StoryPage},
)
for name in ("wagtailadmin_reports:page_types_usage", "wagtailadmin_reports:site_history", "wagtailadmin_explore_root"):
    check(f"{name} answers", admin.get(reverse(name)).status_code == 200)
check(
    "the index leads there", f'{index.url}{WorkPage.objects.get().slug}/"' in Client().get("/method/").content.decode()
)
usage = admin.get(reverse(value.snippet_viewset.get_url_name("usage"), args=[value.pk])).content.decode()
check("the core value says where it is used", "Work" in usage and "Story" in usage)
call_command("update_index", verbosity=0)
call_command("rebuild_references_index", verbosity=0)
call_command("fixtree", interactive=False, verbosity=0)
check("a search finds the agency's page", "Work" in {one.title for one in Page.objects.live().search("work")})
index.copy(recursive=True, update_attrs={"slug": "method-2"})
index.delete()
check(
    "and it can be deleted", not WorkPage.objects.filter(slug="work", url_path__startswith="/agency/method/").exists()
)
with override_settings(KIK_WAGTAIL_FREQUENTLYASKEDPAGE_MODEL="agency.StandardPage"):
    said = [one for one in run_checks(tags=["kik_wagtail"]) if one.id == "kik_wagtail.E060"]
    check(
        "a setting that names another kind of page is told, with what to write",
        len(said) == 1 and "FrequentlyAskedMixin" in said[0].hint,
    )
