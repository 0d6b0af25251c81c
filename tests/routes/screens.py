"""A published route as a manager meets it, and the drafts that are made of it."""

from django.urls import reverse

from kik_wagtail.routes.models import Route
from kik_wagtail.snippets.models.four_eyes import without_second_person
from tests.factories import make_user
from tests.starting import kik_setup

ROLES = ("content_editor", "coach", "team_lead", "manager", "functional_administrator", "auditor")
READERS = ("content_editor", "coach", "team_lead", "manager")  # who may see routes


def set_up():
    kik_setup()
    return {role: make_user(role, roles=(role,), last_name=role) for role in ROLES}


def shipped(code="in-beeld"):
    return Route.objects.get(code=code)


def draft_of(route, change, user=None):
    """`change(draft)`, saved as the newest draft."""
    draft = route.get_latest_revision_as_object()
    change(draft)
    revision = draft.save_revision(user=user, clean=False)
    route.refresh_from_db()
    return revision


def publish(route, change, user=None):
    revision = draft_of(route, change, user)
    with without_second_person("test"):
        revision.publish(user=user)
    route.refresh_from_db()
    return route.versions.first()


def silence_after(days, step=0):
    """The term for a reaction to the letter of this step."""

    def change(draft):
        outcomes = draft.body[step].value["outcomes"]
        next(one for one in outcomes if one["on"] == "silent")["number"] = days

    return change


def lead_nowhere(draft):
    """The first step that an outcome leads to goes: a fault."""
    del draft.body[3]


def at(name, route, *args, **query):
    address = reverse(name, args=["werkwijze", route.pk, *args] if name.startswith("kik_texts") else [route.pk, *args])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def html_of(client, *args, **query):
    response = client.get(at(*args, **query))
    assert response.status_code == 200, response.status_code
    return response.content.decode()
