"""Run the command line as `python -m legation`."""

from legation.cli.app import main

if __name__ == "__main__":
    main()
