"""The plugin as Pulumi starts it in a folder of its own."""

from statsig_console_plugin import main

main()
