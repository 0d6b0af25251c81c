from django.http import HttpRequest
from wagtail.models import Site


def menu(request: HttpRequest) -> dict[str, object]:
    """The pages of the main menu."""
    site = Site.find_for_request(request)
    return {"menu_pages": site.root_page.get_children().live().in_menu() if site else []}
