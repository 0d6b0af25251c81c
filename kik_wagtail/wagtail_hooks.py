"""The doorbell panel: registers, decides nothing."""

from __future__ import annotations

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin.snippets import refuse_deleting
from .desk import hooks as desk_hooks
from .desk.resident_columns import resident_columns
from .desk.views.joint import HandOverTogether, InviteTogether, PlanTogether, TakeTogether
from .desk.views.printing import menu_item as to_print_menu_item
from .desk.views.together import PutOnRouteTogether, list_links
from .follow_up.log_actions import register_follow_up_log_actions
from .letters.log_actions import register_letter_log_actions
from .letters.urls import register_letter_urls
from .outbox import hooks as outbox_hooks
from .pages.beginnings import hooks as beginnings
from .pages.reading import hooks as reading_hooks
from .pages.reading.panels import add_panel as add_reading_panel
from .pages.views.plates import register_plate_urls
from .privacy import hooks as privacy_hooks
from .privacy.log_actions import register_privacy_log_actions
from .residents.admin import ResidentAdmin, resident_chooser
from .residents.buttons import HOOK as RESIDENT_BUTTONS
from .residents.buttons import LIST_HOOK as RESIDENT_LIST_LINKS
from .residents.columns import HOOK as RESIDENT_COLUMNS
from .residents.log_actions import register_resident_log_actions
from .residents.views import import_menu_item, import_urls
from .residents.viewsets import AreaViewSet
from .routes.log_actions import register_route_log_actions
from .routes.urls import register_route_urls
from .routes.views import entrances as route_entrances
from .routes.views import panels as route_panels
from .routes.viewsets import RouteViewSet
from .snippets import hooks as snippet_hooks
from .snippets.log_actions import register_text_log_actions
from .snippets.urls import register_text_urls
from .snippets.views import entrances
from .snippets.views.finding import find_area
from .snippets.views.home import add_panel as add_texts_panel
from .snippets.views.library import library_check_menu_item, library_check_urls
from .snippets.viewsets import TextsGroup

hooks.register("register_log_actions", outbox_hooks.register_log_actions)
hooks.register("register_admin_urls", outbox_hooks.register_urls)
hooks.register("register_reports_menu_item", outbox_hooks.register_report)
hooks.register("register_log_actions", register_privacy_log_actions)
hooks.register("register_admin_urls", beginnings.register_urls)
hooks.register("register_page_header_buttons", beginnings.header_buttons)
hooks.register("register_page_listing_more_buttons", beginnings.header_buttons)
hooks.register("register_admin_urls", privacy_hooks.register_urls)
hooks.register("register_reports_menu_item", privacy_hooks.register_report)
hooks.register("register_log_actions", register_resident_log_actions)
hooks.register("register_log_actions", register_follow_up_log_actions)
hooks.register("register_log_actions", register_letter_log_actions)
hooks.register("register_log_actions", register_route_log_actions)
hooks.register("before_delete_snippet", refuse_deleting)
hooks.register("register_admin_urls", register_route_urls)
hooks.register("register_snippet_listing_buttons", route_entrances.listing_buttons)
hooks.register("register_rich_text_features", snippet_hooks.register_rich_text_features)
hooks.register("construct_snippet_action_menu", snippet_hooks.hide_direct_publishing)
hooks.register("register_admin_urls", library_check_urls)
hooks.register("register_reports_menu_item", library_check_menu_item)
hooks.register("register_log_actions", register_text_log_actions)
hooks.register("register_admin_urls", register_text_urls)
hooks.register("register_admin_search_area", find_area)
hooks.register("register_snippet_listing_buttons", entrances.listing_buttons)
hooks.register("register_snippet_action_menu_item", entrances.changes_menu_item)

register_snippet(TextsGroup)
register_snippet(AreaViewSet)
register_snippet(RouteViewSet)
hooks.register("register_admin_viewset", lambda: resident_chooser)
hooks.register("register_admin_urls", register_plate_urls)
hooks.register("register_admin_urls", import_urls)
hooks.register("register_admin_urls", register_letter_urls)
hooks.register("register_admin_menu_item", import_menu_item)
hooks.register("register_admin_urls", desk_hooks.register_admin_urls)
hooks.register("register_admin_menu_item", desk_hooks.register_menu_item)
hooks.register("register_admin_menu_item", desk_hooks.register_team_menu_item)
hooks.register("register_admin_menu_item", to_print_menu_item)
hooks.register("construct_homepage_panels", desk_hooks.add_panel)
hooks.register("construct_homepage_panels", route_panels.add_panel)
hooks.register("construct_homepage_panels", add_reading_panel)
hooks.register("construct_homepage_panels", add_texts_panel)
hooks.register("register_admin_urls", reading_hooks.register_urls)
for report in reading_hooks.REPORTS:
    hooks.register("register_reports_menu_item", report)
hooks.register("register_icons", desk_hooks.register_icons)
hooks.register(RESIDENT_BUTTONS, desk_hooks.resident_buttons)
hooks.register(RESIDENT_COLUMNS, resident_columns)
hooks.register(RESIDENT_LIST_LINKS, list_links)
ResidentAdmin.bulk_actions = (PlanTogether, InviteTogether, HandOverTogether, PutOnRouteTogether, TakeTogether)
ResidentAdmin().register_with_wagtail()
