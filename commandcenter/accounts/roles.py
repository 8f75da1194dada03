"""What each role may do, in one table; views ask for permissions in Django's own words."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from commandcenter.accounts.models import Role

READ = frozenset({"monitoring.view_item", "issues.view_issue"})
WORK = READ | {"issues.open_issue", "monitoring.pull_feed"}
PERMISSIONS: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: WORK | {"accounts.manage_access"},
    Role.RAPID_RESPONSE: WORK,
    Role.HIGHLIGHT: READ | {"issues.open_issue"},
    Role.LEADERSHIP: READ,
    # Field reports and data requests of their own are all that these two will see.
    Role.CONTRIBUTOR: frozenset(),
    Role.AGENCY: frozenset(),
    Role.VIEWER: READ,
}


class RoleBackend(ModelBackend):
    """Log in by name and password; permissions follow from the role alone."""

    def get_all_permissions(
        self, user_obj: AbstractBaseUser | AnonymousUser, obj: Any = None
    ) -> set[str]:
        """Return the permissions of the user's role; none for the inactive and anonymous."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return set(PERMISSIONS[user_obj.role])
