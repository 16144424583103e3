"""The worklist, its counts and the team's board."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from rondkomen.access import queries as access
from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.codes import CaseStatus, HandoverState
from rondkomen.outreach.models import Capacity, Case
from rondkomen.outreach.queries.assembling import rows_of
from rondkomen.outreach.queries.rows import (
    BoardRow,
    Sort,
    Whose,
    WorklistCounts,
    WorklistFilter,
    WorklistPage,
    WorklistRow,
)
from rondkomen.outreach.queries.rule_versions import active_rules

_MOST_ON_A_PAGE, _MOST_IN_A_FILE = 200, 5_000
_EVERY = "gemeente"  # counted because it is never empty and in every index
_WEEK = timedelta(days=7)
_RETURNED = (HandoverState.REFUSED.value, HandoverState.SILENT.value)

_ORDERS: dict[Sort, tuple[object, ...]] = {
    Sort.PRIORITY: ("-points", "id"),
    Sort.DUE: (F("next_due_on").asc(nulls_last=True), "id"),
    Sort.REASON: ("top_rule", "-points", "id"),
    Sort.NEIGHBOURHOOD: ("neighbourhood", "-points", "id"),
    Sort.LAST_ATTEMPT: (F("last_attempt_on").asc(nulls_first=True), "-points", "id"),
    Sort.AMOUNT: ("-amount", "id"),
}


def worklist(
    chosen: WorklistFilter,
    *,
    today: date,
    actor: Actor,
    sort: Sort = Sort.PRIORITY,
    page: int = 1,
    page_size: int = 25,
) -> WorklistPage:
    """One page of open cases.

    Raises: Refused for a page size that no screen asks for, or when the actor may not see addresses.
    """
    if not 1 <= page_size <= _MOST_ON_A_PAGE:
        raise Refused(f"Kies 1 tot en met {_MOST_ON_A_PAGE} zaken per pagina.", code="page-size")
    found = _filtered(chosen, today)
    total = found.count()
    pages = max(1, -(-total // page_size))
    page = min(max(page, 1), pages)
    start = (page - 1) * page_size
    cases = list(found.order_by(*_ORDERS[sort])[start : start + page_size])
    return WorklistPage(rows_of(cases, today=today, actor=actor), total, page, pages)


def worklist_rows(
    chosen: WorklistFilter, *, today: date, actor: Actor, sort: Sort = Sort.PRIORITY
) -> tuple[WorklistRow, ...]:
    """The whole list for an export.

    Raises: Refused when it is longer than a file for people should be, or when the actor may not
    see addresses.
    """
    cases = list(_filtered(chosen, today).order_by(*_ORDERS[sort])[: _MOST_IN_A_FILE + 1])
    if len(cases) > _MOST_IN_A_FILE:
        raise Refused(
            f"De lijst is langer dan {_MOST_IN_A_FILE} zaken. Filter eerst, bijvoorbeeld op wijk.",
            code="export-size",
        )
    return rows_of(cases, today=today, actor=actor)


def worklist_counts(
    *, today: date, whose: Whose = Whose.OWNER, owner: UUID | None = None
) -> WorklistCounts:
    """How many of these open cases are new, due, overdue, stalled or back."""
    counted = _of(whose, owner).aggregate(
        open=Count(_EVERY),
        new=Count(_EVERY, filter=Q(status=CaseStatus.NEW)),
        due_today=Count(_EVERY, filter=Q(next_due_on=today)),
        overdue=Count(_EVERY, filter=Q(next_due_on__lt=today)),
        stalled=Count(_EVERY, filter=_stalled(today)),
        returned=Count(_EVERY, filter=_returned()),
        proposed_to_close=Count(_EVERY, filter=~Q(proposed_reason="")),
    )
    return WorklistCounts(**counted)


def overdue(
    *, today: date, actor: Actor, whose: Whose = Whose.TEAM, owner: UUID | None = None
) -> tuple[WorklistRow, ...]:
    """Every open case with a clock that has run out, longest overdue first."""
    return worklist_rows(
        WorklistFilter(whose=whose, owner=owner, overdue=True),
        today=today,
        actor=actor,
        sort=Sort.DUE,
    )


def cases_at(
    household_refs: Sequence[UUID], *, today: date, actor: Actor
) -> tuple[WorklistRow, ...]:
    """The cases of these households, open ones first, then newest first; also closed ones."""
    wanted = list(household_refs)[:_MOST_ON_A_PAGE]
    found = Case.objects.filter(household_ref__in=wanted)
    cases = list(found.order_by("-is_open", "-month", "id")[:_MOST_ON_A_PAGE])
    return rows_of(cases, today=today, actor=actor)


def neighbourhoods() -> tuple[str, ...]:
    """The neighbourhoods that open cases lie in."""
    found = Case.objects.filter(is_open=True).exclude(neighbourhood="")
    return tuple(found.order_by("neighbourhood").values_list("neighbourhood", flat=True).distinct())


def board(*, today: date) -> tuple[BoardRow, ...]:
    """The team: nobody's pile first, then every worker by name, also without cases."""
    counted = {
        row["owner_ref"]: row
        for row in Case.objects.filter(is_open=True)
        .values("owner_ref")
        .annotate(
            open=Count(_EVERY),
            new=Count(_EVERY, filter=Q(status=CaseStatus.NEW)),
            in_conversation=Count(_EVERY, filter=Q(status=CaseStatus.IN_CONVERSATION)),
            due_this_week=Count(
                _EVERY, filter=Q(next_due_on__gte=today, next_due_on__lt=today + _WEEK)
            ),
            overdue=Count(_EVERY, filter=Q(next_due_on__lt=today)),
        )
        .order_by()
    }
    names = dict(_workers())
    names |= access.user_names({ref for ref in counted if ref and ref not in names})
    capacities = dict(Capacity.objects.values_list("worker_ref", "open_cases"))
    people_rows = sorted(names.items(), key=lambda item: item[1])
    owners: list[tuple[UUID | None, str]] = [(None, ""), *people_rows]
    return tuple(
        _board_row(ref, name, counted.get(ref, {}), capacities.get(ref)) for ref, name in owners
    )


