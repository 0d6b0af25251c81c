"""Every starter letter for every sample resident: clean and tagged, or refused for the one reason it should be."""

import pytest

from kik_wagtail.snippets import previews, rendering, sample_residents
from kik_wagtail.snippets.models import LetterVersion
from kik_wagtail.starter import services
from tests.snippets import golden
from tests.snippets.letters import CREATED, text_of

from .test_services import NOW

pytestmark = pytest.mark.django_db
NEEDS_AN_APPOINTMENT = {"bevestiging-afspraak"}


@pytest.fixture
def versions(db):
    services.load(user=None, now=NOW)
    return list(LetterVersion.objects.select_related("text"))


@pytest.mark.parametrize("sample", sample_residents.SAMPLES, ids=lambda sample: sample.key)
def test_every_starter_letter_is_clean_and_tagged_for_this_sample(versions, sample):
    assert len(versions) == 7
    for version in versions:
        letter, problems = previews.composed_for(version.content, sample)
        if version.text.code in NEEDS_AN_APPOINTMENT and not sample.facts.has_appointment:
            assert {(problem.code, problem.field.split("_")[0]) for problem in problems} == {
                ("missing_value", "afspraak")
            }
            continue
        assert problems == [], version.text.code
        title = rendering.title_of(letter)
        document = rendering.pdf([letter], layout=version.layout(), title=title, created=CREATED)
        assert golden.faults(document, title=title) == [], version.text.code
        assert golden.first_heading(document) == title  # the subject
        assert "((" not in text_of(document)
        most = 1 if sample.key == "short" else 2
        assert len(rendering.svg_pages(letter, layout=version.layout())) <= most, version.text.code


def test_same_version_same_values_same_bytes(versions):
    sample = sample_residents.BY_KEY["long"]
    for version in versions:
        letter, _problems = previews.composed_for(version.content, sample)
        first, second = (
            rendering.pdf([letter], layout=version.layout(), title="Brief", created=CREATED) for _ in range(2)
        )
        assert first == second
