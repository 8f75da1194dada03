"""Addresses of the accounts."""

from django.urls import path

from commandcenter.accounts import views

urlpatterns = [
    path("", views.home, name="home"),
    path("masuk", views.login, name="login"),
    path("keluar", views.logout, name="logout"),
    path("undangan/<str:secret>", views.invitation, name="invitation"),
    path("akses", views.access, name="access"),
    path("akses/undangan", views.invite, name="invite"),
    path("akses/undangan/<int:pk>/batal", views.withdraw_invitation, name="withdraw_invitation"),
    path("akses/pengguna/<int:pk>", views.change_user, name="change_user"),
    path("akses/layar", views.pair_display, name="pair_display"),
    path("akses/layar/<int:pk>/cabut", views.revoke_display, name="revoke_display"),
]
