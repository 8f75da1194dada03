"""Fills the database with a year of a busy province: 200,000 items with all that was read in them.

Rows are made inside the database. A text is four or five paragraphs of a pool, and its search
words are the sums of theirs, so that nothing is stemmed 200,000 times; a check at the end compares
some with what the triggers of the product would have written.
"""

import io
import time
from collections.abc import Iterator

from tests.bench.stack import BenchError, Stack
from tests.bench.vocabulary import paragraphs

ITEMS = 200_000
DAYS = 365
PARAGRAPHS = 20_000
ISSUES = 40
# What is younger than this waits at the desk; what is older was settled by a person.
UNHANDLED = "INTERVAL '14 days'"
# Generated rows have numbers of their own, far from those of the sample province.
BASE = 10_000_000

POOL = """
CREATE UNLOGGED TABLE bench_pool (
    k int PRIMARY KEY, words text, stemmed tsvector, exact tsvector,
    title text, title_stemmed tsvector, title_exact tsvector
)
"""
POOL_WORDS = """
UPDATE bench_pool SET
    stemmed = (monitoring_words(words)).stemmed, exact = (monitoring_words(words)).exact,
    title = chance.title, title_stemmed = (monitoring_words(chance.title)).stemmed,
    title_exact = (monitoring_words(chance.title)).exact
FROM (
    SELECT k, array_to_string((string_to_array(words, ' '))[1:9], ' ') AS title FROM bench_pool
) chance
WHERE chance.k = bench_pool.k
"""
# Of ten items three are copies of the one before; of five, four tell one story. `t` is the number
# of the text, `s` that of the story, and chance hangs on these, so that copies agree.
PLAN = f"""
CREATE UNLOGGED TABLE bench_plan AS
SELECT n, {BASE} + n AS id, t, s, {BASE} + s AS story, at, tone,
    CASE WHEN t <> n THEN {BASE} + t END AS copy_of,
    CASE WHEN dice(s, 3) % 10 = 0 THEN issues[1 + dice(s, 4) % {ISSUES}] END AS issue,
    topics[1 + dice(t, 5) % cardinality(topics)] AS topic,
    regions[1 + dice(t, 6) % cardinality(regions)] AS region,
    outlets[1 + dice(n, 7) % cardinality(outlets)] AS outlet,
    offices[1 + dice(t, 8) % cardinality(offices)] AS office,
    offices[1 + (dice(t, 8) + 1) % cardinality(offices)] AS second,
    tone = 'neg' AS bad,
    tone <> 'na' AND at < now() - {UNHANDLED} AS handled
FROM (
    SELECT *, CASE
        WHEN dice(t, 1) % 100 < 45 THEN 'na' WHEN dice(t, 1) % 100 < 70 THEN 'neu'
        WHEN dice(t, 1) % 100 < 85 THEN 'pos' WHEN dice(t, 1) % 100 < 93 THEN 'neg'
        ELSE 'unsure' END AS tone
    FROM (
        SELECT n, CASE WHEN n % 10 IN (1, 6, 8) THEN n - 1 ELSE n END AS t,
            (n / 5) * 2 + (n % 5) / 4 AS s,
            now() - ({ITEMS} - n) * INTERVAL '{DAYS} days' / {ITEMS} AS at
        FROM generate_series(0, {ITEMS} - 1) n
    ) numbered
) toned,
(SELECT array_agg(id ORDER BY id) AS issues FROM issues_issue WHERE id >= {BASE}) i,
(SELECT array_agg(code ORDER BY code) AS topics FROM issues_topic) o,
(SELECT array_agg(code ORDER BY code) AS regions FROM monitoring_region
    WHERE level IN ('kabupaten', 'kota', 'provinsi')) r,
(SELECT array_agg(id ORDER BY id) AS outlets FROM monitoring_outlet) u,
(SELECT array_agg(id ORDER BY leader DESC, id) AS offices FROM issues_office) f
"""
DICE = """
CREATE FUNCTION dice(of bigint, seed int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(of, seed) & 2147483647)::int
"""
NEW_ISSUES = f"""
INSERT INTO issues_issue (id, key, title, statement, strong, seeds, exclude, state, state_since,
    state_reason, risk, level, risk_parts, risk_version, next_step, opened_at, opened_because)
SELECT {BASE} + n, 'isu-ukur-' || n, 'Isu ukur ' || n, '', '{{}}', '{{}}', '{{}}', 'berkembang',
    now() - n * INTERVAL '2 days', '', n, 'rendah', '[]', '', '', now() - n * INTERVAL '9 days', ''
FROM generate_series(1, {ISSUES}) n
"""
ISSUES_FULL = """INSERT INTO issues_story
    (id, headline, first_at, last_at, issue_id, summary, proposed_wording)"""
