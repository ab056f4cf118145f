from django.db import migrations

from xianfeng.merit.reviews.triggers import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: protect(editor), lambda apps, editor: unprotect(editor)
        )
    ]
