"""Addresses of the accounts."""

from django.urls import path

from commandcenter.accounts.views import access, account, door

urlpatterns = [
    path("", door.home, name="home"),
    path("masuk", door.login, name="login"),
    path("keluar", door.logout, name="logout"),
    path("undangan/<str:secret>", door.invitation, name="invitation"),
    path("sandi/<str:secret>", door.new_password, name="new_password"),
    path("akun", account.account, name="account"),
    path("akun/bahasa", account.choose_language, name="choose_language"),
    path("akun/sandi", account.change_password, name="change_password"),
    path("akun/sesi/keluarkan", account.end_session, name="end_session"),
    path("akun/sesi/keluarkan-lain", account.end_other_sessions, name="end_other_sessions"),
    path("akun/token", account.make_token, name="make_token"),
    path("akun/token/<int:pk>/cabut", account.revoke_token, name="revoke_token"),
    path("akses", access.access, name="access"),
    path("akses/undangan", access.invite, name="invite"),
    path("akses/undangan/<int:pk>/batal", access.withdraw_invitation, name="withdraw_invitation"),
    path("akses/pengguna/<int:pk>", access.change_user, name="change_user"),
    path("akses/pengguna/<int:pk>/sandi", access.password_link, name="password_link"),
    path("akses/layar", access.pair_display, name="pair_display"),
    path("akses/layar/<int:pk>/cabut", access.revoke_display, name="revoke_display"),
]
