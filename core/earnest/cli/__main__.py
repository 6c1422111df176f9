"""``python -m earnest.cli``, for where the command is not on the path."""

from earnest.cli import main

main()
