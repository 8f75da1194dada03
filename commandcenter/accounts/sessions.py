"""Django's sessions in the database, each with its person, device and times (SESSION_ENGINE).

https://docs.djangoproject.com/en/5.2/topics/http/sessions/#extending-database-backed-session-engines
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from commandcenter.accounts.address import client_address
from commandcenter.accounts.models import Session
from monitoring.clean import clean

SEEN_EVERY = timedelta(minutes=5)
AGENT_LENGTH = Session._meta.get_field("agent").max_length


class SessionStore(DatabaseStore):
    """A session that also says whose it is, from where, since when, and when it was last seen."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model that holds the sessions."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        self.row = super()._get_session_from_db()
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to be saved; every save says that the session was seen."""
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.agent, row.address = data.get("agent", ""), data.get("address", "")
        row.seen_at = timezone.now()
        row.started_at = self.row.started_at if self._goes_on(data) else row.seen_at
        return row

    def see(self, request: HttpRequest, at: datetime) -> None:
        """Note device and address at login, and again when the last note is SEEN_EVERY old."""
        if SESSION_KEY not in self:
            return
        if self._goes_on(self._session) and at - self.row.seen_at < SEEN_EVERY:
            return
        self["agent"] = clean(request.headers.get("User-Agent", ""), AGENT_LENGTH)
        self["address"] = client_address(request)

    def _goes_on(self, data: dict[str, Any]) -> bool:
        """Say whether the stored row is already a session of the same person."""
        return self.row is not None and str(self.row.user_id) == data.get(SESSION_KEY)
