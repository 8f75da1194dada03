"""How a feed is doing: its last answers and its volume against its own habit. Pure.

Two tests say that a feed which answers has fallen silent (PEERS: Media Cloud alerts on the mean of
a week below 28 days; here hours, weekdays and days of rest count, and small sources have a floor).
Nothing at all: the chance of this silence, counted from the newest article to the last look.
Far too little: the last day or week stands below a third or half of what was to be expected, and
chance does not explain it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import log, sqrt
from zoneinfo import ZoneInfo

from monitoring.sources.habit import UNKNOWN, Habit
from monitoring.sources.sentences import per_day, when

VERSION = 1
DAY, WEEK, HOUR = timedelta(days=1), timedelta(days=7), timedelta(hours=1)
# A feed that was not asked this long after its turn is not being asked at all.
LATE_AFTER = timedelta(minutes=30)
# A site may be away for a few turns before anybody is told: timeouts count a quarter each.
FAILURES_BORNE = 1.0
# Habits of less than this many whole days accuse nobody.
DAYS_LEARNT = 3
# What of a note fits into the reason beside the last success.
NOTE_MOST = 240
# Surprise in nats: 9.2 is a chance of 1 in 10,000, 4.6 of 1 in 100, 3 of 1 in 20.
SUDDEN, RARE, ODD = 9.2, 4.6, 3.0
SUDDEN_AFTER = 3 * HOUR
# Beyond any pause of four weeks by half, an odd silence is enough.
LONGEST_PAUSE = 1.5
# Nothing for so long is silence whatever was usual: abandoned feeds still answer.
ABANDONED = timedelta(days=30)
# Far below: fewer than these shares, where at least so many were expected.
WEEK_SHARE, WEEK_LEAST = 0.5, 10.0
DAY_SHARE, DAY_LEAST = 0.3, 12.0
DEVIATIONS = 4.0
# Bounds of variance over mean, so that four weeks without a quirk do not promise regularity.
SPREAD_LEAST, SPREAD_MOST = 0.5, 8.0


class Health(StrEnum):
    """The values of Feed.Health, worst first."""

    GONE = "hilang"
    NOT_A_FEED = "bukan-umpan"
    BLOCKED = "diblokir"
    ERROR = "galat"
    SILENT = "senyap"
    LATE = "terlambat"
    MOVED = "pindah"
    NEVER = "belum"
    HEALTHY = "sehat"
    OFF = "mati"


class Advice(StrEnum):
    """What a person can do; monitoring/sources/advice.py has the words."""

    NOTHING = ""
    FIND_FEED = "cari-umpan"
    CHECK_ADDRESS = "periksa-alamat"
    ASK_NEWSROOM = "hubungi-redaksi"
    WAIT = "tunggu"
    SMALLER_FEED = "umpan-ringkas"
    REPORT = "laporkan"
    ADOPT = "pakai-alamat-baru"
    CHECK_WORKERS = "periksa-worker"
    OPEN_SITE = "buka-situs"
    PULL = "tarik"
    SWITCH_ON = "nyalakan"


# What each outcome means once it lasts. `empty` answers, and with nothing: that is silence.
OF_OUTCOME = {
    "not_a_feed": (Health.NOT_A_FEED, Advice.FIND_FEED, "yang menjawab bukan umpan"),
    "gone": (Health.GONE, Advice.FIND_FEED, "umpan tidak ada lagi di alamat ini"),
    "blocked": (Health.BLOCKED, Advice.ASK_NEWSROOM, "media menolak penarikan"),
    "empty": (Health.SILENT, Advice.OPEN_SITE, "umpan menjawab, tetapi kosong"),
    "refused": (Health.ERROR, Advice.CHECK_ADDRESS, "alamat tidak boleh dihubungi"),
    "too_large": (Health.ERROR, Advice.SMALLER_FEED, "jawaban melebihi batas ukuran"),
    "timeout": (Health.ERROR, Advice.WAIT, "tidak menjawab"),
    "unreachable": (Health.ERROR, Advice.WAIT, "tidak terjangkau"),
    "server_error": (Health.ERROR, Advice.WAIT, "galat di peladen media"),
    "broken": (Health.ERROR, Advice.REPORT, "isi umpan merusak pembaca"),
}
PASSING = {"timeout", "unreachable", "server_error"}
ADVICE = {
    Health.SILENT: Advice.OPEN_SITE,
    Health.LATE: Advice.CHECK_WORKERS,
    Health.MOVED: Advice.ADOPT,
    Health.NEVER: Advice.PULL,
    Health.OFF: Advice.SWITCH_ON,
}


@dataclass(frozen=True)
class Facts:
    """What is known of one feed at `at`.

    `newest_at` is when its newest article was published, or first seen where that is not known;
    `of_day` and `of_week` count articles first seen in the day and the week before `good_at`.
    `watched_since` is when it has been read without a break since, as far back as a week.
    `held_until` is when its host may be asked again. `silent_after` bounds a passing failure.
    `off_because` says why it is not enabled.
    """

    at: datetime
    zone: ZoneInfo
    enabled: bool = True
    off_because: str = "dimatikan"
    outcome: str = ""
    note: str = ""
    failures: float = 0.0
    due_at: datetime | None = None
    held_until: datetime | None = None
    outcome_since: datetime | None = None
    good_at: datetime | None = None
    silent_after: timedelta = LATE_AFTER
    moved_to: str = ""
    newest_at: datetime | None = None
    of_day: int = 0
    of_week: int = 0
    watched_since: datetime | None = None
    habit: Habit = UNKNOWN
    quiet_days: Collection[date] = ()
    # An empty answer is normal for one that searches.
    searches: bool = False


@dataclass(frozen=True)
class Verdict:
    """A feed's health, why in words (Indonesian, stored), since when, and what can be done."""

    health: Health
    reason: str = ""
    since: datetime | None = None
    advice: Advice = Advice.NOTHING


