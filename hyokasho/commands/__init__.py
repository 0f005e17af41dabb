"""The commands of the command line: the module `x` holds the command `x` as `command`; a new module is a new command.

`hyokasho.cli` finds them by the names of the modules. Heavy imports stand inside the functions: `--help` loads every
module here, and must not wait for what only one command needs.
"""

__all__: list[str] = []
