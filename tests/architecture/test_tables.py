"""The tables keep to their domain and to their municipality; each check is proven to work."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models.functions import Lower
from django.test.utils import isolate_apps

from rondkomen.access.tenancy import TenantModel
from tests.architecture import tables

CHECKS = [tables.foreign_keys, tables.tenancy, tables.unique_rules]


def own_tables():
    return [table for table in apps.get_models() if table.__module__.startswith("rondkomen.")]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_tables_keep_the_rules(check):
    faults = list(check(own_tables()))
    assert not faults, "\n" + "\n".join(map(str, faults))


def test_there_are_tables_to_check():
    assert {"access.User", "people.Person"} <= {table._meta.label for table in own_tables()}


@isolate_apps("rondkomen.access", "rondkomen.arrears", "rondkomen.matching")
def test_a_key_into_another_domain_is_seen():
    class Row(models.Model):
        class Meta:
            app_label = "arrears"

    class Link(models.Model):
        row = models.ForeignKey(Row, on_delete=models.CASCADE)
        again = models.ManyToManyField(Row, related_name="+")

        class Meta:
            app_label = "matching"

    faults = list(tables.foreign_keys([Link, Row]))
    assert [fault.where for fault in faults] == ["matching.Link.row", "matching.Link.again"]


@isolate_apps("rondkomen.arrears")
def test_a_table_without_municipality_is_seen():
    class Row(models.Model):
        class Meta:
            app_label = "arrears"

    assert [fault.where for fault in tables.tenancy([Row])] == ["arrears.Row"]


@isolate_apps("rondkomen.access", "rondkomen.arrears")
def test_a_unique_rule_over_all_municipalities_is_seen():
    class Row(TenantModel):
        code = models.CharField(unique=True)
        name = models.CharField()

        class Meta:
            app_label = "arrears"
            unique_together = [("name", "code")]
            constraints = [
                models.UniqueConstraint(fields=["name"], name="open"),
                models.UniqueConstraint(Lower("name"), name="open_expression"),
                models.UniqueConstraint(fields=["gemeente", "name"], name="closed"),
                models.UniqueConstraint("gemeente", Lower("name"), name="closed_expression"),
            ]

    assert [fault.where for fault in tables.unique_rules([Row])] == [
        "arrears.Row: code",
        "arrears.Row: unique_together",
        "arrears.Row: open",
        "arrears.Row: open_expression",
    ]
