"""What each role may do, in one table; views ask for permissions in Django's own words."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from commandcenter.accounts.models import Role

READ = frozenset({"monitoring.view_item", "issues.view_issue"})
# Links, clippings and reports that people bring in.
BRING = frozenset({"monitoring.file_report", "monitoring.add_item"})
WORK = (
    READ
    | BRING
    | {"issues.open_issue", "issues.decide", "monitoring.pull_feed", "monitoring.manage_sources"}
)
PERMISSIONS: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: WORK
    | {"monitoring.verify_report", "issues.add_response", "accounts.manage_access"}
    | {"accounts.view_trace", "packs.edit_pack", "issues.teach"},
    Role.RAPID_RESPONSE: WORK
    | {"monitoring.verify_report", "issues.add_response", "accounts.view_trace"},
    Role.HIGHLIGHT: READ | BRING | {"issues.open_issue", "issues.decide", "issues.add_response"},
    # A disposition is an instruction with a deadline; that much leaders write themselves.
    Role.LEADERSHIP: READ | {"issues.add_response"},
    # Field reports and data requests of their own are all that these two will see.
    Role.CONTRIBUTOR: BRING,
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
