"""The page of a story: its summary, merging, splitting and undo, by links and forms alone."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from commandcenter.accounts.models import Role
from issues.models import Coverage, Story, StoryAct
from tests.build import make_coverage, make_item, make_outlet, make_region, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    make_region()
    client.force_login(make_user())
    return client


def page(client: Client, story: Story, **address: str) -> str:
    return client.get(reverse("story", args=[story.pk]), address).content.decode()


def press(client: Client, name: str, pk: int, **fields: object) -> object:
    given = {"key": uuid4()} | fields
    return client.post(reverse(name, args=[pk]), given, follow=True)


def test_the_summary_names_the_source_of_every_sentence(desk: Client):
    row = make_coverage(make_item("Jembatan putus", outlet=make_outlet("Kabar <Serunai>")))
    words = {"item": row.pk, "start": 0, "end": 9, "words": "Jembatan putus.", "reason": "pembuka"}
    Story.objects.filter(pk=row.story_id).update(summary=[words])
    told = page(desk, row.story)
    assert "Jembatan putus." in told and "Kabar &lt;Serunai&gt;" in told
    assert reverse("item", args=[row.pk]) in told


def test_stories_to_merge_are_found_by_words_and_by_number(desk: Client):
    one, other = make_coverage(make_item("Satu")), make_coverage(make_item("Jembatan putus"))
    button = f'name="cerita" value="{other.story_id}"'
    assert button in page(desk, one.story, gabung="putus jembatan")
    assert button in page(desk, one.story, gabung=str(other.story_id))


def test_a_search_that_finds_nothing_says_so(desk: Client):
    assert "Nihil" in page(desk, make_coverage().story, gabung="tidak ada begini")


def test_merging_leads_to_the_story_that_stays(desk: Client):
    one, other = make_coverage(make_item("Satu")), make_coverage(make_item("Dua"))
    told = press(desk, "merge_story", other.story_id, cerita=one.story_id)
    assert told.redirect_chain == [(reverse("story", args=[one.story_id]), 302)]
    assert "digabungkan" in told.content.decode()


def test_the_number_of_a_merged_story_leads_on(desk: Client):
    one, other = make_coverage(make_item("Satu")), make_coverage(make_item("Dua"))
    press(desk, "merge_story", one.story_id, cerita=other.story_id)
    answer = desk.get(reverse("story", args=[other.story_id]))
    assert answer.headers["Location"] == reverse("story", args=[one.story_id])


def test_a_text_of_another_event_is_taken_out_by_its_button(desk: Client):
    one = make_coverage(make_item("Satu"))
    other = make_coverage(make_item("Dua"), story=one.story)
    assert "Bukan cerita yang sama" in page(desk, one.story)
    press(desk, "split_story", one.story_id, berita=other.pk)
    assert Coverage.objects.get(pk=other.pk).story_id != one.story_id


def test_a_split_leads_to_the_story_it_began_and_back(desk: Client):
    one = make_coverage(make_item("Satu"))
    other = make_coverage(make_item("Dua"), story=one.story)
    press(desk, "split_story", one.story_id, berita=other.pk)
    begun = Coverage.objects.get(pk=other.pk).story
    assert f'→ <a href="/cerita/{begun.pk}">' in page(desk, one.story)
    assert f'→ <a href="/cerita/{one.story_id}">' in page(desk, begun)


def test_a_story_of_one_text_has_nothing_to_take_out(desk: Client):
    assert "Bukan cerita yang sama" not in page(desk, make_coverage().story)


def test_a_merge_is_undone_from_the_page(desk: Client):
    one, other = make_coverage(make_item("Satu")), make_coverage(make_item("Dua"))
    press(desk, "merge_story", one.story_id, cerita=other.story_id)
    act = StoryAct.objects.get()
    assert reverse("undo_story", args=[act.pk]) in page(desk, one.story)
    press(desk, "undo_story", act.pk)
    assert Coverage.objects.get(pk=other.pk).story_id == other.story_id


@pytest.mark.parametrize("fields", [{"cerita": "x"}, {"cerita": "9" * 30}, {"key": "salah"}])
def test_a_form_that_makes_no_sense_is_answered_in_words(desk: Client, fields: dict[str, str]):
    told = press(desk, "merge_story", make_coverage().story_id, **fields)
    assert told.status_code == 200
    assert not StoryAct.objects.exists()


def test_who_may_not_decide_sees_no_buttons_and_is_refused(client: Client):
    make_region()
    client.force_login(make_user(role=Role.LEADERSHIP))
    row = make_coverage()
    assert "Gabungkan dengan cerita lain" not in page(client, row.story)
    assert client.post(reverse("merge_story", args=[row.story_id])).status_code == 403
