/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Blocks under lk, each with its own, their file (blockfile.h), and the driver
 * of the disk that both the file and a dump are written to.
 */
#include "bench/drill/format/blockfile.h"
#include "bench/drill/world/world.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* How many updates of a block there are for each write to its place. */
#define UPDATES_PER_WRITE 4

#define READS_PERCENT 60

/* What the head of the file says. */
static atomic_word is_clean;

static int
write_all(int fd, uint64_t offset, const unsigned char *data, size_t n)
{
	while (n > 0) {
		const ssize_t rc = pwrite(fd, data, n, (off_t)offset);

		if (rc < 0 && errno == EINTR)
			continue;
		if (rc <= 0)
			return rc == 0 ? -EIO : -errno;
		data += rc;
		offset += (uint64_t)rc;
		n -= (size_t)rc;
	}
	return 0;
}

int
disk_write(
    struct world_cpu *cpu, int fd, uint64_t offset, const void *data, size_t n)
{
	int err;

	world_acquire(cpu, WORLD_DISK, DUMP_EXCLUSIVE);
	world_moment(cpu, WORLD_DISK);
	err = write_all(fd, offset, data, n);
	world_release(cpu, WORLD_DISK);
	return err;
}

static int
mark_file(struct world_cpu *cpu, bool clean)
{
	struct blockfile_head head = { .is_clean = clean };

	memcpy(head.magic, BLOCKFILE_MAGIC, sizeof(head.magic));
	atomic_store_rel(&is_clean, clean);
	return disk_write(cpu, world.block_file, 0, &head, sizeof(head));
}

static int
write_block(struct world_cpu *cpu, unsigned number, uint64_t offset)
{
	struct blockfile_block copy = { 0 };

	memcpy(&copy, &world.data.blocks[number],
	    offsetof(struct blockfile_block, unused));
	return disk_write(cpu, world.block_file, offset, &copy, sizeof(copy));
}

static int
write_in_place(struct world_cpu *cpu, unsigned number)
{
	const int err = write_block(cpu, number, blockfile_place(number));

	if (err == 0)
		world.data.blocks[number].is_dirty = false;
	return err;
}

/*
 * Makes the next generation.  A thread that has no lock could see it half made.
 */
static void
change_block(struct world_cpu *cpu, unsigned number)
{
	struct world_block *block = &world.data.blocks[number];

	block->is_dirty = true;
	block->generation++;
	for (unsigned i = 0; i < WORLD_WORDS; i++) {
		block->words[i] = world_word(block->generation, i);
		if (i == WORLD_WORDS / 2)
			world_moment(cpu, WORLD_BLOCK + number);
	}
	block->sum = world_sum(block->generation, block->words);
}

/* A write that fails leaves the block dirty: the next one tries again. */
static void
update_block(struct world_cpu *cpu, unsigned number)
{
	const struct world_block *block = &world.data.blocks[number];

	world_acquire(cpu, WORLD_BLOCK + number, DUMP_EXCLUSIVE);
	if (atomic_load_acq(&is_clean))
		mark_file(cpu, false);
	change_block(cpu, number);
	if (write_block(cpu, number,
	        blockfile_journal(number, block->generation)) == 0 &&
	    block->generation % UPDATES_PER_WRITE == 0)
		write_in_place(cpu, number);
	world_release(cpu, WORLD_BLOCK + number);
}

static void
read_block(struct world_cpu *cpu, unsigned number)
{
	const struct world_block *block = &world.data.blocks[number];
	uint64_t sum = 0;

	world_acquire(cpu, WORLD_BLOCK + number, DUMP_SHARED);
	for (unsigned i = 0; i < WORLD_WORDS; i++)
		sum += block->words[i];
	world_use(sum);
	world_moment(cpu, WORLD_BLOCK + number);
	world_release(cpu, WORLD_BLOCK + number);
}

void
block_step(struct world_cpu *cpu)
{
	const unsigned number = world_throw(cpu, WORLD_BLOCKS);

	if (world_throw(cpu, 100) < READS_PERCENT)
		read_block(cpu, number);
	else
		update_block(cpu, number);
}

int
block_init(void)
{
	/* No thread runs yet, so any will do. */
	static struct world_cpu maker;
	int err;

	thread_init(&maker.td);
	maker.notes = (struct world_notes){ .wants = DUMP_NONE };
	err = mark_file(&maker, false);
	for (unsigned i = 0; err == 0 && i < WORLD_BLOCKS; i++) {
		struct world_block *block = &world.data.blocks[i];

		block->generation = 0;
		for (unsigned j = 0; j < WORLD_WORDS; j++)
			block->words[j] = world_word(0, j);
		block->sum = world_sum(0, block->words);
		for (unsigned parity = 0; err == 0 && parity < 2; parity++)
			err = write_block(
			    &maker, i, blockfile_journal(i, parity));
		if (err == 0)
			err = write_in_place(&maker, i);
	}
	return err;
}

int
block_sync(struct world_cpu *cpu)
{
	int err = 0;

	for (unsigned i = 0; err == 0 && i < WORLD_BLOCKS; i++) {
		world_acquire(cpu, WORLD_BLOCK + i, DUMP_EXCLUSIVE);
		if (world.data.blocks[i].is_dirty)
			err = write_in_place(cpu, i);
		world_release(cpu, WORLD_BLOCK + i);
	}
	return err < 0 ? err : mark_file(cpu, true);
}
