from django.db import migrations

from rondkomen.journal.adapters import guards


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(guards.install, guards.remove)]