def judge(facts: Facts) -> Verdict:
    """Judge one feed. What keeps it from being read weighs more than what it says."""
    if not facts.enabled:
        return Verdict(Health.OFF, facts.off_because, advice=ADVICE[Health.OFF])
    late = _late(facts)
    if not facts.outcome:
        return late or Verdict(Health.NEVER, "belum pernah ditarik", advice=ADVICE[Health.NEVER])
    return late or _failing(facts) or _moved(facts) or _silent(facts) or _healthy(facts)


def advice_for(health: str, outcome: str) -> Advice:
    """Return what can be done about a stored health with the outcome of the newest attempt."""
    if outcome in OF_OUTCOME and OF_OUTCOME[outcome][0] == health:
        return OF_OUTCOME[outcome][1]
    return ADVICE.get(Health(health), Advice.NOTHING)


def _late(facts: Facts) -> Verdict | None:
    """Nobody asks it although its turn has come and its host may be asked."""
    due = max(filter(None, [facts.due_at, facts.held_until]), default=None)
    if due is None or facts.at - due <= LATE_AFTER:
        return None
    reason = f"gilirannya {when(due, facts.zone)} belum dijalankan"
    return Verdict(Health.LATE, reason, due, ADVICE[Health.LATE])


def _failing(facts: Facts) -> Verdict | None:
    """Its last answers were bad, and for long enough to say so."""
    if facts.outcome not in OF_OUTCOME or (facts.searches and facts.outcome == "empty"):
        return None
    if facts.outcome in PASSING and _borne(facts):
        return None
    health, advice, words = OF_OUTCOME[facts.outcome]
    # The note of the attempt is a sentence of its own and says more than the outcome.
    said = facts.note.strip().rstrip(".")[:NOTE_MOST] or words
    return Verdict(health, f"{said}. {_last_good(facts)}", facts.outcome_since, advice)


