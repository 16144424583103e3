from rondkomen.outreach.core import ddas
from rondkomen.outreach.core.codes import ContactKind, PartOfDay, Result
from rondkomen.outreach.tests.examples import worked_cases

LISTS = worked_cases("outreach_ddas.yaml")


def test_every_contact_kind_has_one_ddas_word_and_the_other_way_round():
    assert set(ddas.CONTACT_KINDS) == set(ContactKind)
    assert sorted(ddas.CONTACT_KINDS.values()) == sorted(LISTS["EnumContactsoort"])


def test_every_part_of_day_has_one_ddas_word_and_the_other_way_round():
    assert set(ddas.PARTS_OF_DAY) == set(PartOfDay)
    assert sorted(ddas.PARTS_OF_DAY.values()) == sorted(LISTS["EnumDagdeel"])


def test_every_result_has_one_ddas_word_and_the_other_way_round():
    assert set(ddas.RESULTS) == set(Result)
    assert sorted(ddas.RESULTS.values()) == sorted(LISTS["EnumEindresultaat"])
