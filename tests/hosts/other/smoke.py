"""The same site with kik_wagtail in it: nothing of the site changed, and our screens answer whom they should."""

import difflib
import json
import sys

import django

django.setup()

from agency.models import Resident  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from looks import looks_of  # noqa: E402
from people.models import Person  # noqa: E402

from kik_wagtail import scope  # noqa: E402
from kik_wagtail.models import AccessRecord, Area, AreaMember  # noqa: E402
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
