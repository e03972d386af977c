#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves how run.sh reads a command line: paths are the caller's, what does not
# exist is refused before anything is built, and the exit status tells what came
# of it.  Programs, packages and build tools are fakes.  Prints TAP.
set -u
cd "$(dirname "$0")/../../.." || exit 2

. tests/tap.sh
. tests/bench/run/fakes.sh

# Paths: each option that has one, in both forms, from elsewhere.
takes_paths_of_caller() {
    local option
    mkdir -p "$dir/else/a"
    echo 'mtx/*' | tee "$dir/else/a/b" >"$dir/else/a b"
    for option in arms base out rows-from topology benchmark_out; do
        at "$dir/else" "$tree/run.sh" bench --dry-run "--$option" a/b
        calls "in $dir/else" "argument --$option" 'argument a/b' || return 1
        at "$dir/else" "$tree/run.sh" bench --dry-run "--$option=a b"
        calls "in $dir/else" "argument --$option=a b" || return 1
    done
}

# What the shell itself makes of --out is the same folder.
makes_folder_of_caller() {
    LEAVES='a\nb\n' at "$dir/else" "$tree/run.sh" bench "$@" &&
        diff <(printf '%s\n' "in $dir/else" 'argument where/run,1') \
            <(grep -xF -e "in $dir/else" -e 'argument where/run,1' \
                "$CALLS.analysis") &&
        [ -f "$dir/else/where/run,1/raw.csv.gz" ] &&
        rm -r "$dir/else/where/run,1"
}

judges_of_caller() {
    at "$dir/else" "$tree/run.sh" judge --gate=g.csv --out o \
        --undecided-rows u report &&
        grep -v -e --known -e /dev/fd/ "$CALLS.analysis" | diff - <(cat <<SAID
in $dir/else
argument judge
argument --gate=g.csv
argument --out
argument o
argument --undecided-rows
argument u
argument report
SAID
        )
}

says_own_gate() {
    at "$dir/else" "$tree/run.sh" compare a b &&
        grep -qxF "argument $tree/analysis/gate.csv" "$CALLS.analysis"
}

# gate, whose folder of arms, gate file and report are the caller's.
gates_of_caller() {
    mkdir -p "$dir/else/old" "$dir/else/new"
    cp "$tree/analysis/gate.csv" "$dir/else/g.csv"
    echo 'mtx-global-hard/*' >"$dir/else/rows"
    LEAVES='row,unit\na,1\n' at "$dir/else" "$tree/run.sh" gate --base old \
        --arms=new --gate g.csv --out=where/gated --rows-from rows &&
        calls "in $dir/else" 'argument old' 'argument new' \
            'argument where/gated' 'argument rows' &&
        grep -qxF 'argument g.csv' "$CALLS.analysis"
}

# An engine's end without a report is no verdict.
ends_with_error() {
    local status
    for status in 0 1 2 3 4 7; do
        ENDS_WITH=$status at "$dir/else" "$tree/run.sh" bench --out x
        [ $? = 2 ] || return 1
        ENDS_WITH=$status at "$dir/else" "$tree/run.sh" gate --base old \
            --arms new --out x
        [ $? = 2 ] || return 1
    done
}

ends_interrupted() {
    ENDS_WITH=130 at "$dir/else" "$tree/run.sh" bench --out x
    [ $? = 130 ]
}

# A look that could not be judged decides nothing, whatever names an earlier one
# left.
ends_with_look() {
    local ends wanted
    mkdir -p "$dir/else/old" "$dir/else/new"
    for ends in 0:0 2:2 7:2 130:130 143:130; do
        wanted=${ends#*:}
        JUDGES_WITH=${ends%:*} LEAVES='row,unit\na,1\n' at "$dir/else" \
            "$tree/run.sh" gate --base old --arms new --out "look.$ends"
        [ $? = "$wanted" ] || return 1
    done
}

# tell_full COMMAND...: to a disk that is full, and to nothing at all.
tell_full() {
    "$tree/run.sh" "$@" >/dev/full
    [ $? = 2 ] || return 1
    "$tree/run.sh" "$@" >&-
    [ $? = 2 ]
}

helps_are_checked() {
    local command
    for command in arm audit gate guest list selftest test; do
        tell_full $command --help || return 1
    done
    tell_full help
}

# refuses_before_build COMMAND ARGUMENT...: with one line, the last argument of
# this function, and before anything is built or looked for.
refuses_before_build() {
    local command=$1 said=${!#}
    rm -f "$CALLS.build"
    says_one_line 2 "slowpath: $said; ./run.sh $command --help tells all" \
        env LACKS=yes "$tree/run.sh" --no-install "${@:1:$#-1}" &&
        [ ! -e "$CALLS.build" ]
}

# A command that is not refused builds: what the test above looks at can fail.
builds_what_it_needs() {
    rm -f "$CALLS.build"
    "$tree/run.sh" "$@" && grep '^ninja .*bench/arm/mtx-none.so' "$CALLS.build"
}

is 'paths of every option are the caller'\''s' takes_paths_of_caller
is 'an --out elsewhere is one folder for all' \
    makes_folder_of_caller --out 'where/run,1'
is 'in either form' makes_folder_of_caller '--out=where/run,1'
is 'judge takes the caller'\''s paths' judges_of_caller
is 'and, unless another is named, the project'\''s gate file' says_own_gate
is 'a gate takes the caller'\''s paths' gates_of_caller
is 'a path with the end of a line is refused' says_one_line 2 'control' \
    at "$dir/else" "$tree/run.sh" bench --out=$'a\nb'
is 'an engine that leaves no report ends with 2' ends_with_error
is 'but an interruption stays one' ends_interrupted
is 'a look that cannot be judged ends with 2' ends_with_look
is 'a report without a slice is UNFIT' says_one_line 4 'every unit was lost' \
    env LEAVES='header\n' "$tree/run.sh" bench --out "$dir/lost"
is 'help that cannot be written is an error' helps_are_checked
is 'minutes with a leading zero are decimal' says_one_line 2 'the very folder' \
    at "$dir/else" "$tree/run.sh" gate --base old --arms old --minutes 08
for minutes in 0 00 1.5 -1 x 999999 ''; do
    is "minutes '$minutes' are refused" says_one_line 2 '--minutes needs' \
        "$tree/run.sh" gate --minutes "$minutes"
done
is 'an unknown command is one line' says_one_line 2 './run.sh help' \
    "$tree/run.sh" bnech
is 'an unknown option of audit is one line' says_one_line 2 '--help' \
    "$tree/run.sh" audit --frob
for command in arm audit bench compare drill gate guest judge list selftest \
    test; do
    is "an unknown option of $command is refused before anything is built" \
        refuses_before_build $command --nonsense \
        "there is no option '--nonsense'"
done
is 'an option of another command is unknown' refuses_before_build drill \
    --rows x "there is no option '--rows'"
is 'so is an option that is cut short' refuses_before_build gate --minute 1 \
    "there is no option '--minute'"
is 'and a letter' refuses_before_build bench -x "there is no option '-x'"
is 'a switch takes no value' refuses_before_build bench --quick=yes \
    "there is no option '--quick=yes'"
is 'a value that is missing is told before anything is built' \
    refuses_before_build bench --quick --units '--units needs a value'
is 'so is an empty one' refuses_before_build gate --base= \
    '--base needs a value'
is 'and a word that is no option' refuses_before_build drill 100 \
    "'100' is not an option"
is 'test takes an option of every command' says_one_line 2 \
    'test --all takes no names' "$tree/run.sh" test --no-install --all x
is 'what is not refused is built' builds_what_it_needs bench --dry-run

plan
