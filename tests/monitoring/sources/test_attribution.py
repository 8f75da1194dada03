"""Which outlet an address belongs to: the host decides, a name only where there is no host."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from monitoring.models import Outlet
from monitoring.sources.attribution import Attribution, hosts_of, outlet_named, outlet_of
from tests.build import make_outlet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("host", ["suara.test", "www.suara.test", "serunai.suara.test"])
def test_a_host_and_those_below_it_belong_to_their_outlet(host: str):
    suara = make_outlet(home="https://www.suara.test/")
    assert outlet_of(f"https://{host}/berita/1") == suara


def test_an_old_domain_belongs_to_the_outlet_that_names_it():
    suara = make_outlet(home="https://suara.test/", hosts=["suara-lama.test"])
    assert outlet_of("http://www.suara-lama.test/1") == suara


def test_the_longest_host_wins():
    make_outlet(home="https://suara.test/")
    serunai = make_outlet("Suara Serunai", home="https://serunai.suara.test/")
    assert outlet_of("https://serunai.suara.test/1") == serunai


def test_a_host_that_only_ends_alike_is_another_outlet():
    suara = make_outlet(home="https://suara.test/")
    assert outlet_of("https://bukansuara.test/1") != suara


def test_one_nobody_knew_is_noted_once_and_waits():
    first, again = outlet_of("https://kabar.test/1"), outlet_of("https://kabar.test/2")
    assert first == again and not first.known
    assert first.key.startswith("baru-kabar-test-") and first.home == "https://kabar.test/"


def test_names_that_are_spelt_alike_in_a_key_are_two_outlets():
    assert outlet_of("https://a.b.test/1") != outlet_of("https://a-b.test/1")


def test_a_name_decides_where_there_is_no_address():
    suara = make_outlet("Suara Seroja", home="https://suara.test/")
    assert outlet_of("", "suara  SEROJA") == suara


def test_a_clone_that_takes_a_known_name_is_not_that_outlet():
    make_outlet("Suara Seroja", home="https://suara.test/")
    clone = outlet_of("https://suara-seroja.example/1", "Suara Seroja")
    assert not clone.known and clone.name == "Suara Seroja"


def test_an_outlet_known_by_its_name_only_takes_what_comes_under_that_name():
    printed = make_outlet("Harian Pelita", home="")
    assert outlet_of("https://pelita.test/1", "Harian Pelita") == printed


def test_a_host_everybody_publishes_on_names_no_outlet():
    make_outlet(home="https://www.youtube.com/@suara")
    assert not outlet_of("https://www.youtube.com/watch?v=1").known


def test_two_channels_on_one_host_are_two_outlets():
    one = outlet_of("https://www.youtube.com/@suara", "Suara TV")
    other = outlet_of("https://www.youtube.com/@kabar", "Kabar TV")
    assert one != other and one == outlet_of("https://www.youtube.com/@suara", "Suara TV")


def test_many_addresses_cost_one_query(django_assert_num_queries):
    outlets = [make_outlet(home=f"https://media-{n}.test/") for n in range(3)]
    with django_assert_num_queries(1):
        known = Attribution.load()
        found = [known.outlet_of(f"https://media-{n}.test/1") for n in range(3)]
    assert found == outlets


def test_nothing_to_go_by_is_an_error():
    with pytest.raises(ValueError, match="address or a name"):
        outlet_of("", "")


def test_a_new_name_keeps_the_kind_it_came_with():
    radio = outlet_named("Radio Serunai", Outlet.Kind.RADIO)
    assert (radio.kind, radio.known) == ("radio", False)
    assert outlet_named("radio serunai") == radio


@pytest.mark.django_db(transaction=True)
def test_two_who_meet_an_outlet_at_once_make_one():
    def meet(_number: int) -> int:
        try:
            return outlet_of("https://serentak.test/1").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(meet, range(4)))
    assert len(keys) == 1 and Outlet.objects.count() == 1


@pytest.mark.parametrize("host", ["m.facebook.com", "feeds.feedburner.com", "s.id"])
def test_what_everybody_shares_belongs_to_nobody_under_any_name(host: str):
    outlet = make_outlet(home="https://suara-seroja.test/", hosts=[host])
    assert hosts_of(outlet) == ["suara-seroja.test"]


def test_a_blog_below_a_roof_is_a_site_of_its_own():
    blog = make_outlet(home="https://suara-seroja.blogspot.com/")
    assert Attribution.load().find("https://suara-seroja.blogspot.com/2026/11/1.html") == blog
    assert Attribution.load().find("https://lain.blogspot.com/2026/11/1.html") is None
