"""A filled form as text, in the shape that GitHub gives to an issue made from its form."""

from __future__ import annotations

from collections.abc import Mapping

from laltro.model.forms.form import Answer, Form, Question

NO_RESPONSE = "_No response_"


def render_body(
    form: Form, lang: str, answers: Mapping[str, Answer], blank: str = NO_RESPONSE, mark: str = "###"
) -> str:
    """`### Label`, blank line, value, blank line, for every field of the form; `blank` stands where nothing was said.

    Answers are written as they are: one that holds a line like `### Label` would be read as another question, unless
    another `mark` is chosen.
    """
    texts = ((item.labels[lang], _rendered(item, lang, answers.get(item.id, ""), blank)) for item in form.fields)
    return "\n".join(f"{mark} {label}\n\n{text}\n" for label, text in texts)


def _rendered(item: Question, lang: str, answer: Answer, blank: str) -> str:
    if item.input == "checkboxes":
        ticked = [("x" if option.value in answer else " ", option) for option in item.options]
        return "\n".join(f"- [{mark}] {option.labels[lang]}" for mark, option in ticked)
    if not answer:
        return blank
    if item.options:
        chosen = answer if isinstance(answer, tuple) else (answer,)
        labels = {option.value: option.labels[lang] for option in item.options}
        return ", ".join(labels.get(value, value) for value in chosen)
    return str(answer)
