"""What stands in public and should not: a need told in the open, or personal data in a text that is no form of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from laltro.intake.deciding.decision import Decision
from laltro.intake.reading.body import parse
from laltro.intake.reading.submission import Submission
from laltro.intake.screen.personal import screen
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.forms.form import Form


def exposed(decision: Decision, text: str, forms: Mapping[str, Form], catalogue: Catalogue) -> Decision:
    """The decision on a text that anybody can read, and what has to be taken out of it; `forms` are all there are.

    What was read as a form of ours was screened answer by answer when it was decided.
    """
    if decision.is_change:
        return decision
    found = parse(text, forms)
    if found.form and not found.form.issue:
        return Decision(diagnostics=(Diagnostic("personal-need"),), submission=Submission(lang=found.lang))
    if decision.submission.form or not any(screen(catalogue.vocabularies).kinds(text, strict=True)):
        return decision
    return replace(decision, diagnostics=(Diagnostic("personal-text"), *decision.diagnostics))
