#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves what ./run.sh gate and ./run.sh arm promise: another revision of the
# locks is built, or the reason told why not; one instruction more is a
# regression; and docs/your-lock.md leads where it says.  Prints TAP.  The one
# verdict in time that is asked for is of a lock that became twice as slow.
set -u
cd "$(dirname "$0")/.." || exit 2

. tests/tap.sh

few='--blocks 3 --seed 7'

gate() {
    # shellcheck disable=SC2086 # a list of words
    ./run.sh gate $few "$@"
}

# commit TREE: a revision that no branch knows.
commit() {
    GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@localhost \
        GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@localhost \
        git commit-tree -m 'a test' "$1"
}

# edited SCRIPT FILE: the revision HEAD with a file of locks/ edited by sed.
edited() {
    local index=$dir/index blob
    rm -f "$index"
    blob=$(git show "HEAD:locks/$2" | sed "$1" | git hash-object -w --stdin)
    GIT_INDEX_FILE=$index git read-tree HEAD
    GIT_INDEX_FILE=$index git update-index \
        --cacheinfo "100644,$blob,locks/$2"
    commit "$(GIT_INDEX_FILE=$index git write-tree)"
}

# A lock that spends one instruction more on each hard path.
slower() {
    edited 's/^\tthread_count_hard(td);$/&\n\t__asm__ volatile("nop");/' mtx.c
}

