"""What a partner may be told about its signals, and what it was told before."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Subquery

from rondkomen.access import queries as access
from rondkomen.kernel.period import Month
from rondkomen.outreach.core.codes import CaseStatus, Result
from rondkomen.outreach.core.feedback import (
    FEEDBACK_SENTENCES,
    Feedback,
    FeedbackCode,
    code_for,
    feedback_on,
)
from rondkomen.outreach.models import CaseSignal, Disclosure
from rondkomen.outreach.queries.rows import DisclosureRow

_CHUNK = 900


def feedback(signal_refs: Iterable[UUID], *, as_of: date) -> tuple[Feedback, ...]:
    """What may be told today about each of these signals that is in a case, in the given order."""
    wanted = list(dict.fromkeys(signal_refs))
    found = {answer.signal_ref: answer for answer in _answers(wanted, as_of)}
    return tuple(found[ref] for ref in wanted if ref in found)


def already_told(signal_refs: Iterable[UUID]) -> dict[UUID, FeedbackCode]:
    """What the partner heard last about each of these signals."""
    wanted = list(signal_refs)
    found: dict[UUID, FeedbackCode] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = Disclosure.objects.filter(signal_ref__in=wanted[start : start + _CHUNK])
        for ref, code in rows.order_by("told_at").values_list("signal_ref", "code"):
            found[ref] = FeedbackCode(code)
    return found


def untold(*, first: Month, last: Month) -> dict[UUID, int]:
    """About how many signals of these months each partner would hear something new today."""
    heard = Disclosure.objects.filter(signal_ref=OuterRef("signal_ref")).order_by("-told_at")
    rows = CaseSignal.objects.filter(case__month__gte=str(first), case__month__lte=str(last))
    standing = ("partner_ref", "case__status", "case__result", "heard")
    groups = rows.annotate(heard=Subquery(heard.values("code")[:1])).values_list(*standing)
    found: Counter[UUID] = Counter()
    for partner, status, result, told, count in groups.annotate(count=Count("id")).order_by():
        if code_for(CaseStatus(status), Result(result) if result else None) != told:
            found[partner] += count
    return found


def last_told(*, since: date) -> dict[UUID, date]:
    """The last day on which each partner was told something, for those told since a day."""
    rows = Disclosure.objects.filter(as_of__gte=since).values("partner_ref")
    return dict(rows.annotate(last=Max("as_of")).order_by().values_list("partner_ref", "last"))


def disclosures(partner_ref: UUID, *, since: date) -> tuple[DisclosureRow, ...]:
    """What this partner was told since a day, newest first."""
    rows = list(
        Disclosure.objects.filter(partner_ref=partner_ref, as_of__gte=since).order_by("-told_at")
    )
    names = access.user_names({row.told_by for row in rows if row.told_by})
    return tuple(
        DisclosureRow(
            partner_ref=row.partner_ref,
            signal_ref=row.signal_ref,
            code=row.code,
            sentence=FEEDBACK_SENTENCES[FeedbackCode(row.code)],
            as_of=row.as_of,
            collection_pause_until=row.collection_pause_until,
            told_by=names.get(row.told_by, "") if row.told_by else "systeem",
        )
        for row in rows
    )


def disclosed_answers(partner_ref: UUID, *, since: date) -> tuple[Feedback, ...]:
    """The answers this partner was given since a day, oldest first, as they were given."""
    rows = Disclosure.objects.filter(partner_ref=partner_ref, as_of__gte=since)
    return tuple(
        Feedback(
            row.signal_ref,
            FeedbackCode(row.code),
            FEEDBACK_SENTENCES[FeedbackCode(row.code)],
            row.as_of,
            row.collection_pause_until,
        )
        for row in rows.order_by("told_at", "id")
    )


def _answers(wanted: list[UUID], as_of: date) -> Iterator[Feedback]:
    for start in range(0, len(wanted), _CHUNK):
        rows = CaseSignal.objects.filter(signal_ref__in=wanted[start : start + _CHUNK])
        for ref, status, result, accepted_on in rows.values_list(
            "signal_ref", "case__status", "case__result", "case__accepted_on"
        ):
            yield feedback_on(
                ref,
                status=CaseStatus(status),
                result=Result(result) if result else None,
                as_of=as_of,
                accepted_on=accepted_on,
            )
