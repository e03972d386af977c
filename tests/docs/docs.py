#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Checks what documents say, in a tree that has the project's folders.

    docs.py output ROOT ANALYSIS  each block of output is what its command prints
    docs.py links ROOT            each relative link leads to a file
    docs.py paths ROOT            each file and folder that is named is there
    docs.py options ROOT HELP...  each option that is named is in one of the files
    docs.py width ROOT            prose has 80 columns, README 150 lines

A block of output stands below a line <!-- output: COMMAND -->.  Its lines are
lines of what the command prints, in this order; it may leave some out.  Each
thing that is wrong is told on a line of its own; the exit status is 1 then.
"""

import glob
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

COLUMNS = 80
README_LINES = 150
SECONDS = 60

MARK = re.compile(r'<!-- output: (.*) -->')
LINK = re.compile(r'\]\(([^)#\s]+)|^\[[^]]+\]: (\S+)')
CODE = re.compile(r'`([^`\n]+)`')
ROOMS = ('analysis', 'base', 'bench', 'docs', 'locks', 'results', 'tests')
OPTION = re.compile(r'(?<![\w-])--[a-z][a-z-]+')

# What a run makes, and is in no tree.
MADE = re.compile(r'results/(latest|ci|<run id>)')

# Options of other programs that the documents speak of.
FOREIGN = {'--cap-add', '--of', '--tool', '--write'}


def documents(root):
    """Yields the path of each document, and its lines."""
    for path in sorted([*root.glob('*.md'), *root.glob('docs/*.md'),
                        *root.glob('results/*.md')]):
        yield path, path.read_text().splitlines()


def is_fence(line):
    return line.startswith('```')


def blocks(lines):
    """Yields the number, command and lines of each block of output."""
    for i, line in enumerate(lines):
        mark = MARK.fullmatch(line)
        if not mark:
            continue
        if i + 1 >= len(lines) or not is_fence(lines[i + 1]):
            yield i + 1, mark[1], None
            continue
        end = next((j for j in range(i + 2, len(lines)) if is_fence(lines[j])),
                   len(lines))
        yield i + 1, mark[1], lines[i + 2:end]


def run(root, analysis, command):
    """Returns the lines that a command of a document prints, or None."""
    text = re.sub(r'^(\./run\.sh|slowpath-analysis) (\w+)', r'"$ANALYSIS" \2',
                  command)
    if text == command:
        return None
    if ' judge ' in text or ' compare ' in text:
        text = re.sub(r' (judge|compare) ', r' \1 --gate analysis/gate.csv ',
                      text, count=1)
    # Judging writes a summary: not to the report, which is committed.
    with tempfile.TemporaryDirectory() as folder:
        text = text.replace(' judge ', ' judge --out "$OUT" ', 1)
        done = subprocess.run(
            ['bash', '-c', text], capture_output=True, check=False, cwd=root,
            env={'ANALYSIS': os.path.abspath(analysis), 'LC_ALL': 'C',
                 'OUT': folder, 'PATH': '/usr/bin:/bin'},
            text=True, timeout=SECONDS)
    return [line.rstrip() for line in done.stdout.splitlines()]


def check_output(root, analysis):
    printed = {}
    n = 0
    for path, lines in documents(root):
        for number, command, block in blocks(lines):
            place = f'{path.relative_to(root)}:{number}'
            n += 1
            if block is None:
                yield f'{place}: no block of output follows'
                continue
            if command not in printed:
                printed[command] = run(root, analysis, command)
            if printed[command] is None:
                yield f'{place}: no command that can be checked: {command}'
                continue
            rest = iter(printed[command])
            for line in filter(None, block):
                if line.rstrip() not in rest:
                    yield f'{place}: "{command}" does not print: {line}'
                    break
    if n == 0:
        yield 'no document has a block of output'


def check_links(root):
    for path, lines in documents(root):
        for number, line in enumerate(lines, 1):
            for link in LINK.finditer(line):
                target = link[1] or link[2]
                if '://' not in target and not (path.parent / target).exists():
                    yield (f'{path.relative_to(root)}:{number}: '
                           f'there is no {target}')


def expand(text):
    """Returns the names that a pair of braces stands for."""
    braces = re.fullmatch(r'(.*)\{([^}]*)\}(.*)', text)
    if not braces:
        return [text]
    return [braces[1] + word + braces[3] for word in braces[2].split(',')]


def check_paths(root):
    for path, lines in documents(root):
        for number, line in enumerate(lines, 1):
            for code in CODE.finditer(line):
                name = code[1].split()[0]
                if name.split('/')[0] not in ROOMS or '/' not in name:
                    continue
                if MADE.match(name) or 'NAME' in name:
                    continue
                for one in expand(name):
                    if not glob.glob(str(root / one)):
                        yield (f'{path.relative_to(root)}:{number}: '
                               f'there is no {one}')


def check_options(root, *helps):
    known = set(FOREIGN)
    for name in helps:
        known |= set(OPTION.findall(Path(name).read_text()))
    for path, lines in documents(root):
        for number, line in enumerate(lines, 1):
            if line.startswith('<!--'):
                continue
            for option in OPTION.findall(line):
                if option not in known:
                    yield (f'{path.relative_to(root)}:{number}: '
                           f'no --help has {option}')


def check_width(root):
    for path, lines in documents(root):
        name = path.relative_to(root)
        is_readme = str(name) == 'README.md'
        in_block = False
        for number, line in enumerate(lines, 1):
            if is_fence(line):
                in_block = not in_block
            is_free = in_block or line.startswith(('|', '<!--', '    '))
            if len(line) > COLUMNS and (is_readme or not is_free):
                yield f'{name}:{number}: {len(line)} columns'
        if is_readme and len(lines) > README_LINES:
            yield f'{name}: {len(lines)} lines, {README_LINES} are allowed'


def main():
    checks = {
        'links': check_links,
        'options': check_options,
        'output': check_output,
        'paths': check_paths,
        'width': check_width,
    }
    check, root = checks[sys.argv[1]], Path(sys.argv[2])
    wrong = list(check(root, *sys.argv[3:]))
    print('\n'.join(wrong) if wrong else 'all is as it is said')
    return 1 if wrong else 0


sys.exit(main())
