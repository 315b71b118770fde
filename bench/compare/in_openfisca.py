"""The plans as a tax and benefit system of OpenFisca: facts, criteria and services are its variables.

OpenFisca knows yes and no. A third answer is carried as a number: 0 no, 1 not known, 2 yes; then *all must hold* is a minimum.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from plans import Asked, Node, NotCarriedOver, days_before, help_column, value_on, walk, weight, within

NO, UNKNOWN, YES = 0, 1, 2
EVER = DateUnit.ETERNITY.value
OPS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
Number = tuple[Any, Any]  # values, and where they are known


class Country:
    """The system, and what its input variables are asked for."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.words = _words_of(asked)
        self.inputs: dict[str, str] = {}
        self.person = build_entity(key="person", plural="persons", label="", is_person=True)
        self.system = TaxBenefitSystem([self.person])
        for name, kind in asked.columns.items():
            self._take_in(name, kind)
        for n, node in enumerate(asked.criteria):
            self._add(f"criterion_{n}", int, self._criterion(node))
        for bit, places in asked.services:
            self._add(f"service_{bit}", int, _all_of(places))

    def judge(self, given: dict[str, np.ndarray]) -> dict[int, np.ndarray]:
        """0, 1 or 2 a person, by the service's bit."""
        count = len(next(iter(given.values())))
        simulation: Simulation = SimulationBuilder().build_default_simulation(self.system, count=count)
        for name, values in given.items():
            simulation.set_input(name, EVER, values)
        return {
            bit: simulation.calculate(f"service_{bit}", self.asked.day.isoformat()) for bit, _ in self.asked.services
        }

    def _take_in(self, name: str, kind: str) -> None:
        """An input variable, and the expression of DuckDB that reads it: three-valued, a code, a date, or a number that may not be known."""
        column = f'"{name}"'
        if kind == "bool":
            self._input(name, f"case when {column} then 2 when {column} is null then 1 else 0 end::integer")
        elif kind == "text":
            cases = " ".join(f"when {column} = '{word}' then {n}" for word, n in self.words.get(name, {}).items())
            self._input(name, f"case when {column} is null then 0 {cases} else -1 end::integer")
        elif kind == "texts":
            for word in self.words.get(name, {}):
                held = f"list_contains({column}, '{word}')"
                self._input(
                    f"{name}__{word}", f"case when {held} then 2 when {column} is null then 1 else 0 end::integer"
                )
        elif kind == "date":
            self._input(name, column, date)
        else:
            self._input(name, f"coalesce({column}, 0)::integer")
            if not name.startswith("h_"):
                self._input(f"{name}__known", f"({column} is not null)::integer")

    def _input(self, name: str, reads: str, kind: type = int) -> None:
        self.inputs[name] = reads
        self._add(name, kind, None)

    def _add(self, name: str, kind: type, formula: Callable[..., Any] | None) -> None:
        when = DateUnit.DAY if formula else DateUnit.ETERNITY
        body: dict[str, Any] = {"value_type": kind, "entity": self.person, "definition_period": when, "label": name}
        self.system.add_variable(type(name, (Variable,), body | ({"formula": formula} if formula else {})))

    def _criterion(self, node: Node) -> Callable[..., Any]:
        def formula(person: Any, period: Any) -> np.ndarray:
            return np.broadcast_to(_State(self, person, period)(node), (person.count,))

        return formula

    def years(self, node: Node) -> str:
        """A variable of its own for each age that is asked for."""
        name = f"years_{node['a']['column']}"
        if name not in self.system.variables:
            today = self.asked.day

            def age(p: Any, period: Any) -> np.ndarray:
                since = p(node["a"]["column"], period)
                year, month = since.astype("datetime64[Y]"), since.astype("datetime64[M]")
                day = (month - year).astype(int) * 100 + (since - month).astype(int)
                late = day > (today.month - 1) * 100 + today.day - 1
                return np.where(np.isnat(since), -1, today.year - 1970 - year.astype(int) - late)

            self._add(name, int, age)
        return name


