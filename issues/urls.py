"""Addresses of `issues`, in the order a day is worked."""

from django.urls import path

from issues.views import coverage, issues, wall

urlpatterns = [
    path("dinding", wall.wall, name="wall"),
    path("dinding/<str:secret>", wall.wall_display, name="wall_display"),
    path("berita", coverage.coverage, name="coverage"),
    path("berita/<int:pk>", coverage.item, name="item"),
    path("cerita/<int:pk>", coverage.story, name="story"),
    path("isu", issues.issues, name="issues"),
    path("isu/buka", issues.open_issue, name="open_issue"),
    path("isu/<int:pk>", issues.issue, name="issue"),
    path("isu/<int:pk>/status", issues.change_issue, name="change_issue"),
]
