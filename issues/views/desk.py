"""The desk: one text after the other, saved by one key, and taken back by another."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from issues import deciding, saved
from issues.desk import holds, page
from issues.desk.answers import Answers, BadAnswer
from issues.desk.queue import Queue
from issues.models import Act
from issues.selection import BadSelection, Selection
from issues.selection_form import SelectionForm
from monitoring.home import home_zone
from monitoring.models import Item

View = Callable[..., HttpResponse]
may_decide = permission_required("issues.decide", raise_exception=True)


def with_queue(view: View) -> View:
    """Give a view the queue its address asks for; 400 when the address makes no sense."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        words, at = request.GET.dict(), timezone.now()
        try:
            queue = Queue.from_address(words, request.user, home_zone(), at)
        except (BadSelection, OverflowError) as error:
            return render(request, "400.html", {"words": str(error)}, status=400)
        return view(request, queue, *args, **kwargs)

    return answer


@require_safe
@vary_on_headers("HX-Request")
@may_decide
@with_queue
def desk(request: HttpRequest, queue: Queue) -> HttpResponse:
    """Show the queue with its first free text; on a phone only the queue."""
    first = queue.first()
    return _show(request, queue, _items().get(pk=first) if first else None, view="queue")


@require_safe
@vary_on_headers("HX-Request")
@may_decide
@with_queue
def desk_item(request: HttpRequest, queue: Queue, pk: int) -> HttpResponse:
    """Show one text; a copy leads to its original, what was not read to its own page."""
    item = get_object_or_404(_items(), pk=pk)
    if item.copy_of_id:
        return redirect(_address(queue, item.copy_of_id))
    if not hasattr(item, "coverage"):
        return redirect("item", pk)
    return _show(request, queue, item)


@require_POST
@may_decide
@with_queue
def desk_save(request: HttpRequest, queue: Queue, pk: int) -> HttpResponse:
    """Save what was filled in and show the next text.

    422 when something is missing, 409 when a colleague holds the text or was faster; the answers
    stay filled in.
    """
    item = get_object_or_404(_items().filter(copy_of=None, coverage__isnull=False), pk=pk)
    answers, then = None, queue.after(item.coverage)
    try:
        answers = Answers.posted(request.POST)
        _decide(request, queue, item, answers)
    except BadAnswer as error:
        return _show(request, queue, item, answers=answers, notice=str(error), status=422)
    except deciding.ChangedMeanwhile as error:
        return _show(request, queue, item, answers=answers, notice=str(error), status=409)
    return _next(request, queue, then or queue.first())


@require_POST
@may_decide
@with_queue
def desk_undo(request: HttpRequest, queue: Queue, pk: int) -> HttpResponse:
    """Take back one of my acts and show its text again, with words about what changed."""
    act = get_object_or_404(Act.objects.select_related("item"), pk=pk, by=request.user)
    first = act.item.copy_of_id or act.item_id
    try:
        undone = deciding.undo(act, request.user, queue.at, _key(request))
    except (deciding.CannotUndo, BadAnswer) as error:
        item = _items().get(pk=first)
        return _show(request, queue, item, notice=str(error), status=409)
    if not request.htmx:
        messages.success(request, undone.words)
        return redirect(_address(queue, first))
    item = _items().get(pk=first)
    holds.take(item, request.user, queue.at)
    return _pushed(_show(request, queue, item, said=undone.words), queue, first)


@require_POST
@may_decide
@with_queue
def desk_hold(request: HttpRequest, queue: Queue, pk: int) -> HttpResponse:
    """Take, renew, take over or let go of a text; answers with the line that says who holds it."""
    item = get_object_or_404(Item.objects.filter(copy_of=None, coverage__isnull=False), pk=pk)
    if "lepas" in request.POST:
        holds.release(item, request.user)
    else:
        holds.take(item, request.user, queue.at, over="ambil" in request.POST)
    if not request.htmx:
        return redirect(_address(queue, pk))
    hold = holds.holder(item, queue.at)
    mine = hold is not None and hold.by_id == request.user.pk
    context = {"item": item, "hold": hold, "mine": mine, "query": queue.address()}
    return render(request, "issues/_desk_hold.html", context)


def _decide(request: HttpRequest, queue: Queue, item: Item, answers: Answers) -> None:
    """Decide, unless a colleague holds the text; raises ChangedMeanwhile or BadAnswer."""
    hold, me = holds.holder(item, queue.at), request.user
    if hold and hold.by_id != me.pk:
        raise deciding.ChangedMeanwhile(
            _("%(name)s sedang memegang berita ini. Ambil alih dulu, atau lanjut ke berikutnya.")
            % {"name": hold.by.get_short_name()}
        )
    seen = request.POST.get("seen", "")
    choices = answers.choices(item.coverage)
    deciding.decide(item, choices, me, queue.at, seen, _key(request))


def _next(request: HttpRequest, queue: Queue, pk: int | None) -> HttpResponse:
    """Show the next text, held for me; without htmx by a redirect, so that reload saves nothing."""
    if not request.htmx:
        return redirect(_address(queue, pk))
    item = _items().get(pk=pk) if pk else None
    if item:
        holds.take(item, request.user, queue.at)
    return _pushed(_show(request, queue, item), queue, pk)


def _show(
    request: HttpRequest,
    queue: Queue,
    item: Item | None,
    *,
    answers: Answers | None = None,
    notice: str = "",
    said: str = "",
    view: str = "item",
    status: int = 200,
) -> HttpResponse:
    """Answer with the page, or with its main part to htmx."""
    filtered = queue.selection != Selection()
    asked = request.GET.get("saring") == "1"
    form = SelectionForm.showing(queue.selection) if filtered or asked else None
    context = {
        "desk": page.build(queue, item, answers),
        "query": queue.address(),
        "toast": page.toast(request.user, queue.at),
        "chips": form.chips(queue.selection) if form else [],
        "form": form if asked else None,
        "saved": saved.mine(request.user) if asked else [],
        "notice": notice,
        "said": said,
        "view": view,
        "at": queue.at,
    }
    bare = request.htmx and not request.htmx.history_restore_request
    template = "issues/_desk.html" if bare else "issues/desk.html"
    return render(request, template, context, status=status)


def _pushed(response: HttpResponse, queue: Queue, pk: int | None) -> HttpResponse:
    response["HX-Push-Url"] = _address(queue, pk)
    return response


def _address(queue: Queue, pk: int | None) -> str:
    """Return the address of a text in this queue, or of the queue itself."""
    path, query = reverse("desk_item", args=[pk]) if pk else reverse("desk"), queue.address()
    return f"{path}?{query}" if query else path


def _items() -> QuerySet[Item]:
    """Return items with what the desk shows of them."""
    return Item.objects.select_related(
        *("outlet", "text", "coverage__story", "coverage__issue", "coverage__topic"),
        *("report__region", "report__district", "report__village"),
    )


def _key(request: HttpRequest) -> UUID:
    """Return the key of the form; raises BadAnswer for a form that is not ours."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise BadAnswer(_("Formulir ini tidak lengkap. Mohon muat ulang halaman.")) from error
