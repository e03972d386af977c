/* SPDX-License-Identifier: BSD-2-Clause */
/* judged: see judged.h. */
#include "tests/analysis/judged.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/lib/scratch.h"

#define GATE                                                                 \
	"rows,candidates,margin,alpha,looks,least_units,largest_drop_rate\n" \
	"mtx/*,*,0.01,0.05,40,8,0.5\n"                                       \
	"tight/*,*,0.005,0.05,40,8,0.5\n"                                    \
	"above/*,*,0.010000000000000002,0.05,40,8,0.5\n"                     \
	"rev/*,revision,0.02,0.05,40,8,0.5\n"                                \
	"rev/*,global-hard,0.03,0.05,40,8,0.5\n"                             \
	"looked/*,*,0.01,0.05,10;20;40,8,0.5\n"

struct judged
judged_folder(const char *folder)
{
	const char *path =
	    scratch_write(folder, "gate.csv", GATE, strlen(GATE));
	struct judged w = { 0 };
	struct reason why;

	if (gate_read(path, &w.gate, &why) < 0 ||
	    report_read(folder, stderr, &w.report, &why) < 0 ||
	    findings_make(w.report, w.gate, SIZE_MAX, &w.findings, &why) < 0)
		fail_msg("%s", why.text);
	return w;
}

struct judged
judged_synth(const char *folder, const struct synth_row *s)
{
	synth_report(folder, s);
	return judged_folder(folder);
}

void
judged_assert_opinion(const char *folder, const struct synth_row *s,
    enum verdict verdict, const char *reason)
{
	struct judged w = judged_synth(folder, s);
	const struct opinion *opinion = &w.findings.list[0].opinion;

	assert_string_equal(
	    verdict_name(opinion->verdict), verdict_name(verdict));
	if (strstr(opinion->reason, reason) == NULL)
		fail_msg("said: %s\nnot: %s", opinion->reason, reason);
	judged_fini(&w);
}

void
judged_fini(struct judged *w)
{
	findings_fini(&w->findings);
	report_destroy(w->report);
	gate_destroy(w->gate);
}
