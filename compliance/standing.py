"""The honest status of a requirement that no rule can judge (yet): why it cannot, in a stable reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.model import Assessability, Bearer, Finding, Status
from compliance.requirements import check_specs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.model import Requirement
    from compliance.rules.setting import Setting

POSTS = {"administrator": "administrator", "deputy_director": "deputy", "director": "director"}
NOT_IN_FORCE = "NOT_IN_FORCE"


def standing(requirement: Requirement, setting: Setting, *, has_rule: bool) -> Status | None:
    """The status that comes before any rule; None when a rule can go on."""
    spec = check_specs()[requirement.check]
    as_of = setting.scope.as_of
    if as_of < requirement.binds_from:
        return Status.NOT_BOUND
    if spec.idle is not None:
        return spec.idle
    if requirement.assessability is Assessability.ATTEST:
        return Status.NEEDS_ATTESTATION
    if set(spec.files) - setting.imported or not has_rule or missing_norm(requirement, setting):
        return Status.NOT_ASSESSABLE
    return None


def missing_norm(requirement: Requirement, setting: Setting) -> bool:
    """True when a deadline that the check needs has never been set."""
    keys = {item.key for item in setting.parameters}
    return bool(set(check_specs()[requirement.check].parameters) - keys)


def reason_of(requirement: Requirement, setting: Setting, status: Status) -> str | None:
    """Why a requirement stands where it stands."""
    if status is Status.NOT_BOUND:
        return NOT_IN_FORCE
    if status is not Status.NOT_ASSESSABLE:
        return None
    if requirement.check == "D5":
        return "SELF_CONTROL"
    if set(check_specs()[requirement.check].files) - setting.imported:
        return "NO_DATA"
    return "NO_NORM" if missing_norm(requirement, setting) else "NO_RULE"


def standing_findings(requirement: Requirement, setting: Setting, status: Status) -> Iterator[Finding]:
    """One finding per bearer that the order or the posts name, else one for the role."""
    for bearer in bearers(requirement, setting):
        yield Finding(
            requirement=requirement,
            bearer=bearer,
            object=None,
            period=None,
            status=status,
            reason=reason_of(requirement, setting, status),
            advisory=requirement.check == "D5",
        )


def bearers(requirement: Requirement, setting: Setting) -> tuple[Bearer | None, ...]:
    """People whom the order names, else holders of the post today, else the role alone."""
    role = requirement.role or ""
    named = requirement.person_ids
    post = POSTS.get(requirement.role_key or "")
    if not named and not requirement.assignees and post:
        named = setting.holders(post, setting.scope.as_of)
    if named:
        return tuple(Bearer(person_id=one, name=setting.names.get(one, ""), role=role) for one in named)
    if requirement.assignees:
        return tuple(Bearer(person_id=None, name=name, role=role) for name in requirement.assignees)
    return (Bearer(person_id=None, name="", role=role),) if role else (None,)
