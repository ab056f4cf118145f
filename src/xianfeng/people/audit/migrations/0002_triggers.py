from django.db import migrations

from xianfeng.people.audit.triggers import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: protect(editor), lambda apps, editor: unprotect(editor)
        )
    ]
