"""The engine stands alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import decision.engine

FOLDER = Path(decision.engine.__file__).parent


class TestImports:
    def test_importing_and_using_it_loads_neither_django_nor_scipy(self) -> None:
        program = (
            "import sys; from decision.engine import Criterion, Matrix, rank, acceptability; "
            "matrix = Matrix(alternatives=('x',), criteria=(Criterion(key='a', points=1),), cells=(({'value': 1},),)); "
            "rank(matrix); acceptability(matrix); "
            "assert not {'django', 'rest_framework', 'scipy', 'pandas'} & set(sys.modules)"
        )
        subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, cwd=FOLDER.parent.parent)

    def test_it_knows_only_pydantic_numpy_and_the_standard_library(self) -> None:
        allowed = {*sys.stdlib_module_names, "numpy", "pydantic", "pydantic_core"}
        for path in FOLDER.rglob("*.py"):
            tree = ast.parse(path.read_text())
            programs = {
                node
                for function in ast.walk(tree)
                if isinstance(function, ast.FunctionDef)
                for node in ast.walk(function)
            }
            for node in ast.walk(tree):
                if node in programs and isinstance(node, ast.ImportFrom) and node.module == "scipy.optimize":
                    continue
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                strangers = [
                    n for n in names if n.split(".")[0] not in allowed and not n.startswith("decision.engine")
                ]
                assert not strangers, f"{path.name} imports {strangers}"

    def test_the_public_names_are_listed_sorted_and_there(self) -> None:
        names = decision.engine.__all__
        assert names == sorted(names)
        assert all(hasattr(decision.engine, name) for name in names)
