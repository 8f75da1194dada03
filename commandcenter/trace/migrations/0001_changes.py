"""The table of changes; its triggers come after every migration (trace/installing.py)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=63)),
                ("row", models.CharField(max_length=80)),
                ("action", models.CharField(choices=[("INSERT", "dibuat"), ("UPDATE", "diubah"), ("DELETE", "dihapus")], max_length=6)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["table", "row", "-id"], name="change_of_row"),
                    models.Index(fields=["by", "-id"], name="change_by"),
                    models.Index(fields=["at"], name="change_at"),
                ],
            },
        ),
    ]
