"""In, out, joining by invitation, and who may do what."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commandcenter.accounts.displays import opens
from commandcenter.accounts.models import Display, Invitation, Role, User
from commandcenter.accounts.tokens import make_token
from tests.build import make_agency, make_region, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "cukup-panjang-sekali"
ACCOUNT = {"name": "Sari Kusuma", "username": "sari", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def admin(client: Client) -> Client:
    """Log in an administrator."""
    client.force_login(make_user("Rahma", Role.ADMINISTRATOR))
    return client


def login(client: Client, username: str = "bayu", password: str = PASSWORD, **more: str):
    return client.post("/masuk", {"username": username, "password": password, **more})


@pytest.fixture
def bayu() -> User:
    """Make an account that can log in."""
    return User.objects.create_user("bayu", PASSWORD, name="Bayu", role=Role.RAPID_RESPONSE)


# -- In and out ---------------------------------------------------------------------------------


def test_logging_in_leads_to_the_page_that_was_asked_for(client: Client, bayu: User):
    assert login(client, next="/isu").headers["Location"] == "/isu"


@pytest.mark.parametrize(
    "goal",
    [
        "//evil.test",
        "https:evil.test",
        "/\\evil.test",
        "javascript:alert(1)",
        "http://evil.test/",
        "http:///evil.test",
        "\x00//evil.test",
        "",
    ],
)
def test_logging_in_never_leads_to_another_site(client: Client, bayu: User, goal: str):
    assert login(client, next=goal).headers["Location"] == "/"


def test_unknown_user_and_wrong_password_get_the_same_answer(client: Client, bayu: User):
    bayu_locked = User.objects.create_user("lama", PASSWORD, name="Lama", is_active=False)
    answers = [
        login(client, "bayu", "salah-sekali").content,
        login(client, "tidak-ada").content,
        login(client, bayu_locked.username).content,
    ]
    words = [answer.split(b'role="alert"')[1].split(b"</div>")[0] for answer in answers]
    assert len(set(words)) == 1 and b"tidak cocok" in words[0]


def test_the_session_changes_its_name_at_login(client: Client, bayu: User):
    session = client.session
    session["before"] = "1"
    session.save()
    login(client)
    assert client.session.session_key != session.session_key


def test_whoever_is_in_is_led_on(client: Client, bayu: User):
    client.force_login(bayu)
    assert client.get("/masuk?next=/isu").headers["Location"] == "/isu"


def test_logging_out_is_a_deed_not_a_link(client: Client, bayu: User):
    client.force_login(bayu)
    assert client.get("/keluar").status_code == 405
    assert client.post("/keluar").headers["Location"] == "/masuk"
    assert client.get("/isu").status_code == 302


def test_an_account_switched_off_ends_its_session(client: Client, bayu: User):
    client.force_login(bayu)
    User.objects.filter(pk=bayu.pk).update(is_active=False)
    assert client.get("/isu").headers["Location"].startswith("/masuk")


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.ADMINISTRATOR, "/meja"),
        (Role.RAPID_RESPONSE, "/meja"),
        (Role.HIGHLIGHT, "/rekap"),
        (Role.LEADERSHIP, "/rekap"),
        (Role.VIEWER, "/dinding"),
        (Role.CONTRIBUTOR, "/lapor"),
    ],
)
def test_everybody_begins_where_their_work_does(client: Client, role: str, page: str):
    client.force_login(make_user(role=role))
    assert client.get("/").headers["Location"] == page


def test_an_agency_officer_is_told_what_will_come(client: Client):
    client.force_login(make_user(role=Role.AGENCY))
    page = client.get("/").content.decode()
    assert "permintaan data" in page and "/berita" not in page


# -- Invitations --------------------------------------------------------------------------------


def test_an_invitation_makes_one_account_with_its_role_and_region(client: Client):
    region = make_region("99.01", "Seroja Utara")
    secret = Invitation.issue(Role.CONTRIBUTOR, timezone.now(), region=region)
    address = f"/undangan/{secret}"
    assert client.get(address).status_code == 200
    assert client.post(address, ACCOUNT).headers["Location"] == "/"
    user = User.objects.get(username="sari")
    assert (user.role, user.region) == (Role.CONTRIBUTOR, region)
    assert user.check_password(PASSWORD)
    assert client.get("/").wsgi_request.user == user


def test_looking_at_an_invitation_does_not_use_it_up(client: Client):
    secret = Invitation.issue(Role.VIEWER, timezone.now())
    for _ in range(3):
        assert client.get(f"/undangan/{secret}").status_code == 200


def test_a_used_invitation_is_gone_with_words(client: Client):
    address = f"/undangan/{Invitation.issue(Role.VIEWER, timezone.now())}"
    client.post(address, ACCOUNT)
    for response in (client.get(address), client.post(address, ACCOUNT | {"username": "dua"})):
        assert response.status_code == 410
        assert "minta undangan baru" in response.content.decode()
    assert User.objects.count() == 1


@pytest.mark.parametrize("secret", ["tidak-ada", "%00", "a" * 500])
def test_a_guessed_invitation_is_gone(client: Client, secret: str):
    assert client.get(f"/undangan/{secret}").status_code == 410


def test_an_invitation_ends_after_its_time(client: Client):
    at = timezone.now() - Invitation.LASTS - timedelta(seconds=1)
    assert client.get(f"/undangan/{Invitation.issue(Role.VIEWER, at)}").status_code == 410


@pytest.mark.parametrize(
    "wrong",
    [
        {"password1": "pendek", "password2": "pendek"},
        {"password2": "lain"},
        {"username": ""},
        {"username": "a b"},
        {"name": "a\x00b"},
    ],
)
def test_a_wrong_form_keeps_the_invitation(client: Client, wrong: dict[str, str]):
    address = f"/undangan/{Invitation.issue(Role.VIEWER, timezone.now())}"
    response = client.post(address, ACCOUNT | wrong)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not User.objects.exists() and Invitation.objects.get().used_at is None


def test_a_role_cannot_be_asked_for(client: Client):
    address = f"/undangan/{Invitation.issue(Role.VIEWER, timezone.now())}"
    client.post(address, ACCOUNT | {"role": Role.ADMINISTRATOR, "is_superuser": "on"})
    user = User.objects.get()
    assert (user.role, user.is_superuser) == (Role.VIEWER, False)


# -- Access -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.ADMINISTRATOR])
def test_only_administrators_manage_access(client: Client, role: str):
    client.force_login(make_user(role=role))
    other = make_user()
    assert client.get("/akses").status_code == 403
    for address in ("/akses/undangan", "/akses/layar", f"/akses/pengguna/{other.pk}"):
        assert client.post(address, {"role": "administrator", "name": "x"}).status_code == 403
    assert not Invitation.objects.exists() and not Display.objects.exists()


def test_a_link_is_shown_once_and_only_its_digest_is_kept(admin: Client):
    page = admin.post("/akses/undangan", {"role": Role.HIGHLIGHT}).content.decode()
    address = page.split('value="http://testserver')[1].split('"')[0]
    assert address.startswith("/undangan/")
    assert address.split("/")[-1] not in admin.get("/akses").content.decode()
    assert Client().get(address).status_code == 200


def test_an_unused_invitation_can_be_withdrawn(admin: Client):
    secret = Invitation.issue(Role.VIEWER, timezone.now())
    admin.post(f"/akses/undangan/{Invitation.objects.get().pk}/batal")
    assert Client().get(f"/undangan/{secret}").status_code == 410


def change(admin: Client, user: User, **values: str):
    """Send the form of a user as it was just shown, with some values changed."""
    shown = admin.get(f"/akses/pengguna/{user.pk}").context["form"]
    fields = {"role": user.role, "is_active": "on", "seen": shown["seen"].value()}
    return admin.post(f"/akses/pengguna/{user.pk}", fields | values)


def test_a_role_can_be_changed(admin: Client):
    user = make_user(role=Role.VIEWER)
    assert change(admin, user, role=Role.HIGHLIGHT).headers["Location"] == "/akses"
    user.refresh_from_db()
    assert (user.role, user.is_active) == (Role.HIGHLIGHT, True)


def test_a_switched_off_account_is_out_everywhere_and_can_come_back(admin: Client):
    user, browser = make_user(role=Role.CONTRIBUTOR, region=make_region("99.01")), Client()
    browser.force_login(user)
    make_token(user, "Ponsel", timezone.now())
    change(admin, user, is_active="", region="99.01")
    user.refresh_from_db()
    assert not user.is_active and not user.sessions.exists()
    assert not user.tokens.filter(revoked_at=None).exists()
    assert browser.get("/akun").headers["Location"].startswith("/masuk")
    change(admin, user, region="99.01")
    user.refresh_from_db()
    assert user.is_active and browser.get("/akun").status_code == 302


def test_a_contributor_needs_a_regency_and_an_agency_officer_an_agency(admin: Client):
    make_region()
    user, agency = make_user(role=Role.VIEWER), make_agency()
    regency = make_region("99.01", "Seroja Utara")
    for wrong in ({"role": Role.CONTRIBUTOR}, {"role": Role.AGENCY}):
        assert change(admin, user, **wrong).status_code == 422
        assert admin.post("/akses/undangan", wrong).status_code == 422
    # The province as a whole is no contributor's region.
    assert change(admin, user, role=Role.CONTRIBUTOR, region="99").status_code == 422
    assert not Invitation.objects.exists()
    change(admin, user, role=Role.CONTRIBUTOR, region="99.01", agency=str(agency.pk))
    user.refresh_from_db()
    assert (user.role, user.region, user.agency) == (Role.CONTRIBUTOR, regency, None)
    admin.post("/akses/undangan", {"role": Role.AGENCY, "agency": agency.pk, "region": "99.01"})
    invited = Invitation.objects.get()
    assert (invited.region, invited.agency) == (None, agency)


def test_an_agency_comes_along_with_the_invitation(client: Client):
    agency = make_agency()
    secret = Invitation.issue(Role.AGENCY, timezone.now(), agency=agency)
    assert "BPSDM" in client.get(f"/undangan/{secret}").content.decode()
    client.post(f"/undangan/{secret}", ACCOUNT)
    assert User.objects.get().agency == agency


def test_an_account_changed_meanwhile_is_not_overwritten_and_the_wish_stays(admin: Client):
    user = make_user(role=Role.VIEWER)
    seen = admin.get(f"/akses/pengguna/{user.pk}").context["form"]["seen"].value()
    change(admin, user, role=Role.LEADERSHIP)
    wish = {"role": Role.HIGHLIGHT, "is_active": "on", "seen": seen}
    answer = admin.post(f"/akses/pengguna/{user.pk}", wish)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Sekarang: Pimpinan" in page and '<option value="highlight" selected>' in page
    user.refresh_from_db()
    assert user.role == Role.LEADERSHIP
    wish["seen"] = answer.context["form"]["seen"].value()
    admin.post(f"/akses/pengguna/{user.pk}", wish)
    user.refresh_from_db()
    assert user.role == Role.HIGHLIGHT


def test_an_unknown_role_changes_nothing(admin: Client):
    user = make_user(role=Role.VIEWER)
    assert change(admin, user, role="raja").status_code == 422
    user.refresh_from_db()
    assert user.role == Role.VIEWER


def test_nobody_locks_themselves_out(admin: Client):
    me = User.objects.get(role=Role.ADMINISTRATOR)
    assert "minta administrator lain" in admin.get(f"/akses/pengguna/{me.pk}").content.decode()
    admin.post(f"/akses/pengguna/{me.pk}", {"role": Role.VIEWER})
    me.refresh_from_db()
    assert (me.role, me.is_active) == (Role.ADMINISTRATOR, True)


def test_a_paired_display_opens_the_wall_until_it_is_revoked(admin: Client):
    page = admin.post("/akses/layar", {"name": "Ruang tengah"}).content.decode()
    secret = page.split('value="http://testserver/dinding/')[1].split('"')[0]
    assert opens(secret) and not opens("tebakan")
    assert secret not in admin.get("/akses").content.decode()
    admin.post(f"/akses/layar/{Display.objects.get().pk}/cabut")
    assert not opens(secret)


def test_a_display_needs_a_name(admin: Client):
    assert admin.post("/akses/layar", {"name": ""}).status_code == 422
    assert not Display.objects.exists()


def test_the_access_page_asks_a_fixed_number_of_questions(admin: Client, django_assert_num_queries):
    admin.get("/akses")
    for number in range(6):
        make_user(f"Orang {number}")
        Display.pair(f"Layar {number}", timezone.now())
    with django_assert_num_queries(7):
        admin.get("/akses")
