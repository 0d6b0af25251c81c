"""Roles: groups that kik_setup makes, each with the least rights (security.md S6). A person may have several.

Never given by a role: changing users or groups (which would be everything), the queue's schedules, deleting texts
that letters or reports point to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group, Permission

CONTENT_EDITOR = "content_editor"
COACH = "coach"
TEAM_LEAD = "team_lead"
MANAGER = "manager"
FUNCTIONAL_ADMINISTRATOR = "functional_administrator"
AUDITOR = "auditor"

GROUP_NAMES = {
    CONTENT_EDITOR: "KIK tekstbeheerder",
    COACH: "KIK coach",
    TEAM_LEAD: "KIK teamleider",
    MANAGER: "KIK leidinggevende",
    FUNCTIONAL_ADMINISTRATOR: "KIK functioneel beheerder",
    AUDITOR: "KIK auditor",
}
ROLE_OF_GROUP = {name: role for role, name in GROUP_NAMES.items()}

FOUR_EYES_TEXTS = ("lettertext", "conversationguide")  # approved by another person: no right to publish at all
OTHER_TEXTS = ("passage", "corevalue", "principle", "lifedomain", "provision", "place", "partner", "glossaryterm")
TEXTS = FOUR_EYES_TEXTS + OTHER_TEXTS
READS_TEXTS = (*(f"view_{name}" for name in TEXTS), "view_route")

RIGHTS: dict[str, tuple[str, ...]] = {
    CONTENT_EDITOR: (
        *READS_TEXTS,
        *(f"{action}_{name}" for name in TEXTS for action in ("add", "change")),
        *(f"publish_{name}" for name in OTHER_TEXTS),
        *(f"{action}_{name}" for name in FOUR_EYES_TEXTS for action in ("lock", "unlock")),
        "view_pageanswer",
    ),
    COACH: (
        *READS_TEXTS,
        *("view_resident", "change_resident"),
        *("view_followup", "add_followup", "change_followup", "view_contactattempt", "add_contactattempt"),
        *("view_conversationreport", "add_conversationreport", "change_conversationreport"),
        *("view_reportnote", "add_reportnote", "view_nonextcontact", "add_nonextcontact"),
        *("view_commitment", "add_commitment", "change_commitment"),
        *("view_referral", "add_referral", "change_referral", "view_planversion", "add_planversion"),
        *("view_handover", "add_handover", "change_handover", "add_temporaryaccess"),
        *("view_letter", "add_letter"),
        *("view_enrolment", "add_enrolment", "change_enrolment", "add_enrolmentbatch"),
    ),
    TEAM_LEAD: (
        *READS_TEXTS,
        *("view_resident", "view_followup", "view_contactattempt", "view_conversationreport", "view_reportnote"),
        *("view_nonextcontact", "view_commitment", "view_referral", "view_planversion", "view_letter"),
        *("view_handover", "add_handover", "change_handover"),
        *("view_temporaryaccess", "add_temporaryaccess", "change_temporaryaccess"),
        *("view_standin", "add_standin", "change_standin"),
        *("view_enrolment", "add_enrolment", "add_enrolmentbatch"),
        "view_pagereading",
    ),
    # approves texts as a member of the workflow's group; makes and switches the routes
    MANAGER: (
        *READS_TEXTS,
        "add_route",
        "change_route",
        *("lock_route", "unlock_route"),
        "view_routeswitch",
        "change_routeswitch",
        "add_enrolmentbatch",
        "enrol_everybody",
        *("view_pageanswer", "count_pagereading"),
    ),
    FUNCTIONAL_ADMINISTRATOR: (
        "import_resident",
        *("view_area", "add_area", "change_area"),
        *("view_closingday", "add_closingday", "change_closingday", "delete_closingday", "change_letterlayout"),
        *("view_outboxitem", "change_outboxitem"),
    ),
    AUDITOR: ("view_accessrecord",),
}


class UnknownRight(LookupError):
    """RIGHTS names a permission that no model has: run migrate first, or mend the name."""


def roles_of(user: Any) -> frozenset[str]:
    """Keys of the roles that `user` has; nobody logged in has none. Asked once per user object, as permissions are."""
    if not user.is_authenticated:
        return frozenset()
    if not hasattr(user, "_kik_roles"):
        names = user.groups.filter(name__in=ROLE_OF_GROUP).values_list("name", flat=True)
        user._kik_roles = frozenset(ROLE_OF_GROUP[name] for name in names)
    return user._kik_roles


def add_missing_rights(*, first_time: Callable[[str], bool]) -> list[str]:
    """Make the groups and give the rights of RIGHTS that were never given before; what was added, as keys.

    `first_time(key)` remembers what it was asked and says whether it is new, so that a group or right which a site
    took away stays away, and one that a site added stays too.
    """
    added = []
    permissions = _permissions()
    for role, name in GROUP_NAMES.items():
        if first_time(f"group:{role}"):
            Group.objects.get_or_create(name=name)
            added.append(f"group:{role}")
        group = Group.objects.filter(name=name).first()
        new = [right for right in _rights_of(role) if group and first_time(f"right:{role}:{right}")]
        if group:
            group.permissions.add(*(permissions[right] for right in new))
        added += [f"right:{role}:{right}" for right in new]
    return added


def _rights_of(role: str) -> list[str]:
    return ["wagtailadmin.access_admin", *(f"kik_wagtail.{codename}" for codename in RIGHTS[role])]


def _permissions() -> dict[str, int]:
    """{right: id of its permission} of all that RIGHTS names."""
    wanted = {right for role in GROUP_NAMES for right in _rights_of(role)}
    rows = Permission.objects.values_list("content_type__app_label", "codename", "pk")
    found = {f"{app}.{codename}": pk for app, codename, pk in rows if f"{app}.{codename}" in wanted}
    if missing := wanted - found.keys():
        raise UnknownRight(", ".join(sorted(missing)))
    return found
