"""The command line: parses, calls, prints.

Commands live in modules of their own and are imported when they are called, so that `reconcile --help`
answers at once. Bad input is one line on standard error and exit status 2.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

import reconcile
from reconcile.model import ReconcileError

__all__ = ["COMMANDS", "main"]

# Name, where the command is, and its line in the help: known without importing it.
COMMANDS = {
    "extract": ("reconcile.cli.extract:extract_command", "Write the claims that statements make."),
    "check": ("reconcile.cli.check:check_command", "Say which claims cannot be true together, and by how much."),
    "bounds": ("reconcile.cli.bounds:bounds_command", "Say how many a set holds at the least and at the most."),
    "show": ("reconcile.cli.show:show_command", "Print a text with its claims marked."),
    "explain": ("reconcile.cli.show:explain_command", "Print which pattern made each claim, and which figures none claimed."),
    "report": ("reconcile.cli.report:report_command", "Write the report of a week: pages, tables, figures."),
    "fetch": ("reconcile.cli.fetch:fetch_command", "Fetch the posts of public channels into a ledger."),
    "add": ("reconcile.cli.ledger:add_command", "Add statements to a ledger, every version kept."),
    "reextract": ("reconcile.cli.ledger:reextract_command", "Extract a ledger's claims anew and show what changed."),
    "export": ("reconcile.cli.ledger:export_command", "Write a ledger's statements, in all their versions."),
    "search": ("reconcile.cli.ledger:search_command", "Find statements in a ledger by their words."),
    "decide": ("reconcile.cli.ledger:decide_command", "Record what you decided about a finding."),
    "load": ("reconcile.cli.ledger:load_command", "Load what export wrote into a ledger."),
}

EXAMPLES = """\b
Examples:
  reconcile extract posts.jsonl --format csv -o claims.csv
  reconcile check article.txt --source guardian --published 2024-11-16T18:16Z
  reconcile show article.txt
  reconcile report data --week 2024-W46 -o week
  cat post.txt | reconcile check -
"""


class _Commands(click.Group):
    """A group whose commands are imported when needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=_Commands, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(reconcile.__version__, prog_name="reconcile")
def commands() -> None:
    """Read what both sides say about drone attacks, and say which figures cannot be true together."""


def _printable(problem: object) -> str:
    """Return what went wrong without what could drive a terminal: it may name files and show words of strangers."""
    from reconcile.cli.inputs import clean

    return clean(str(problem))


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 contradictions found (`check`), 2 the input could not be used."""
    try:
        status = commands.main(args=arguments, standalone_mode=False)
        sys.stdout.flush()
    except ReconcileError as problem:
        click.echo(f"reconcile: {_printable(problem)}", err=True)
        sys.exit(2)
    except click.ClickException as problem:
        problem.show()
        sys.exit(2)
    except click.Abort:
        click.echo("reconcile: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (`reconcile extract … | head`): nothing is wrong.
        sys.stderr.close()
        sys.exit(0)
    except OSError as problem:
        click.echo(f"reconcile: {_printable(problem.filename or 'output')}: {problem.strerror or problem}", err=True)
        sys.exit(2)
    sys.exit(status if isinstance(status, int) else 0)
