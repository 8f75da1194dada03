"""Whether whoever acted had looked at the text itself, so that it leaves the queue of the desk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("issues", "0010_story_acts")]

    operations = [
        migrations.AddField(
            model_name="act",
            name="looked",
            field=models.BooleanField(default=True, db_default=True),
        )
    ]
