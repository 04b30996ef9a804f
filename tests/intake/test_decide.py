"""What becomes of an answer: a change that is born valid, or every problem at once."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laltro.check.rules import check
from laltro.intake.deciding.decide import decide
from laltro.intake.deciding.decision import Decision
from laltro.intake.deciding.proposal import files, title
from laltro.intake.reading.body import parse
from laltro.intake.reading.new_ids import new_id
from laltro.intake.told.reply import render
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, errors
from laltro.model.field import reference_of
from laltro.model.forms.form import CLEAR, Answer
from laltro.model.record import Record, read_record
from tests.intake.samples import TODAY, codes, decided, real, service, update

SOAK = os.environ.get("LALTRO_SOAK") == "1"
BARRIOS = "barrios-cag"


def old(kind: str, id: str) -> Record:
    return real().catalogue.records[kind, id]


def changed(decision: Decision) -> dict[str, Any]:
    """The top-level fields that the first record of a change has otherwise than before; None for what is gone."""
    after = decision.records[0]
    before = decision.before.get(after.key)
    values = before.values if before else {}
    names = [*after.values, *(name for name in values if name not in after.values)]
    return {name: after.get(name) for name in names if after.get(name) != values.get(name)}


# new ------------------------------------------------------------------------------------------------------------------


def test_a_good_form_is_a_new_record() -> None:
    decision = decided(service())
    assert codes(decision) == []
    assert decision.records[0].values == {
        "id": "doposcuola-di-prova",
        "status": "published",
        "name": "Doposcuola di prova",
        "summary": "Compiti e giochi dopo la scuola.",
        "organization": "adecco",
        "areas": ["training", "other"],
        "audiences": ["children"],
        "service_area": ["milano"],
        "channels": {"phones": ["02 1234 5678"]},
        "service_status": "active",
        "submission": "local-1",
    }


def test_one_form_makes_a_service_its_organisation_and_its_place() -> None:
    decision = decided(
        service(
            organization="Cooperativa Nuova di Prova",
            organization_type="private_social",
            organization_description="Fa cose.",
            places="Cortile di Prova",
            place_street="Via di Prova 1",
            place_municipio="municipio-6",
            service_area=(),
        )
    )
    assert [record.key for record in decision.records] == [
        ("service", "doposcuola-di-prova"),
        ("organization", "cooperativa-nuova-di-prova"),
        ("place", "cortile-di-prova"),
    ]
    main, _, place = decision.records
    assert (main.get("organization"), main.get("places")) == ("cooperativa-nuova-di-prova", ["cortile-di-prova"])
    assert place.get("address") == {"street": "Via di Prova 1", "city": "Milano", "province": "MI", "country": "IT"}
    assert title(decision, real().words["it"]).startswith("Servizio: nuova scheda doposcuola-di-prova")


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({"name": ""}, [("required", "name")]),
        (
            {"name": "", "summary": "", "areas": ()},
            [("required", "name"), ("required", "summary"), ("required", "areas")],
        ),
        ({"channels_phones": ""}, [("contact-missing", "channels")]),
        ({"organization": "Nessuno la conosce"}, [("organization-not-listed", "organization")]),
        ({"organization": ""}, [("required", "organization")]),
        ({"organization": "", "organization_type": "company"}, [("reference-name-missing", "organization")]),
        ({"organization": "Nuova", "organization_type": "company"}, [("required", "organization_description")]),
        ({"places": "Non c'è"}, [("reference-unknown", "places")]),
        ({"places": "Non c'è; Neanche questo"}, [("reference-unknown", "places")] * 2),
        ({"channels_url": "javascript:alert(1)"}, [("url-unsafe", "channels_url")]),
        ({"channels_url": "JaVaScRiPt:alert(1)"}, [("url-unsafe", "channels_url")]),
        ({"channels_url": "data:text/html,x"}, [("url-unsafe", "channels_url")]),
        ({"channels_url": "//example.org"}, [("url-unsafe", "channels_url")]),
        ({"channels_url": "https://user@example.org"}, [("url-unsafe", "channels_url")]),
        ({"channels_url": 'https://example.org"onload=x'}, [("url-unsafe", "channels_url")]),
        ({"channels_url": "http://example.org"}, [("url-http", "channels_url")]),
        ({"channels_url": "www.example.org/pagina"}, []),
        ({"channels_email": "mailto:a@example.org"}, []),
        ({"channels_email": "a@b@example.org"}, [("email", "channels_email")]),
        ({"channels_phones": "1"}, [("phone", "channels_phones")]),
        ({"ages": "tre anni"}, [("ages-unreadable", "ages")]),
        ({"ages": "fino a ١٢ anni"}, [("ages-unreadable", "ages")]),
        ({"ages": "0-121 anni"}, [("ages-unreadable", "ages")]),
        ({"ages": "3-1 anni"}, [("age-range", "ages")]),
        ({"costs": "15 € al mese\nboh\n20"}, [("rows-unreadable", "costs")]),
        ({"costs": "15 €; nota: " + "x" * 201}, [("too-long", "costs")]),
        ({"name": "Сaritas"}, [("mixed-alphabet", "name")]),
        ({"name": "x" * 121}, [("too-long", "name")]),
        ({"consent": ()}, [("consent-missing", "consent")]),
        ({"record": "questa non esiste"}, [("record-unknown", "record")]),
        ({"record": "/servizi/barrios-cagg"}, [("record-unknown", "record")]),
    ],
)
def test_every_problem_is_told_at_its_question(answers: dict[str, Answer], problems: list[tuple[str, str]]) -> None:
    decision = decided(service(**answers))
    assert codes(decision) == problems
    assert decision.is_change is (not errors(decision.diagnostics))


def test_an_unknown_record_names_the_nearest() -> None:
    [problem] = decided(update("Centro agregazione Barrios")).diagnostics
    assert BARRIOS in problem.params["options"]


def test_without_consent_nothing_is_kept() -> None:
    decision = decided(service(consent=(), description="una cosa privata"))
    assert decision.submission.answers == {}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("../../.github/workflows/x", "github-workflows-x"),
        ("/etc/passwd", "etc-passwd"),
        ("%2e%2e%2fx", "2e-2e-2fx"),
        ("..\\..\\x", "x"),
        *[(name, f"{name}-2") for name in ("con", "index", "404", "search", "assets", "scheda", "en", "nul")],
        ("🎉🎉", re.compile(r"service-[0-9a-f]{8}")),
        ("社区中心", re.compile(r"[a-z0-9-]+")),
        ("Città dei Ragazzi", "citta-dei-ragazzi"),
        ("Barrios CAG", "barrios-cag-2"),
        ("x" * 120, "x" * 60),
        ("parola " * 17, re.compile(r"(parola-)+parola")),
        ("&amp; <b>", re.compile(r"[a-z0-9-]+")),
    ],
)
def test_an_id_is_safe_free_and_stable(name: str, id: str | re.Pattern[str]) -> None:
    first, second = decided(service(name=name)), decided(service(name=name))
    [record] = first.records
    assert record.id == second.records[0].id
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", record.id)
    assert len(record.id) <= 64
    assert record.id == id if isinstance(id, str) else id.fullmatch(record.id)
    assert list(real().files(first)) == [f"data/services/{record.id}.yaml"]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_name_gives_an_id(name: str) -> None:
    assert re.fullmatch(r"(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*", new_id(real().catalogue, "service", name))


def test_an_id_in_other_case_or_unreadable_is_taken() -> None:
    refused = Diagnostic("unexpected-file", "data/services/Nuovo.yaml")
    catalogue = replace(real().catalogue, refused=(refused,), unreadable=frozenset({("service", "rotto")}))
    assert new_id(catalogue, "service", "Nuovo") == "nuovo-2"
    assert new_id(catalogue, "service", "Rotto") == "rotto-2"


def test_a_likely_duplicate_is_flagged_and_kept() -> None:
    name = str(old("service", BARRIOS).get("name"))
    decision = decided(service(name=name.upper()))
    assert decision.is_change
    assert [each.record.id for each in decision.duplicates] == [BARRIOS]


# updates --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "named",
    [
        BARRIOS,
        f" {BARRIOS} ",
        f"https://example.org/servizi/{BARRIOS}/",
        f"https://example.org/milano/en/servizi/{BARRIOS}/?a=b#c",
        f"servizi/{BARRIOS}",
        "Centro di aggregazione Barrio's",
        "CENTRO DI AGGREGAZIONE BARRIO'S",
    ],
)
def test_a_record_is_found_by_id_address_or_name(named: str) -> None:
    decision = decided(update(named, cost_type="free"))
    assert [record.id for record in decision.records] == [BARRIOS]
    assert changed(decision) == {"cost_type": "free"}


@pytest.mark.parametrize("named", [f"https://example.org/luoghi/{BARRIOS}/", f"x/servizi/{BARRIOS}/y", "..", "-"])
def test_an_address_of_something_else_is_unknown(named: str) -> None:
    assert codes(decided(update(named, cost_type="free"))) == [("record-unknown", "record")]


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ({"summary": "Altro."}, {"summary": "Altro."}),
        ({"description": "-"}, {"description": None}),
        ({"cost_type": CLEAR}, {"cost_type": None}),
        ({"audiences": (CLEAR,)}, {"audiences": None}),
        ({"audiences": ("women", "children")}, {"audiences": ["children", "women"]}),
        ({"organization": "-"}, {"organization": None}),
        ({"organization": "Senza scheda"}, {"organization": None, "organization_name": "Senza scheda"}),
        ({"places": "-", "service_area": ("milano",)}, {"places": None, "service_area": ["milano"]}),
        ({"places": "biblioteca-calvairate;Biblioteca Calvairate"}, {"places": ["biblioteca-calvairate"]}),
        ({"channels_phones": "02 1234 5678, 800123456"}, {"channels": {"phones": ["02 1234 5678", "800123456"]}}),
        ({"channels_url": "example.org"}, {"channels": {"url": "https://example.org"}}),
        ({"ages": "da 0 anni"}, {"minimum_age_months": 0}),
        ({"ages": "0-3 anni"}, {"minimum_age_months": 0, "maximum_age_months": 36}),
        ({"costs": "gratis"}, {"costs": [{"amount": 0, "currency": "EUR"}]}),
    ],
)
def test_blank_keeps_and_a_hyphen_clears(answers: dict[str, Answer], wanted: dict[str, Any]) -> None:
    found = changed(decided(update(BARRIOS, **answers)))
    found.pop("translations", None)
    assert found == wanted


@pytest.mark.parametrize("answers", [{}, {"channels_phones": ";"}, {"name": "Centro di aggregazione Barrio's"}])
def test_an_update_without_news_says_so(answers: dict[str, Answer]) -> None:
    assert codes(decided(update(BARRIOS, **answers))) == [("nothing-changes", "record")]


def test_a_name_without_a_record_is_cleared_like_one_with() -> None:
    record = old("service", BARRIOS)
    values = {name: value for name, value in record.values.items() if name != "organization"}
    catalogue = real().catalogue.holding([replace(record, values={**values, "organization_name": "Senza scheda"})])
    body = parse(update(BARRIOS, organization="-"), real().forms, "servizio")
    [after] = decide(body, catalogue, TODAY, "gh-1").records
    assert "organization_name" not in after.values


def test_a_changed_text_loses_its_translation_and_others_keep_theirs() -> None:
    before = old("service", BARRIOS).values["translations"]["en"]
    after = decided(update(BARRIOS, summary="Altro.")).records[0].values["translations"]["en"]
    assert after == {name: text for name, text in before.items() if name != "summary"}


def test_a_source_is_added_once_with_its_day() -> None:
    address = "https://www.example.org/notizia"
    decision = decided(update(BARRIOS, source=address, cost_type="free"))
    assert decision.records[0].get("sources")[-1] == {"url": address, "accessed": TODAY.isoformat()}
    known = old("service", BARRIOS).get("sources")[0]["url"]
    assert codes(decided(update(BARRIOS, source=known))) == [("nothing-changes", "record")]


def test_values_of_a_wrong_shape_in_the_catalogue_stop_nothing() -> None:
    record = old("service", BARRIOS)
    for odd in ("no", ["no"], [["no"]], {"no": "no"}):
        wrong = {"channels": "02 123", "translations": odd, "sources": odd, "inferred": odd}
        broken = replace(record, values={**record.values, **wrong})
        answers = {"channels_url": "example.org", "source": "https://www.example.org/oggi"}
        body = parse(update(BARRIOS, **answers), real().forms, "servizio")
        decision = decide(body, real().catalogue.holding([broken]), TODAY, "gh-1")
        assert [after.get("channels") for after in decision.records] == [{"url": "https://example.org"}]


# laws -----------------------------------------------------------------------------------------------------------------

STEMS = {"service": "servizio", "organization": "organizzazione", "offer": "offerta", "outcome": "esito"}
RECORDS = [record for kind in STEMS for record in real().catalogue.of(kind)]


TEXTS = st.one_of(
    st.text(min_size=1, max_size=30),
    st.sampled_from(["-", "yes", "12:30", "# x", "a: b", "- a", "=1", "0", "2026-02-30"]),
)


@st.composite
def updates(draw: st.DrawFn) -> tuple[Record, str, dict[str, Answer]]:
    record = draw(st.sampled_from(RECORDS))
    form = real().forms[STEMS[record.kind]]
    items = draw(st.lists(st.sampled_from(form.fields[1:-1]), min_size=1, max_size=3, unique_by=lambda item: item.id))
    answers: dict[str, Answer] = {}
    for item in items:
        values = [option.value for option in item.options if option.value]
        if item.many:
            answers[item.id] = tuple(draw(st.lists(st.sampled_from(values), unique=True, max_size=3)))
        elif values:
            answers[item.id] = draw(st.sampled_from(values))
        elif item.field and reference_of(item.field) in real().catalogue.schemas:
            targets = real().catalogue.of(reference_of(item.field))
            answers[item.id] = draw(st.sampled_from(targets)).id
        else:
            answers[item.id] = draw(TEXTS)
    return record, form.stem, answers


def without_new_errors(decision: Decision, catalogue: Catalogue) -> None:
    """A change, written and read again, is the change, and brings no error."""
    texts = files(decision, catalogue, real_text)
    read = []
    for record, (path, text) in zip(decision.records, texts.items(), strict=True):
        again, problems = read_record(catalogue.schema(record), record.id, text, path)
        assert (again.values, problems) == (record.values, [])
        read.append(record)
    keys = {key for record in read for key in (record.key, *(link.target for link in catalogue.references(record)))}
    after = catalogue.holding(read).within(
        keys | {link.source.key for key in keys for link in catalogue.referrers(key)}
    )
    known = {problem.code for problem in KNOWN}
    names = {f"{record.kind}/{record.id}" for record in read}
    assert [p for p in errors(check(after, TODAY)) if p.record in names and p.code not in known] == []


KNOWN = errors(check(real().catalogue, TODAY))


def real_text(record: Record) -> str:
    with open(record.path, encoding="utf-8") as stream:
        return stream.read()


@settings(max_examples=400 if SOAK else 6, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(updates())
def test_every_update_is_a_valid_change_or_typed_problems(case: tuple[Record, str, dict[str, Answer]]) -> None:
    record, stem, answers = case
    decision = decided(update(record.id, stem=stem, **answers), stem)
    assert decision.is_change is (not errors(decision.diagnostics))
    if decision.is_change:
        without_new_errors(decision, real().catalogue)
        again = decide(decision.submission, real().catalogue.holding(decision.records), TODAY, "gh-1")
        made = {"organization_type", "place_street"} & set(answers)
        assert made or codes(again) == [("nothing-changes", "record")]


@pytest.mark.parametrize("typed", ["14 settembre 2027", "14 September 2027", "14-9-2027", "14/09/2027", "2027-09-14"])
def test_a_day_may_be_typed_as_people_say_it(typed: str) -> None:
    offer = next(record for record in real().catalogue.of("offer") if not record.historic)
    decision = decided(update(offer.id, stem="offerta", valid_to=typed, state="open"), "offerta")
    assert decision.records[0].get("valid_to") == "2027-09-14", codes(decision)


def test_what_looks_personal_is_told_without_an_example_of_something_else() -> None:
    decision = decided(service(description="Il mio codice fiscale è RSSMRA85T10A562S."))
    text = render(decision, real().catalogue, real().words["it"])
    assert "codice fiscale" in text
    assert "Esempio giusto" not in text
