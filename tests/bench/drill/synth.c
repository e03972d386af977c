/* SPDX-License-Identifier: BSD-2-Clause */
#include "synth.h"

#include "bench/drill/format/dump_check.h"

#include "locks/lk.h"
#include "locks/mtx.h"
#include "locks/rw.h"
#include "locks/spin.h"
#include "locks/sx.h"

#include <stdio.h>
#include <string.h>

/* Records that were written, more than the ring has. */
#define N_RECORDS (3 * WORLD_RECORDS + 7)

#define TEXT_BASE UINT64_C(0x555555554000)

/* The kinds, with the word of a free lock and what one sharer adds to it. */
static const struct {
	const char *name;
	uint64_t free;
	uint64_t sharer;
} KINDS[] = {
	{ "lk", LK_UNLOCKED, LK_ONE_SHARER },
	{ "mtx", MTX_UNOWNED, 0 },
	{ "rm", MTX_UNOWNED, 0 },
	{ "rw", RW_UNLOCKED, RW_ONE_READER },
	{ "spin", SPIN_UNOWNED, 0 },
	{ "sx", SX_UNLOCKED, SX_ONE_SHARER },
	{ "tdlock", SPIN_UNOWNED, 0 },
};

static void
init_nodes(struct world_data *w)
{
	w->pool = (struct world_pool){ .first = WORLD_NIL };
	w->table = (struct world_table){ 0 };
	for (uint32_t i = 0; i < WORLD_BUCKETS; i++)
		w->table.bucket[i] = WORLD_NIL;
	for (uint32_t i = 0; i < WORLD_NODES; i++) {
		struct world_node *node = &w->nodes[i];
		uint32_t *list = &w->pool.first;

		node->key = i * 7919;
		if (i % 2 == 0) {
			list = &w->table.bucket[node->key % WORLD_BUCKETS];
			w->table.n_nodes++;
			w->table.key_sum += node->key;
			for (unsigned j = 0; j < 6; j++)
				node->content[j] = world_word(node->key, j);
		} else {
			w->pool.n_free++;
		}
		node->next = *list;
		*list = i;
	}
}

static void
init_log(struct world_log *log)
{
	log->n_records = N_RECORDS;
	for (uint64_t n = N_RECORDS - WORLD_RECORDS; n < N_RECORDS; n++) {
		struct world_record *r = &log->records[n % WORLD_RECORDS];

		r->number = n;
		for (unsigned j = 0; j < 6; j++)
			r->words[j] = world_word(n, j);
	}
}

void
synth_world(struct world_data *ret)
{
	*ret = (struct world_data){ 0 };
	init_nodes(ret);
	init_log(&ret->log);
	ret->counters[0] = 5;
	ret->counters[1] = (uint64_t)-5;
	for (unsigned i = 0; i < WORLD_ACCOUNTS; i++)
		ret->accounts[i] = 1000 + (i % 2 == 0 ? i : -(i - 1));
	for (unsigned i = 0; i < WORLD_JOBS; i++) {
		ret->queue_of[i] = i % 3 == 0;
		ret->n_jobs[i % 3 == 0]++;
	}
	for (unsigned i = 0; i < WORLD_BLOCKS; i++) {
		struct world_block *b = &ret->blocks[i];

		b->generation = 100 + i;
		for (unsigned j = 0; j < WORLD_WORDS; j++)
			b->words[j] = world_word(b->generation, j);
		b->sum = world_sum(b->generation, b->words);
	}
}

/* The row of a kind in KINDS, which has all kinds. */
static size_t
kind_of(const struct dump_lock *lock)
{
	size_t i = 0;

	while (strcmp(KINDS[i].name, lock->kind) != 0)
		i++;
	return i;
}

uint64_t
synth_thread(uint32_t cpu)
{
	return UINT64_C(0x7f0000000000) + cpu * 0x200;
}

static void
init_cpu(struct dump_cpu *ret, uint32_t cpu)
{
	*ret = (struct dump_cpu){
		.thread = synth_thread(cpu),
		.tid = 1000 + cpu,
		.state = cpu == 0 ? DUMP_CPU_PANICKED : DUMP_CPU_STOPPED,
		.stop_ns = cpu * UINT64_C(1500),
		.pc = TEXT_BASE + 0x1000 + cpu,
		.is_running = 1,
		.wants = DUMP_NONE,
		.n_steps = UINT64_C(1000000) * cpu,
	};
	snprintf(ret->name, sizeof(ret->name), "worker %u", cpu % SYNTH_CPUS);
}

