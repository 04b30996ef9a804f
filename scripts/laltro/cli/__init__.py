"""The command line: composition, the only part that knows everyone.

Exit status: 0 fine, 1 problems in the data or the submission, 2 wrong use, 3 the outside world failed, 130 stopped by
Ctrl-C between two rows of an import.
"""

from laltro.cli import data, desk, github, repository, sheet, site
from laltro.cli.product import main

for command in (
    *(data.check, data.generate, data.format_records),
    *(site.ready, site.build, site.serve),
    *(desk.submit, desk.desk, sheet.import_group),
    github.github,
):
    main.add_command(command)
for command in (repository.setup, repository.upkeep, repository.links, repository.scope, repository.summary):
    github.github.add_command(command)

__all__ = ["main"]
