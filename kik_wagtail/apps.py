from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KikWagtailConfig(AppConfig):
    name = "kik_wagtail"
    label = "kik_wagtail"
    verbose_name = _("Kansen in Kaart")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, jobs  # noqa: F401
        from .figures import counts
        from .follow_up import announcing, listeners
        from .follow_up import checks as follow_up_checks  # noqa: F401
        from .follow_up import uses as uses_in_contacts
        from .letters import usage
        from .outbox import checks as outbox_checks  # noqa: F401
        from .pages import checks as page_checks  # noqa: F401
        from .pages import stamps
        from .pages import uses as uses_on_pages
        from .pages.search import texts as readable
        from .residents import numbers, uses  # noqa: F401
        from .routes import connecting
        from .snippets import text_kinds  # noqa: F401
        from .starter import services as starter

        uses.connect()
        uses_in_contacts.connect()
        listeners.connect()
        announcing.connect()
        usage.connect()
        connecting.connect()
        starter.connect()
        counts.connect()
        stamps.connect()
        uses_on_pages.connect()
        readable.connect()
