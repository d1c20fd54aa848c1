"""The command `digest`. Modules that weigh something are imported inside the commands, so that help is quick."""

from __future__ import annotations

import io
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from digest import __version__
from digest.app.build import Common
from digest.app.progress import progress
from digest.errors import EXIT_FAILED, EXIT_OK, DigestError

EPILOG = (
    "--config, --now, --quiet and -v may stand before or after any command. "
    "Exit codes: 0 done or nothing due, 1 failed, 2 usage, 75 try again, 78 configuration."
)


class RootOptionsAnywhere(TyperGroup):
    """Options of the root command are taken wherever they stand, before or after a subcommand.

    Click itself wants them before (pallets/click#1104); an editor who has typed a command and wants to look at
    another week should not have to move the cursor.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        options = [p for p in self.params if p.param_type_name == "option"]
        flags = {o for p in options if p.is_flag or p.count for o in (*p.opts, *p.secondary_opts)}  # type: ignore[attr-defined]  # typer's vendored click
        valued = {o for p in options for o in p.opts} - flags
        front: list[str] = []
        rest: list[str] = []
        queue = list(args)
        while queue and queue[0] != "--":  # what follows a bare -- is never an option
            arg = queue.pop(0)
            name, equals, _ = arg.partition("=")
            if arg in flags or (arg[:2] == "-v" and set(arg[1:]) == {"v"}) or (equals and name in valued):
                front.append(arg)
            elif arg in valued:
                if not queue:
                    ctx.fail(f"Option '{arg}' requires an argument.")  # else it would swallow the subcommand
                front += [arg, queue.pop(0)]
            else:
                rest.append(arg)
        return super().parse_args(ctx, [*front, *rest, *queue])


#: What a shell says of a process that SIGTERM ended.
EXIT_TERMINATED = 128 + signal.SIGTERM

app = typer.Typer(
    cls=RootOptionsAnywhere,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"expected a time such as 2026-05-04T06:00:00Z, got {value!r}") from None
    if not 1995 <= moment.year < 2200:
        raise typer.BadParameter(f"expected a time between 1995 and 2199, got {value!r}")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"digest {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    config: Annotated[
        Path, typer.Option("--config", "-c", envvar="DIGEST_CONFIG", help="The newsletter's configuration.")
    ] = Path("feeds.yaml"),
    now: Annotated[
        datetime | None,
        typer.Option(
            parser=_moment, metavar="ISO", help="Run as of another time (UTC unless it says otherwise)."
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    verbose: Annotated[
        int, typer.Option("-v", "--verbose", count=True, show_default=False, help="Log more; twice for all.")
    ] = 0,
    version: Annotated[  # noqa: ARG001 - its callback has answered already
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """A newsletter from your feeds: chooses the stories on your topic, tells each event once, summarises it with
    evidence, and sends a letter.

    \b
    A first look, no network needed:   digest demo
    A newsletter of your own:          digest init my-letter; cd my-letter
    Its week:                          digest fetch; digest draft; digest preview
    Every week by itself:              digest run (cron, systemd) or digest serve
    """
    from digest.app.log import configure

    configure(verbose)
    ctx.obj = Common(config=config, now=now, quiet=quiet, verbose=verbose, progress=progress(quiet=quiet))


def _commands() -> None:
    from digest.app import editor, evaluation, explain, feedlist, people, sending, setup, teach, telling, week

    for module in (setup, week, explain, telling, sending, editor, teach, evaluation, feedlist, people):
        module.register(app)


_commands()


def main() -> NoReturn:
    """Run a command; whatever goes wrong is told in words and by the exit code, never by a traceback."""
    # Before numpy is there: a summary's matrices are tiny, and threads only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _streams()
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(EXIT_TERMINATED)
    )  # as an exception, so that leases are given back
    try:
        app(standalone_mode=True, prog_name="digest")
    except DigestError as error:
        fail(str(error), error.mend, error.exit_code)
    except KeyboardInterrupt:
        fail("stopped; what was done until then is kept", "", 130)
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # so that the interpreter's flush is quiet
        sys.exit(EXIT_OK)  # who closed the pipe had read enough
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        fail(
            f"{where}{error.strerror or error}",
            "nothing was half written; mend it and run the command again",
            EXIT_FAILED,
        )
    except Exception as error:
        if "-v" in sys.argv or "-vv" in sys.argv or "--verbose" in sys.argv:
            raise
        mend = "this is a mistake in digest; run it again with -v and report what it shows"
        fail(f"unexpected {type(error).__name__}: {error}", mend, EXIT_FAILED)
    sys.exit(0)


def _streams() -> None:
    """A closed stream is one to nowhere; a terminal without our letters gets question marks, not an end."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def fail(message: str, mend: str, code: int) -> NoReturn:
    lines = [f"digest: {message}"] + ([f"        {mend}"] if mend else [])
    sys.stderr.write("\n".join(lines) + "\n")
    sys.exit(code)
