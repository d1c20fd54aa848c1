"""The templates: the user's own first, then the theme's, then the shipped ones; and the data that they carry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import TYPE_CHECKING, Any

from digest.errors import LetterError
from digest.letter import given, plain, shelf
from digest.letter.wrap import wrap
from digest.types import Item

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

MEND = "mend the template, or move your own copy away to use the shipped one"
MEND_DATA = "see docs/letter.md"
#: The look that the shipped templates have by themselves.
JOURNAL = "journal"


class Templates:
    """The user's templates first, then those of the theme, then the shipped ones.

    `default:NAME` is what would be taken without the user's own, so that `{% extends "default:issue.mjml" %}` in a
    user's issue.mjml changes single blocks; `shipped:NAME` is the one below the themes. Everything is escaped but in
    templates named .txt; a name that is not defined is an error.
    """

    def __init__(self, user_dir: Path | None, shipped_dir: Path) -> None:
        self.user_dir = user_dir
        self.shipped_dir = shipped_dir
        self._environments: dict[str, Environment] = {}

    @property
    def environment(self) -> Environment:
        return self.themed(JOURNAL)

    def themed(self, theme: str) -> Environment:
        """The templates under a theme, as they were when this was first asked: the files of one letter are those of its
        beginning. LetterError for a theme that is neither shipped nor the user's."""
        if theme not in self._environments:
            homes = (str(home.absolute()) if home else "" for home in (self.user_dir, self.shipped_dir))
            self._environments[theme] = shelf.kept((*homes, theme), partial(self._environment, theme))
        return self._environments[theme]

    def themes(self) -> tuple[str, ...]:
        """The names that `letter.theme` may have."""
        homes = [home / "themes" for home in (self.user_dir, self.shipped_dir) if home]
        folders = {path.name for home in homes if home.is_dir() for path in home.iterdir() if path.is_dir()}
        return tuple(sorted(folders | {JOURNAL}))

    def _environment(self, theme: str, watch: shelf.Watch) -> Environment:
        from jinja2 import ChoiceLoader, Environment, PrefixLoader, StrictUndefined

        if theme not in self.themes():
            known = ", ".join(self.themes())
            mend = f"choose one of {known}, or make the folder themes/{theme} among your own templates"
            raise LetterError(f"letter.theme: there is no theme {theme!r}", mend=mend)
        shipped = shelf.folder(self.shipped_dir, watch)
        dressed = [shelf.folder(self.shipped_dir / "themes" / theme, watch), shipped]
        own: list[BaseLoader] = []
        if self.user_dir:
            own = [shelf.folder(home, watch) for home in (self.user_dir, self.user_dir / "themes" / theme)]
        named = PrefixLoader({"default": ChoiceLoader(dressed), "shipped": shipped}, delimiter=":")
        environment = Environment(
            loader=ChoiceLoader([*own, *dressed, named]),
            autoescape=lambda name: not (name or "").endswith(".txt"),  # noqa: S701 - only plain text is not
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,  # `shelf` looks whether one has changed: once a letter, not once a story
            bytecode_cache=shelf.compiled_before(),
        )
        environment.filters |= {"wrap": wrap, "web": given.web, "line": plain.line}
        environment.globals |= {"outlets": plain.outlets}
        return environment

    def fill(self, name: str, context: Mapping[str, Any], theme: str = JOURNAL) -> str:
        """The template's text. LetterError names the file, the line and the story being rendered."""
        from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

        environment = self.themed(theme)
        try:
            return environment.get_template(name).render(context)
        except TemplateNotFound as error:
            message = f"template {error.name}: not found{self._place(error.__traceback__)}"
            raise LetterError(message, mend=f"looked in {self._homes()}") from error
        except TemplateSyntaxError as error:
            place = f"{self._relative(error.filename) or error.name}:{error.lineno}"
            raise LetterError(f"{place}: {error.message}", mend=MEND) from error
        except RecursionError as error:
            message = f"template {name}: it extends or includes itself"
            raise LetterError(
                message, mend='extend the shipped one: {% extends "default:' + name + '" %}'
            ) from error
        except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            place = self._place(error.__traceback__) or f" in {name}"
            raise LetterError(f"{place.removeprefix(' in ')}: {error}", mend=MEND) from error
        except OSError as error:
            raise LetterError(f"template {name}: {error.strerror or error}", mend=MEND) from error

    def tokens(self, theme: str) -> dict[str, Any]:
        """All that partials/tokens.mjml sets: the shipped one's, with the theme's and the user's own over it.

        A mapping (`light`, `size`, …) is laid over the one below key by key, so that a file of one line changes
        one colour.
        """
        from jinja2 import TemplateError, TemplateNotFound

        known: dict[str, Any] = {}
        for name in ("shipped:", "default:", ""):
            try:
                module = self.themed(theme).get_template(f"{name}partials/tokens.mjml").module
            except TemplateNotFound as error:
                message = f"template {str(error.name).removeprefix('shipped:')}: not found"
                raise LetterError(message, mend=f"looked in {self._homes()}") from error
            except RecursionError as error:
                message = "partials/tokens.mjml: it extends or includes itself"
                raise LetterError(
                    message, mend='extend the shipped one: {% extends "default:partials/tokens.mjml" %}'
                ) from error
            except (
                *(TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
                OSError,
            ) as error:
                place = self._place(error.__traceback__).removeprefix(" in ")
                line = getattr(error, "lineno", 0) or 1
                raise LetterError(f"{place or f'partials/tokens.mjml:{line}'}: {error}", mend=MEND) from error
            for key, value in vars(module).items():
                if not key.startswith("_") and key != "name":
                    known[key] = _layered(key, known.get(key), value)
        return known

    def data(self, *, sample: bool = False) -> dict[str, Any]:
        """What the user's templates say besides the stories: data.yaml beside them, named `data` in a template.

        With `sample`, sample.yaml over it. A key that only the sample has is empty in a letter that is sent, so that
        a block with nothing to say this week goes away; a key that neither has is an error, as every name is.
        """
        ours, theirs = self._yaml("data.yaml"), self._yaml("sample.yaml")
        if sample:
            return ours | theirs
        return {key: _empty(value) for key, value in theirs.items()} | ours

    def _yaml(self, name: str) -> dict[str, Any]:
        from digest import yamlfile
        from digest.errors import ConfigError

        path = self.user_dir / name if self.user_dir else None
        if path is None or not path.is_file():
            return {}
        place = f"{path.parent.name}/{name}"
        try:
            text = path.read_text("utf-8")
            document = yamlfile.read(text, place, ("jobs",))
        except ConfigError as error:
            raise LetterError(str(error), mend=MEND_DATA) from error
        except (OSError, UnicodeDecodeError) as error:
            raise LetterError(f"{place}: cannot be read: {error}", mend=MEND) from error
        safe = {str(key): plain.safe(value) for key, value in document.data.items()}
        return {key: given.given(value, document, key) for key, value in safe.items()}

    def _place(self, traceback: TracebackType | None) -> str:
        """` in FILE:LINE (while rendering “HEADLINE”)`, from the innermost frame that is a template's."""
        where, story = "", ""
        for frame, number in walk_tb(traceback):
            file = self._relative(frame.f_code.co_filename)
            if file:
                where = f" in {file}:{number}"
                item = frame.f_locals.get("item")
                story = f" (while rendering “{item.headline}”)" if isinstance(item, Item) else story
        return where + story

    def _relative(self, filename: str | None) -> str:
        """`templates/issue.mjml` for a file of ours, "" for any other."""
        for home in (self.user_dir, self.shipped_dir):
            if filename and home and Path(filename).is_relative_to(home):
                return str(Path(home.name) / Path(filename).relative_to(home))
        return ""

    def _homes(self) -> str:
        return " and ".join(str(home) for home in (self.user_dir, self.shipped_dir) if home)


def _layered(key: str, below: Any, value: Any) -> Any:
    """A token over the one below it. LetterError for one that is of another kind, or a colour that is none: else a
    template of ours that names it would be blamed."""
    from jinja2 import Undefined

    place = f"partials/tokens.mjml: {key}"
    if isinstance(value, Undefined):
        raise LetterError(f"{place}: set to a name that is not defined", mend=MEND)
    if below is not None and (expected := _other_kind(below, value)):
        raise LetterError(f"{place}: expected {expected}, got {value!r}", mend=MEND)
    if not isinstance(value, dict):
        return value
    for name, part in value.items():
        if key in ("light", "dark") and not re.fullmatch("#[0-9A-Fa-f]{6}", str(part)):
            raise LetterError(f"{place}.{name}: expected a colour such as #0A7A4B, got {part!r}", mend=MEND)
        if below and name in below and (expected := _other_kind(below[name], part)):
            raise LetterError(f"{place}.{name}: expected {expected}, got {part!r}", mend=MEND)
    return {**(below or {}), **value}


def _other_kind(below: Any, value: Any) -> str:
    """What is expected where a token is of another kind than the one below it; "" where it is not. A number will do for
    words ("1.55"), but not words for a number."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(below, dict):
        return "" if isinstance(value, dict) else "{…}"
    if isinstance(below, int | float):
        return "" if number else f"a number such as {below}"
    return "" if number or isinstance(value, str) else "words"


def _empty(value: object) -> object:
    """What stands for a value of the sample in a letter that has none: an empty one of its kind."""
    return {} if isinstance(value, dict) else () if isinstance(value, list) else ""


def is_rtl(language: str) -> bool:
    """Whether a BCP 47 tag's own subtag, or its script, is written from right to left."""
    parts = [part.lower() for part in re.split("[-_]", language)]
    return parts[0] in _RTL or bool({"arab", "hebr", "thaa", "nkoo", "syrc"} & set(parts[1:]))


_RTL = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"})
