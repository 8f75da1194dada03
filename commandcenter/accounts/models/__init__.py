"""Accounts: users with a role, what opens doors for them, and where they are logged in."""

from commandcenter.accounts.models.links import (
    Display,
    Invitation,
    PasswordLink,
    Token,
    digest,
    new_secret,
)
from commandcenter.accounts.models.sessions import Session, Tries
from commandcenter.accounts.models.users import Language, Role, User, UserManager

__all__ = [
    "Display",
    "Invitation",
    "Language",
    "PasswordLink",
    "Role",
    "Session",
    "Token",
    "Tries",
    "User",
    "UserManager",
    "digest",
    "new_secret",
]
