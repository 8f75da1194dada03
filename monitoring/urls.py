"""Addresses of `monitoring`."""

from django.urls import path

from monitoring.views import (
    adding,
    attachments,
    importing,
    intake,
    offline,
    reports,
    sources,
    unknown,
    versions,
    websub,
)

urlpatterns = [
    path("sumber", sources.list_sources, name="sources"),
    path("sumber/tambah", adding.add_source, name="add_source"),
    path("sumber/tambah/simpan", adding.save_source, name="save_source"),
    path("sumber/impor", importing.import_sources, name="import_sources"),
    path("sumber/impor/simpan", importing.save_imported, name="save_imported"),
    path("sumber/ekspor.opml", importing.export_sources, {"form": "opml"}, name="export_opml"),
    path("sumber/ekspor.csv", importing.export_sources, {"form": "csv"}, name="export_csv"),
    path("sumber/belum-dikenal", unknown.unknown_outlets, name="unknown_outlets"),
    path("sumber/belum-dikenal/<int:pk>", unknown.unknown_outlet, name="unknown_outlet"),
    path("sumber/belum-dikenal/<int:pk>/kenali", unknown.describe_outlet, name="describe_outlet"),
    path("sumber/belum-dikenal/<int:pk>/gabung", unknown.merge_outlet, name="merge_outlet"),
    path("sumber/belum-dikenal/<int:pk>/tolak", unknown.block_outlet, name="block_outlet"),
    path("sumber/belum-dikenal/<int:pk>/terima", unknown.unblock_outlet, name="unblock_outlet"),
    path("sumber/<int:pk>", sources.look_again, name="look_at_feed"),
    path("sumber/<int:pk>/tarik", sources.pull, name="pull_feed"),
    path("sumber/<int:pk>/ubah", sources.change_feed, name="change_feed"),
    path("sumber/ringkasan", sources.digest, name="source_digest"),
    path("umpan/langganan/<uuid:token>", websub.hub_callback, name="hub_callback"),
    path("setor", intake.hand_in_links, name="hand_in_links"),
    path("kliping", intake.clipping, name="clipping"),
    path("lapor", reports.report, name="report"),
    path("lapor/luring", offline.report_offline, name="report_offline"),
    path("lapor/sesi", offline.report_session, name="report_session"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("laporan", reports.reports, name="reports"),
    path("laporan/<int:pk>/verifikasi", reports.verify_report, name="verify_report"),
    path("lampiran/<int:pk>", attachments.attachment, name="attachment"),
    path("berita/<int:pk>/versi", versions.item_versions, name="item_versions"),
]
