"""What a new municipality has yet to arrange before a signal becomes a case."""

from datetime import date
from enum import StrEnum

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.core.roles import Role
from rondkomen.access.queries import gemeente, users
from rondkomen.arrears import queries as arrears
from rondkomen.outreach import queries as outreach
from rondkomen.people.adapters.registers import has_registers


class FirstStep(StrEnum):
    """One thing to arrange, in the order in which it is needed."""

    COLLEAGUES = "colleagues"
    REGISTERS = "registers"
    PARTNERS = "partners"
    SENDER = "sender"
    GEMEENTE = "gemeente"


def first_steps(today: date, *, actor: Actor) -> tuple[FirstStep, ...]:
    """The steps still to take; empty once everything is arranged.

    Raises: Refused when the actor may not administer.
    """
    require(actor, Purpose.ADMINISTRATION)
    staff = {role for user in users(actor.gemeente_id) if user.is_active for role in user.roles}
    done = {
        FirstStep.COLLEAGUES: {Role.EARLY_DETECTION_WORKER, Role.TEAM_LEAD} <= staff,
        FirstStep.REGISTERS: has_registers(actor.gemeente_id),
        FirstStep.PARTNERS: any(one.in_force(today) for one in arrears.agreements()),
        FirstStep.SENDER: outreach.sender() is not None,
        FirstStep.GEMEENTE: bool(gemeente(actor.gemeente_id).contact_name),
    }
    return tuple(step for step in FirstStep if not done[step])