void
synth_init(struct synth *ret, uint32_t n_cpus)
{
	*ret = (struct synth){ 0 };
	memcpy(ret->header.magic, DUMP_MAGIC, DUMP_MAGIC_BYTES);
	ret->header.version = DUMP_VERSION;
	ret->header.is_stopped = 1;
	strcpy(ret->header.check, "global");
	strcpy(ret->header.message, "the drill");
	ret->header.n_cpus = n_cpus;
	ret->header.n_locks = WORLD_LOCKS;
	ret->header.text_base = TEXT_BASE;
	for (uint32_t i = 0; i < n_cpus; i++)
		init_cpu(&ret->cpus[i], i);
	for (uint32_t i = 0; i < WORLD_LOCKS; i++) {
		struct dump_lock *lock = &ret->locks[i];

		strcpy(lock->name, world_lock_name(i));
		strcpy(lock->kind, world_lock_kind(i));
		lock->address = UINT64_C(0x555555600000) + i * 0x1000;
		lock->n_words = i == WORLD_COUNTER ? DUMP_WORDS_MAX : 1;
		lock->words[0] = KINDS[kind_of(lock)].free;
		ret->trailer.take[i] = DUMP_REAL;
	}
	memcpy(ret->trailer.magic, DUMP_END, DUMP_MAGIC_BYTES);
	ret->trailer.dump_ns = 1234567;
	synth_world(&ret->world);
}

void
synth_hold(
    struct synth *synth, uint32_t cpu, uint32_t lock, enum dump_mode mode)
{
	struct dump_cpu *c = &synth->cpus[cpu];
	struct dump_lock *l = &synth->locks[lock];

	c->held[c->n_held] = lock;
	c->held_mode[c->n_held++] = mode;
	if (mode == DUMP_SHARED)
		l->words[0] += KINDS[kind_of(l)].sharer;
	else
		l->words[0] = c->thread;
}

void
synth_want(
    struct synth *synth, uint32_t cpu, uint32_t lock, enum dump_mode mode)
{
	synth->cpus[cpu].wants = lock;
	synth->cpus[cpu].wants_mode = mode;
}

void
synth_queue(
    struct synth *synth, uint32_t cpu, uint32_t lock, enum dump_mode mode)
{
	synth_want(synth, cpu, lock, mode);
	synth->cpus[cpu].waits_on = synth->locks[lock].address;
	synth->cpus[cpu].is_running = 0;
}

/* Appends a part to a file. */
static struct dump_part
append(struct synth_file *file, const void *bytes, size_t n_bytes)
{
	const struct dump_part ret = { file->n_bytes, n_bytes };

	memcpy(file->bytes + file->n_bytes, bytes, n_bytes);
	file->n_bytes += n_bytes;
	return ret;
}

void
synth_write(const struct synth *synth, struct synth_file *ret)
{
	struct dump_header h = synth->header;
	struct dump_trailer t = synth->trailer;

	ret->n_bytes = sizeof(h);
	h.cpus = append(ret, synth->cpus, h.n_cpus * sizeof(struct dump_cpu));
	h.locks =
	    append(ret, synth->locks, h.n_locks * sizeof(struct dump_lock));
	h.console = append(ret, SYNTH_CONSOLE, strlen(SYNTH_CONSOLE));
	h.world = append(ret, &synth->world, sizeof(synth->world));
	h.world_sum = sum_of(&synth->world, sizeof(synth->world));
	t.world_sum = h.world_sum;
	for (uint32_t i = 0; i < h.n_locks; i++)
		t.words_after[i] = synth->locks[i].words[0];
	h.trailer = append(ret, &t, sizeof(t));
	memcpy(ret->bytes, &h, sizeof(h));
	synth_sum(ret->bytes, ret->n_bytes);
}

/* Writes the sum of what is before a place into it. */
static void
put_sum(unsigned char *place, const unsigned char *first, size_t n_bytes)
{
	const uint32_t sum = sum_of(first, n_bytes);

	memcpy(place, &sum, sizeof(sum));
}

void
synth_sum(unsigned char *bytes, size_t n_bytes)
{
	const size_t in_header = offsetof(struct dump_header, sum);
	const size_t in_trailer = offsetof(struct dump_trailer, sum);
	struct dump_header h;
	unsigned char *trailer;

	if (n_bytes < sizeof(h))
		return;
	put_sum(bytes + in_header, bytes, in_header);
	memcpy(&h, bytes, sizeof(h));
	if (n_bytes < sizeof(struct dump_trailer) ||
	    h.trailer.offset > n_bytes - sizeof(struct dump_trailer))
		return;
	trailer = bytes + h.trailer.offset;
	put_sum(trailer + offsetof(struct dump_trailer, file_sum), bytes,
	    h.trailer.offset);
	put_sum(trailer + in_trailer, trailer, in_trailer);
}
