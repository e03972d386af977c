/* SPDX-License-Identifier: BSD-2-Clause */
#include "drawn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct synth drawn_synth;
struct dump drawn_dump;
struct dump_graph drawn_graph;

void
drawn_draw(void)
{
	static struct synth_file file;
	struct reason why;

	dump_close(&drawn_dump);
	synth_write(&drawn_synth, &file);
	if (dump_parse(file.bytes, file.n_bytes, &drawn_dump, &why) != 0)
		fail_msg("refused: %s", why.text);
	dump_graph_init(&drawn_graph, &drawn_dump);
}

int
drawn_begin(void **state)
{
	(void)state;
	synth_init(&drawn_synth, 5);
	return 0;
}

int
drawn_end(void **state)
{
	(void)state;
	dump_close(&drawn_dump);
	return 0;
}
