"""``python -m statsig_console_cli``."""

from . import main

main()
