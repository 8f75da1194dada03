"""The wiring: settings, schedule, accounts, packs, bundled services and the one-command run."""
