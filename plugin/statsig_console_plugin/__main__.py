"""``python -m statsig_console_plugin``: the plugin, if no script is installed for it."""

from . import main

main()
