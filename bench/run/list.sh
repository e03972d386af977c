# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh list.  Sourced by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

use bench/arm/pick.sh

readonly LIST_USAGE='Usage: ./run.sh list [OPTIONS]

Lists the rows and the arms; a row that cannot run says why.  The CPUs of each
row are listed by ./run.sh bench --dry-run.

  --rows GLOB        only the rows that match, for example "rw/*"
  --placements LIST  where the threads run: ./run.sh bench --help
  --cpus LIST        the CPUs that the threads run on
  --threads N        threads of contended, read and mix (2)
  --arm-flags "FLAG ..."
                     compile the arms with these flags, too

Exit status: 0, 2 usage or error.'

run_list() {
    local names folder
    read_arguments arm-flags "$(options_told "$LIST_USAGE")
        $(options_in bench/run/options.def)" "$@"
    tell_help "$LIST_USAGE"
    refuse_words
    take_arm_flags
    prepare_release
    pick_roles "$release" base cand planted count ref
    build_arms "$release" suite "${names[@]}"
    "$release/bench/slowpath-bench" --arms "$folder" --list \
        ${passed[@]+"${passed[@]}"}
}
