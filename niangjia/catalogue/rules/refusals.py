"""What is wrong with a definition, said so that its author can repair it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from niangjia.kernel.phrases import Translate, in_words, phrase


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one place of one file. ``line`` counts from 1; 0 when the whole file is meant.

    ``what`` and ``allowed`` are msgids or phrases: whoever shows them says them ``in_words``.
    """

    file: str
    line: int
    what: str
    allowed: str = ""

    def __str__(self) -> str:
        return self.told(str)

    def told(self, translate: Translate) -> str:
        """Where, what and what is allowed, as one line in the language of ``translate``."""
        return f"{self.file}:{self.line}: {_said(self.what, self.allowed, translate)}"

    def in_words(self, translate: Translate) -> Problem:
        """The same problem, said in the language of ``translate``."""
        return replace(self, what=in_words(self.what, translate), allowed=in_words(self.allowed, translate))


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
        return f"{self.line}:{self.column}: {_said(self.what, self.allowed, str)}"


def _said(what: str, allowed: str, translate: Translate) -> str:
    hint = in_words(phrase("可以写：{allowed}", allowed=allowed), translate) if allowed else ""
    return f"{in_words(what, translate)}{hint}"


class DefinitionError(Exception):
    """A file that is refused, with all its problems at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
