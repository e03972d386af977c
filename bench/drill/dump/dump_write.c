/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/dump/dump_write.h"

#include "base/clock.h"
#include "bench/drill/format/dump_check.h"

#include <string.h>

/* The parts of the world in their order, with the locks that guard each. */
struct locked_part {
	unsigned outer; /* enum world_lock */
	unsigned inner; /* and another, or DUMP_NONE */
	size_t from;
	size_t to;
};

#define AT(member) offsetof(struct world_data, member)

static const struct locked_part parts[] = {
	{ WORLD_TABLE, WORLD_POOL, 0, AT(log) },
	{ WORLD_LOG, DUMP_NONE, AT(log), AT(counters) },
	{ WORLD_COUNTER, DUMP_NONE, AT(counters), AT(accounts) },
	{ WORLD_ACCOUNT, DUMP_NONE, AT(accounts), AT(queue_of) },
	{ WORLD_QUEUE, WORLD_QUEUE + 1, AT(queue_of), AT(blocks) },
};

#define PARTS (sizeof(parts) / sizeof(parts[0]))

/*
 * The dump being written.  It is static because the panicking stack may be
 * small.
 */
static struct {
	struct dump_header header;
	struct dump_cpu cpus[DUMP_CPUS_MAX];
	struct dump_lock locks[WORLD_LOCKS];
	struct dump_trailer trailer;
	/*
	 * Each write is from here, so that the sum is of the bytes that are
	 * written.
	 */
	unsigned char bounce[sizeof(struct world_data)];
	struct world_cpu *me;
	atomic_word *asks;
	int fd;
	uint64_t offset;
	uint32_t sum;
} dump;

extern const char __executable_start[];

static enum dump_cpu_state
state_of(const struct panic_cpu *cpu)
{
	static const enum dump_cpu_state states[] = {
		[PANIC_CPU_RUNNING] = DUMP_CPU_RUNNING,
		[PANIC_CPU_UNANSWERED] = DUMP_CPU_UNANSWERED,
		[PANIC_CPU_STOPPED] = DUMP_CPU_STOPPED,
		[PANIC_CPU_LOST] = DUMP_CPU_LOST,
		[PANIC_CPU_ELECTED] = DUMP_CPU_PANICKED,
	};

	return states[panic_cpu_state(cpu)];
}

/* Copies notes.  A thread that did not stop may write them meanwhile. */
static void
copy_notes(const struct world_notes *notes, struct dump_cpu *ret)
{
	const unsigned wants = notes->wants;

	ret->wants = wants < WORLD_LOCKS ? wants : DUMP_NONE;
	ret->wants_mode = notes->wants_mode == DUMP_SHARED;
	ret->n_held = notes->n_held;
	if (ret->n_held > DUMP_HELD_MAX)
		ret->n_held = DUMP_HELD_MAX;
	for (unsigned i = 0; i < ret->n_held; i++) {
		ret->held[i] = notes->held[i];
		ret->held_mode[i] = notes->held_mode[i] == DUMP_SHARED;
	}
}

/* Copies a thread; if it still runs, only what can be believed. */
static void
copy_cpu(
    const struct panic_cpu *cpu, uint64_t signalled_ns, struct dump_cpu *ret)
{
	const struct world_cpu *of = (const struct world_cpu *)cpu;

	*ret = (struct dump_cpu){
		.thread = (uintptr_t)&of->td,
		.tid = (uint32_t)cpu->tid,
		.state = state_of(cpu),
		.waits_on = (uintptr_t)of->td.waits_on,
		.is_running = thread_is_running(&of->td),
		.spin_nest = of->td.spin_nest,
		.crit_nest = of->td.crit_nest,
		.rw_rlocks = of->td.rw_rlocks,
		.lk_shares = of->td.lk_shares,
		.n_steps = of->n_steps,
	};
	memcpy(ret->name, cpu->name, sizeof(ret->name));
	copy_notes(&of->notes, ret);
	/*
	 * Pairs with the release in its handler.  A thread that lost the
	 * election is stopped, too.
	 */
	if (atomic_load_acq(&cpu->is_stopped))
		ret->stop_ns = cpu->stopped_ns - signalled_ns;
	else if (ret->state != DUMP_CPU_PANICKED)
		return;
	ret->pc = cpu->context.pc;
	ret->sp = cpu->context.sp;
	memcpy(ret->registers, cpu->context.registers, sizeof(ret->registers));
}

