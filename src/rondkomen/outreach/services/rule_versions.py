"""Drafting and publishing rule tables; publishing takes a second person."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from rondkomen.access.core.actor import Actor
from rondkomen.journal import services as journal
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import content
from rondkomen.outreach.models import RuleTableVersion, Versions
from rondkomen.outreach.services.urgency import judge_open_cases_anew


@transaction.atomic
def save_draft(text: str, *, actor: Actor, version_id: UUID | None = None) -> UUID:
    """The id of the draft; a draft may hold faults, they only keep it from being published.

    Raises: Refused when the text is no YAML with a name and a version, when the version is taken,
    or when it was published already.
    """
    name, version = content.rule_table_title(text)
    draft = _draft(version_id) if version_id else RuleTableVersion(made_at=timezone.now())
    draft.name, draft.version, draft.text = name, version, text
    draft.author_ref = actor.user_id
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as taken:
        raise Refused(
            "Deze versie bestaat al. Geef de tabel een ander versienummer.", code="version-taken"
        ) from taken
    journal.record("rules_drafted", subject=draft.id, actor=actor, data={"version": draft.version})
    return draft.id


@transaction.atomic
def publish(version_id: UUID, *, today: date, actor: Actor) -> int:
    """How many open cases got other points; the version is in force from now on.

    Raises: Refused for its author, for a version with a fault, and for one that is not a draft.
    Policy: four eyes: who writes the rules does not publish them.
    """
    draft = _draft(version_id)
    if actor.user_id is None or draft.author_ref == actor.user_id:
        raise Refused(
            "U schreef deze versie zelf. Vraag een collega om haar te publiceren.",
            code="four-eyes",
        )
    content.read_rule_table(draft.text)
    RuleTableVersion.objects.filter(state=Versions.ACTIVE).update(
        state=Versions.RETIRED, retired_on=today
    )
    draft.state, draft.publisher_ref, draft.published_on = Versions.ACTIVE, actor.user_id, today
    draft.save()
    changed = judge_open_cases_anew(today=today, actor=actor)
    journal.record(
        "rules_published", subject=draft.id, actor=actor, data={"version": draft.version}
    )
    return changed


@transaction.atomic
def discard_draft(version_id: UUID, *, actor: Actor) -> None:
    """Nothing; the draft is gone.

    Raises: Refused for a version that was ever in force: that one stays, so that points given
    then can be explained.
    """
    draft = _draft(version_id)
    draft.delete()
    journal.record("rules_discarded", subject=version_id, actor=actor, data={})


def _draft(version_id: UUID) -> RuleTableVersion:
    found: RuleTableVersion | None = (
        RuleTableVersion.objects.select_for_update().filter(id=version_id).first()
    )
    if found is None:
        raise Refused(
            "Deze versie van de regels bestaat niet (meer). Kies een andere.",
            code="rule-version-unknown",
        )
    if found.state != Versions.DRAFT:
        raise Refused(
            "Deze versie is al gepubliceerd. Maak een nieuwe versie om iets te wijzigen.",
            code="version-published",
        )
    return found
