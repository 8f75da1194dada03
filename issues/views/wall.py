"""The wall: one address, one poll. Answers with the page, the board, or "nothing has changed"."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache as remember
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from issues.wall import BadMode, Meeting, Mode, Wall, build_meeting, build_wall

# Twenty walls that poll at once ask the database once.
SECONDS_SHARED = 2


@dataclass(frozen=True)
class Board:
    """A drawn board: its HTML, the name of this very picture, and how old its data are."""

    html: str
    etag: str
    title: str
    zone: str
    newest: datetime | None

    def age(self, at: datetime) -> str:
        """Return the seconds since the newest good fetch; empty when there was none."""
        return "" if self.newest is None else str(max(0, round((at - self.newest).total_seconds())))


@require_safe
@login_not_required
@vary_on_headers("HX-Request", "Cookie")
def wall(request: HttpRequest) -> HttpResponse:
    """Show the wall to people who are logged in; their numbers open lists."""
    if not request.user.is_authenticated:
        # A poll must not swap a login form into the picture: the words for it are in the page.
        if request.htmx:
            return HttpResponse(status=401)
        return redirect_to_login(request.get_full_path())
    if not request.user.has_perm("issues.view_issue"):
        raise PermissionDenied
    with translation.override(request.user.language):
        return _answer(request, linked=True)


@require_safe
@login_not_required
@vary_on_headers("HX-Request")
def wall_display(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the wall to a paired screen; it can only look."""
    # Whoever is logged in on the machine behind the screen does not choose its language.
    with translation.override(settings.LANGUAGE_CODE):
        return _for_screen(request, secret)


def _for_screen(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the wall to whoever knows the secret of a paired screen, and words to all others."""
    if import_string(settings.DISPLAY_CHECK)(secret):
        return _answer(request, linked=False)
    response = render(request, "issues/wall_unpaired.html", {"build": build()}, status=403)
    if request.htmx:
        response["HX-Refresh"] = "true"
    return response


def _answer(request: HttpRequest, linked: bool) -> HttpResponse:
    """Answer with the page or, to a poll, with the board or 304; always with the age of the data.

    The age stands in a header, because it changes every second while the picture does not. A mode
    that does not exist is refused with 400.
    """
    try:
        mode = Mode.from_address(request.GET)
    except BadMode as error:
        return render(request, "400.html", {"words": str(error)}, status=400)
    board, at = _board(mode, linked), timezone.now()
    response: HttpResponse
    if request.htmx:
        fresh = HttpResponse(board.html, headers={"ETag": board.etag})
        response = get_conditional_response(request, etag=board.etag, response=fresh)
    else:
        context = _page(request.path + mode.address, board, at, linked)
        response = render(request, "issues/wall.html", context)
    response["Cache-Control"] = "private, no-cache"
    response["X-Data-Age"] = board.age(at)
    response["X-Server-Time"] = str(round(at.timestamp() * 1000))
    response["X-Build"] = build()
    return response


def _page(address: str, board: Board, at: datetime, linked: bool) -> dict[str, Any]:
    """Return what the page around a board says; it polls the address it was opened by."""
    login = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': address})}"
    return {
        "address": address,
        "board": board,
        "at": round(at.timestamp() * 1000),
        "age": board.age(at),
        "build": build(),
        "login_url": login if linked else "",
    }


def _board(mode: Mode, linked: bool) -> Board:
    """Return the board, drawn at most every SECONDS_SHARED seconds for all who look."""
    key = f"wall:{linked}:{mode.guest}:{mode.meeting}:{mode.issue}:{translation.get_language()}"
    board: Board | None = cache.get(key)
    if board is None:
        board = draw(timezone.now(), mode, linked)
        cache.set(key, board, SECONDS_SHARED)
    return board


def draw(at: datetime, mode: Mode, linked: bool) -> Board:
    """Build the wall and draw it; the etag changes when and only when the picture does.

    For visitors nothing is linked: a list behind a number shows what the wall hides.
    """
    wall: Wall | Meeting
    if mode.meeting:
        wall, template = build_meeting(at, mode.issue, mode.guest), "issues/_wall_meeting.html"
    else:
        wall, template = build_wall(at, mode.guest), "issues/_wall_board.html"
    with timezone.override(wall.zone):
        context = {"wall": wall, "mode": mode, "linked": linked and not mode.guest}
        html = render_to_string(template, context)
    etag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    return Board(html, etag, wall.title, wall.zone, wall.sources.newest)


@remember
def build() -> str:
    """Return a name for the code that screens have loaded; when it changes they reload."""
    found = (finders.find(name) for name in ("tokens.css", "wall.css", "wall.js"))
    content = b"".join(Path(path).read_bytes() for path in found if path)
    return hashlib.sha256(content).hexdigest()[:12]
