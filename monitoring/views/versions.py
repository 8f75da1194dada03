"""How an item changed, version by version."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from monitoring.models import Item
from monitoring.trail import history_of, steps


@require_safe
@permission_required("monitoring.view_item", raise_exception=True)
def item_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed in an item, word by word, the newest change first."""
    item = get_object_or_404(Item.objects.select_related("outlet", "text", "revisit"), pk=pk)
    changes, left_out = steps(item)
    context = {
        "item": item,
        "history": history_of(item, [item]),
        "changes": changes,
        "left_out": left_out,
        "now": timezone.now(),
    }
    return render(request, "monitoring/versions.html", context)
