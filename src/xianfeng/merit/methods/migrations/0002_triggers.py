from django.db import migrations

from xianfeng.merit.methods.triggers import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("methods", "0001_initial")]
    operations = [
        migrations.RunPython(lambda apps, editor: protect(editor), lambda apps, editor: unprotect(editor))
    ]
