import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.issues import desk_days
from tests import build
from tests.issues.test_desk import form, page, HTMX
pytestmark = pytest.mark.django_db

def test_probe(client):
    me = build.make_user("Bayu Saputra"); client.force_login(me)
    first = desk_days.morning(timezone.now())[0]
    answers = form(page(client, f"/meja/{first.pk}"))
    from issues.models import Office
    gov = Office.objects.get(leader=True)
    answers[f"tone_{gov.pk}"] = ["neu"]
    with CaptureQueriesContext(connection) as got:
        response = client.post(f"/meja/{first.pk}/simpan", answers, headers=HTMX)
    assert response.status_code == 200
    for n, q in enumerate(got.captured_queries): print(n, q["sql"][:230].replace("\n"," "))
    print("TOTAL", len(got))
