"""Coverage: the list of a selection, one item, and one story."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from issues import item_page, listing, saved, stories, story_page, suggestions
from issues.models import Story
from issues.selection import BadSelection, Selection
from issues.selection_form import SelectionForm
from monitoring.home import home_zone
from monitoring.models import Item
from monitoring.reports import lists as report_lists


@require_safe
@vary_on_headers("HX-Request")
@permission_required("monitoring.view_item", raise_exception=True)
def coverage(request: HttpRequest) -> HttpResponse:
    """Show what an address selects, with its totals; 400 when the address makes no sense."""
    try:
        selection = Selection.from_address(request.GET.dict())
        found = listing.read(selection, home_zone(), request.GET.get("halaman"))
    except (BadSelection, OverflowError) as error:
        return render(request, "400.html", {"words": str(error)}, status=400)
    form = SelectionForm.showing(selection)
    context = {
        "selection": selection,
        "page": found.page,
        "totals": found.totals,
        "tones": found.tones,
        "periods": listing.periods(selection, timezone.localdate()),
        "form": form,
        "saved": saved.mine(request.user),
        "chips": form.chips(selection),
        "emptiness": None if found.totals.placements else listing.emptiness(selection, home_zone()),
    }
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, "issues/coverage.html", context)
    response = render(request, "issues/_coverage.html", context)
    # The form sends empty fields too; the address that is kept says only what is selected.
    response["HX-Push-Url"] = f"{reverse('coverage')}?{selection.address()}"
    return response


@require_safe
@permission_required("monitoring.view_item", raise_exception=True)
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one item: what it says, what it means, and why we think so."""
    rows = Item.objects.select_related(
        *("outlet", "text", "revisit", "report"),
        *("coverage__story", "coverage__issue", "coverage__topic"),
    )
    found = get_object_or_404(rows.prefetch_related("attachments"), pk=pk)
    page = item_page.build(found, request.GET.get("tandai", ""))
    at, proposed = timezone.now(), suggestions.about_item(found, request.user)
    context = {"page": page, "item": found, "now": at, "at": at, "proposed": proposed}
    if found.kind == Item.Kind.FIELD_REPORT:
        context["card"] = report_lists.card(report_lists.whole().get(pk=pk), request.user)
    return render(request, "issues/item.html", context)


@require_safe
@permission_required("monitoring.view_item", raise_exception=True)
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one story: who printed it, when, and in what tone."""
    story = get_object_or_404(Story.objects.select_related("issue"), pk=pk)
    if story.merged_into_id:
        return redirect("story", stories.survivor(story).pk)
    selection = Selection(cerita=story.pk)
    found = listing.read(selection, home_zone(), request.GET.get("halaman"))
    story_page.let_part(found.page)
    context = {
        "story": story,
        "selection": selection,
        "page": found.page,
        "totals": found.totals,
        "tones": found.tones,
        "proposed": suggestions.about_story(story.pk, request.user),
        "at": timezone.now(),
        "told": story_page.build(story, request.GET, timezone.now()),
    }
    return render(request, "issues/story.html", context)
