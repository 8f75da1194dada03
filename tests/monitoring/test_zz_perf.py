import time, pytest
from datetime import timedelta
from django.utils import timezone
from django.db import connection
from monitoring.models import Item, ItemText
from monitoring.pipeline.corrections import notice_corrections
from tests.build import make_outlet
@pytest.mark.django_db
def test_perf():
    at=timezone.now(); o=make_outlet()
    body=("Gubernur Arya Wirasena meninjau pasar bersama kepala dinas dan berita ini disampaikan redaksi. "*26)
    items=Item.objects.bulk_create([Item(title=f"t{i}",outlet=o,seen_at=at,listed_at=at-timedelta(seconds=30*i),stage="done") for i in range(20000)])
    ItemText.objects.bulk_create([ItemText(item=x,body=body,rung="standard",bands=[],extracted_at=x.listed_at) for x in items])
    with connection.cursor() as c: c.execute("analyze monitoring_item; analyze monitoring_itemtext")
    for _ in range(3):
        t=time.perf_counter(); notice_corrections(at); print("notice", time.perf_counter()-t, "s; settled in window", sum(x.listed_at>at-timedelta(hours=6) for x in items))