static void
copy_words(const atomic_word *words, unsigned n, struct dump_lock *ret)
{
	ret->address = (uintptr_t)words;
	for (unsigned i = 0; i < n; i++)
		ret->words[i] = atomic_load_rlx(&words[i]);
	ret->n_words = n;
}

static void
copy_rm(const struct rm *rm, struct dump_lock *ret)
{
	ret->address = (uintptr_t)rm;
	ret->words[0] = atomic_load_rlx(&rm->mtx.word);
	for (unsigned i = 0; i < RENDEZVOUS_WORDS; i++)
		ret->words[1 + i] = atomic_load_rlx(&rm->word[i]);
	ret->n_words = 1 + RENDEZVOUS_WORDS;
}

/* Copies a lock of the world, without taking it. */
static void
copy_lock(enum world_lock lock, struct dump_lock *ret)
{
	const struct world_locks *locks = &world.locks;
	const struct spin *queue = locks->queue;
	const struct lk *block = locks->block;

	*ret = (struct dump_lock){ 0 };
	strncpy(ret->name, world_lock_name(lock), sizeof(ret->name) - 1);
	strncpy(ret->kind, world_lock_kind(lock), sizeof(ret->kind) - 1);
	switch (lock) {
	case WORLD_POOL:
		copy_words(&locks->pool.word, 1, ret);
		ret->recurse = locks->pool.recurse;
		break;
	case WORLD_TABLE:
		copy_words(&locks->table.word, 1, ret);
		ret->recurse = locks->table.recurse;
		break;
	case WORLD_LOG:
		copy_words(&locks->log.word, 1, ret);
		ret->recurse = locks->log.recurse;
		break;
	case WORLD_COUNTER:
		copy_rm(&locks->counter, ret);
		break;
	case WORLD_ACCOUNT:
		copy_words(&locks->account.word, 1, ret);
		ret->recurse = locks->account.recurse;
		break;
	case WORLD_DISK:
		copy_words(&locks->disk.word, 1, ret);
		ret->recurse = locks->disk.recurse;
		break;
	default:
		if (lock < WORLD_BLOCK) {
			queue += lock - WORLD_QUEUE;
			copy_words(&queue->word, 1, ret);
			ret->recurse = queue->recurse;
		} else {
			block += lock - WORLD_BLOCK;
			copy_words(&block->word, 1, ret);
			ret->recurse = block->recurse;
		}
	}
}

/* Lays out a part of n_bytes at *end and moves *end behind it. */
static struct dump_part
lay_part(uint64_t *end, uint64_t n_bytes)
{
	const struct dump_part part = { *end, n_bytes };

	*end += n_bytes;
	return part;
}

static void
make_header(const struct dump_request *r)
{
	struct dump_header *h = &dump.header;
	uint64_t end = sizeof(*h);
	unsigned n = 0;

	*h = (struct dump_header){ .version = DUMP_VERSION,
		.is_stopped = r->is_stopped,
		.n_locks = WORLD_LOCKS,
		.panicker = DUMP_NONE,
		.text_base = (uintptr_t)__executable_start };
	memcpy(h->magic, DUMP_MAGIC, sizeof(h->magic));
	strncpy(h->check, r->check, sizeof(h->check) - 1);
	strncpy(h->message, r->message, sizeof(h->message) - 1);
	for (const struct panic_cpu *cpu;
	     n < DUMP_CPUS_MAX && (cpu = panic_cpu(n)) != NULL; n++) {
		copy_cpu(cpu, r->signalled_ns, &dump.cpus[n]);
		if (cpu == &dump.me->panic)
			h->panicker = n;
	}
	for (unsigned i = 0; i < WORLD_LOCKS; i++)
		copy_lock(i, &dump.locks[i]);
	h->n_cpus = n;
	h->cpus = lay_part(&end, n * sizeof(dump.cpus[0]));
	h->locks = lay_part(&end, sizeof(dump.locks));
	h->console = lay_part(&end, strlen(r->console));
	h->world = lay_part(&end, sizeof(world.data));
	h->trailer = lay_part(&end, sizeof(dump.trailer));
	h->world_sum = sum_of(&world.data, sizeof(world.data));
	h->sum = sum_of(h, offsetof(struct dump_header, sum));
}

