"""Where somebody is logged in, and how often somebody failed to."""

from datetime import datetime
from typing import ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from commandcenter.accounts.models.links import digest
from commandcenter.accounts.models.users import User


class Session(AbstractBaseSession):
    """One browser. Without its row the browser is out; accounts/sessions.py writes it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    agent = models.CharField(max_length=200)
    address = models.CharField(max_length=45)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta(AbstractBaseSession.Meta):
        ordering: ClassVar[list[str]] = ["-seen_at"]

    @property
    def name(self) -> str:
        """Return what pages call this session; the key itself would open it."""
        return digest(self.session_key)

    @classmethod
    def clear_expired(cls, at: datetime) -> None:
        """Delete the sessions whose time is over."""
        cls.objects.filter(expire_date__lt=at).delete()

    @classmethod
    def end(cls, user: User, but: str | None = None) -> int:
        """End the sessions of a user, except the one with the key `but`; return how many."""
        return cls.objects.filter(user=user).exclude(session_key=but or "").delete()[0]


class Tries(models.Model):
    """Tries that have failed so far under one key; see accounts/throttle.py."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(db_index=True)
    shut_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "tries"

    def __str__(self) -> str:
        return f"{self.count} {self.since:%d-%m-%Y}"