def _last_good(facts: Facts) -> str:
    if facts.good_at is None:
        return "Belum pernah berhasil"
    return f"Berhasil terakhir {when(facts.good_at, facts.zone)}"


def _borne(facts: Facts) -> bool:
    """Say whether a passing failure is still young."""
    answered = facts.good_at is not None and facts.at - facts.good_at <= facts.silent_after
    return answered and facts.failures < FAILURES_BORNE


def _moved(facts: Facts) -> Verdict | None:
    if not facts.moved_to:
        return None
    reason = f"media memindahkannya ke {facts.moved_to}"
    return Verdict(Health.MOVED, reason[:300], None, ADVICE[Health.MOVED])


def _silent(facts: Facts) -> Verdict | None:
    """It answers, and publishes nothing or far below its habit."""
    if facts.newest_at is None or facts.good_at is None:
        return None
    reason = _nothing(facts, facts.newest_at, facts.good_at)
    if reason:
        return Verdict(Health.SILENT, reason, facts.newest_at, ADVICE[Health.SILENT])
    reason = _too_little(facts, facts.good_at)
    return Verdict(Health.SILENT, reason, None, ADVICE[Health.SILENT]) if reason else None


def _nothing(facts: Facts, newest: datetime, looked: datetime) -> str:
    """Return why the time since the newest article is a silence; empty when it is not."""
    if looked - newest >= ABANDONED:
        return f"berita terbarunya {when(newest, facts.zone)}, sesudah itu tidak ada lagi"
    habit, age = facts.habit, looked - newest
    if habit.days < DAYS_LEARNT:
        return ""
    expected = habit.expected(newest, looked, facts.zone, facts.quiet_days)
    surprise = expected * _regularity(habit)
    pause = max(LONGEST_PAUSE * habit.gap_hours * HOUR, DAY)
    silent = (
        (surprise >= SUDDEN and age >= SUDDEN_AFTER)
        or (surprise >= RARE and age >= DAY)
        or (surprise >= ODD and age >= pause)
    )
    usual = f"biasanya {per_day(habit.per_day)}"
    return f"{usual}, sejak {when(newest, facts.zone)} belum ada satu pun" if silent else ""


def _regularity(habit: Habit) -> float:
    """Return by what the expected count is multiplied to get the surprise of seeing none.

    The chance of none is that of a negative binomial (below 1: binomial) with the feed's own
    variance over mean d: ln P(0) = -expected · ln d / (d - 1), which is Poisson where d is 1.
    """
    d = min(max(habit.spread(), SPREAD_LEAST), SPREAD_MOST)
    return 1.0 if abs(d - 1) < 0.01 else log(d) / (d - 1)


def _too_little(facts: Facts, looked: datetime) -> str:
    """Return why the volume is far below the habit; empty when it is not."""
    if facts.habit.days < WEEK.days:
        return ""
    spans = (
        (facts.of_day, DAY, DAY_SHARE, DAY_LEAST, "24 jam terakhir"),
        (facts.of_week, WEEK, WEEK_SHARE, WEEK_LEAST, "7 hari terakhir"),
    )
    for count, span, share, least, words in spans:
        if facts.watched_since and facts.watched_since > looked - span:
            continue
        usual = facts.habit.expected(looked - span, looked, facts.zone, facts.quiet_days)
        doubt = sqrt(usual * min(max(facts.habit.spread(), SPREAD_LEAST), SPREAD_MOST))
        if usual >= least and count < share * usual and count < usual - DEVIATIONS * doubt:
            return f"{words} hanya {count} berita, biasanya sekitar {round(usual)}"
    return ""


def _healthy(facts: Facts) -> Verdict:
    """Nothing is wrong; a passing failure is mentioned."""
    if facts.outcome in PASSING:
        words = OF_OUTCOME[facts.outcome][2]
        return Verdict(Health.HEALTHY, f"percobaan terakhir gagal: {words}; dicoba lagi sendiri")
    return Verdict(Health.HEALTHY)
