"""What is doubtful comes earlier at the desk; who may have the models trained."""

from django.db import migrations, models


class Migration(migrations.Migration):
    # The rows are written before the index is built, each in its own transaction.
    atomic = False

    dependencies = [("issues", "0008_risk_override")]

    operations = [
        migrations.RemoveIndex("coverage", "coverage_queue"),
        migrations.AddField("coverage", "doubtful", models.BooleanField(default=False)),
        # What waits now; the other reasons for doubt come with the next reading.
        migrations.RunSQL(
            "UPDATE issues_coverage SET doubtful = true"
            " WHERE handled_at IS NULL AND tone = 'unsure'",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            "coverage",
            models.Index(
                fields=["-urgency", "-doubtful", "at", "item"],
                include=["tone", "report"],
                name="coverage_queue",
                condition=models.Q(
                    ("copy", False),
                    ("handled_at", None),
                    models.Q(
                        models.Q(("tone", "na"), _negated=True), ("report", True), _connector="OR"
                    ),
                ),
            ),
        ),
        migrations.AlterModelOptions(
            "learnedmodel",
            {"ordering": ["-made_at", "-pk"], "permissions": [("teach", "Latih model")]},
        ),
    ]
