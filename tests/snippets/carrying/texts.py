"""A small library with every kind of reference in it, and what tests do with files."""

from datetime import UTC, datetime
from uuid import uuid4

from django.db import connection
from django.db.models import QuerySet
from wagtail.models import Revision

from kik_wagtail.routes.models import RouteSwitch
from kik_wagtail.snippets.carrying import exporting, importing, reader, writer
from kik_wagtail.snippets.finding.library import editorial_models
from kik_wagtail.snippets.models import ConversationGuide, CoreValue, LetterText, Passage, Provision
from kik_wagtail.snippets.models.four_eyes import without_second_person
from tests.snippets.letters import chip

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def publish(text):
    with without_second_person("test"):
        text.save_revision().publish()
    text.refresh_from_db()
    return text


def publish_all():
    """Each draft, in the order in which one leans on the other."""
    for model in editorial_models():
        for text in model.objects.filter(has_unpublished_changes=True):
            with without_second_person("test"):
                text.latest_revision.publish()


def make_library():
    passage = publish(Passage.objects.create(code="bel", title="Bel mij", text=f"<p>Bel {chip('coach_telefoon')}.</p>"))
    provision = publish(Provision.objects.create(code="pas", title="Stadspas", summary="Een pas.\nMet korting."))
    value = publish(CoreValue.objects.create(code="eerlijk", title="Vertrouwen", summary="Eerst vertrouwen."))
    letter = LetterText(
        code="brief",
        title="Kennismaken",
        purpose="other",
        live=False,
        subject=f"<p>Dag {chip('voornaam')}</p>",
        note="Let op: “R&B” <3",
        body=[
            {"type": "text", "value": f"<p>{chip('aanhef')},</p><ul><li>een</li><li>twee</li></ul>"},
            {"type": "passage", "value": passage.pk},
            {
                "type": "conditional",
                "value": {"condition": "at_home", "blocks": [{"type": "passage", "value": passage.pk}]},
            },
            {"type": "agreements", "value": None},
            {"type": "free_slot", "value": {"max_length": 250, "help": ""}},
            {"type": "signature", "value": {"closing": "", "name": "De wethouder", "role": ""}},
        ],
    )
    letter.core_values = [value]
    letter.full_clean()
    letter.save()
    publish(letter)
    translated = LetterText(
        code="brief-en",
        title="Getting to know you",
        live=False,
        language="en",
        translation_of=letter,
        subject=f"<p>Hello {chip('voornaam')}</p>",
        body=[{"type": "text", "value": f"<p>Dear {chip('voornaam')},</p>"}],
    )
    translated.full_clean()
    translated.save()
    publish(translated)
    make_guide(provision, value)


def make_guide(provision, value):
    question = {"type": "choice", "id": "vraag-1", "value": {"label": "Wat?", "help": "", "options": ["a", "b"]}}
    scale = {"type": "scale", "id": "vraag-2", "value": {"label": "Hoe?", "low": 0, "high": 5}}
    phase = {"title": "Openen", "text": "<p>Begin <b>rustig</b>.</p>", "questions": [question, scale]}
    body = [
        {"type": "phase", "value": phase},
        {"type": "dos", "value": ["Luister."]},
        {"type": "provisions", "value": [provision.pk]},
        {"type": "core_values", "value": [value.pk]},
    ]
    guide = ConversationGuide.objects.create(code="gids", title="Gids", kinds=["first"], live=False, body=body)
    publish(guide)


def exported(**options):
    """As another site gets it."""
    return reader.read(writer.as_yaml(exporting.texts_file(now=NOW, **options)))


def read_in(file, *, user=None, chosen=None, over=None):
    return importing.carry_out(file=file, chosen=chosen, over=over, run=uuid4(), user=user)


def empty_the_site():
    """As a municipality that has no texts yet; also what is never deleted otherwise."""
    versions = [model.versions.rel.related_model for model in editorial_models() if hasattr(model, "versions")]
    switches = [RouteSwitch]
    with connection.constraint_checks_disabled():
        for model in [*versions, *switches, LetterText.core_values.through, *editorial_models(), Revision]:
            QuerySet(model)._raw_delete(connection.alias)
