#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tells what Meson's tests are, and what became of them.

    meson_tests.py names BUILD           "suite NAME" and "test NAME", one a line
    meson_tests.py chosen BUILD NAME...  the tests that these suites and tests are
    meson_tests.py targets BUILD TEST... what ninja is to make for these tests
    meson_tests.py built BUILD [TEST...] those of them that have all they need
    meson_tests.py tally BUILD TO        "passed failed skipped" of the last run;
                                         what failed is written to TO, each with
                                         what it printed

A name that no suite and no test has is told on standard error; the exit status
is 1 then.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

PASSED = {'OK', 'EXPECTEDFAIL'}

# More of what a test printed is in Meson's log.
LINES_SHOWN = 100


def introspect(build, what):
    text = subprocess.run(
        ['meson', 'introspect', what, build],
        check=True, capture_output=True, text=True,
    ).stdout
    return json.loads(text)


def read_tests(build):
    """Returns Meson's tests, each with its suites' names in `suite`."""
    tests = introspect(build, '--tests')
    for test in tests:
        test['suite'] = [suite.split(':')[-1] for suite in test['suite']]
    return tests


def print_names(build):
    tests = read_tests(build)
    for suite in sorted({suite for test in tests for suite in test['suite']}):
        print(f'suite {suite}')
    for name in sorted({test['name'] for test in tests}):
        print(f'test {name}')
    return 0


def print_chosen(build, names):
    tests = read_tests(build)
    for name in names:
        if not any(name in (test['name'], *test['suite']) for test in tests):
            print(name, file=sys.stderr)
            return 1
    for test in tests:
        if {test['name'], *test['suite']} & set(names):
            print(test['name'])
    return 0


def print_targets(build, names):
    """meson test would make all where a test needs nothing."""
    wanted = {
        target for test in read_tests(build) if test['name'] in names
        for target in test['depends']
    }
    root = Path(build).resolve()
    for target in introspect(build, '--targets'):
        if target['id'] in wanted:
            print(Path(target['filename'][0]).relative_to(root))
    return 0


def print_built(build, names):
    files = {
        target['id']: [Path(name) for name in target['filename']]
        for target in introspect(build, '--targets')
    }
    for test in read_tests(build):
        needed = [path for target in test['depends'] for path in files[target]]
        if (not names or test['name'] in names) and all(
                path.exists() for path in needed):
            print(test['name'])
    return 0


def count(result, stdout):
    """Returns what passed, failed and was skipped of one of Meson's tests."""
    passed = failed = skipped = 0
    for line in stdout.splitlines():
        match = re.match(r'(not )?ok\b', line)
        if not match:
            continue
        if re.search(r'#\s*skip', line, re.IGNORECASE) and not match[1]:
            skipped += 1
        elif match[1]:
            failed += 1
        else:
            passed += 1
    if result == 'SKIP' and not passed + skipped:
        skipped = 1
    elif result in PASSED and not passed + skipped:
        passed = 1
    elif result not in PASSED | {'SKIP'} and not failed:
        # It died, came to no end, or printed other tests than it announced.
        failed = 1
    return passed, failed, skipped


def print_tally(build, to):
    log = Path(build, 'meson-logs', 'testlog.json')
    sums = (0, 0, 0)
    with open(to, 'w', encoding='utf-8') as out:
        for line in log.read_text().splitlines():
            test = json.loads(line)
            printed = test.get('stdout') or ''
            counts = count(test['result'], printed)
            sums = tuple(a + b for a, b in zip(sums, counts))
            if not counts[1]:
                continue
            out.write(f'-- {test["name"]}: {test["result"]}, '
                      f'exit status {test["returncode"]}\n')
            told = (printed + (test.get('stderr') or '')).splitlines()
            # What is right is not shown.
            told = [line for line in told if not re.match(r'ok\b', line)]
            out.write(''.join(f'{line}\n' for line in told[-LINES_SHOWN:]))
    print(*sums)
    return 0


COMMANDS = {
    'built': lambda build, *names: print_built(build, names),
    'chosen': lambda build, *names: print_chosen(build, names),
    'names': print_names,
    'tally': print_tally,
    'targets': lambda build, *names: print_targets(build, names),
}

sys.exit(COMMANDS[sys.argv[1]](*sys.argv[2:]))
