#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Finds lines beyond 80 columns, where clang-format does not: columns.py FILE...

Looks at comments of C, and of what has comments as the shell has; and at each
line of the shell.  A tab goes to the next of the columns 8, 16, ...  Tells each
place on a line of its own; the exit status is 1 then.
"""

import re
import sys
from pathlib import Path

COLUMNS = 80
C = {'.S', '.c', '.cc', '.def', '.h', '.ld'}
HASH = {'.R', '.awk', '.build', '.options', '.pl', '.py', '.yml'}
SHELL = {'.sh'}
C_TOKEN = re.compile(
    r'''(?P<comment>/\*.*?\*/|//[^\n]*)|"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])*\'''',
    re.DOTALL)


def kind_of(path, text):
    """Returns which of the sets above a file belongs to, or None."""
    suffix = Path(path.removesuffix('.in')).suffix
    for kind in C, HASH, SHELL:
        if suffix in kind:
            return kind
    if Path(path).name == 'meson_options.txt':
        return HASH
    return SHELL if re.match(r'#!.*sh\n', text) else None


def comment_lines(text):
    """Returns the numbers of the lines of C that have a comment."""
    numbers = set()
    for match in C_TOKEN.finditer(text):
        if match['comment']:
            first = text.count('\n', 0, match.start()) + 1
            last = first + match['comment'].count('\n')
            numbers.update(range(first, last + 1))
    return numbers


def long_lines(path):
    """Yields the number and the width of each line that is too long."""
    text = Path(path).read_text(errors='replace')
    kind = kind_of(path, text)
    if kind is None:
        return
    comments = comment_lines(text) if kind is C else ()
    for number, line in enumerate(text.split('\n'), 1):
        width = len(line.expandtabs(8))
        if width > COLUMNS and (
                kind is SHELL or number in comments
                or (kind is HASH and line.lstrip().startswith('#'))):
            yield number, width


def main():
    is_wrong = False
    for path in sys.argv[1:]:
        for number, width in long_lines(path):
            print(f'{path}:{number}: {width} columns, {COLUMNS} are allowed')
            is_wrong = True
    return 1 if is_wrong else 0


sys.exit(main())
