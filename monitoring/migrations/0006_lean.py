"""Indexes that serve no question go, one by time comes; what feeds carry is stored aside.

Packing the texts of feeds costs more time than it saves room: they are soon replaced by the
pages', and a narrow table is read faster by every list and count.
"""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0005_words_in_bulk'),
    ]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='feed',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='monitoring.feed'),
        ),
        migrations.AlterField(
            model_name='fetch',
            name='feed',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='fetches', to='monitoring.feed'),
        ),
        migrations.AddIndex(
            model_name='fetch',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['ended_at'], name='fetch_time'),
        ),
        migrations.RunSQL(
            "ALTER TABLE monitoring_item ALTER COLUMN summary SET STORAGE EXTERNAL",
            "ALTER TABLE monitoring_item ALTER COLUMN summary SET STORAGE EXTENDED",
        ),
    ]
