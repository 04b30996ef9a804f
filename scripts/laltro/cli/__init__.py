"""The command line: composition, the only part that knows everyone.

Exit status: 0 fine, 1 problems in the data or the submission, 2 wrong use, 3 the outside world failed, 130 stopped by
Ctrl-C between two rows of an import.
"""

from laltro.cli.product import main

__all__ = ["main"]