class _State:
    """Evaluates nodes for everybody in a simulation."""

    def __init__(self, country: Country, person: Any, period: Any) -> None:
        self.country, self.get, self.day = country, lambda name: person(name, period), country.asked.day

    def __call__(self, node: Node) -> Any:
        """0, 1 or 2."""
        kind, a = node["node"], node.get("a")
        match kind:
            case "Fact":
                return self.get(node["column"])
            case "Unknown":
                return UNKNOWN
            case "Literal" | "Param" | "Window":
                return _told(self._constant(node))
            case "Not":
                return YES - self(a)
            case "Logic":
                return (np.minimum if node["op"] == "AND" else np.maximum)(self(a), self(node["b"]))
            case "Choose":
                condition = self(node["condition"])
                return np.choose(condition, [self(node["otherwise"]), UNKNOWN, self(node["then"])])
            case "Has":
                return YES * self._known(a)
            case "Fresh":
                return np.where(
                    self.get(node["column"]) >= np.datetime64(days_before(self.day, node["days"])), self(a), UNKNOWN
                )
            case "Holds":
                return (
                    self.get(f"{node['texts']['column']}__{node['item']['value']}")
                    if node["texts"]["node"] == "Fact"
                    else UNKNOWN
                )
            case "Among":
                return self._in(a, [item["value"] for item in node["items"]])
            case "Compare":
                return self._compared(node)
        raise NotCarriedOver(kind)

    def _compared(self, node: Node) -> Any:
        a, b = node["a"], node["b"]
        if a["type"] == "text":
            found = self._in(a, [self._constant(b)])
            return found if node["op"] == "=" else YES - found
        (left, left_known), (right, right_known) = self._number(a), self._number(b)
        return np.where(left_known & right_known, YES * OPS[node["op"]](left, right), UNKNOWN)

    def _in(self, node: Node, values: list[Any]) -> Any:
        if node["node"] == "Unknown":
            return UNKNOWN
        column = node["column"] if node["node"] == "Fact" else None
        if column is None:
            raise NotCarriedOver(f"text of {node['node']}")
        codes = self.country.words[column]
        table = np.full(
            len(codes) + 2, NO, dtype=np.int32
        )  # the last answers for code -1, a word that nothing is compared with
        table[0] = UNKNOWN
        table[[codes[value] for value in values]] = YES
        return table[self.get(column)]

    def _known(self, node: Node) -> Any:
        if node["node"] != "Fact":
            raise NotCarriedOver(f"has({node['node']})")
        column, kind = node["column"], node["type"]
        if kind == "bool":
            return self.get(column) != UNKNOWN
        if kind == "text":
            return self.get(column) != 0
        return ~np.isnat(self.get(column)) if kind == "date" else self._number(node)[1]

    def _number(self, node: Node) -> Number:
        """Numbers and dates."""
        kind = node["node"]
        if kind == "Fact":
            values = self.get(node["column"])
            return values, ~np.isnat(values) if node["type"] == "date" else self.get(f"{node['column']}__known") == 1
        if kind == "Helped":
            return self.get(help_column(node)), True
        if kind == "Years":
            if node["a"]["node"] != "Fact" or node["b"]["node"] != "Today":
                raise NotCarriedOver("years() of something else than a fact")
            age = self.get(self.country.years(node))
            return age, age >= 0
        if kind == "Unknown":
            return (np.datetime64("NaT") if node["type"] == "date" else 0), False
        if kind == "Choose":
            condition, (then, t), (otherwise, o) = (
                self(node["condition"]),
                self._number(node["then"]),
                self._number(node["otherwise"]),
            )
            return np.where(condition == YES, then, otherwise), np.choose(condition, [o, False, t])
        if kind == "Arithmetic" and node["op"] in "+-":
            (left, known), (right, both) = self._number(node["a"]), self._number(node["b"])
            return (left + right if node["op"] == "+" else left - right), known & both
        value = self._constant(node)
        return (0, False) if value is None else (value, True)

    def _constant(self, node: Node) -> Any:
        match node["node"]:
            case "Literal":
                value = node["value"]
            case "Param":
                value = value_on(node, self.day)
            case "Window":
                return within(node, self.day)
            case "Today":
                return np.datetime64(self.day)
            case other:
                raise NotCarriedOver(other)
        if node["type"] == "date" and value is not None:
            return np.datetime64(value)
        return np.timedelta64(value, "D") if node["type"] == "days" else value


def _told(value: bool | None) -> int:
    return UNKNOWN if value is None else YES if value else NO


def _all_of(places: list[int]) -> Callable[..., Any]:
    def formula(person: Any, period: Any) -> np.ndarray:
        return np.minimum.reduce([person(f"criterion_{n}", period) for n in places])

    return formula


def _words_of(asked: Asked) -> dict[str, dict[str, int]]:
    """The words that each text is compared with, numbered from 1."""
    found: dict[str, dict[str, int]] = {}
    for node in (inner for criterion in asked.criteria for inner in walk(criterion)):
        texts, items = node.get("texts") or node.get("a"), node.get("items") or [node.get("item") or node.get("b")]
        if (
            node["node"] in ("Compare", "Among", "Holds")
            and texts["node"] == "Fact"
            and texts["type"] in ("text", "texts")
        ):
            codes = found.setdefault(texts["column"], {})
            for item in items:
                codes.setdefault(item["value"], len(codes) + 1)
    return found


def given(duck: duckdb.DuckDBPyConnection, country: Country) -> dict[str, np.ndarray]:
    """The input arrays out of DuckDB's table of facts: it reads the file faster than Python would."""
    listed = ", ".join(f'{reads} as "{name}"' for name, reads in country.inputs.items())
    return {name: _array(values) for name, values in duck.execute(f"select {listed} from facts").fetchnumpy().items()}


def _array(values: Any) -> np.ndarray:
    if values.dtype.kind == "M":
        days = np.asarray(np.ma.getdata(values)).astype("datetime64[D]")
        return np.where(np.ma.getmaskarray(values), np.datetime64("NaT"), days)
    return np.asarray(values)


def words(asked: Asked, verdicts: dict[int, np.ndarray]) -> list[tuple[np.ndarray, np.ndarray]]:
    """(entitled, unknown) by word."""
    count = len(next(iter(verdicts.values())))
    found = [(np.zeros(count, np.int64), np.zeros(count, np.int64)) for _ in range(asked.words)]
    for bit, states in verdicts.items():
        entitled, unknown = found[bit // 62]
        entitled |= np.where(states == YES, weight(bit), 0)
        unknown |= np.where(states == UNKNOWN, weight(bit), 0)
    return found
