from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("guardians", "0003_witness_rows")]
    operations = [
        migrations.AddField(
            model_name="sample",
            name="is_seed_given",
            field=models.BooleanField(default=False, editable=False, verbose_name="semilla escrita"),
        )
    ]
