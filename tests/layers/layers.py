#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Reads every #include of a project's own files against the list of arrows.

    layers.py ROOT ARROWS

A room is a folder.  The list has a line for each room that has sources:

    room: the rooms that it includes beside itself
    circle: the files of a circle that is still there

An include that no arrow allows is wrong, and so is a room that has no line, a
line or an arrow that nothing uses, and a file that is not there.

A circle of files is wrong too, whatever the arrows allow, unless the list has
it: two files that need one another can be neither read nor tested nor moved one
by one, even where the compiler is content.  name.c, name.h and name_private.h
of one folder count as one file.  A circle on the list that is no longer there
is wrong.

Each wrong thing has a line of its own.  The exit status is 1 then, and 2 if the
list itself cannot be read.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

# A template (*.in) counts as what is made of it.
SOURCE = re.compile(r'.*\.(c|cc|cpp|def|h|hh|hpp|inc|ld|S)(\.in)?')
INCLUDE = re.compile(r'\s*#\s*include(_next)?\s*(["<])([^">]+)[">]')

class BadList(Exception):
    """A line of the list of arrows that cannot be read."""


def read_arrows(path):
    """Returns the rooms that each room may include, and the circles."""
    arrows = {}
    circles = set()
    for number, line in enumerate(path.read_text().splitlines(), 1):
        line = line.split('#')[0].strip()
        if not line:
            continue
        room, colon, others = line.partition(':')
        if not colon or not room or ' ' in room:
            raise BadList(f'{path}:{number}: a line is "room: room room"')
        if room == 'circle':
            circles.add(frozenset(others.split()))
            continue
        if room in arrows:
            raise BadList(f'{path}:{number}: {room} has a line already')
        arrows[room] = others.split()
    return arrows, circles


def list_files(root):
    """Returns the paths of all files of the project, from the root."""
    if not (root / '.git').exists():
        return [path.relative_to(root) for path in root.rglob('*')]
    names = subprocess.run(
        ['git', 'ls-files', '-z', '--cached', '--others',
         '--exclude-standard'],
        check=True, capture_output=True, cwd=root, text=True,
    ).stdout
    return [Path(name) for name in names.split('\0')]


def find_sources(root):
    """Returns the path of each source, from the root."""
    return sorted(
        path for path in list_files(root)
        if SOURCE.fullmatch(path.name) and (root / path).is_file())


def find_target(root, source, name):
    """Returns the path of what a source includes, or None if it is not ours."""
    for start in (source.parent, Path('.')):
        path = Path(os.path.normpath(start / name))
        if (root / path).is_file() or (root / f'{path}.in').is_file():
            return path
    return None


def read_includes(root, source):
    """Yields line, text, room and path of each include; None is unknown."""
    lines = (root / source).read_text(errors='replace').splitlines()
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        name = match[3]
        target = find_target(root, source, name)
        if '@' in name:
            yield number, name, name, None
        elif target:
            yield number, name, str(target.parent), target
        elif match[2] == '"':
            yield number, name, None, None


def find_reach(needs, start):
    """Returns all files that a file includes, itself or by others."""
    reach = set()
    todo = [start]
    while todo:
        new = needs.get(todo.pop(), set()) - reach
        reach |= new
        todo += new
    return reach


def name_pair(path):
    """Returns what X.c, X.h and X_private.h have in common."""
    return str(path.with_suffix('')).removesuffix('_private')


def judge_circles(needs, known):
    """Yields a line for each circle that is not known, or known and gone."""
    reach = {name: find_reach(needs, name) for name in needs}
    found = set()
    for name in needs:
        if name in reach[name]:
            found.add(frozenset(
                other for other in reach[name] if name in reach.get(other, ())))
    for circle in sorted(' '.join(sorted(new)) for new in found - known):
        yield f'{circle}: a circle: each needs the others'
    for circle in sorted(' '.join(sorted(gone)) for gone in known - found):
        yield f'{circle}: the circle is gone: take it off the list'


def judge(root, arrows, circles):
    """Yields a line for each thing that is wrong."""
    used = set()
    unknown = set()
    needs = {}
    for source in find_sources(root):
        room = str(source.parent)
        used.add((room, None))
        if room not in arrows:
            unknown.add(room)
            continue
        own = needs.setdefault(name_pair(source), set())
        for number, name, other, target in read_includes(root, source):
            place = f'{source}:{number}'
            used.add((room, other))
            if target and name_pair(target) != name_pair(source):
                own.add(name_pair(target))
            if other is None:
                yield f'{place}: "{name}" is not there'
            elif other not in (room, *arrows[room]):
                yield f'{place}: {room} may not include {other}: "{name}"'
    yield from judge_circles(needs, circles)
    for room in sorted(unknown):
        yield f'{room}: the room has no line in the list'
    for room, others in arrows.items():
        if (room, None) not in used:
            yield f'{room}: the list has a room without sources'
        for other in others:
            if (room, other) not in used:
                yield f'{room}: nothing includes {other}: take it off the list'


def main():
    root, path = Path(sys.argv[1]), Path(sys.argv[2])
    try:
        arrows, circles = read_arrows(path)
    except (BadList, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    wrong = list(judge(root, arrows, circles))
    print('\n'.join(wrong) if wrong else f'{len(arrows)} rooms')
    return 1 if wrong else 0


sys.exit(main())
