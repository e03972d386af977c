/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads a gate file that may be none, and asks the gate what a judge asks. */
#include "analysis/verdict/gate.h"

#include <stdlib.h>
#include <string.h>

#include "tests/lib/fuzz.h"

/* What gate.h promises of every rule that is read. */
static void
check_rule(const struct gate_rule *rule)
{
	const bool is_judged = rule->margin > 0;

	if (!is_judged && rule->reported[0] == '\0')
		abort();
	if (is_judged &&
	    (rule->margin >= 1 || rule->alpha <= 0 || rule->alpha >= 0.5 ||
	        rule->least_units == 0 ||
	        looks_last(&rule->looks) < rule->least_units))
		abort();
}

static void
ask_gate(const struct gate *gate)
{
	size_t n;
	const struct gate_rule *rules = gate_rules(gate, &n);
	size_t look = 0;
	size_t next;

	if (n == 0 || strlen(gate_sha256(gate)) != 64)
		abort();
	for (size_t i = 0; i < n; i++)
		check_rule(&rules[i]);
	while ((next = gate_next_look(gate, look)) != 0) {
		if (next <= look)
			abort();
		look = next;
	}
	(void)gate_find(gate, "mtx/contended/1us/4/same-socket", "global-hard");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
	struct gate *gate = NULL;
	struct reason why = { 0 };
	const int err = gate_read(fuzz_file(data, n_bytes), &gate, &why);

	fuzz_result(err, &why);
	if (err < 0)
		return 0;
	ask_gate(gate);
	gate_destroy(gate);
	return 0;
}
