/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes the first inputs of the fuzzer into a folder.  Run by hand when the
 * format of dumps changes: seeds tests/bench/drill/corpus.
 */
#include "dump_fuzz.h"
#include "synth.h"

#include <stdio.h>
#include <string.h>

static const char *folder;
static struct synth synth;

static int
save(const char *name, enum fuzz_form form, const void *bytes, size_t n_bytes)
{
	char path[4096];
	FILE *file;
	int err;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "wb");
	if (file == NULL)
		return -1;
	fputc((int)form, file);
	err = fwrite(bytes, 1, n_bytes, file) == n_bytes ? 0 : -1;
	return fclose(file) == 0 ? err : -1;
}

/* Saves the dump that was set up: whole, or without its world. */
static int
save_dump(const char *name, enum fuzz_form form)
{
	static struct synth_file file;
	struct dump_header h;
	size_t end;

	synth_write(&synth, &file);
	if (form == FUZZ_WORLDLESS) {
		memcpy(&h, file.bytes, sizeof(h));
		end = h.world.offset + h.world.n_bytes;
		memmove(file.bytes + h.world.offset, file.bytes + end,
		    file.n_bytes - end);
		file.n_bytes -= h.world.n_bytes;
	}
	return save(name, form, file.bytes, file.n_bytes);
}

/* Three CPUs, of which two wait, in a chain that ends at the first. */
static void
set_up_chain(void)
{
	synth_init(&synth, 3);
	synth_hold(&synth, 1, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_queue(&synth, 1, WORLD_BLOCK + 2, DUMP_EXCLUSIVE);
	synth_hold(&synth, 2, WORLD_BLOCK + 2, DUMP_EXCLUSIVE);
	synth_want(&synth, 2, WORLD_POOL, DUMP_EXCLUSIVE);
	synth_hold(&synth, 0, WORLD_POOL, DUMP_EXCLUSIVE);
	synth.trailer.take[WORLD_LOG] = DUMP_FAKED;
}

static void
set_up_circle(void)
{
	synth_init(&synth, 3);
	synth_hold(&synth, 1, WORLD_ACCOUNT, DUMP_EXCLUSIVE);
	synth_queue(&synth, 1, WORLD_TABLE, DUMP_EXCLUSIVE);
	synth_hold(&synth, 2, WORLD_TABLE, DUMP_SHARED);
	synth_queue(&synth, 2, WORLD_ACCOUNT, DUMP_SHARED);
	synth.trailer.take[WORLD_ACCOUNT] = DUMP_FAKED;
}

static void
set_up_doubts(void)
{
	synth_init(&synth, 2);
	synth_hold(&synth, 1, WORLD_COUNTER, DUMP_EXCLUSIVE);
	synth_hold(&synth, 0, WORLD_COUNTER, DUMP_SHARED);
	synth.locks[WORLD_COUNTER].words[0] = synth_thread(9);
	synth.locks[WORLD_QUEUE].words[0] = synth_thread(1);
	synth.locks[WORLD_DISK].recurse = 3;
}

static int
save_all(void)
{
	/* One byte of a node, a record, a bucket, a block, a count. */
	static const uint8_t changes[] = { 0, 0, 1, 56, 0, 8, 0, 56, 3, 8, 56,
		1, 200, 70, 1 };
	int err = 0;

	synth_init(&synth, 1);
	synth.header.n_locks = 2;
	err |= save_dump("free", FUZZ_WORLDLESS);
	set_up_chain();
	err |= save_dump("chain", FUZZ_WORLDLESS);
	err |= save_dump("whole", FUZZ_AS_IT_IS);
	set_up_circle();
	err |= save_dump("circle", FUZZ_WORLDLESS);
	err |= save_dump("summed", FUZZ_SUMMED);
	set_up_doubts();
	err |= save_dump("doubts", FUZZ_WORLDLESS);
	err |= save("sound", FUZZ_WORLD_ONLY, "", 0);
	for (unsigned i = 0; i + 3 <= sizeof(changes); i += 3) {
		char name[16];

		snprintf(name, sizeof(name), "change-%u", i / 3);
		err |= save(name, FUZZ_WORLD_ONLY, changes + i, 3);
	}
	return err;
}

int
main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "Usage: %s FOLDER\n", argv[0]);
		return 2;
	}
	folder = argv[1];
	return save_all() == 0 ? 0 : 1;
}
