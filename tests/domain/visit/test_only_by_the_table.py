"""Statuses change through the transition table, and through nothing else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import domain
import infra

TABLE = "domain/visit/transitions.py"
MOVE = "domain/visit/moves.py"
GATEWAY = "infra/db/gateways/visit/bookings.py"
INVENTED = "infra/db/sample/writing.py"  # the past of a shop that never was


def calls(package_path: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield all calls in a package, with their files."""
    root = Path(package_path)
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield path.relative_to(root.parent).as_posix(), node


def test_nobody_makes_a_transition_but_the_table_and_a_move_which_changes_no_status() -> None:
    makers = [
        path
        for path, call in calls(domain.__path__[0])
        if isinstance(call.func, ast.Name) and call.func.id == "Transition"
    ]
    assert sorted(makers) == [MOVE, TABLE]


def test_statuses_are_written_by_one_gateway_out_of_transitions_alone() -> None:
    writers = {
        path
        for path, call in calls(infra.__path__[0])
        if isinstance(call.func, ast.Attribute) and call.func.attr == "values"
        for argument in call.keywords
        if argument.arg == "status"
    }
    assert writers <= {GATEWAY, INVENTED}


@pytest.mark.parametrize("giver", ["transition", "Transition", "HoldEnd", "given_up"])
def test_no_reason_is_written_out_where_it_is_given(giver: str) -> None:
    """`reasons.py` holds them all, so that a screen can have words for each."""
    given = [call for _, call in calls(domain.__path__[0]) if _name_of(call) == giver]
    assert given
    in_place = [
        ast.unparse(call)
        for call in given
        for value in (*call.args, *(argument.value for argument in call.keywords))
        if isinstance(value, ast.Constant | ast.JoinedStr) and ast.unparse(value) != "None"
    ]
    assert in_place == []


def _name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""