STORIES = f"""
{ISSUES_FULL}
SELECT story, (array_agg(pool.title ORDER BY n))[1], min(at), max(at), min(issue), '[]'::jsonb, ''
FROM bench_plan JOIN bench_pool pool ON pool.k = dice(s, 10) % {PARAGRAPHS}
GROUP BY story
"""
ITEM_ROWS = f"""
INSERT INTO monitoring_item (id, lease_token, attempts, kind, medium, locator, outlet_id, url,
    url_hash, title, summary, author, section, published_at, published_from, seen_at, listed_at,
    stage, stage_note, copy_of_id, image, language, page_kind, page_note, unresolved, correction,
    correction_note)
SELECT id, 0, 1, 'article', 'online', '', outlet, 'http://ukur.invalid/' || n,
    encode(sha256(('ukur' || n)::bytea), 'hex'), pool.title, left(pool.words, 160), '', '', at,
    'feed', at, at, 'done', '', copy_of, '', 'id', 'berita', '', false, '', ''
FROM bench_plan JOIN bench_pool pool ON pool.k = dice(t, 11) % {PARAGRAPHS} ORDER BY n
"""
_PARTS = f"""
bench_plan plan
JOIN bench_pool head ON head.k = dice(t, 11) % {PARAGRAPHS}
JOIN bench_pool a ON a.k = dice(t, 12) % {PARAGRAPHS}
JOIN bench_pool b ON b.k = dice(t, 13) % {PARAGRAPHS}
JOIN bench_pool c ON c.k = dice(t, 14) % {PARAGRAPHS}
JOIN bench_pool d ON d.k = dice(t, 15) % {PARAGRAPHS}
LEFT JOIN bench_pool e ON e.k = dice(t, 16) % {PARAGRAPHS} AND t % 2 = 0
"""
TEXTS = f"""
INSERT INTO monitoring_itemtext (item_id, body, rung, rung_note, bands, extracted_at, version)
SELECT id, concat_ws(E'\\n', a.words, b.words, c.words, d.words, e.words), 'standard', '',
    '{{}}', at, 1
FROM {_PARTS} ORDER BY n
"""
WORDS = f"""
INSERT INTO monitoring_itemwords (item_id, stemmed, exact)
SELECT id, head.title_stemmed || a.stemmed || b.stemmed || c.stemmed || d.stemmed
        || coalesce(e.stemmed, ''),
    head.title_exact || a.exact || b.exact || c.exact || d.exact || coalesce(e.exact, '')
FROM {_PARTS} ORDER BY n
"""
COVERAGE = """
INSERT INTO issues_coverage (item_id, at, report, copy, story_id, issue_id, topic_id, nature,
    event_tone, tone, headline_tone, body_tone, denied, balanced, reasons, version, read_at,
    urgency, handled_at, language, flags, doubtful)
SELECT plan.id, at, false, t <> n, story, issue, topic, 'berita', tone, tone, tone, tone, false,
    false,
    jsonb_build_object(
        'tone', why.value, 'event_tone', why.value, 'headline_tone', why.value,
        'body_tone', why.value, 'nature', why.value || '{"value": "berita"}',
        'denied', why.value || '{"value": false}', 'balanced', why.value || '{"value": false}',
        'issue', CASE WHEN issue IS NULL THEN NULL
            ELSE why.value || jsonb_build_object('value', issue) END,
        'story', why.value || jsonb_build_object('value', story),
        'topics', jsonb_build_array(what.value || jsonb_build_object('value', topic)),
        'regions', jsonb_build_array(what.value || jsonb_build_object('value', region)),
        'mentions', CASE WHEN tone = 'na' THEN '[]' ELSE jsonb_build_array(
            who.value || jsonb_build_object('office', office.key || '@' || office.region_id,
                'tone', tone)) END),
    'ukur-1', at, CASE WHEN bad THEN 1 + dice(t, 20) % 2 ELSE dice(t, 20) / 7 % 2 END,
    CASE WHEN handled THEN at + INTERVAL '2 hours' END, 'id', '{}', false
FROM bench_plan plan JOIN issues_office office ON office.id = plan.office,
LATERAL (SELECT jsonb_build_object('value', tone, 'confidence', 0.81, 'version', 'ukur-1',
    'reason', 'kata yang menentukan', 'spans', '[[12, 20]]'::jsonb, 'words', '["kata"]'::jsonb)
    AS value) why,
LATERAL (SELECT '{"confidence": 0.8, "words": ["kata", "lain"]}'::jsonb AS value) what,
LATERAL (SELECT '{"person": null, "since": null, "role": "subjek", "spans": [[0, 8]],
    "sentence": "Satu kalimat yang menyebut pejabat itu.", "confidence": 0.9,
    "reason": "disebut jabatannya", "tone_confidence": 0.8, "tone_reason": "kata"}'::jsonb
    AS value) who
ORDER BY n
"""
MENTIONS = """
INSERT INTO issues_mention (coverage_id, office_id, person_id, tenure_id, role, tone, spans,
    sentence, confidence, reason, tone_confidence, tone_reason, version)
SELECT plan.id, named.office, tenure.person_id, tenure.id, 'subjek', tone, '[[0, 8]]',
    'Satu kalimat yang menyebut pejabat itu.', 0.9, 'disebut jabatannya', 0.8, 'kata', 'ukur-1'
FROM bench_plan plan,
LATERAL unnest(CASE WHEN t % 3 = 0 THEN ARRAY[plan.office, second] ELSE ARRAY[plan.office] END)
    AS named (office)
LEFT JOIN LATERAL (SELECT id, person_id FROM issues_tenure WHERE office_id = named.office
    ORDER BY valid_from DESC LIMIT 1) tenure ON true
WHERE tone <> 'na' ORDER BY n
"""
TOPICS = """
INSERT INTO issues_coveragetopic (coverage_id, topic_id, rank, confidence, words)
SELECT id, topic, 1, 0.8, '{kata}' FROM bench_plan ORDER BY n
"""
REGIONS = """
INSERT INTO issues_coverageregion (coverage_id, region_id, confidence, words)
SELECT id, region, 0.8, '{kata}' FROM bench_plan WHERE t % 5 > 0 ORDER BY n
"""
ACTS = """
INSERT INTO issues_act (id, by_id, at, item_id, words, placements, key)
SELECT id, (SELECT min(id) FROM accounts_user), at + INTERVAL '2 hours', id, 'Tone: Netral', 1,
    gen_random_uuid()
FROM bench_plan WHERE handled AND t = n ORDER BY n
"""
DECISIONS = """
INSERT INTO issues_decision (act_id, item_id, field, before, value, spread)
SELECT id, id, 'tone', to_jsonb(tone), to_jsonb(tone), false
FROM bench_plan WHERE handled AND t = n ORDER BY n
"""
FETCHES = """
INSERT INTO monitoring_fetch (feed_id, started_at, ended_at, outcome, note, status, seen, new, cut,
    skipped, size, page, gap)
SELECT feed.id, at, at, 'nothing_new', '', 200, 20, 0, 0, 0, 64000, 0, false
FROM monitoring_feed feed,
generate_series(now() - INTERVAL '7 days', now() - INTERVAL '1 hour', INTERVAL '5 minutes') at
"""
# A search index is built much faster at once than row by row.
INDEXES = {
    name: f"monitoring_itemwords USING gin ({column}) "
    "WITH (fastupdate=on, gin_pending_list_limit=65536)"
    for name, column in (("words_stemmed", "stemmed"), ("words_exact", "exact"))
}
TRIGGERED = (
    *("monitoring_item", "monitoring_itemtext", "issues_issue", "issues_story", "issues_coverage"),
    *("issues_act", "issues_decision"),
)
NUMBERED = ("monitoring_item", "issues_story", "issues_issue", "issues_act")
# The words as the product writes them: title and text of some items, read by its own functions.
DIFFERENT = f"""
SELECT count(*) FROM monitoring_item item
JOIN monitoring_itemtext body ON body.item_id = item.id
JOIN monitoring_itemwords words ON words.item_id = item.id,
monitoring_words(monitoring_plain_words(item.title || ' ' || body.body)) right_ones
WHERE item.id >= {BASE} AND item.id % 997 = 0
AND (right_ones.stemmed <> words.stemmed OR right_ones.exact <> words.exact)
"""


