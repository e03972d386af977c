/* SPDX-License-Identifier: BSD-2-Clause */
#include "filed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

struct synth filed_synth;
struct synth_file filed;
struct reason filed_why;

void
filed_make(void)
{
	synth_init(&filed_synth, FILED_CPUS);
	synth_hold(&filed_synth, 1, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_hold(&filed_synth, 1, WORLD_TABLE, DUMP_SHARED);
	synth_queue(&filed_synth, 2, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_write(&filed_synth, &filed);
}

int
filed_parse(size_t n_bytes, struct dump *ret)
{
	void *bytes = malloc(n_bytes);
	int err;

	assert_true(bytes != NULL || n_bytes == 0);
	if (n_bytes > 0)
		memcpy(bytes, filed.bytes, n_bytes);
	filed_why.text[0] = '\0';
	err = dump_parse(bytes, n_bytes, ret, &filed_why);
	free(bytes);
	return err;
}
