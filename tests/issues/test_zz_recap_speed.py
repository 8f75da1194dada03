import time, random, io, tracemalloc
from datetime import timedelta, date
from zoneinfo import ZoneInfo
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from issues.models import *
from monitoring.models import *
from issues.recaps import compose_recap, periods, pdf
from issues import exports
from issues.selection import Selection
from tests.issues import recap_days, wall_days
from tests import build
from tests.build import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("days", [60, 7])
def test_speed(days):
    wall_days.province()
    recap_days.subjects.__globals__
    offices = wall_days.leaders()
    wall_days.issues(NOW)
    Region.objects.filter(level="provinsi").update(report=recap_days.REPORT)
    outs = [build.make_outlet(f"K {i}") for i in range(80)]
    feeds = [build.make_feed(o, outcome="new", good_at=NOW, fetched_at=NOW) for o in outs]
    issues = list(Issue.objects.all())
    rnd = random.Random(1)
    N = 200_000
    ag = build.make_agency("X", key="x")
    tops = [Topic.objects.create(code=f"T{i}", name=f"Topik {i}", agency=ag) for i in range(25)]
    items = []
    ats = [NOW - timedelta(seconds=rnd.random() * days * 86400) for _ in range(N)]
    Item.objects.bulk_create(
        [
            Item(
                title=f"Berita {i} tentang sesuatu",
                outlet=outs[i % 80],
                url=f"https://k.test/{i}",
                seen_at=a,
                listed_at=a,
                published_at=a,
                stage="done",
            )
            for i, a in enumerate(ats)
        ],
        batch_size=5000,
    )
    ids = list(Item.objects.order_by("-pk").values_list("pk", flat=True)[:N])[::-1]
    stories = Story.objects.bulk_create(
        [Story(headline=f"Cerita {i}", first_at=NOW, last_at=NOW) for i in range(N // 3)],
        batch_size=5000,
    )
    order = sorted(range(N), key=lambda i: ats[i])
    st = {i: stories[k // 3] for k, i in enumerate(order)}
    Coverage.objects.bulk_create(
        [
            Coverage(
                item_id=ids[i],
                at=ats[i],
                story=stories and st.get(i),
                issue=rnd.choice(issues) if rnd.random() < 0.2 else None,
                topic=rnd.choice(tops),
                tone=rnd.choice(["pos", "neu", "neg", "unsure", "na", "na"]),
                nature=rnd.choice(["berita", "berita", "rilis"]),
                version="x",
                read_at=a,
            )
            for i, a in enumerate(ats)
        ],
        batch_size=5000,
    )
    Mention.objects.bulk_create(
        [
            Mention(
                coverage_id=ids[i],
                office=rnd.choice(offices),
                role=rnd.choice(["narasumber", "subjek"]),
                sentence=f"“Kami akan membuka datanya pekan ini juga {i % 50},” kata dia.",
                tone="neu",
                confidence=1,
                version="x",
            )
            for i in range(0, N, 2)
        ],
        batch_size=5000,
    )
    regs = list(Region.objects.all())
    CoverageRegion.objects.bulk_create(
        [
            CoverageRegion(coverage_id=ids[i], region=rnd.choice(regs), confidence=1)
            for i in range(0, N, 2)
        ],
        batch_size=5000,
    )
    with connection.cursor() as c:
        c.execute("ANALYZE")
    Z = ZoneInfo("Asia/Makassar")
    cache.clear()
    with timezone.override(Z):
        for key in ("sore", "harian"):
            slot = {s.key: s for s in periods.slots(recap_days.REPORT)}[key]
            p = periods.period(date(2026, 11, 21), slot, Z, NOW + timedelta(hours=3))
            for _ in range(2):
                with CaptureQueriesContext(connection) as cc:
                    t = time.monotonic()
                    r = compose_recap(p)
                    print(
                        days,
                        key,
                        "compose",
                        round(time.monotonic() - t, 3),
                        r.volume.summary.placements.count,
                    )
            print(sorted(((float(q["time"]), q["sql"][:160]) for q in cc), reverse=True)[:5])
            t = time.monotonic()
            b = pdf.write_pdf(r)
            print("pdf", time.monotonic() - t)
        if days == 60:
            import resource

            m0 = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            t = time.monotonic()
            f = exports.export(exports.Request(Selection(), [], NOW, "a", Z, "WITA", []))
            print(
                "export",
                time.monotonic() - t,
                f.seek(0, 2) / 1e6,
                "MB",
                (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - m0) / 1024,
            )
