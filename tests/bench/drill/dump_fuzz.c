/* SPDX-License-Identifier: BSD-2-Clause */
#include "dump_fuzz.h"

#include "bench/drill/format/dump_graph.h"
#include "bench/drill/format/dump_read.h"
#include "bench/drill/format/dump_show.h"

#include "synth.h"

#include <stdlib.h>
#include <string.h>

/* A file, in memory of exactly its size. */
struct input {
	unsigned char *bytes;
	size_t n_bytes;
};

static struct input
make(size_t n_bytes)
{
	const struct input ret = { malloc(n_bytes), n_bytes };

	if (ret.bytes == NULL && n_bytes > 0)
		abort();
	return ret;
}

static struct input
file_of(const uint8_t *data, size_t n_bytes)
{
	struct input ret = make(n_bytes);

	if (n_bytes > 0)
		memcpy(ret.bytes, data, n_bytes);
	return ret;
}

/*
 * Puts a sound world where the header says that the world is, if that is in the
 * file.
 */
static struct input
with_world(const uint8_t *data, size_t n_bytes)
{
	struct dump_header h;
	struct world_data world;
	struct input ret;

	if (n_bytes < sizeof(h))
		return file_of(data, n_bytes);
	memcpy(&h, data, sizeof(h));
	if (h.world.offset > n_bytes)
		return file_of(data, n_bytes);
	synth_world(&world);
	ret = make(n_bytes + sizeof(world));
	memcpy(ret.bytes, data, h.world.offset);
	memcpy(ret.bytes + h.world.offset, &world, sizeof(world));
	memcpy(ret.bytes + h.world.offset + sizeof(world),
	    data + h.world.offset, n_bytes - h.world.offset);
	return ret;
}

/* Changes a world: two bytes, little-endian, say where, one by how much. */
static struct input
of_world(const uint8_t *data, size_t n_bytes)
{
	static struct synth synth;
	static struct synth_file file;
	unsigned char *bytes = (unsigned char *)&synth.world;

	synth_init(&synth, 1);
	for (; n_bytes >= 3; n_bytes -= 3, data += 3) {
		const size_t at = data[0] | (size_t)data[1] << 8;

		bytes[at % sizeof(synth.world)] += data[2];
	}
	synth_write(&synth, &file);
	return file_of(file.bytes, file.n_bytes);
}

static struct input
make_input(const uint8_t *data, size_t n_bytes)
{
	struct input ret;

	switch (data[0] % FUZZ_FORMS) {
	case FUZZ_WORLD_ONLY:
		return of_world(data + 1, n_bytes - 1);
	case FUZZ_WORLDLESS:
		ret = with_world(data + 1, n_bytes - 1);
		break;
	case FUZZ_SUMMED:
		ret = file_of(data + 1, n_bytes - 1);
		break;
	default:
		return file_of(data + 1, n_bytes - 1);
	}
	synth_sum(ret.bytes, ret.n_bytes);
	return ret;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
	static FILE *nowhere;
	struct input input;
	struct dump dump;
	struct reason why;
	int err;

	if (nowhere == NULL)
		nowhere = fopen("/dev/null", "w");
	if (n_bytes == 0 || nowhere == NULL)
		return 0;
	input = make_input(data, n_bytes);
	err = dump_parse(input.bytes, input.n_bytes, &dump, &why);
	free(input.bytes);
	if (err < 0)
		return 0;
	fuzz_n_whole++;
	dump_show(&dump, nowhere);
	world_check(dump.world, 0);
	dump_close(&dump);
	return 0;
}
