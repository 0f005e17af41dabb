"""`python -m hyokasho`: the same as the command `hyokasho`."""

from hyokasho.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
