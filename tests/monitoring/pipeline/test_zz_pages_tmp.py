import pytest
from django.utils import timezone
from monitoring.models import ItemText
from tests.build import make_item
@pytest.mark.django_db
@pytest.mark.parametrize("body",["x"*200000," ".join(f"k{n:05d}" for n in range(28000))," ".join(chr(0x4e00+n%20000)+chr(0x4e00+(n*7)%20000) for n in range(66000)),"😀 "*100000," ".join(f"a{n:x}" for n in range(34000))," ".join(chr(0x20000+n)*1 for n in range(40000))])
def test_ts(body):
    ItemText.objects.create(item=make_item(),body=body[:200000],rung="standard",extracted_at=timezone.now())
