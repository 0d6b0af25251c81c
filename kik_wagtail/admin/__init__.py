"""Screens for personal models: Wagtail core's own views behind ModelAdmin's registration.

    class HandoverAdmin(ScopedModelAdmin):
        model = Handover

No view and no template of wagtail_modeladmin is used, so its holes (unscoped edit/inspect/delete, history without
permission, any lookup as GET parameter) are gone rather than patched. Nothing else may subclass its ModelAdmin.
"""
