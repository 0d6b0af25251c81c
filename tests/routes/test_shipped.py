import pytest

from kik_wagtail.routes.models import Enrolment, Route, RouteSwitch, RouteVersion
from kik_wagtail.routes.shelf import routes_are_fit
from tests.routes.world import MONDAY
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db
SHIPPED = [
    "kik-regulier",
    "elk-jaar-een-gesprek",
    "in-beeld",
    "nabellen-zelfstarters",
    "op-afstand",
    "aan-de-poort",
    "einde-actieve-steun",
]


@pytest.fixture
def ready(db):
    kik_setup()


def test_every_shipped_route_is_published_switched_off_and_without_fault(ready, everything):
    current = RouteVersion.objects.current()
    assert sorted(version.content["code"] for version in current) == sorted(SHIPPED)
    assert [str(finding) for finding in routes_are_fit(MONDAY)] == []
    assert not RouteSwitch.objects.filter(is_on=True).exists()
    assert not Enrolment.objects.exists()


def test_a_shipped_route_can_be_saved_in_the_editor_as_it_is(ready):
    for route in Route.objects.all():
        route.full_clean()
        route.body.stream_block.clean(route.body)


def test_in_beeld_does_not_speak_of_voluntariness_before_the_fork(ready):
    content = RouteVersion.objects.current().get(text__code="in-beeld").content
    tones = [step["letter"]["tone"] for step in content["steps"] if step.get("letter")]
    assert tones == ["neutral", "duty"]
    fork = content["steps"][-1]
    assert [branch["choice"] for branch in fork["branches"]] == [
        "spoken_at_home",
        "care_signal",
        "reassessment",
        "fraud_signal",
    ]