/* Appends n bytes to the file. */
static int
append(const void *data, size_t n)
{
	int err;

	dump.sum = sum_add(dump.sum, data, n);
	atomic_store_rel(dump.asks, WORLD_DISK);
	err = disk_write(dump.me, dump.fd, dump.offset, data, n);
	atomic_store_rel(dump.asks, DUMP_NONE);
	if (err == 0)
		dump.offset += n;
	return err;
}

static void
take_lock(unsigned lock)
{
	if (lock == DUMP_NONE)
		return;
	atomic_store_rel(dump.asks, lock);
	world_acquire(dump.me, lock, DUMP_EXCLUSIVE);
	atomic_store_rel(dump.asks, DUMP_NONE);
	dump.trailer.take[lock] =
	    world_owns(dump.me, lock) ? DUMP_REAL : DUMP_FAKED;
}

static void
give_back_lock(unsigned lock)
{
	if (lock != DUMP_NONE)
		world_release(dump.me, lock);
}

static int
write_part(const struct locked_part *part)
{
	const size_t n = part->to - part->from;
	int err;

	take_lock(part->outer);
	take_lock(part->inner);
	memcpy(dump.bounce, (const unsigned char *)&world.data + part->from, n);
	err = append(dump.bounce, n);
	give_back_lock(part->inner);
	give_back_lock(part->outer);
	return err;
}

static int
write_world(void (*midway)(struct world_cpu *me))
{
	int err = 0;

	for (unsigned i = 0; err == 0 && i < PARTS; i++) {
		err = write_part(&parts[i]);
		if (i == PARTS / 2 && midway != NULL)
			midway(dump.me);
	}
	for (unsigned i = 0; err == 0 && i < WORLD_BLOCKS; i++) {
		const size_t from = AT(blocks) + i * sizeof(struct world_block);

		err = write_part(&(struct locked_part){ WORLD_BLOCK + i,
		    DUMP_NONE, from, from + sizeof(struct world_block) });
	}
	/*
	 * The driver took its own lock for each write.  It is taken once more
	 * here, to note how.
	 */
	take_lock(WORLD_DISK);
	give_back_lock(WORLD_DISK);
	return err;
}

static int
write_trailer(uint64_t from_ns)
{
	struct dump_trailer *t = &dump.trailer;

	memcpy(t->magic, DUMP_END, sizeof(t->magic));
	for (unsigned i = 0; i < WORLD_LOCKS; i++) {
		struct dump_lock after;

		copy_lock(i, &after);
		t->words_after[i] = after.words[0];
	}
	t->world_sum = sum_of(&world.data, sizeof(world.data));
	t->file_sum = dump.sum;
	t->dump_ns = clock_now_ns() - from_ns;
	t->sum = sum_of(t, offsetof(struct dump_trailer, sum));
	return append(t, sizeof(*t));
}

int
dump_write(struct world_cpu *me, const struct dump_request *request,
    struct dump_result *ret)
{
	const uint64_t from_ns = clock_now_ns();
	int err;

	dump.me = me;
	dump.asks = request->asks;
	dump.fd = request->fd;
	dump.offset = 0;
	dump.sum = sum_of(NULL, 0);
	dump.trailer = (struct dump_trailer){ 0 };
	make_header(request);
	err = append(&dump.header, sizeof(dump.header));
	if (err == 0)
		err = append(dump.cpus, dump.header.cpus.n_bytes);
	if (err == 0)
		err = append(dump.locks, sizeof(dump.locks));
	if (err == 0)
		err = append(request->console, dump.header.console.n_bytes);
	if (err == 0)
		err = write_world(request->midway);
	if (err == 0)
		err = write_trailer(from_ns);
	ret->err = err;
	ret->n_bytes = dump.offset;
	ret->dump_ns = clock_now_ns() - from_ns;
	memcpy(ret->take, dump.trailer.take, sizeof(ret->take));
	return err;
}
