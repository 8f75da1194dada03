"""Why the text on the desk comes before the sure ones, in words."""

from django.utils.translation import gettext_lazy

from issues.learning import doubt
from issues.models import Coverage

WORDS = {
    doubt.UNDECIDED: gettext_lazy("mesin tidak dapat memutuskan tone-nya"),
    doubt.WEAK: gettext_lazy("keyakinan mesin rendah"),
    doubt.UNLIKE: gettext_lazy("aturan dan model belajar tidak sependapat"),
    doubt.SPLIT: gettext_lazy("judul dan isi berlawanan"),
    doubt.OFFICIAL_UNDECIDED: gettext_lazy("tone terhadap seorang pejabat belum jelas"),
}


def words_of(coverage: Coverage) -> list[str]:
    """Return why a text that waits is doubtful; nothing once a person settled it."""
    if coverage.handled_at or not coverage.doubtful:
        return []
    return [str(WORDS[key]) for key in doubt.doubts(coverage.reasons)]
