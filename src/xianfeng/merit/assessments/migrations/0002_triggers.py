from django.db import migrations

from xianfeng.merit.assessments.triggers import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: protect(editor), lambda apps, editor: unprotect(editor)
        )
    ]
