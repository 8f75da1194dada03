"""Addresses of `issues`, in the order a day is worked."""

from django.urls import path

from issues.views import coverage, desk, exports, handling, issues, recaps, reports, saved, wall

urlpatterns = [
    path("dinding", wall.wall, name="wall"),
    path("dinding/<str:secret>", wall.wall_display, name="wall_display"),
    path("meja", desk.desk, name="desk"),
    path("meja/<int:pk>", desk.desk_item, name="desk_item"),
    path("meja/<int:pk>/simpan", desk.desk_save, name="desk_save"),
    path("meja/<int:pk>/pegang", desk.desk_hold, name="desk_hold"),
    path("meja/urungkan/<int:pk>", desk.desk_undo, name="desk_undo"),
    path("berita", coverage.coverage, name="coverage"),
    path("berita/unduh", exports.export_coverage, name="export_coverage"),
    path("berita/simpan", saved.save_selection, name="save_selection"),
    path("berita/tersimpan/<int:pk>/hapus", saved.forget_selection, name="forget_selection"),
    path("berita/<int:pk>", coverage.item, name="item"),
    path("cerita/<int:pk>", coverage.story, name="story"),
    path("isu", issues.issues, name="issues"),
    path("isu/buka", issues.open_issue, name="open_issue"),
    path("isu/<int:pk>", issues.issue, name="issue"),
    path("isu/<int:pk>/status", handling.change_issue, name="change_issue"),
    path("isu/<int:pk>/ubah", handling.describe_issue, name="describe_issue"),
    path("isu/<int:pk>/tutup", handling.close_issue, name="close_issue"),
    path("isu/<int:pk>/buka-lagi", handling.reopen_issue, name="reopen_issue"),
    path("isu/<int:pk>/tanggapan", handling.add_response, name="add_response"),
    path("isu/<int:pk>/disposisi", handling.dispose, name="dispose"),
    path("tanggapan/<int:pk>/selesai", handling.finish_response, name="finish_response"),
    path("lapor/saya", reports.my_reports, name="my_reports"),
    path("rekap", recaps.recaps, name="recaps"),
    path("rekap/<str:day>/<slug:slot>", recaps.recap, name="recap"),
    path("rekap/<str:day>/<slug:slot>/wa", recaps.recap_text, name="recap_text"),
    path("rekap/<str:day>/<slug:slot>.pdf", recaps.recap_pdf, name="recap_pdf"),
]
