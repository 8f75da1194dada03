"""Django application of the accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, invitations and wall displays."""

    name = "commandcenter.accounts"
    label = "accounts"
