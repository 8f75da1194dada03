import time, random
from datetime import timedelta
from django.test.utils import CaptureQueriesContext
import pytest
from django.db import connection
from django.utils import timezone
from monitoring.models import *
from monitoring.pipeline.health import judge_sources
from monitoring.pipeline.habits import learn_habits
from monitoring.sources.digest import compose_digest
from monitoring.home import home_zone
from tests.build import make_region
@pytest.mark.django_db
def test_big(client, settings):
    make_region(); at=timezone.now()
    for N,E in ((145,200),(2000,60)):
        Feed.objects.all().delete(); Outlet.objects.all().delete()
        o=Outlet.objects.bulk_create([Outlet(key=f"o{N}{i}",name=f"O{i}") for i in range(N)])
        fs=Feed.objects.bulk_create([Feed(outlet=x,key=x.key,url=f"http://{x.key}.test/",outcome="new",good_at=at,fetched_at=at,due_at=at+timedelta(minutes=4)) for x in o])
        Item.objects.all().delete()
        items=Item.objects.bulk_create([Item(title="x",outlet=f.outlet,seen_at=at,listed_at=at,published_at=at-timedelta(hours=random.random()*600),published_from="feed",stage="done") for f in fs for i in range(E)],batch_size=5000)
        Entry.objects.bulk_create([Entry(feed=fs[k//E],item=it,guid_hash=str(k),seen_at=it.published_at) for k,it in enumerate(items)],batch_size=5000)
        with connection.cursor() as c: c.execute("ANALYZE")
        t=time.perf_counter(); n=learn_habits(at); print(N,"learn",n,round(time.perf_counter()-t,2))
        t=time.perf_counter(); print(judge_sources(at)); print(N,"judge first",round(time.perf_counter()-t,2))
        t=time.process_time(); w=time.perf_counter(); judge_sources(at); print(N,"judge again wall",round(time.perf_counter()-w,3),"cpu",round(time.process_time()-t,3))
        settings.METRICS_TOKEN="x"; w=time.perf_counter(); r=client.get("/metrics",headers={"Authorization":"Bearer x"}); print("metrics",r.status_code,round(time.perf_counter()-w,3))
        w=time.perf_counter(); compose_digest(at.date(),home_zone()); print("digest",round(time.perf_counter()-w,3))
