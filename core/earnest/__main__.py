"""``python -m earnest`` is ``earnest``."""

from __future__ import annotations

from earnest.cli import main

if __name__ == "__main__":
    main()
