"""Run ledsys by ``python -m ledsys``."""

from ledsys.cli.main import main

if __name__ == "__main__":
    main()
