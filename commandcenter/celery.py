"""The schedule of the whole product: read from top to bottom, it is the flow.

A message is a hint that is worth sending only while it is fresh; PostgreSQL knows what is due.
When messages stop coming, `manage.py standby` calls the same pipelines.
"""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commandcenter.settings")

app = Celery("commandcenter")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["monitoring", "issues"])


def every(seconds: float, task: str) -> dict[str, object]:
    """Return a beat entry whose message expires just before the next one is sent."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds * 0.9}}


app.conf.beat_schedule = {
    "1 umpan ditarik": every(5, "monitoring.collect_feeds"),
    "1 umpan yang tidak menjawab": every(15, "monitoring.collect_suspects"),
    "1 langganan hub": every(60, "monitoring.renew_subscriptions"),
    "2 halaman diambil": every(5, "monitoring.collect_pages"),
    "3 berita dibaca": every(5, "issues.read_items"),
    "4 isu ditimbang": every(60, "issues.weigh_issues"),
    "4 isu diusulkan": every(60, "issues.suggest"),
    "4 ringkasan diberi usulan kata-kata": every(120, "issues.propose_wordings"),
    "4 berita isu hidup dipantau": every(600, "issues.watch_live_items"),
    "4 halaman ditengok ulang": every(20, "monitoring.collect_revisits"),
    "4 ralat dikenali": every(300, "monitoring.notice_corrections"),
    "5 kesehatan sumber dinilai": every(60, "monitoring.judge_sources"),
    "5 kebiasaan terbit dipelajari": every(600, "monitoring.learn_habits"),
    "5 kata baru dimasukkan ke indeks": every(60, "monitoring.sort_in_words"),
    "5 catatan lama dihapus": every(3600, "monitoring.forget_history"),
    "5 berita tak terkait dihapus": every(3600, "issues.forget_unrelated"),
    "5 pelatihan yang diminta": every(30, "issues.learn_if_asked"),
    # In UTC: 02.40 in the zone of the first user, when the desk is empty anywhere in Indonesia.
    "5 model dilatih": {
        "task": "issues.learn",
        "schedule": crontab(hour=18, minute=40),
        "options": {"expires": 3600},
    },
}