def fill(stack: Stack) -> float:
    """Fill the stack's database; return the seconds it took. Raises BenchError when words differ.

    The stack must have its sample province and at least one person.
    """
    begun = time.monotonic()
    for statement in _statements():
        if statement == POOL_WORDS:
            _copy_pool(stack)
        stack.ask(statement)
    if different := stack.ask(DIFFERENT)[0][0]:
        raise BenchError(f"{different} generated items have other search words than real ones")
    return time.monotonic() - begun


def _statements() -> Iterator[str]:
    yield from ("SET maintenance_work_mem = '256MB'", "SET work_mem = '64MB'")
    yield from (f"DROP INDEX {name}" for name in INDEXES)
    yield from (f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in TRIGGERED)
    yield from (POOL, POOL_WORDS, DICE, NEW_ISSUES, PLAN, "ANALYZE bench_plan, bench_pool")
    yield from (STORIES, ITEM_ROWS, TEXTS, WORDS, COVERAGE, MENTIONS, TOPICS, REGIONS)
    yield from (ACTS, DECISIONS, FETCHES)
    yield from (f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TRIGGERED)
    yield from (f"CREATE INDEX {name} ON {rest}" for name, rest in INDEXES.items())
    yield from (_next_number(table) for table in NUMBERED)
    yield from ("DROP TABLE bench_plan, bench_pool", "DROP FUNCTION dice", "VACUUM ANALYZE")


def _next_number(table: str) -> str:
    """Return the statement that lets new rows be numbered after the generated ones."""
    return f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"


def _copy_pool(stack: Stack) -> None:
    lines = (f"{k}\t{words}\n" for k, words in enumerate(paragraphs(PARAGRAPHS)))
    with stack.database.cursor() as cursor:
        cursor.copy_expert("COPY bench_pool (k, words) FROM STDIN", io.StringIO("".join(lines)))
