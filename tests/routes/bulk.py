"""Many residents on a route at once, as rows: for tests of what happens to them next."""

from datetime import timedelta

from kik_wagtail.residents.models import Resident
from kik_wagtail.routes.models import Enrolment, StepVisit

from .world import MONDAY


def make_residents(number, *, area, coach, first=0, **values):
    values = {"surname": "Testpersoon", "initials": "S.", "street": "Korreweg", "house_number": "12"} | values
    values |= {"postcode": "9715 AB", "city": "Groningen", "phone": "+31612345678", "form_of_address": "mrs"}
    rows = [
        Resident(client_number=f"19{first + one:05}", area=area, coach=coach, joined_on=MONDAY.date(), **values)
        for one in range(number)
    ]
    return Resident.objects.bulk_create(rows)


def put_many_on(residents, version, *, sent_on, step="invitation"):
    """In a step with a letter that was sent on `sent_on`, to be looked at two weeks later."""
    rows = [
        Enrolment(
            resident=resident,
            area_id=resident.area_id,
            coach_id=resident.coach_id,
            route_id=version.text_id,
            version=version,
            purpose="contact",
            state=Enrolment.State.RUNNING,
            starts_on=sent_on,
            enrolled_at=MONDAY,
            step=step,
            number=1,
            since=sent_on,
            due_on=sent_on,
            latest_on=sent_on,
            done_on=sent_on,
            look_on=sent_on + timedelta(days=14),
        )
        for resident in residents
    ]
    Enrolment.objects.bulk_create(rows)
    StepVisit.objects.bulk_create(
        StepVisit(
            enrolment=row,
            resident_id=row.resident_id,
            area_id=row.area_id,
            number=1,
            step=step,
            entered_on=sent_on,
        )
        for row in rows
    )
    return rows
