/* SPDX-License-Identifier: BSD-2-Clause */
/* The groups of cases; each says in its source what it proves. */
#ifndef TESTS_EXPLORE_CASES_H
#define TESTS_EXPLORE_CASES_H

#include "locks/attr.h"
#include "tests/explore/explored.h"

extern const struct explored_cases called_away_cases HIDDEN;
extern const struct explored_cases exclusive_cases HIDDEN;
extern const struct explored_cases interlock_cases HIDDEN;
extern const struct explored_cases lockmgr_cases HIDDEN;
extern const struct explored_cases longer_called_away_cases HIDDEN;
extern const struct explored_cases longer_exclusive_cases HIDDEN;
extern const struct explored_cases longer_recursion_cases HIDDEN;
extern const struct explored_cases longer_shared_cases HIDDEN;
extern const struct explored_cases longer_upgrade_cases HIDDEN;
extern const struct explored_cases moving_cases HIDDEN;
extern const struct explored_cases panic_called_away_cases HIDDEN;
extern const struct explored_cases panic_cases HIDDEN;
extern const struct explored_cases panic_interlock_cases HIDDEN;
extern const struct explored_cases panic_recursion_cases HIDDEN;
extern const struct explored_cases panic_shared_cases HIDDEN;
extern const struct explored_cases panic_upgrade_cases HIDDEN;
extern const struct explored_cases recursion_cases HIDDEN;
extern const struct explored_cases shared_cases HIDDEN;
extern const struct explored_cases sleep_cases HIDDEN;
extern const struct explored_cases sleep_longer_cases HIDDEN;
extern const struct explored_cases sleep_panic_cases HIDDEN;
extern const struct explored_cases trylock_cases HIDDEN;
extern const struct explored_cases upgrade_cases HIDDEN;

#endif /* TESTS_EXPLORE_CASES_H */
