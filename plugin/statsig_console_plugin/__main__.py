"""``python -m statsig_console_plugin``: the plugin where no script is installed for it."""

from . import main

main()
