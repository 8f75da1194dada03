"""How long a retraining takes: 20,000 decisions on articles of 400 words, 25 topics."""

import random
import time
from pathlib import Path

from issues.learning.training import Example, train
from issues.reading.features import features_of
from issues.reading.text import lay_out
from tests.bench.figures import Figure
from tests.bench.vocabulary import SEED, vocabulary

DECISIONS, CLASSES, WORDS, OWN_WORDS = 20_000, 25, 400, 40


def learning_figures(_data_dir: Path) -> list[Figure]:
    """Train the target with most classes once; reading the texts is part of it."""
    rng = random.Random(SEED)
    words = vocabulary(rng)
    own = [rng.sample(words, OWN_WORDS) for _ in range(CLASSES)]
    texts = [(n % CLASSES, _article(words, own[n % CLASSES], rng)) for n in range(DECISIONS)]
    begun = time.perf_counter()
    examples = [
        Example(features_of(lay_out(title, body)), f"T{topic}") for topic, (title, body) in texts
    ]
    seen = time.perf_counter() - begun
    train(examples, "topic")
    took = time.perf_counter() - begun
    runs = f"{DECISIONS:,} decisions, {CLASSES} topics, {seen:.0f} s of it reading the texts"
    return [Figure("learn.retrain_s", took, "s", runs)]


def _article(words: list[str], own: list[str], rng: random.Random) -> tuple[str, str]:
    """Return title and body; one word in ten is of the topic."""
    chosen = [rng.choice(own if rng.random() < 0.1 else words) for _ in range(WORDS)]
    paragraphs = [" ".join(chosen[n : n + 50]) for n in range(10, WORDS, 50)]
    return " ".join(chosen[:10]), "\n\n".join(paragraphs)
