import pytest
from django.test import Client
from commandcenter.accounts.models import Role
from tests.build import *
from tests.commandcenter.test_every_address import NAMES, OPEN, address, rows, PATTERNS
from django.urls import reverse
pytestmark = pytest.mark.django_db

VALUES = ["%00", "0001-01-01", "9999-12-31", "%ED%A0%80", "9"*400, "x"*7000, "-1", "1e400", "%F0%9F%98%80"]
KEYS = "hari sampai halaman keadaan cari jenis orang wilayah verifikasi status topik tone opd media seen next isu pimpinan jabatan kunci mode slot hal lihat urut dari pekan bulan tingkat rentang outlet person office regions valid_from kelompok oleh pk baris".split()

@pytest.mark.parametrize("name", NAMES)
def test_probe(name, rows):
    c = Client(); c.raise_request_exception = True
    if name not in OPEN: c.force_login(make_user(role=Role.ADMINISTRATOR))
    bad = []
    for v in VALUES:
        q = "?" + "&".join(f"{k}={v}" for k in KEYS if k != "x")
        for key in [None, *KEYS]:
            qq = q if key is None else f"?{key}={v}"
            for h in ({}, {"HX-Request": "true"}):
              try:
                r = c.get(address(name, rows.get(name, 1)) + qq, headers=h)
                if r.status_code >= 500 and name != "readyz": bad.append((qq[:60], r.status_code))
              except Exception as e:
                bad.append((qq[:60], repr(e)[:160]))
    assert not bad, bad[:8]

@pytest.mark.parametrize("name", NAMES)
def test_probe_post(name, rows):
    if name in ("logout",): return
    c = Client()
    if name not in OPEN: c.force_login(make_user(role=Role.ADMINISTRATOR))
    bad = []
    from django import forms
    keys = "text medium outlet title day hour locator body url key verdict note seen entry_key subject what region district village place happened_at source urgency link latitude longitude name username role agency kode code short kind".split()
    for v in ["a\x00b", "0001-01-01", "9999-12-31", "\u202ex\u2066", "9"*400, "x"*60000, "-1", "nan"]:
        try:
            r = c.post(address(name, rows.get(name, 1)), {k: v for k in keys})
            if r.status_code >= 500: bad.append((v[:20], r.status_code))
        except Exception as e:
            bad.append((v[:20], repr(e)[:200]))
    assert not bad, bad[:8]

KINDS = ["media","umpan","tokoh","jabatan","masa-jabatan","opd","topik","isu","program","pencarian"]
@pytest.mark.parametrize("kind", KINDS)
def test_probe_pack(kind):
    make_region()
    c = Client(); c.force_login(make_user(role=Role.ADMINISTRATOR))
    bad = []
    keys = "outlet title url note enabled text about name full_name aliases code short kind region agency topic valid_from valid_to office person leader rank forms home tier press_council gap_seconds strong successor statement regions".split()
    for v in ["a\x00b", "0001-01-01", "9999-12-31", "\u202ex\u2066", "9"*400, "x"*60000, "-1", "nan", "http://[::1", "[]"]:
        for path in (f"/paket/{kind}/baru",):
            for d in [{k: v for k in keys}, *({k: v} for k in keys)]:
                try:
                    c.get(path, d) if len(v) < 1000 else None
                    r = c.post(path, d)
                except Exception as e:
                    bad.append((path, v[:20], list(d)[:3], repr(e)[:150]))
    for pk in ["%00", "0", "A%00", "9"*17, "9"*30, "x"*300]:
        for path in (f"/paket/{kind}/{pk}", f"/paket/{kind}/{pk}/hapus", f"/paket/{kind}/{pk}/cek"):
            for m in (c.get, c.post):
                try: m(path)
                except Exception as e: bad.append((path[:50], repr(e)[:150]))
    assert not bad, bad[:8]

def test_probe_clip(client):
    make_region()
    client.force_login(make_user(role=Role.ADMINISTRATOR))
    import uuid
    r = client.post("/kliping", {"medium": "cetak", "outlet": "A Koran", "title": "Judul", "day": "0001-01-01", "key": str(uuid.uuid4())})
    print(r.status_code)
    from monitoring.models import Item
    list(Item.objects.all())
