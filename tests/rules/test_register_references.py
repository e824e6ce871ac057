"""References between the organisation's files."""

from __future__ import annotations

from datetime import date

from ledsys.model.doctype import DocumentType
from ledsys.model.organisation import Body, DecisionForm, Holding, Mandate, Person, Process, Role, Unit, UnitName
from ledsys.model.register import Register
from ledsys.rules.register_references import wrong_references

TYPE = DocumentType.model_validate(
    {
        "handlingstyp": "rutin",
        "benämning": "Rutin",
        "beskrivning": "Hur något görs.",
        "längsta-giltighet-år": "2",
        "antal-granskare": "1",
    }
)


def unit(name: str, parent: str | None = None, merged_into: str | None = None, until: date | None = None) -> Unit:
    return Unit.model_validate({"id": name, "namn": name, "överordnad": parent, "uppgår-i": merged_into, "till": until})


def mandate(**changes: object) -> Mandate:
    fields = {"id": "M-1", "roll": "chef", "handlingstyper": ["rutin"], "enheter": ["a"], "beslut": "Beslut 1"}
    return Mandate.model_validate({**fields, "beslutsform": "delegationsbeslut", **changes})


def sentences(register: Register, kind: DocumentType = TYPE) -> list[str]:
    return [f"{wrong.path}: {wrong.message}" for wrong in wrong_references(register, {kind.id: kind})]


PERSON = Person.model_validate({"id": "p1", "namn": "En Person", "titel": "Chef", "e-post": ["p@x.example"]})
CHIEF = Role.model_validate({"id": "chef", "namn": "Chef"})
BODY = Body.model_validate({"id": "styrelsen", "namn": "Styrelsen"})


def test_a_register_in_order_gives_nothing() -> None:
    holding = Holding.model_validate({"person": "p1", "roll": "chef", "enhet": "a", "ställföreträder": "p1"})
    own = mandate(id="M-2", enheter=["egen-enhet"])
    by_body = mandate(id="M-3", roll=None, organ="styrelsen")
    register = Register(
        units=(unit("a"), unit("b", "a", "a", date(2026, 1, 1))),
        bodies=(BODY,),
        persons=(PERSON,),
        roles=(CHIEF,),
        holdings=(holding,),
        mandates=(mandate(), own, by_body),
    )
    assert (
        sentences(register, TYPE.model_copy(update={"reviewer_roles": ("chef",), "governing_types": ("rutin",)})) == []
    )
    assert own.form is DecisionForm.DELEGATED
    assert register.units[0].names == (UnitName.model_validate({"namn": "a"}),)


def test_what_stands_twice_is_told() -> None:
    process = Process.model_validate({"id": "vard", "namn": "Vård", "slag": "huvudprocess"})
    other = PERSON.model_copy(update={"id": "p2", "emails": ("P@x.example",)})
    register = Register(units=(unit("a"), unit("a")), persons=(PERSON, other), processes=(process, process))
    assert sentences(register) == [
        "organisation/enheter.yaml: a stands 2 times, but may stand once.",
        "organisation/personer.yaml: p@x.example stands 2 times, but may stand once.",
        "organisation/processer.yaml: vard stands 2 times, but may stand once.",
    ]


def test_a_person_and_a_body_need_different_ids() -> None:
    register = Register(persons=(PERSON,), bodies=(BODY.model_copy(update={"id": "p1"}),))
    assert sentences(register) == ["organisation/personer.yaml: p1 is the id of both a person and a body."]


def test_units_lead_to_units_and_not_back_to_themselves() -> None:
    register = Register(units=(unit("a", "b"), unit("b", "a"), unit("c", "a"), unit("d", "e", "f")))
    assert sentences(register) == [
        "organisation/enheter.yaml: The unit a comes back to itself by way of överordnad.",
        "organisation/enheter.yaml: The unit b comes back to itself by way of överordnad.",
        "organisation/enheter.yaml: In the unit d, överordnad: there is no e in this organisation.",
        "organisation/enheter.yaml: In the unit d, uppgår-i: there is no f in this organisation.",
        "organisation/enheter.yaml: The unit d has uppgår-i but no till.",
    ]


def test_units_merged_in_a_circle_are_told() -> None:
    day = date(2026, 1, 1)
    register = Register(units=(unit("a", None, "b", day), unit("b", None, "a", day)))
    assert sentences(register) == [
        "organisation/enheter.yaml: The unit a comes back to itself by way of uppgår-i.",
        "organisation/enheter.yaml: The unit b comes back to itself by way of uppgår-i.",
    ]


def test_a_holding_names_what_is_there() -> None:
    holding = Holding.model_validate({"person": "p2", "roll": "boss", "enhet": "b", "ställföreträder": "p3"})
    assert sentences(Register(holdings=(holding,))) == [
        f"organisation/mandat.yaml: In line 1 under innehav: there is no {name} in this organisation."
        for name in ("p2", "boss", "b", "p3")
    ]


def test_a_mandate_has_either_role_or_body() -> None:
    both = mandate(organ="styrelsen")
    neither = mandate(id="M-2", roll=None)
    register = Register(units=(unit("a"),), bodies=(BODY,), roles=(CHIEF,), mandates=(both, neither))
    assert sentences(register) == [
        f"organisation/mandat.yaml: The mandate {name} must have either roll or organ, and just one of them."
        for name in ("M-1", "M-2")
    ]


def test_a_mandate_names_what_is_there() -> None:
    by_role = mandate(roll="boss", handlingstyper=["rutan"], enheter=["b"])
    by_body = mandate(id="M-2", roll=None, organ="namnden", enheter=["egen-enhet"])
    assert sentences(Register(mandates=(by_role, by_body))) == [
        "organisation/mandat.yaml: In the mandate M-1: there is no boss in this organisation.",
        "organisation/mandat.yaml: In the mandate M-1: there is no rutan in this organisation.",
        "organisation/mandat.yaml: In the mandate M-1: there is no b in this organisation.",
        "organisation/mandat.yaml: In the mandate M-2: there is no namnden in this organisation.",
        "organisation/mandat.yaml: The mandate M-2 gives a body egen-enhet, but a body belongs to no unit.",
    ]


def test_a_type_names_what_is_there() -> None:
    kind = TYPE.model_copy(update={"reviewer_roles": ("boss",), "governing_types": ("lag",)})
    assert sentences(Register(), kind) == [
        "handlingstyper/rutin.yaml: In granskande-roller: there is no boss in this organisation.",
        "handlingstyper/rutin.yaml: In överordnade-typer: there is no lag in this organisation.",
    ]
