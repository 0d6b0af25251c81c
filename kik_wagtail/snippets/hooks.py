"""What this room registers with Wagtail: the merge field chip, the one-line rule, and the menu without Publish."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature, Feature, PluginFeature

from kik_wagtail import conf

from . import pasting
from .merge_fields import registry, token
from .models.four_eyes import FourEyesMixin

ENTITY = "MERGE_FIELD"
SCRIPT = "kik_wagtail/snippets/snippets.js"
STYLE = "kik_wagtail/snippets/snippets.css"
PRIVACY = {"ordinary": _("ordinary"), "personal": _("personal"), "sensitive": _("sensitive")}


class MergeFieldFeature(EntityFeature):
    """An entity with a picker, and a plugin that keeps typing from breaking a chip in two."""

    def construct_options(self, options: dict) -> None:
        super().construct_options(options)
        entity = {**options["entityTypes"].pop(), "fields": fields_for_picker(), "texts": picker_texts()}
        options["entityTypes"].append(entity)
        options.setdefault("plugins", []).append({"type": "MERGE_FIELD_GUARD"})
        pasting.accept(options)


class SingleLineFeature(PluginFeature):
    """Enter does nothing: the subject of a letter is one line."""

    def construct_options(self, options: dict) -> None:
        super().construct_options(options)
        pasting.accept(options, one_line=True)


class NamedFeature(Feature):
    """Brings the script along that gives every editor on the page its own accessible name and cleans what is pasted."""

    def construct_options(self, options: dict) -> None:
        pasting.accept(options)


def fields_for_picker() -> list[dict[str, Any]]:
    """With labels in the language of the request; the script leaves out what cannot work for the chosen purpose."""
    return [
        field
        | {
            "label": gettext(field["label"]),
            "source": gettext(field["source"]),
            "privacy": str(PRIVACY[field["privacy"]]),
        }
        for field in registry.for_picker()
    ]


def picker_texts() -> dict[str, str]:
    return {
        "title": gettext("Choose a merge field"),
        "replace": gettext("Replace the merge field"),
        "search": gettext("Search by name or source"),
        "list": gettext("Merge fields"),
        "none": gettext("No merge field found"),
        "found": gettext("merge fields found"),
        "foundOne": gettext("merge field found"),
        "example": gettext("for example"),
        "longest": gettext("at most this many characters:"),
        "close": gettext("Close"),
    }


class MergeFieldElementHandler(InlineEntityElementHandler):
    """Stored is the token; in the editor the chip reads as the field's label."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict) -> dict:
        return {"field": attrs["data-merge-field"]}

    def handle_endtag(self, name: str, state: Any, contentstate: Any) -> None:
        block = state.current_block
        entity_range = state.current_entity_ranges[-1]
        field = contentstate.entity_map[entity_range.key].data["field"]
        label = gettext(registry[field].label) if field in registry else token(field)
        block.text = block.text[: entity_range.offset] + label
        for style in block.inline_style_ranges:  # bold inside the chip was measured on the token
            if style.length is not None and style.offset >= entity_range.offset:
                style.length = len(label)
        super().handle_endtag(name, state, contentstate)


def merge_field_element(props: dict) -> Any:
    """Always writes the field's own token, so an old label cannot survive a save. Bold comes inside the entity."""
    name = props["field"]
    label = DOM.create_element("b", {}, token(name)) if _is_bold(props["children"]) else token(name)
    return DOM.create_element("span", {"data-merge-field": name}, label)


def _is_bold(children: Any) -> bool:
    """`children` is plain text or an element, depending on whether a style covers the chip."""
    return not isinstance(children, str) and "<b>" in DOM.render(children)


def register_rich_text_features(features: Any) -> None:
    features.register_editor_plugin(
        "draftail",
        "merge-field",
        MergeFieldFeature(
            {
                "type": ENTITY,
                "icon": "tag",
                "label": _("Merge field"),
                "description": _("Merge field"),
                "attributes": ["field"],
                "allowlist": {"data-merge-field": True},
            },
            js=[SCRIPT],
            css={"all": [STYLE]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        "merge-field",
        {
            "from_database_format": {"span[data-merge-field]": MergeFieldElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: merge_field_element}},
        },
    )
    features.register_editor_plugin("draftail", "single-line", SingleLineFeature({"type": "SINGLE_LINE"}, js=[SCRIPT]))
    features.register_editor_plugin("draftail", "named", NamedFeature(js=[SCRIPT], css={"all": [STYLE]}))
    features.register_converter_rule("contentstate", "named", {"from_database_format": {}, "to_database_format": {}})
    features.register_converter_rule(
        "contentstate", "single-line", {"from_database_format": {}, "to_database_format": {}}
    )


def hide_direct_publishing(menu_items: list, request: Any, context: dict) -> None:
    """With four eyes nobody may publish by themselves, so the button does not stand there."""
    if conf.four_eyes() and issubclass(context["model"], FourEyesMixin):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]
