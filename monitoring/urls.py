"""Addresses of `monitoring`."""

from django.urls import path

from monitoring import views

urlpatterns = [
    path("sumber", views.list_sources, name="sources"),
    path("sumber/<int:pk>/tarik", views.pull, name="pull_feed"),
]