def workers() -> tuple[tuple[UUID, str], ...]:
    """Everyone who can own a case, by name: reference and name."""
    return tuple(_workers())


def _workers() -> Sequence[tuple[UUID, str]]:
    wanted = {Role.EARLY_DETECTION_WORKER, Role.TEAM_LEAD}
    return [
        (user.id, user.name)
        for user in access.users(current_gemeente_id())
        if user.is_active and wanted & set(user.roles)
    ]


def _board_row(
    ref: UUID | None, name: str, counts: dict[str, int], capacity: int | None
) -> BoardRow:
    return BoardRow(
        owner_ref=ref,
        owner_name=name,
        open=counts.get("open", 0),
        new=counts.get("new", 0),
        in_conversation=counts.get("in_conversation", 0),
        due_this_week=counts.get("due_this_week", 0),
        overdue=counts.get("overdue", 0),
        capacity=capacity,
    )


def _of(whose: Whose, owner: UUID | None) -> QuerySet[Case]:
    found: QuerySet[Case] = Case.objects.filter(is_open=True)
    if whose is Whose.TEAM:
        return found
    return found.filter(owner_ref=owner if whose is Whose.OWNER else None)


def _filtered(chosen: WorklistFilter, today: date) -> QuerySet[Case]:
    if chosen.whose is Whose.OWNER and chosen.owner is None:
        raise Refused("Kies van wie u de zaken wilt zien.", code="worklist-owner")
    found = _of(chosen.whose, chosen.owner)
    for wanted in (_by_facts(chosen), _by_progress(chosen, today)):
        found = found.filter(wanted)
    return found


def _by_facts(chosen: WorklistFilter) -> Q:
    wanted = Q()
    if chosen.partner_type is not None:
        wanted &= Q(partner_types__contains=f",{chosen.partner_type},")
    if chosen.neighbourhood:
        wanted &= Q(neighbourhood=chosen.neighbourhood)
    if chosen.month:
        wanted &= Q(month=chosen.month)
    if chosen.multiple is not None:
        wanted &= Q(multiple=chosen.multiple)
    if chosen.consecutive is not None:
        wanted &= Q(consecutive=chosen.consecutive)
    if chosen.amount_at_least is not None:
        wanted &= Q(amount__gte=chosen.amount_at_least)
    return wanted


def _by_progress(chosen: WorklistFilter, today: date) -> Q:
    wanted = Q(status__in=sorted(chosen.statuses)) if chosen.statuses else Q()
    if chosen.overdue:
        wanted &= Q(next_due_on__lt=today)
    if chosen.due_today:
        wanted &= Q(next_due_on=today)
    if chosen.stalled:
        wanted &= _stalled(today)
    if chosen.returned:
        wanted &= _returned()
    if chosen.proposed_to_close:
        wanted &= ~Q(proposed_reason="")
    return wanted


def _stalled(today: date) -> Q:
    since = today - timedelta(days=active_rules().table.terms.stalled_days)
    picked_up = (CaseStatus.PICKED_UP.value, CaseStatus.IN_CONVERSATION.value)
    return Q(status__in=picked_up, touched_on__lt=since)


def _returned() -> Q:
    return Q(handover_state__in=_RETURNED)
