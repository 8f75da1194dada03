"""Attachments: one photo or PDF, for those who may see its item."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from monitoring.files.attachments import CONTENT_TYPE, SUFFIX, may_see
from monitoring.models import Attachment

# Foreign bytes: whatever they are taken for, they may run and load nothing.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one file under a type and a name of our own; 404 to those who may not see the item."""
    found = get_object_or_404(Attachment.objects.select_related("item"), pk=pk)
    if not may_see(found.item, request.user):
        raise Http404
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag=etag) or _file(found)
    response["ETag"] = etag
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    # Asked for anew each time, so that a picture is gone from the phone once somebody logs out.
    response["Cache-Control"] = "private, no-cache"
    return response


def _file(found: Attachment) -> FileResponse:
    kind = Attachment.Kind(found.kind)
    try:
        opened = found.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        opened,
        as_attachment=kind == Attachment.Kind.PDF,
        filename=f"lampiran-{found.pk}.{SUFFIX[kind]}",
        content_type=CONTENT_TYPE[kind],
    )
