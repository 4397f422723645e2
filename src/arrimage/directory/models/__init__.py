"""The annuaire: territories, themes, organisations, people, and the roles that give rights."""

from .decisions import Distinction, Merge, NameMatch, RecordKind
from .organizations import Organization, OrganizationKind, OrganizationQuerySet, Theme, ThemeWord
from .people import Invitation, Membership, Person, Position, PositionQuerySet, Role
from .territories import Territory, TerritoryKind, TerritoryOutline

__all__ = [
    "Distinction",
    "Invitation",
    "Membership",
    "Merge",
    "NameMatch",
    "Organization",
    "OrganizationKind",
    "OrganizationQuerySet",
    "Person",
    "Position",
    "PositionQuerySet",
    "RecordKind",
    "Role",
    "Territory",
    "TerritoryKind",
    "TerritoryOutline",
    "Theme",
    "ThemeWord",
]
