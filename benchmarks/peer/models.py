from django.conf import settings
from django.db import models


class PlainResident(models.Model):
    client_number = models.CharField(max_length=20)
    first_name = models.CharField(max_length=80)
    surname = models.CharField(max_length=120)
    area = models.ForeignKey("kik_wagtail.Area", models.DO_NOTHING, related_name="+")
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+")
    status = models.CharField(max_length=30)
    last_conversation_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "kik_wagtail_resident"

    def __str__(self) -> str:
        return self.client_number
