from django.apps import AppConfig


class IntranetConfig(AppConfig):
    name = "demo_site.intranet"
    label = "intranet"
    verbose_name = "Intranet"
