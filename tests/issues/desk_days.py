"""A morning at the desk for tests: texts of the sample province that wait, read by a machine."""

from datetime import datetime, timedelta
from typing import Any

from issues.models import Coverage, CoverageTopic, Mention, Office, Tone, Topic
from monitoring.models import Item, ItemText
from tests import build
from tests.build import NOW

TITLE = "Mahasiswa di luar negeri keluhkan beasiswa yang belum cair"
BODY = (
    "Sejumlah mahasiswa penerima beasiswa Pemprov yang sedang kuliah di luar negeri mengeluhkan "
    "dana biaya hidup yang belum cair sejak September. Mereka meminta Gubernur Arya Wirasena "
    "memberi kepastian.\n\n"
    "“Kami diminta bersabar, tetapi uang sewa tidak bisa menunggu,” kata seorang penerima.\n\n"
    "Kepala BPSDM menyatakan verifikasi data masih berjalan dan pencairan ditargetkan selesai "
    "bulan ini."
)

WHY_TOPIC = {"confidence": 0.9, "words": ["beasiswa", "mahasiswa"]}


def read(value: Any, confidence: float, reason: str) -> dict[str, Any]:
    """Return one judged value as Coverage.reasons keeps it."""
    return {"value": value, "confidence": confidence, "reason": reason, "version": "uji-1"}


def spans(*words: str, title: str = TITLE, body: str = BODY) -> list[list[int]]:
    """Return where words stand in "title\\n\\nbody"."""
    text = f"{title}\n\n{body}"
    return [[text.index(word), text.index(word) + len(word)] for word in words]


def waiting(
    title: str = "Gubernur tinjau pasar",
    at: datetime = NOW,
    tone: str = Tone.NEGATIVE,
    urgency: int = 1,
    **values: Any,
) -> Coverage:
    """Make a text that waits at the desk, with the machine's reasons for its tone."""
    outlet = values.pop("outlet", None) or build.make_outlet("Kabar Kelana")
    body = values.pop("body", "")
    item = build.make_item(title, at, outlet=outlet, **values.pop("item", {}))
    if body:
        ItemText.objects.create(item=item, body=body, rung="standard", extracted_at=at)
    reasons = {"tone": read(tone, 0.88, "R2: nada buruk, “mengeluhkan” “belum cair”")}
    given = {"reasons": reasons | values.pop("reasons", {}), "urgency": urgency} | values
    return build.make_coverage(item, at, tone, **given)


def named(coverage: Coverage, office: Office, tone: str = Tone.NEGATIVE, **values: Any) -> Mention:
    """Make an official be named in a text, by the machine: as a row and in the reasons."""
    mention = build.make_mention(coverage, office, tone)
    mention.tenure = office.tenures.first()
    mention.person = mention.tenure and mention.tenure.person
    for name, value in values.items():
        setattr(mention, name, value)
    mention.save()
    said = {
        "office": office.identity,
        "person": mention.person and mention.person.key,
        "since": mention.tenure and mention.tenure.valid_from.isoformat(),
        "role": mention.role,
        "tone": tone,
        "spans": mention.spans,
        "sentence": "",
        "confidence": 1.0,
        "reason": "disebut",
        "tone_confidence": 0.88,
        "tone_reason": "R2: nada buruk, “mengeluhkan” “belum cair”",
    }
    coverage.reasons["mentions"] = [*coverage.reasons.get("mentions", []), said]
    coverage.save()
    return mention


def copied(coverage: Coverage, outlet: str, at: datetime) -> Item:
    """Print the same text in another outlet."""
    copy = build.make_item(
        coverage.item.title, at, outlet=build.make_outlet(outlet), copy_of=coverage.item
    )
    values = {"tone": coverage.tone, "reasons": coverage.reasons, "urgency": coverage.urgency}
    build.make_coverage(copy, at, story=coverage.story, copy=True, **values)
    return copy


def morning(at: datetime = NOW) -> list[Coverage]:
    """Fill the desk as its target picture shows it; return the texts in the order they wait."""
    build.Region.objects.home() or build.make_region(phrases={"sample": True})
    build.make_region("99.03", "Pelita")
    tenure = build.make_tenure(build.make_office("Gubernur", rank=1))
    governor = tenure.office
    head = build.make_office("Kepala BPSDM", leader=False, rank=5)
    for code, name in (("PEND", "Pendidikan"), ("KES", "Kesehatan"), ("INFRA", "Infrastruktur")):
        Topic.objects.create(code=code, name=name)
    issue = build.make_issue(at=at, risk=62, level="tinggi")
    build.make_issue("Jalan rusak di Pelita", at=at)
    outlets = {
        name: build.make_outlet(name, tier=2)
        for name in ["Kabar Kelana", *(outlet for *_, outlet in _OTHERS)]
    }
    first = _scholarship(at, governor, head, issue, outlets["Kabar Kelana"])
    others = [
        waiting(title, at + timedelta(minutes=n), tone, level, outlet=outlets[outlet], body=BODY)
        for n, (title, tone, level, outlet) in enumerate(_OTHERS, start=1)
    ]
    for coverage in others:
        named(coverage, governor, coverage.tone, role="disebut")
    for n in range(3):
        copied(others[0], f"Media {n + 20}", at + timedelta(minutes=20 + n))
    return [first, *others]


def _scholarship(at: datetime, governor: Office, head: Office, issue: Any, outlet: Any) -> Coverage:
    issue_why = read(issue.pk, 0.94, "beasiswa, BPSDM, cerita yang sama")
    marks = {"spans": spans("mengeluhkan", "belum cair", body=BODY)}
    tone = read("neg", 0.88, "R2: nada buruk, “mengeluhkan” “belum cair”") | marks
    first = waiting(
        TITLE,
        at - timedelta(minutes=11),
        Tone.NEGATIVE,
        2,
        outlet=outlet,
        body=BODY,
        issue=issue,
        headline_tone="neg",
        body_tone="neu",
        regions=[build.Region.objects.home()],
        reasons={
            "issue": issue_why,
            "tone": tone,
            "topics": [{"value": "PEND", **WHY_TOPIC}],
            "regions": [{"value": build.HOME, "confidence": 0.9, "words": []}],
        },
        item={"url": "https://kabar-kelana.test/1"},
    )
    named(first, governor, role="subjek", spans=spans("Gubernur Arya Wirasena"))
    named(first, head, Tone.NEUTRAL, role="narasumber", spans=spans("Kepala BPSDM"))
    topic = CoverageTopic.objects.create(coverage=first, topic_id="PEND", rank=1, **WHY_TOPIC)
    Coverage.objects.filter(pk=first.pk).update(topic=topic.topic)
    for n in range(6):
        copied(first, f"Media {n + 10}", at - timedelta(minutes=9 - n))
    build.make_coverage(build.make_item("Kata DPRD soal beasiswa", at), at, story=first.story)
    return first


_OTHERS = [
    ("DPRD minta data penerima beasiswa dibuka", Tone.NEGATIVE, 2, "Suara Seroja"),
    ("Warga Pelita blokade jalan rusak, minta Gubernur turun", Tone.UNSURE, 1, "Harian Pelita"),
    ("Polisi tutup tiga lubang tambang di Bukit Serunai", Tone.NEUTRAL, 1, "Radar Serunai"),
    ("Wagub tinjau penyaluran air bersih", Tone.POSITIVE, 0, "Antar Pulau"),
    ("Kamar hotel penuh jelang lomba layar", Tone.POSITIVE, 0, "Seroja Niaga"),
]
