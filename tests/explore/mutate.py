#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Breaks a source in one place: mutate.py SOURCE OLD NEW OUTPUT.

OLD must stand in SOURCE exactly once, or it fails: a lock that was changed
cannot leave behind a mutant that is none.
"""

import sys

source, old, new, output = sys.argv[1:]
with open(source, encoding='utf-8') as f:
    text = f.read()
if text.count(old) != 1:
    sys.exit(f'{source}: stands there {text.count(old)} times: {old}')
with open(output, 'w', encoding='utf-8') as f:
    f.write(text.replace(old, new))