# Locks that each read one byte more on the fast path of every acquisition.
loaded() {
    local index=$dir/index blob file
    rm -f "$index"
    GIT_INDEX_FILE=$index git read-tree HEAD
    for file in lk.h mtx.h rm.c rw.h spin.h sx.h tdlock.h; do
        blob=$(git show "HEAD:locks/$file" | perl -0pe '
            s/^(\w+_r?lock\(struct \w+ \*(\w+), [^;{]*\n\{\n)/
                "$1\t(void)*(volatile const char *)$2;\n"/emg
            or die' | git hash-object -w --stdin)
        GIT_INDEX_FILE=$index git update-index \
            --cacheinfo "100644,$blob,locks/$file"
    done
    commit "$(GIT_INDEX_FILE=$index git write-tree)"
}

# Every kind of lock has a line with more loads.
each_lock_has_more() {
    python3 - "$dir/loaded/summary.csv" <<'PYTHON'
import csv, sys

with open(sys.argv[1], newline="") as f:
    slower = {
        line["row"].split("/")[0] for line in csv.DictReader(f)
        if (line["measured"], line["verdict"]) == ("loads", "REGRESSION")}
assert slower == {
    "lk", "mtx", "mtx-delay12", "mtx-delay24", "rm", "rw", "spin",
    "spin-delay12", "spin-delay24", "sx", "tdlock"}, slower
PYTHON
}

# A gate on the time of each kind of lock against itself, at its only look.
against_itself() {
    printf '%s,%s\n' rows,candidates,margin,alpha \
        looks,least_units,largest_drop_rate \
        '*,revision,0.02,0.05' 10,8,0.9 >"$dir/short.csv"
    cp "$release"/bench/arm/*.so "$dir/same" || return 2
    ./run.sh gate --blocks 40 --base "$release/bench/arm" \
        --arms "$dir/same" --gate "$dir/short.csv" \
        --rows '*/uncontended/*' --out "$dir/itself"
}

# lacks_nothing DIR: each kind of lock, with each back-off, has a verdict; what
# is no PASS is noise, or the machine.
lacks_nothing() {
    python3 - "$1" <<'PYTHON'
import csv, sys

locks = set()
with open(sys.argv[1] + "/summary.csv", newline="") as f:
    for line in csv.DictReader(f, strict=True):
        if line["measured"] != "time" or line["role"] != "cand":
            continue
        locks.add(line["lock"])
        assert line["verdict"] in ("PASS", "INCONCLUSIVE", "UNFIT"), line
        assert line["verdict"] == "PASS" or line["reason_kind"] in (
            "noise", "dose", "environment"), line
kinds = {lock.split("-")[0] for lock in locks}
assert kinds == {"lk", "mtx", "rm", "rw", "spin", "sx", "tdlock"}, kinds
assert {"mtx-delay12-none", "spin-delay24-none"} <= locks, locks
PYTHON
}

# has_roles DIR: each side is where it should be, and each offset was taken.
has_roles() {
    python3 - "$1" <<'PYTHON'
import csv, gzip, sys

roles = {}
pads = set()
with gzip.open(sys.argv[1] + "/raw.csv.gz", "rt", newline="") as f:
    for line in csv.DictReader(f, strict=True):
        assert line["lock"] == "mtx-global-hard", line
        roles[line["role"]] = line["arm"]
        pads.add(int(line["offset"]))
assert roles == {
    "base": "mtx-global-hard@base",
    "null": "mtx-global-hard-null@base",
    "planted": "mtx-global-hard-planted@base",
    "cand": "mtx-global-hard",
    "count": "mtx-global-hard-count",
}, roles
assert len(pads) >= 10, pads
PYTHON
}

# The row has as many units as some look has, and where it was not decided, all.
is_at_a_look() {
    python3 - "$dir/gate/summary.csv" <<'PYTHON'
import csv, sys

with open(sys.argv[1], newline="") as f:
    line, = (line for line in csv.DictReader(f, strict=True)
             if line["measured"] == "time")
units = int(line["units"]) + int(line["units_lost"])
assert units in (10, 20, 40), line
assert line["verdict"] != "INCONCLUSIVE" or units == 40, line
PYTHON
}

# One document that has what was counted, and tells what it was judged by.
gate_says_json() {
    gate --base "$release/bench/arm" --arms "$arms" --format json \
        --rows 'mtx-global-hard/uncontended/*' --out "$dir/json" \
        >"$dir/json.out"
    python3 - "$dir/json.out" $? <<'PYTHON'
import json, sys

said = json.load(open(sys.argv[1]))
assert said["exit_status"] == int(sys.argv[2]) == 1, said["exit_status"]
assert said["audits"]["lines_with_more"] > 0, said["audits"]
assert {"time", "instructions"} <= {f["measured"] for f in said["findings"]}
PYTHON
}

code() {
    awk '/^```/ { on = $0 == "```'"$1"'"; next } on' docs/your-lock.md
}

# Does what the page says, as it says it.
follow_the_page() (
    code c >"$dir/mine.h"
    ln -s "$PWD/run.sh" "$dir/run.sh"
    code sh >"$dir/commands"
    cd "$dir" && bash -e commands
)

# A lock that stayed as it was: whatever the machine can tell, it is not slower.
stays() {
    ./run.sh gate --base "$dir/before" --arms "$dir/before2" --blocks 20 \
        --rows 'mine/uncontended/*' --out "$dir/stays"
}

says 'gate has help' 0 '--minutes N' ./run.sh gate --help
says 'arm has help' 0 'FILE.h' ./run.sh arm --help
says 'what is no revision is refused' 2 "'nonsense' is no revision" \
    gate --base nonsense
says 'a revision without locks is told' 2 'has no locks/' \
    gate --base "$(commit "$(git mktree </dev/null)")"
says 'a revision that does not build says why' 2 'this is no C' \
    gate --base "$(edited '1i this is no C' spin.c)"
mv "$dir/log" "$dir/why"
is 'and which it is' grep -F "do not go with this tree's bench/arm" "$dir/why"
says 'what is no gate file is refused' 2 'has no column named: rows' \
    gate --gate analysis/claims.csv
sed '2s,/uncontended/,/uncontende/,' analysis/gate.csv >"$dir/typo.csv"
says 'a line for no row is named before anything is measured' 2 \
    "typo.csv:2: column 'rows' is '*/uncontende/*': no row is called so" \
    gate --gate "$dir/typo.csv" --out "$dir/none"
is 'and nothing is left' test ! -e "$dir/none"
says 'minutes are whole' 2 '--minutes needs' gate --minutes 1.5

revision=$(slower)
says 'another revision is measured against this one' 0,3,4 'written to' \
    gate --base "$revision" --rows 'mtx-global-hard/recurse/*' --out "$dir/gate"
is 'with the old as base and the new as candidate' has_roles "$dir/gate"
is 'until a planned look decided it, or the last was over' is_at_a_look
arms=build/gate/$revision/build/bench/arm
says 'one instruction more is a regression, whatever the clock says' 1 \
    'REGRESSION mtx/lock/global/hard/' gate --base "$release/bench/arm" \
    --arms "$arms" --rows 'mtx-global-hard/uncontended/*' --out "$dir/more"
is 'in any format, with nothing else beside it' gate_says_json
loaded=$(loaded)
is 'a load more on each fast path builds' gate --base "$loaded" --list
says 'and is a regression of each lock, by the counts' 1 'written to' \
    gate --base "$release/bench/arm" \
    --arms "build/gate/$loaded/build/bench/arm" \
    --rows 'mtx-global-hard/uncontended/*' --out "$dir/loaded"
is 'each of them has its line' each_lock_has_more
mkdir "$dir/same"
says 'each kind of lock is measured against itself' 0,3,4 'written to' \
    against_itself
is 'and lacks nothing for a verdict' lacks_nothing "$dir/itself"
says 'where it would run can be asked' 0 'run  mtx-global-hard/contended/2/' \
    gate --base "$release/bench/arm" --arms "$arms" --dry-run
says 'an unknown format is refused before anything is measured' 2 \
    "'xml' is none of text" gate --base "$arms" --format xml --out "$dir/none"
is 'and leaves nothing' test ! -e "$dir/none"
# A variable of a job's that is not set is no wish for the default.
for option in base arms gate out rows rows-from; do
    says "an empty --$option is refused" 2 "--$option needs a value" \
        ./run.sh gate --minutes 1 --rows 'no/*' "--$option" ''
done
says 'and so is one at the end' 2 '--base needs a value' ./run.sh gate --base
says 'a folder against itself is refused' 2 'the very folder' \
    gate --base "$arms" --arms "$arms"
says 'rows that nobody has are refused' 2 "matches 'no/*'" \
    gate --base "$arms" --rows 'no/*' --out "$dir/none"
says 'and those of bench point to the list that has the names' 2 \
    './run.sh gate --list shows all' \
    gate --base "$arms" --rows 'mtx/uncontended*' --out "$dir/none"

is 'the page has a lock of thirty lines' test "$(code c | wc -l)" -le 30
says 'the page leads to a verdict on it' 1 REGRESSION follow_the_page
is 'which names the lock' grep -q '^2,.*,mine,.*,REGRESSION,' \
    "$dir/verdict/summary.csv"
says 'arms are not written over' 2 'has arms of mine already' \
    ./run.sh arm "$dir/mine.h" --out "$dir/after"
says 'a lock needs a header' 2 'needs a FILE.h' ./run.sh arm --out "$dir/x"
says 'a compiler that cannot be run is told' 2 "CC: 'false' is no compiler" \
    env CC=false ./run.sh arm "$dir/mine.h" --out "$dir/x"
echo '#error this is no lock' >"$dir/none.h"
says 'a lock that does not compile is told' 2 'does not compile' \
    ./run.sh arm "$dir/none.h" --out "$dir/x"
code c >"$dir/mine.h"
is 'the lock can be built as it was' \
    ./run.sh arm "$dir/mine.h" --out "$dir/before2"
says 'and is no slower than itself' 0,3,4 'written to' stays
is 'the lock can be built with other flags' ./run.sh arm "$dir/mine.h" \
    --arm-flags -fno-omit-frame-pointer --out "$dir/flagged"
says 'and is not set against the one without' 2 \
    'only of the second: -fno-omit-frame-pointer' \
    gate --base "$dir/before2" --arms "$dir/flagged" \
    --rows 'mine/uncontended/*' --out "$dir/none"
is 'and nothing is measured' test ! -e "$dir/none"
says 'one shared object is a side too' 0,3,4 ' of 16, mean ' \
    gate --base "$dir/before/mine.so" --arms "$dir/before2/mine.so" \
    --rows 'mine/uncontended/*' --out "$dir/one"

plan
