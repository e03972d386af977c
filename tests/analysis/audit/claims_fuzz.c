/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads a claims file that may be none, and holds one line of an audit to it.
 */
#include "analysis/audit/claims.h"

#include <stdlib.h>

#include "tests/lib/fuzz.h"

static char empty[] = "";
static char new[] = "push rbx; cmp";

static struct audit_line line = {
	.texts = {
	    [AUDIT_ARCH] = (char[]){ "x86_64" },
	    [AUDIT_COMPILER] = (char[]){ "gcc 12.2.0 -O2" },
	    [AUDIT_LOCK] = (char[]){ "mtx" },
	    [AUDIT_OP] = (char[]){ "lock" },
	    [AUDIT_CHECK] = (char[]){ "global" },
	    [AUDIT_PLACE] = (char[]){ "hard" },
	    [AUDIT_STATE] = (char[]){ "held" },
	    [AUDIT_FAST_PATH] = (char[]){ "same" },
	    [AUDIT_ENDING] = empty,
	    [AUDIT_BRANCH] = (char[]){ "jumps" },
	    [AUDIT_NEW] = new,
	    [AUDIT_GONE] = empty,
	    [AUDIT_UNCOUNTED] = empty,
	    [AUDIT_FLAGS] = empty,
	},
	.is_counted = true,
	.counts = {
	    { 10, 3, 1, 1, 2, 1, 2, 1 },
	    { 12, 4, 1, 1, 3, 1, 3, 1 },
	},
};

/* A claim either holds or has a cause, which fits where it is written. */
static void
hold_claim(const struct claim *claim)
{
	char cause[64];

	for (unsigned is_code = 0; is_code < 2; is_code++) {
		line.is_code = is_code != 0;
		if (claims_hold(claim, &line, cause, sizeof(cause)) !=
		    (cause[0] == '\0'))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
	struct claims claims;
	struct reason why = { 0 };
	const int err = claims_read(fuzz_file(data, n_bytes), &claims, &why);

	fuzz_result(err, &why);
	if (err < 0)
		return 0;
	(void)claims_find(&claims, &line);
	for (size_t i = 0; i < claims.n; i++)
		hold_claim(&claims.list[i]);
	claims_fini(&claims);
	return 0;
}
