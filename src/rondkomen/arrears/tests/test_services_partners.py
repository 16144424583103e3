"""Partners, agreements and mapping profiles."""

from datetime import date, timedelta

import pytest

from rondkomen.arrears import queries, services
from rondkomen.arrears.core.codes import PartnerType, ResidentMatch, SignalStatus, SigningStatus
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.arrears.models import Signal
from rondkomen.arrears.services import AgreementFacts, PartnerFacts
from rondkomen.arrears.tests.rows import KEPT_EFFORT, TODAY
from rondkomen.journal.queries import clocks_for, events
from rondkomen.kernel.refusal import Refused
from rondkomen.people.models import DeliveredIdentity


@pytest.mark.parametrize("text", ["Proef Wonen", "PROEF WONEN ", "proef-wonen", None])
def test_a_partner_is_found_by_name_short_name_or_key(partner, text):
    assert queries.find_partner(text or str(partner)).id == partner


def test_an_unknown_partner_is_answered_with_those_there_are(partner):
    with pytest.raises(Refused, match="proef-wonen"):
        queries.find_partner("Wie dan ook")


def test_names_are_unique_and_the_kind_is_fixed_once_signals_came_in(partner, store, actor):
    with pytest.raises(Refused, match="al een partner"):
        services.save_partner(PartnerFacts("proef wonen", PartnerType.RENT), actor=actor)
    with pytest.raises(Refused, match="naam"):
        services.save_partner(PartnerFacts("!?", PartnerType.RENT), actor=actor)
    changed = PartnerFacts("Proef Wonen", PartnerType.WATER)
    services.save_partner(changed, actor=actor, partner_id=partner)
    services.save_partner(
        PartnerFacts("Proef Wonen", PartnerType.RENT), actor=actor, partner_id=partner
    )
    store({})
    with pytest.raises(Refused, match="soort"):
        services.save_partner(changed, actor=actor, partner_id=partner)


def test_an_agreement_is_in_force_between_its_days(partner, actor):
    (first,) = queries.agreements(partner)
    end = AgreementFacts(first.start, TODAY, effort=KEPT_EFFORT)
    services.save_agreement(partner, end, actor=actor, today=TODAY, agreement_id=first.id)
    assert queries.agreement_on(partner, TODAY).id == first.id
    with pytest.raises(Refused, match="21-11-2026"):
        queries.agreement_on(partner, TODAY + timedelta(1))
    with pytest.raises(Refused, match="gaat in op"):
        queries.agreement_on(partner, first.start - timedelta(1))


def test_agreements_do_not_overlap_and_dates_are_in_order(partner, actor):
    for facts in (
        AgreementFacts(date(2026, 1, 1)),
        AgreementFacts(date(2020, 1, 1), date(2019, 1, 1)),
    ):
        with pytest.raises(Refused):
            services.save_agreement(partner, facts, actor=actor, today=TODAY)


def test_an_agreement_that_ended_has_a_last_day(partner, actor):
    (found,) = queries.agreements(partner)
    facts = AgreementFacts(found.start, signing_status=SigningStatus.ENDED)
    with pytest.raises(Refused, match="laatste dag"):
        services.save_agreement(partner, facts, actor=actor, today=TODAY, agreement_id=found.id)


def test_a_bsn_needs_a_ground_in_the_register(partner, actor):
    (found,) = queries.agreements(partner)
    facts = AgreementFacts(found.start, bsn_allowed=True)
    with pytest.raises(Refused, match="BSN"):
        services.save_agreement(partner, facts, actor=actor, today=TODAY, agreement_id=found.id)


def test_the_renewal_clock_follows_the_end_of_the_agreement(partner, actor):
    (found,) = queries.agreements(partner)
    end = date(2027, 6, 30)
    facts = AgreementFacts(found.start, end, signing_status=SigningStatus.SIGNED)
    for _ in range(2):  # saving again moves the clock; it does not start a second one
        services.save_agreement(partner, facts, actor=actor, today=TODAY, agreement_id=found.id)
    running = [clock for clock in clocks_for([found.id])[found.id] if clock.closed_on is None]
    assert [clock.due for clock in running] == [end - timedelta(90)]
    assert queries.agreement(found.id).renew_by == end - timedelta(90)


def test_mapping_profiles_have_versions(partner, actor):
    assert queries.current_mapping(partner) is None
    first = MappingProfile(columns={"amount": "Saldo"})
    assert services.save_mapping(partner, first, actor=actor) == 1
    assert services.save_mapping(partner, first, actor=actor) == 1
    second = MappingProfile(columns={"amount": "Bedrag"})
    assert services.save_mapping(partner, second, actor=actor) == 2
    current = queries.current_mapping(partner)
    assert current is not None
    assert current.profile == second
    assert [version.version for version in queries.mapping_versions(partner)] == [2, 1]


def test_status_match_and_erasure_of_signals(store, actor):
    store({}, {"klantnummer": "2"})
    first, second = Signal.objects.order_by("id")
    picked_up = {first.id: SignalStatus.PICKED_UP, second.id: SignalStatus.NOT_PICKED_UP_YET}
    assert services.set_status(picked_up, actor=actor) == 1
    found = {first.id: ResidentMatch.NONE}
    assert [services.set_resident_match(found, actor=actor) for _ in range(2)] == [1, 0]
    assert [event.kind for event in events(first.id)] == ["signal_status", "signal_resident"]
    facts = queries.signals([first.id])[first.id]
    assert (facts.status, facts.resident_match) == (SignalStatus.PICKED_UP, ResidentMatch.NONE)
    day = facts.retention_until + timedelta(1)
    due = queries.past_retention(day)
    assert [signal for signal, _ in due] == [first.id, second.id]
    freed = services.purge_signals([first.id], actor=actor, rule="proef")
    assert freed == [facts.identity_ref]
    DeliveredIdentity.objects.filter(id__in=freed).delete()
    assert list(queries.signals([first.id, second.id])) == [second.id]
    assert [fate.signal_id for fate in queries.row_fates(facts.delivery_id)] == [None, second.id]


def test_a_signal_is_kept_two_years_to_the_end_of_its_month(store):
    store({})
    assert Signal.objects.get().retention_until == date(2028, 11, 30)
