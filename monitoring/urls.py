"""Addresses of `monitoring`."""

from django.urls import path

from monitoring.views import attachments, intake, offline, reports, sources, websub

urlpatterns = [
    path("sumber", sources.list_sources, name="sources"),
    path("sumber/<int:pk>", sources.look_again, name="look_at_feed"),
    path("sumber/<int:pk>/tarik", sources.pull, name="pull_feed"),
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
]
