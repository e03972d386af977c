#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Holds the columns in a document to the lists that programs are made of.

    columns.py DOCUMENT ANALYSIS          tells each list that is out of date
    columns.py --write DOCUMENT ANALYSIS  writes them anew

A list stands between <!-- columns: FILE --> and <!-- end of columns -->.  The
exit status is 1 if a list was out of date, or one of base/formats is not there.
"""

import re
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(
    r'(<!-- columns: (\S+) -->\n)(.*?)(<!-- end of columns -->\n)', re.DOTALL)
FORMAT = re.compile(r'^FORMAT\("([^"]+)"', re.MULTILINE)
LISTS = Path(__file__).parents[2] / 'base/formats'
SECONDS = 60


def describe(analysis, name):
    """Returns what the program says of a file's columns."""
    return subprocess.run(
        [analysis, 'columns', name], capture_output=True, check=True,
        text=True, timeout=SECONDS).stdout


def listed():
    """Returns the files that have a list."""
    return {name for path in LISTS.glob('*.def')
            for name in FORMAT.findall(path.read_text())}


def main():
    arguments = sys.argv[1:]
    writes = arguments[:1] == ['--write']
    path, analysis = arguments[writes:]
    text = Path(path).read_text()
    stale = []
    seen = set()
    wanted = listed()

    def renew(match):
        begin, name, old, end = match.groups()
        new = '\n' + describe(analysis, name) + '\n'
        seen.add(name)
        if new != old:
            stale.append(name)
        return begin + new + end

    renewed = BLOCK.sub(renew, text)
    for name in stale:
        print(f'{path}: the columns of {name} are out of date: '
              'columns.py --write makes them anew')
    for name in sorted(wanted - seen):
        print(f'{path}: there are no columns of {name}')
    if writes and stale:
        Path(path).write_text(renewed)
    return 1 if stale or seen != wanted else 0


sys.exit(main())
