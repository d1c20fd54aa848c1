"""`python -m digest` is the command `digest`."""

from digest.app.cli import main

main()
