"""Every address of the product, in the order a day is worked."""

from django.urls import include, path

from commandcenter import health, metrics

urlpatterns = [
    path("", include("issues.urls")),
    path("", include("monitoring.urls")),
    path("", include("commandcenter.accounts.urls")),
    path("", include("commandcenter.trace.urls")),
    path("", include("commandcenter.packs.urls")),
    path("", include("commandcenter.api.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]
