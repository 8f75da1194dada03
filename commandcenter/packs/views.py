"""Pages of the editor: the kinds, the list of one kind, one record, and the export."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commandcenter.packs.editor import listing, saving
from commandcenter.packs.editor.conflict import changes_since, rebased
from commandcenter.packs.editor.forms import CheckForm, RecordForm
from commandcenter.packs.editor.kinds import BY_SLUG, KINDS, Kind, children
from commandcenter.packs.export import archive
from commandcenter.packs.files import PackError
from commandcenter.trace.telling import tell

PER_PAGE = 50
may_edit = permission_required("packs.edit_pack", raise_exception=True)


@require_safe
@may_edit
def pack_editor(request: HttpRequest) -> HttpResponse:
    """Show the kinds of regional data with how many there are, and the way to download them."""
    return render(request, "packs/editor.html", {"kinds": listing.overview()})


@require_safe
@never_cache
@may_edit
def pack_records(request: HttpRequest, kind: str) -> HttpResponse:
    """List the records of one kind."""
    chosen, words = _kind(kind), request.GET.get("cari", "")[:200]
    state = request.GET.get("keadaan", "")
    rows = listing.found(chosen, words, state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    query = request.GET.copy()
    query.pop("halaman", None)
    context = {
        "kind": chosen,
        "kinds": KINDS,
        "page": page,
        "listed": listing.listed(chosen, list(page.object_list)),
        "states": listing.states(chosen),
        "state": state,
        "words": words,
        "address": query.urlencode(),
    }
    return render(request, "packs/records.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_edit
def new_record(request: HttpRequest, kind: str) -> HttpResponse:
    """Make a record; the same form sent twice leads to the same record."""
    chosen = _kind(kind)
    if chosen.made_at:
        return redirect(chosen.made_at)
    if request.method != "POST":
        return _show(request, chosen, chosen.form(initial=request.GET.dict()))
    form = chosen.form(request.POST)
    try:
        # A savepoint: what the database refuses becomes words on the form.
        with transaction.atomic():
            row = saving.save(form, 0, timezone.now()) if form.is_valid() else None
    except IntegrityError:
        row = None
    if row is None and (twin := _twin(chosen, form, request)):
        messages.success(request, _("Sudah tersimpan sebelumnya; ini halamannya."))
        return redirect("pack_record", kind, twin.pk)
    if row is None:
        if form.is_valid():
            form.add_error(None, _("Sudah ada dengan nama ini; sunting yang sudah ada."))
        return _show(request, chosen, form, status=422)
    messages.success(request, _("Tersimpan. Berlaku untuk berita yang dibaca sesudah ini."))
    return redirect("pack_record", kind, row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_edit
def pack_record(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    """Show one record and save what a person changed; 409 when a colleague was faster."""
    chosen = _kind(kind)
    row = _row(chosen, pk)
    if request.method != "POST":
        return _show(request, chosen, chosen.form(instance=row))
    form = chosen.form(request.POST, instance=row)
    if not form.is_valid():
        return _show(request, chosen, form, status=422, seen=_seen(request))
    try:
        saving.save(form, _seen(request), timezone.now())
    except saving.ChangedMeanwhile:
        return _show_conflict(request, chosen, form)
    words = _("Tersimpan. Berlaku untuk berita yang dibaca sesudah ini.")
    messages.success(request, words if form.has_changed() else _("Tidak ada yang berubah."))
    return redirect("pack_record", kind, pk)


@require_POST
@may_edit
def check_record(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    """Note that the record was held against the world today."""
    chosen = _kind(kind)
    row, form = _row(chosen, pk), CheckForm(request.POST)
    if not form.is_valid():
        return _show(request, chosen, chosen.form(instance=row), status=422, check=form)
    saving.check(chosen, row, form.cleaned_data, timezone.now())
    messages.success(request, _("Dicatat: sudah dicek hari ini."))
    return redirect("pack_record", kind, pk)


@require_POST
@may_edit
def delete_record(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    """Delete a record that people made and nothing uses; sent twice it is deleted once."""
    chosen = _kind(kind)
    row = chosen.model._default_manager.filter(pk=_key(chosen, pk)).first()
    try:
        if row is not None:
            saving.delete(chosen, row)
    except saving.StillUsed:
        words = _("%(name)s masih dipakai atau berasal dari paket, jadi tidak dihapus.")
        messages.error(request, words % {"name": row})
        return redirect("pack_record", kind, pk)
    messages.success(request, _("Dihapus. Jejaknya tetap tersimpan."))
    return redirect("pack_records", kind)


@require_safe
@never_cache
@may_edit
def export_pack(request: HttpRequest) -> HttpResponse:
    """Send the regional data as a zip of YAML files."""
    try:
        packed = archive(timezone.now())
    except PackError as error:
        messages.error(request, str(error))
        return redirect("pack_editor")
    return HttpResponse(
        packed.content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{packed.name}"'},
    )


def _kind(slug: str) -> Kind:
    if slug not in BY_SLUG:
        raise Http404(slug)
    return BY_SLUG[slug]


def _key(kind: Kind, pk: str) -> Any:
    """Return the primary key an address names; 404 when it cannot be one."""
    number = pk.isascii() and pk.isdigit() and len(pk) < 18
    if not (pk.isalnum() if kind.pack == "topic" else number):
        raise Http404(pk)
    return pk


def _row(kind: Kind, pk: str) -> Any:
    rows = kind.model._default_manager.select_related(*kind.related)
    return get_object_or_404(rows, pk=_key(kind, pk))


def _seen(request: HttpRequest) -> int:
    """Return the edition the form was looking at; a form without one has seen nothing."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _twin(kind: Kind, form: RecordForm, request: HttpRequest) -> Any | None:
    """Return the standing row that already says everything this form says."""
    twin = form.twin()
    same = twin is not None and not kind.form(request.POST, instance=twin).has_changed()
    return twin if same else None


def _show_conflict(request: HttpRequest, kind: Kind, form: RecordForm) -> HttpResponse:
    """Show what a person typed on top of what changed meanwhile; saving again is a choice."""
    row = _row(kind, str(form.instance.pk))
    changes = changes_since(row, _seen(request))
    again = kind.form(rebased(form, row, changes), instance=row)
    return _show(request, kind, again, status=409, conflict=tell(changes))


def _show(
    request: HttpRequest,
    kind: Kind,
    form: RecordForm,
    status: int = 200,
    seen: int | None = None,
    check: CheckForm | None = None,
    **extra: Any,
) -> HttpResponse:
    context = {"kind": kind, "form": form, "at": timezone.now(), **extra}
    if not form.new:
        context |= _standing(kind, form, check)
        context["seen"] = saving.edition(form.instance) if seen is None else seen
    return render(request, "packs/record.html", context, status=status)


def _standing(kind: Kind, form: RecordForm, check: CheckForm | None) -> dict[str, Any]:
    """Return what the page says of a row that stands: its check, and whether it may go."""
    # The form has written into its own instance what is not saved.
    row = kind.model._default_manager.get(pk=form.instance.pk)
    record = saving.record_of(kind, row)
    sayer = record or (row if hasattr(row, "verified") else None)
    if check is None and sayer is not None:
        check = CheckForm(initial={"origin": sayer.origin, "verified": sayer.verified})
    return {
        "row": row,
        "record": record,
        "verified": sayer.verified if sayer else None,
        "check": check,
        "deletable": saving.deletable(kind, row, record),
        "children": children(kind, row),
    }
