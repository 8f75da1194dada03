"""A person may set the risk of an issue, and say why a suggestion was rejected."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0007_analyst"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("issue", "risk_computed", models.PositiveSmallIntegerField(default=0)),
        migrations.RunSQL("UPDATE issues_issue SET risk_computed = risk", migrations.RunSQL.noop),
        migrations.AddField(
            "issue", "risk_by_person", models.PositiveSmallIntegerField(blank=True, null=True)
        ),
        migrations.AddField(
            "issue", "risk_person_reason", models.CharField(blank=True, max_length=300)
        ),
        migrations.AddField(
            "issue", "risk_person_until", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            "issue", "risk_person_over", models.CharField(blank=True, max_length=6)
        ),
        migrations.AddField(
            "issue",
            "risk_person",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="risks_set",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "suggestion", "answer_reason", models.CharField(blank=True, max_length=300)
        ),
    ]
