"""Addresses of the API. A token opens it, a session does not: no page can be made to call it.

There is no page of documentation (its scripts come from elsewhere); openapi.json says it all.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from commandcenter.accounts.tokens import bearer
from commandcenter.api.reports import router

PREFIX = "api/v1"


class ByToken(HttpBearer):
    """Opens for the account whose token the Authorization header carries, and for nobody else."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return the account, or None."""
        return bearer(token, timezone.now())


api = NinjaAPI(title="Command Center", version="1", auth=ByToken(), docs_url=None, openapi_url=None)
api.add_router("", router)


@api.exception_handler(AuthenticationError)
def unknown_token(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer 401 in words."""
    words = _("Token tidak dikenal, dicabut, atau sudah lewat masanya. Mohon buat token baru.")
    response = api.create_response(request, {"words": words}, status=401)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer 422 with the parts of the request that could not be read."""
    places = {".".join(map(str, fault["loc"])): [str(fault["msg"])] for fault in error.errors}
    words = _("Permintaan tidak dapat dipahami. Mohon periksa kembali.")
    return api.create_response(request, {"words": words, "fields": places}, status=422)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what the library refuses, such as a body that is cut short."""
    words = _("Permintaan tidak dapat dipahami. Mohon periksa kembali.")
    return api.create_response(request, {"words": words}, status=error.status_code)


@require_safe
@login_not_required
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe the API; open to all, as it tells nothing about anybody."""
    return JsonResponse(api.get_openapi_schema(path_prefix=f"/{PREFIX}/"))


def _addresses() -> Any:
    """Yield the addresses of the API without the login of pages: each asks for its token."""
    yield path(f"{PREFIX}/openapi.json", openapi, name="api_description")
    # The library lists an address once for each of its methods, always with the same view.
    views = {str(found.pattern): found for found in api.urls[0] if found.name != "api-root"}
    for address, found in views.items():
        yield path(f"{PREFIX}/{address}", login_not_required(found.callback), name=found.name)


urlpatterns = list(_addresses())
