"""The address of the trace."""

from django.urls import path

from commandcenter.trace import views

urlpatterns = [path("jejak", views.trace, name="trace")]
