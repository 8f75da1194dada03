"""Questions to a language model, counted by the hour."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("issues", "0011_act_looked")]

    operations = [
        migrations.CreateModel(
            name="WordingAsk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("model", models.CharField(max_length=120)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("tanya", "ditanyakan"),
                            ("usul", "diusulkan"),
                            ("tolak", "ditolak"),
                            ("gagal", "gagal"),
                        ],
                        default="tanya",
                        max_length=5,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("version", models.CharField(max_length=24)),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="wording_asks",
                        to="issues.story",
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
                "indexes": [models.Index(fields=["-at"], name="wording_ask_newest")],
            },
        ),
    ]
