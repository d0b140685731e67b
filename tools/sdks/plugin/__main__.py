"""The entry point of the plugin in its installed folder, which Pulumi runs."""

from statsig_console_plugin import main

main()
