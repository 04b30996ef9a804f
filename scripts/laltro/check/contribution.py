"""The rules of a contribution: it comes from its provider's own offer, and is measured in a unit that fits its type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.record import Record

# What each type of contribution may be measured in.
UNITS: Mapping[str, tuple[str, ...]] = {
    "space": ("hour", "square_metre_hour"),
    "resource": ("item", "hour"),
    "skill": ("hour",),
    "hours": ("hour",),
    "money": ("EUR",),
}
# Who makes an offer, and who gives a contribution: an organisation, or a neighbour.
_MAKERS = (("organization", "provider"), ("alias", "alias"))


def check_contribution(catalogue: Catalogue, record: Record) -> Iterator[Diagnostic]:
    """Both rules; what a contribution does not state is left to others."""
    yield from _origin(catalogue, record)
    units = UNITS.get(str(record.get("contribution_type")), ())
    if units and "unit" in record.values and record.get("unit") not in units:
        yield record.problem("unit-not-of-type", "unit")


def _origin(catalogue: Catalogue, record: Record) -> Iterator[Diagnostic]:
    """The offer of the match is the offer stated, and whoever made it is who gave."""
    stated, matches = record.get("offer"), catalogue.linked(record, "match")
    matched = [match.get("offer") for match in matches if match.get("offer")]
    if stated and matched and matched[0] != stated:
        yield record.problem("match-of-another-offer", "match", offer=str(matched[0]))
        return
    offer = catalogue.find("offer", str(stated or (matched or [""])[0]))
    given = [name for _, name in _MAKERS if record.get(name)]
    if offer and given and not any(record.get(name) and record.get(name) == offer.get(own) for own, name in _MAKERS):
        yield record.problem("provider-not-of-offer", given[0], offer=offer.id)
