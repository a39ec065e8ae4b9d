"""What a template of the organisation may do: show values, repeat, choose; nothing that runs code or fills memory."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.render.word_values import Rich

FILTERS = frozenset(
    [
        *("capitalize", "d", "default", "first", "join", "last", "length", "list", "lower"),
        *("replace", "reverse", "round", "sort", "title", "trim", "unique", "upper"),
    ]
)
"""The filters a template may use; those that can blow up a text (center, format) or call things are not here."""

MAX_SHOWN = 20_000_000
"""Characters that one template may show; stops a loop in a loop in a loop."""

_METHODS = {dict: {"items", "keys", "values", "get"}}


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for Word templates: autoescape, unknown names are errors, plain data only."""

    intercepted_binops = frozenset(["*", "**"])

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.size = 0
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=self._record)
        self.globals.clear()
        self.filters = {name: function for name, function in self.filters.items() if name in FILTERS}

    def start_anew(self) -> None:
        """Count from nothing, before a template is filled once more."""
        self.shown.clear()
        self.size = 0

    def _record(self, value: Any) -> Any:
        """Keep what is shown, for the check that it arrived; None shows as nothing."""
        if value is None:
            return ""
        if isinstance(value, StrictUndefined):
            return value
        if isinstance(value, datetime.date):
            raise TemplateError("een datum moet al als tekst worden aangeleverd")
        text = str(value)
        self.size += len(text)
        if self.size > MAX_SHOWN:
            raise SecurityError("het sjabloon maakt een onbegrensd lang document")
        if isinstance(value, str | Rich):
            self.shown.append(text)
        return value

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow fields of data and of the loop; no methods but the few of a dict, nothing that starts with ``_``."""
        if attr.startswith("_") or not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, LoopContext):
            return True
        return not callable(value) or attr in _METHODS.get(type(obj), ())

    def wrap_str_format(self, value: Any) -> None:
        """Leave ``str.format`` to ``is_safe_attribute``, which refuses it: its padding can fill the memory."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply numbers only: text times a milliard is how a template fills the memory."""
        if operator == "**" or not all(isinstance(side, int | float) for side in (left, right)):
            raise SecurityError("vermenigvuldigen van tekst of machtsverheffen mag niet in een sjabloon")
        return super().call_binop(context, operator, left, right)


class TextSandbox(Sandbox):
    """The same rules for plain-text snippets: no escaping, block tags leave no empty lines, a few filters more."""

    def __init__(self, filters: dict[str, Callable[..., Any]]) -> None:
        super().__init__()
        self.autoescape = False
        self.trim_blocks = self.lstrip_blocks = True
        self.filters.update(filters)
