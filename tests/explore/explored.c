/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The modules' one symbol, compiled once for each lock: the build says which
 * groups of cases it is for, and what it does in a way of its own.
 */
#include "tests/explore/explored.h"

#include LOCK_HEADER
#include "tests/explore/cases.h"

#ifndef FAKES_WITHOUT_SECTION
#define FAKES_WITHOUT_SECTION 0
#endif
#ifndef HAS_BUFFERS
#define HAS_BUFFERS 0
#endif
#ifndef HAS_RECURSED_BIT
#define HAS_RECURSED_BIT 0
#endif
#ifndef IS_COUNTED_INLINE
#define IS_COUNTED_INLINE 0
#endif
#ifndef MOST_PREEMPTIONS
#define MOST_PREEMPTIONS EXPLORE_UNBOUNDED
#endif
#ifndef RUNLOCK_TAKES
#define RUNLOCK_TAKES 0
#endif
#ifndef TRY_RECURSES
#define TRY_RECURSES 0
#endif
#ifndef UNLOCKS_AS_HARD
#define UNLOCKS_AS_HARD 0
#endif
#ifndef UPGRADE_CAN_MISS
#define UPGRADE_CAN_MISS 0
#endif

static const struct explored_cases *const calm[] = { EXPLORED_CALM_GROUPS };
static const struct explored_cases *const longer[] = { EXPLORED_LONGER_GROUPS };
static const struct explored_cases *const panic[] = { EXPLORED_PANIC_GROUPS };

const struct explored explored = {
	.lock = EXPLORED_LOCK,
	.traits = {
	    .fakes_without_section = FAKES_WITHOUT_SECTION,
	    .has_recursed_bit = HAS_RECURSED_BIT,
	    .is_counted_inline = IS_COUNTED_INLINE,
	    .unlocks_as_hard = UNLOCKS_AS_HARD,
	    .upgrade_can_miss = UPGRADE_CAN_MISS,
	    .try_recurses = TRY_RECURSES,
	    .has_buffers = HAS_BUFFERS,
	    .runlock_takes = RUNLOCK_TAKES,
	    .most_preemptions = MOST_PREEMPTIONS,
	},
	.groups = {
	    [EXPLORED_CALM] = calm,
	    [EXPLORED_LONGER] = longer,
	    [EXPLORED_PANIC] = panic,
	},
};
