/* SPDX-License-Identifier: BSD-2-Clause */
/* raw: see raw.h. */
#include "tests/analysis/raw.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

static const char *
or_else(const char *text, const char *otherwise)
{
	return text != NULL ? text : otherwise;
}

void
raw_add(char *text, const struct slice_words *w)
{
	sprintf(text + strlen(text),
	    "%s,%s,%s,%s,1,%s,%s,0,%s,%s,%s,,%s,%s,%s,same-l3,0;1,,,%s,%s,,"
	    "1,2,3,,,,,,%s,%s,%s,%s\n",
	    or_else(w->schema, "1"), or_else(w->run_id, "r1"),
	    or_else(w->row, "mtx/contended/2/same-l3"), or_else(w->unit, "0"),
	    or_else(w->pad, "0"), or_else(w->block, "0"),
	    or_else(w->arm, "mtx-none"), or_else(w->lock, "mtx"),
	    or_else(w->check, "none"), or_else(w->op_case, "contended"),
	    or_else(w->role, "base"), or_else(w->threads, "2"),
	    or_else(w->ops, "10"), or_else(w->wall_ns, "200"),
	    or_else(w->valid, "1"), or_else(w->drop_reason, ""),
	    or_else(w->slow_path, "every"), or_else(w->hard_entries, ""));
}

int
raw_read(const char *folder, const char *text, char **ret_warnings,
    struct report **ret_report, struct reason *why)
{
	size_t len;
	FILE *warnings = open_memstream(ret_warnings, &len);
	const char *path = scratch_write(folder, "raw.csv", text, strlen(text));
	const int rc = report_read(path, warnings, ret_report, why);

	assert_int_equal(fclose(warnings), 0);
	return rc;
}

void
raw_assert_refused(const char *folder, const struct slice_words *w, size_t n,
    const char *expected)
{
	char text[8192];
	char *warnings = NULL;
	struct report *report = NULL;
	struct reason why = { "" };

	strcpy(text, SYNTH_HEADER);
	for (size_t i = 0; i < n; i++)
		raw_add(text, &w[i]);
	assert_int_equal(
	    raw_read(folder, text, &warnings, &report, &why), -EINVAL);
	free(warnings);
	if (strstr(why.text, expected) == NULL)
		fail_msg("said: %s\nnot: %s", why.text, expected);
}
