"""``python -m niangjia.config.cli``: how the launcher starts its children."""

from __future__ import annotations

from niangjia.config.cli import main

if __name__ == "__main__":
    main()
