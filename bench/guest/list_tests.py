#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Lists what Meson would run of a build that is for another machine.

    list_tests.py BUILD targets     what is to be built, one a line
    list_tests.py BUILD script TO   lines for suite.sh, with BUILD's tree at TO
"""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

# The suite of what the guest leaves out: beside each such test stands why.
LEFT_OUT = 'host-only'

# What tests and commands find in folders, besides what they are told: arms of
# the checks that are run unless others are named, and arms that are built
# wrong.
FOUND = re.compile(
    r'bench/arm/(?!.*-(call|curthread|global-nohint|hotline|patch|readfreq)-)'
    r'[^/]*\.so|tests/(?!explore/).*\.so'
    r'|(analysis|bench)/(.*/)?slowpath-[^/.]*|tests/bench/audit/passes'
)


def read_tests(build):
    """Returns Meson's tests, but for those that are left out."""
    text = subprocess.run(
        ['meson', 'introspect', '--tests', build],
        check=True, capture_output=True, text=True,
    ).stdout
    return [
        test for test in json.loads(text)
        if LEFT_OUT not in [suite.split(':')[-1] for suite in test['suite']]
    ]


def print_targets(build, tests):
    """Prints what the tests name of the build, and what they find there."""
    lines = subprocess.run(
        ['ninja', '-C', build, '-t', 'targets', 'all'],
        check=True, capture_output=True, text=True,
    ).stdout.splitlines()
    known = {line.rsplit(': ', 1)[0] for line in lines if ': ' in line}
    named = {
        str(Path(word).relative_to(build))
        for test in tests for word in [*test['cmd'], *test['env'].values()]
        if word.startswith(f'{build}/')
    }
    found = {target for target in known if FOUND.fullmatch(target)}
    print('\n'.join(sorted(known & named | found)))


def print_script(build, tests, to):
    """Prints one line a test: run NAME SECONDS COMMAND..."""
    source = str(Path(build).parent.parent)
    for test in tests:
        words = [f'{name}={value}' for name, value in test['env'].items()]
        words = ['env', *words, *test['cmd']]
        words = [word.replace(source, to) for word in words]
        head = ['run', test['name'], str(test['timeout'])]
        print(shlex.join(head + words))


def main():
    build = str(Path(sys.argv[1]).resolve())
    tests = read_tests(build)
    if sys.argv[2] == 'targets':
        print_targets(build, tests)
    else:
        print_script(build, tests, sys.argv[3])


main()
