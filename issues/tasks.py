"""Doors for Celery: each calls one pipeline function."""

from celery import shared_task
from django.utils import timezone

from issues import pipeline
from issues.learning import apart

# The process that trains ends by itself before the worker would end the task.
LEARN_SECONDS = apart.AT_MOST.total_seconds() + 60


@shared_task(name="issues.read_items")
def read_items() -> None:
    """Read the items whose text is settled."""
    pipeline.read_items()


@shared_task(name="issues.weigh_issues")
def weigh_issues() -> None:
    """Weigh every live issue."""
    pipeline.weigh_issues(timezone.now())


@shared_task(name="issues.suggest")
def suggest() -> None:
    """Propose issues for stories, and new issues."""
    pipeline.suggest(timezone.now())


@shared_task(name="issues.propose_wordings")
def propose_wordings() -> None:
    """Ask the language model, where there is one, to word summaries."""
    pipeline.propose_wordings(timezone.now())


@shared_task(name="issues.forget_unrelated")
def forget_unrelated() -> None:
    """Delete old items that are about somebody else."""
    pipeline.forget_unrelated(timezone.now())


@shared_task(name="issues.watch_live_items")
def watch_live_items() -> None:
    """Have the articles of live issues looked at again."""
    pipeline.watch_live_items(timezone.now())


@shared_task(name="issues.learn", soft_time_limit=LEARN_SECONDS, time_limit=LEARN_SECONDS)
def learn() -> None:
    """Train the models on what people decided."""
    apart.learn_apart()


@shared_task(name="issues.learn_if_asked", soft_time_limit=LEARN_SECONDS, time_limit=LEARN_SECONDS)
def learn_if_asked() -> None:
    """Train the models if somebody asked for it."""
    apart.learn_if_asked()
