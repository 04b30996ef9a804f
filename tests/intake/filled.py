"""Forms filled at random with what is hard to keep: lines that look like questions, like options, or like nothing."""

from __future__ import annotations

from hypothesis import strategies as st

from laltro.model.forms.form import Answer, Form, Question
from tests.intake.samples import real

LABELS = sorted({label for form in real().forms.values() for label in form.labels()})
OPTIONS = sorted({o.labels["it"] for form in real().forms.values() for item in form.fields for o in item.options})
LINES = st.one_of(
    st.sampled_from(LABELS).map(lambda label: f"### {label}"),
    st.sampled_from(LABELS),
    st.sampled_from(OPTIONS),
    st.sampled_from(["```", "````", "~~~", "~~~~", "```py", " ```", "     ```", "``` `", "~~~ `x`", "> ```", "- ```"]),
    st.sampled_from(
        ["", " ", "\t", "_No response_", "None", "-", "— svuota —", "— scegli —", "###", "### ", "### ###"]
    ),
    st.sampled_from(
        [
            "- [x] a",
            "- [ ] b",
            "- [X] c",
            "<!--",
            "-->",
            "---",
            "# x",
            "a, b",
            "\r",
            "\N{COMBINING CEDILLA}",
            "👩\u200d👧",
            "🙂",
        ]
    ),
    st.sampled_from(["🙂", "per tutti 👩\u200d👧", "città 🏳️"]),
    st.text(max_size=12),
)
TEXTS = st.lists(LINES, max_size=8).map("\n".join)


def answer_of(item: Question) -> st.SearchStrategy[Answer]:
    values = [option.value for option in item.options]
    if item.many:
        return st.lists(st.sampled_from(values), unique=True, max_size=4).map(tuple)
    return st.sampled_from(values) if values else TEXTS


@st.composite
def filled_forms(draw: st.DrawFn) -> tuple[Form, str, dict[str, Answer]]:
    form = draw(st.sampled_from(sorted(real().forms.values(), key=lambda form: form.stem)))
    items = draw(st.lists(st.sampled_from(form.fields), unique_by=lambda item: item.id, max_size=6))
    return form, draw(st.sampled_from(["it", "en"])), {item.id: draw(answer_of(item)) for item in items}
