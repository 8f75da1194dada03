"""Addresses of the editor of regional data."""

from django.urls import path

from commandcenter.packs import views

urlpatterns = [
    path("paket", views.pack_editor, name="pack_editor"),
    path("paket/unduh", views.export_pack, name="export_pack"),
    path("paket/<slug:kind>", views.pack_records, name="pack_records"),
    path("paket/<slug:kind>/baru", views.new_record, name="new_record"),
    path("paket/<slug:kind>/<str:pk>", views.pack_record, name="pack_record"),
    path("paket/<slug:kind>/<str:pk>/cek", views.check_record, name="check_record"),
    path("paket/<slug:kind>/<str:pk>/hapus", views.delete_record, name="delete_record"),
]
