from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.models import register_snippet

from .models import PlainResident, PlainText


class PlainResidentViewSet(ModelViewSet):
    model = PlainResident
    list_display = ("client_number", "surname", "area", "coach", "status", "last_conversation_on")
    list_filter = ("area", "status")
    search_fields = ("client_number", "surname")
    ordering = ("surname", "pk")
    form_fields = ("surname",)


hooks.register("register_admin_viewset", lambda: PlainResidentViewSet("plain_residents", url_prefix="plain_residents"))
register_snippet(PlainText)
