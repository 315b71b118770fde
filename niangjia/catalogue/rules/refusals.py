"""What is wrong with a definition, said so that its author can repair it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one place of one file. ``line`` counts from 1; 0 when the whole file is meant."""

    file: str
    line: int
    what: str
    allowed: str = ""

    def __str__(self) -> str:
        hint = f"可以写：{self.allowed}" if self.allowed else ""
        return f"{self.file}:{self.line}: {self.what}{hint}"


class ExpressionError(Exception):
    """An expression that cannot be compiled exactly. ``line`` and ``column`` count from 1 inside the expression."""

    def __init__(self, what: str, allowed: str = "", *, line: int = 0, column: int = 0) -> None:
        super().__init__(what)
        self.what, self.allowed, self.line, self.column = what, allowed, line, column

    def stands_at(self, line: int, column: int) -> None:
        """The innermost place that is told first stays."""
        if not self.line:
            self.line, self.column = line, column

    def __str__(self) -> str:
        hint = f"可以写：{self.allowed}" if self.allowed else ""
        return f"第 {self.line} 行第 {self.column} 个字符：{self.what}{hint}"


class DefinitionError(Exception):
    """A file that is refused, with all its problems at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
