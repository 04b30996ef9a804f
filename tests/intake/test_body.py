"""Bodies in, answers or typed problems out; never a guess, never slow."""

from __future__ import annotations

import os
import re
import time
import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laltro.intake.notation import ages, closures, costs, hours, quantity, rows, spelling
from laltro.intake.reading import answer_codec, resolve, written_answer
from laltro.intake.reading import body as module
from laltro.intake.reading.body import parse
from laltro.intake.reading.submission import MAX_LENGTH, Submission, normalise
from laltro.intake.screen import personal
from laltro.model import moment
from laltro.model.forms.body_text import NO_RESPONSE, render_body
from laltro.model.forms.form import CLEAR, Answer, Form
from tests.intake.filled import LABELS, LINES, filled_forms
from tests.intake.samples import decided, real, service

SOAK = os.environ.get("LALTRO_SOAK") == "1"
MANY = settings(
    max_examples=200_000 if SOAK else 2_000, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
SOME = settings(
    max_examples=20_000 if SOAK else 400, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
# A verdict takes a tenth of a second on a quiet machine; this one may be busy, and only a hang is to be found here.
BUSY = 30.0


def read(text: str, stem: str | None = "servizio") -> Submission:
    return parse(text, real().forms, stem)


def told(submission: Submission) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in submission.problems]


# P1 -------------------------------------------------------------------------------------------------------------------

NASTY = {
    "one line": "a" * MAX_LENGTH,
    "headings": "### " * (MAX_LENGTH // 4),
    "known headings": "### Descrizione\n" * (MAX_LENGTH // 16),
    "backticks": "`" * MAX_LENGTH,
    "open fences": "```a\n" * (MAX_LENGTH // 5),
    "growing fences": "\n".join("`" * n for n in range(3, 360)),
    "two kinds of fences": "~~~~\n```\n" * (MAX_LENGTH // 9),
    "indented closers": "```\n     ```\n" * (MAX_LENGTH // 13),
    "boxes": "### Prima di inviare\n\n" + "- [x] a\n" * 8_000,
    "spaces": " " * MAX_LENGTH,
    "line ends": "\r\n" * (MAX_LENGTH // 2),
    "combining": "e" + "\N{COMBINING ACUTE ACCENT}" * (MAX_LENGTH - 1),
}
LONG_ANSWERS: dict[str, dict[str, Answer]] = {
    "digits": {"description": "3 " * 30_000},
    "almost codes": {"description": "IT12 " * 12_000},
    "almost fiscal codes": {"description": "RSSMRA85T10A562" * 4_000},
    "phones": {"channels_phones": ";".join(f"02{n:06}" for n in range(6_000))},
    "unknown places": {"places": ";".join(f"{n:x}" for n in range(12_000))},
    "one place, many ways": {"places": ";".join(f"https://x.it/luoghi/la-cordata?{n}" for n in range(1_600))},
    "slashes": {"record": "a/" * 30_000},
    "dots": {"channels_url": "a." * 30_000},
    "a name": {"name": "福" * 60_000},
    "hours": {"schedules": "à" * 30_000 + " 9-10"},
    "many hours": {"schedules": "lun 9-10\n" * 5_000},
    "an organisation": {"organization": "zz " * 20_000, "organization_description": "a"},
}


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_body_has_a_verdict_at_once_and_in_little_memory(name: str) -> None:
    decided("")
    tracemalloc.start()
    try:
        started = time.perf_counter()
        assert decided(NASTY[name]).diagnostics
        took = time.perf_counter() - started
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    assert took < BUSY


@pytest.mark.parametrize("name", LONG_ANSWERS)
def test_a_long_answer_has_a_verdict_at_once(name: str) -> None:
    filled = service(**LONG_ANSWERS[name])
    assert len(filled) <= MAX_LENGTH
    started = time.perf_counter()
    decided(filled)
    assert time.perf_counter() - started < BUSY


def test_many_choices_are_read_at_once() -> None:
    filled = service(audiences=()).replace("### Per chi è\n\n_No response_", "### Per chi è\n\n" + "Donne," * 10_000)
    started = time.perf_counter()
    assert read(filled).answers["audiences"] == ("women",)
    assert time.perf_counter() - started < BUSY


def test_a_longer_body_is_refused_unread() -> None:
    assert told(read("x" * (MAX_LENGTH + 1))) == [("body-too-long", "")]


EXPRESSIONS = [
    (owner, name)
    for owner in (
        module,
        ages,
        closures,
        costs,
        answer_codec,
        written_answer,
        hours,
        moment,
        personal,
        quantity,
        resolve,
        rows,
        spelling,
    )
    for name, value in vars(owner).items()
    if isinstance(value, re.Pattern)
]
ADVERSARIAL = [" ", "#", "`", "~", "### ", "- [x] ", "a", "a ", "a/", "a.", "/"]
ADVERSARIAL += ["à", "lun 9-", "1", "1.", "RSSMRA85", "IT60X", "A1-", "\t"]


@pytest.mark.parametrize(("owner", "name"), EXPRESSIONS, ids=lambda value: getattr(value, "__name__", value))
@pytest.mark.parametrize("ending", ["", "!", "`", "\n", "?"])
def test_every_expression_is_linear(owner: object, name: str, ending: str) -> None:
    pattern: re.Pattern[str] = getattr(owner, name)
    for unit in ADVERSARIAL:
        text = unit * (MAX_LENGTH // len(unit)) + ending
        started = time.perf_counter()
        pattern.fullmatch(text)
        for _ in pattern.finditer(text) if owner in (personal, spelling) else ():
            pass
        assert time.perf_counter() - started < BUSY, unit


# P2, P3, P10 ----------------------------------------------------------------------------------------------------------

NAME, MAIL = "Nome del servizio", "E-mail"


@pytest.mark.parametrize(
    ("text", "answers", "problems"),
    [
        (f"### {NAME}\n\nUno\n", {"name": "Uno"}, []),
        (f"   ###   {NAME}  ###  \nUno", {"name": "Uno"}, []),
        ("### Nome\u00a0del\u00a0servizio\r\n\r\nUno\r\n", {"name": "Uno"}, []),
        ("###\tNome del\tservizio\n\n\tUno\t\n", {"name": "Uno"}, []),
        ("### Name of the service\n\nUno\n", {"name": "Uno"}, []),
        (f"### {MAIL}\n\na@b.it\n\n### {NAME}\n\nUno\n", {"name": "Uno", "channels_email": "a@b.it"}, []),
        (f"testo prima\n\n### {NAME}\n\nUno\n", {"name": "Uno"}, []),
        (
            f"### Descrizione\n\na\n### Sconosciuta\nb\n\n### {NAME}\n\nUno",
            {"description": "a\n### Sconosciuta\nb"},
            [],
        ),
        # a heading typed inside a text box never overwrites a field
        (f"### {NAME}\n\nUno\n\n### {NAME}\n\nDue\n", {}, [("ambiguous-heading", "name")]),
        (f"### {NAME}\n\nUno\n\n### Name of the service\n\nDue\n", {}, [("ambiguous-heading", "name")]),
        (f"### {NAME}\n\nA\n\n### {NAME}\n\nB\n\n### {NAME}\n\nC", {}, [("ambiguous-heading", "name")]),
        # other things that look like headings are text
        (
            f"### Descrizione\n\n> ### {MAIL}\n- ### {MAIL}\n    ### {MAIL}\n## {MAIL}\n###{MAIL}",
            {"description": ...},
            [],
        ),
        (f"### Descrizione\n\n{MAIL}\n---", {"description": f"{MAIL}\n---"}, []),
        # fences
        ("### Descrizione\n\n```\n# x\n```\n", {"description": "```\n# x\n```"}, []),
        (
            f"### Descrizione\n\n```\nmai chiuso\n\n### {NAME}\n\nUno",
            {"description": "```\nmai chiuso", "name": "Uno"},
            [],
        ),
        (f"### Descrizione\n\n```\n     ```\n\n### {NAME}\n\nUno", {"description": "```\n     ```", "name": "Uno"}, []),
        (f"### Descrizione\n\n````\n```\n### {NAME}\n\nUno", {"description": "````\n```", "name": "Uno"}, []),
        (f"### Descrizione\n\n```\n### {NAME}\n```\n", {"description": ...}, [("ambiguous-heading", "name")]),
        (f"### Descrizione\n\n~~~ `a`\n### {NAME}\n~~~\n", {"description": ...}, [("ambiguous-heading", "name")]),
        # sentinels
        (f"### {NAME}\n\n_No response_\n", {}, []),
        (f"### {NAME}\n\nNone\n", {}, []),
        (f"### {NAME}\n\n \u00a0\t\n", {}, []),
        (f"### {NAME}\n", {}, []),
        ("### Costo\n\n— scegli —\n", {}, []),
        ("### Costo\n\nNone\n", {}, []),
        ("### Aree\n\n_No response_\n", {}, []),
        # one line
        (f"### {NAME}\n\nUno\nDue\n", {}, [("one-line", "name")]),
        ("### Descrizione\n\nUno\n\n\nDue\n", {"description": "Uno\n\n\nDue"}, []),
        ("### Telefono\n\n0212345678", {"channels_phones": "0212345678"}, []),
        (f"```\n### {NAME}\n```", {}, [("ambiguous-heading", "name")]),
        # choices
        ("### Costo\n\nGratuito", {"cost_type": "free"}, []),
        ("### Costo\n\nFree of charge", {}, [("option-unknown", "cost_type")]),
        ("### Costo\n\ngratuito", {}, [("option-unknown", "cost_type")]),
        ("### Costo\n\n— svuota —", {"cost_type": CLEAR}, []),
        ("### Costo\n\nGratuito, A pagamento", {}, [("option-unknown", "cost_type")]),
        ("### Aree\n\nAltro: casa, salute, vicinato, Lavoro", {"areas": ("other", "employment")}, []),
        ("### Aree\n\nLavoro , Altro: casa, salute, vicinato,", {"areas": ("employment", "other")}, []),
        ("### Aree\n\nLavoro, Lavoro", {"areas": ("employment",)}, []),
        ("### Aree\n\nAltro: casa, salute", {}, [("option-unknown", "areas")]),
        ("### Aree\n\nLavoro e basta", {}, [("option-unknown", "areas")]),
        ("### Aree\n\nLavoro\nFormazione", {}, [("option-unknown", "areas")]),
        # boxes
        ("### Prima di inviare\n\n- [X] {consent}", {"consent": ("yes",)}, []),
        ("### Prima di inviare\n\n* [x]  {consent}", {"consent": ("yes",)}, []),
        ("### Prima di inviare\n\n- [ ] {consent}", {}, []),
        ("### Prima di inviare\n\n- [] {consent}", {}, []),
        ("### Prima di inviare\n\n- [x] sì", {}, [("option-unknown", "consent")]),
        ("### Prima di inviare\n\nsì", {}, []),
        ("### Descrizione\n\n- [x] fatto\n- [ ] no", {"description": "- [x] fatto\n- [ ] no"}, []),
    ],
)
def test_a_body_is_read_as_written(text: str, answers: dict[str, Answer], problems: list[tuple[str, str]]) -> None:
    consent = next(item for item in real().forms["servizio"].fields if item.id == "consent")
    found = read(text.replace("{consent}", consent.options[0].labels["it"]))
    assert told(found) == problems
    assert {name: answer for name, answer in found.answers.items() if answers.get(name) is not ...} | {
        name: ... for name in answers if answers[name] is ...
    } == answers | ({"name": "Uno"} if "Sconosciuta" in text else {})


def test_an_unknown_option_names_the_nearest_and_not_itself() -> None:
    found = read("### Costo\n\nGratuitoo @chiunque")
    assert "Gratuito" in found.problems[0].params["options"]
    assert "chiunque" not in str(found.problems)


def test_stray_fences_of_two_texts_never_move_an_answer() -> None:
    filled = service(
        organization="adecco", description="a\n\n### Organizzazione che lo offre\n\nfalsa\n\n```", how_to_apply="```\nb"
    )
    found = read(filled)
    assert ("ambiguous-heading", "organization") in told(found)
    assert "organization" not in found.answers


@pytest.mark.parametrize("order", ["reversed", "without the empty", "with strangers", "CRLF", "NBSP", "tabs"])
def test_another_order_or_typography_means_the_same(order: str) -> None:
    plain = service()
    parts = [f"### {part}" for part in plain.split("### ")[1:]]
    change = {
        "reversed": lambda: "\n".join(reversed(parts)),
        "without the empty": lambda: "\n".join(part for part in parts if NO_RESPONSE not in part),
        "with strangers": lambda: "\n".join(["### Chi sei\n\nio", *parts]),
        "CRLF": lambda: plain.replace("\n", "\r\n"),
        "NBSP": lambda: plain.replace(" ", "\u00a0"),
        "tabs": lambda: plain.replace(" ", "\t"),
    }
    changed = read(change[order]())
    assert changed.answers == read(plain).answers
    assert told(changed) == []


# P5, P7 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n\n", "ciao", "### Altro\n\nx", "Nome del servizio\n\nUno"])
@pytest.mark.parametrize("stem", ["servizio", None])
def test_what_is_no_form_is_said_once(text: str, stem: str | None) -> None:
    assert told(read(text, stem)) == [("body-not-a-form", "")]


@pytest.mark.parametrize(
    "char",
    list("\x00\x07\x0b\x1b\x7f\x85\u200b\u202e\u2066\u2028\ufeff\ufffd\U000e0041\ud800\udfff\ue000"),
    ids=lambda char: f"U+{ord(char):04X}",
)
def test_invisible_characters_are_named_by_code_point(char: str) -> None:
    found = read(service(name=f"Uno{char}due"))
    assert told(found) == [("body-character", "")]
    assert found.problems[0].params["characters"] == f"U+{ord(char):04X}"
    assert found.answers == {}


# P8 -------------------------------------------------------------------------------------------------------------------


def retired() -> dict[str, Form]:
    form = real().forms["servizio"]
    return {"servizio": replace(form, retired={"name": ("Come si chiama",), "gone": ("Non c'è più",)})}


@pytest.mark.parametrize(
    ("text", "answers", "problems"),
    [
        ("### Come si chiama\n\nUno", {"name": "Uno"}, []),
        (f"### Come si chiama\n\nUno\n\n### {NAME}\n\nDue", {}, [("ambiguous-heading", "name")]),
        (f"### {NAME}\n\nUno\n\n### Non c'è più\n\nb", None, [("one-line", "name")]),
    ],
)
def test_an_older_form_is_read(text: str, answers: dict[str, Answer] | None, problems: list[tuple[str, str]]) -> None:
    found = parse(text, retired(), "servizio")
    assert told(found) == problems
    assert answers is None or found.answers == answers


# which form -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stem", ["servizio", "offerta", "organizzazione", "esito"])
@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_labels_say_which_form_and_language(stem: str, lang: str) -> None:
    found = read(render_body(real().forms[stem], lang, {}), None)
    assert found.form is real().forms[stem]
    assert found.lang == lang


def test_a_form_is_not_read_as_another() -> None:
    filled = render_body(real().forms["offerta"], "it", {})
    assert told(read(filled, "servizio")) == [("body-other-form", "")]


def test_labels_of_another_form_in_a_text_change_nothing_or_are_refused() -> None:
    esito, others = real().forms["esito"], real().forms["servizio"]
    mine = set(esito.labels())
    strangers = [f"### {item.labels['it']}" for item in others.fields if item.labels["it"] not in mine][1:]
    filled = render_body(esito, "it", {"title": "Uno", "summary": "\n\n".join(strangers)})
    for stem in ("esito", None):
        assert read(filled, stem).form is esito
        assert read(filled, stem).answers["title"] == "Uno"
    both = filled + "\n" + render_body(others, "it", {})
    assert told(read(both, None)) == [("body-other-form", "")]


@pytest.mark.parametrize("stem", ["servizio", "offerta", "organizzazione", "esito"])
def test_no_label_opens_two_fields(stem: str) -> None:
    form = real().forms[stem]
    pairs = {(label, item.id) for item in form.fields for label in item.labels.values()}
    assert len(pairs) == len({label for label, _ in pairs})


# the round trip law ---------------------------------------------------------------------------------------------------


def plain(answer: Answer) -> Answer:
    """An answer after normalisation: in a body, what GitHub writes for no answer is none."""
    if isinstance(answer, tuple):
        return answer
    text = normalise(answer).strip()
    return "" if text in ("", "_No response_", "No response", "None") else text


@SOME
@given(filled_forms(), st.booleans())
def test_what_was_answered_is_what_is_read_or_a_problem(
    filled: tuple[Form, str, dict[str, Answer]], named: bool
) -> None:
    form, lang, answers = filled
    found = read(render_body(form, lang, answers), form.stem if named else None)
    if not found.problems:
        assert found.form is form
        assert found.lang == lang
        assert found.answers == {id: plain(answer) for id, answer in answers.items() if plain(answer)}


@MANY
@given(
    st.lists(st.one_of(LINES, st.sampled_from(LABELS).map(lambda label: f"### {label}\n")), max_size=40).map("\n".join)
)
def test_any_body_gives_answers_or_typed_problems_at_once(text: str) -> None:
    started = time.perf_counter()
    found = read(text, None)
    assert time.perf_counter() - started < BUSY
    assert found.form is not None or found.problems
    known = {item.id: item for item in (*found.form.fields, *found.form.former)} if found.form else {}
    for id, answer in found.answers.items():
        assert answer
        options = {option.value for option in known[id].options}
        assert not options or set(answer if isinstance(answer, tuple) else (answer,)) <= options
    for problem in found.problems:
        assert real().words["it"].find(f"diagnostics.{problem.code}")


@SOME
@given(st.text(alphabet=st.characters(), max_size=200))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_a_label_of_before_inside_a_body_of_today_is_never_a_question() -> None:
    answers = {"name": "Prova", "how_to_apply": "Chiamare.\n### Età massima in mesi\n36"}
    found = read(render_body(real().forms["servizio"], "it", answers), "servizio")
    assert [problem.code for problem in found.problems] == ["ambiguous-heading"]
    assert "maximum_age_months" not in found.answers


def test_a_choice_that_cannot_be_emptied_takes_no_hyphen() -> None:
    found = read("### Che cosa vuoi annunciare\n\n-\n", "laboratorio")
    assert [problem.code for problem in found.problems] == ["option-unknown"]
