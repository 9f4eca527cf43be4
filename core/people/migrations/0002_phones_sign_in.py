from django.db import migrations

from core.access.codes import hash_of
from core.tenancy.scope import scope


def know_phones(apps, schema_editor):
    """Telephones known until now sign people in as well."""
    SignInPhone = apps.get_model("access", "SignInPhone")
    Contact = apps.get_model("people", "Contact")
    for ugel in apps.get_model("tenancy", "Ugel").objects.all():
        with scope(ugel):
            SignInPhone.objects.bulk_create(
                SignInPhone(user_id=one.user_id, ugel_id=ugel.pk, phone_hash=hash_of(one.phone.as_e164))
                for one in Contact.objects.filter(ugel_id=ugel.pk)
            )


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("access", "0002_sign_in_phone")]
    operations = [migrations.RunPython(know_phones, migrations.RunPython.noop)]
