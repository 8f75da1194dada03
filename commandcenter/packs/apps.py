"""Django application of the region packs."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """Packs and the record of what each of them last wrote."""

    name = "commandcenter.packs"
    label = "packs"
