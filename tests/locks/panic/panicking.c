/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/locks/panic/panicking.h"

#include "tests/lib/test.h"
#include "tests/locks/subject.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A hang is a failure: far longer than all tests take on a loaded machine. */
#define WATCHDOG_SECONDS 60

struct counter others[OTHERS];
struct thread me;
struct panic_cpu my_cpu;
struct panic_setup setup;
struct noted noted;
bool panics_in_dump;

const struct panic_tunables mode_off;
const struct panic_tunables mode_on = { .stop_scheduler_on_panic = true };

static bool is_watched;

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void __real_free(void *p);
int __real_pthread_mutex_lock(pthread_mutex_t *mutex);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
void __wrap_free(void *p);
int __wrap_pthread_mutex_lock(pthread_mutex_t *mutex);

void *
__wrap_malloc(size_t n)
{
	noted.n_foreign += is_watched;
	return __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	noted.n_foreign += is_watched;
	return __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t n)
{
	noted.n_foreign += is_watched;
	return __real_realloc(p, n);
}

void
__wrap_free(void *p)
{
	noted.n_foreign += is_watched;
	__real_free(p);
}

int
__wrap_pthread_mutex_lock(pthread_mutex_t *mutex)
{
	noted.n_foreign += is_watched;
	return __real_pthread_mutex_lock(mutex);
}

bool
panicking_is_flagged(void)
{
	return FLAG_READ(&stop_scheduler) != 0 && FLAG_READ(&me.stopped) != 0;
}

static void
print(const char *text)
{
	const size_t n = strlen(noted.printed);

	snprintf(noted.printed + n, sizeof(noted.printed) - n, "%s", text);
	if (strncmp(text, "timeout", 7) == 0)
		noted.timeout_saw_stopped = panicking_is_flagged();
}

static void
sync_hook(struct panic_cpu *cpu, const struct panic_verdict *so_far, void *arg)
{
	(void)cpu;
	(void)so_far;
	(void)arg;
	noted.n_syncs++;
	noted.sync_saw_stopped = panicking_is_flagged();
	noted.sync_saw_message = FLAG_READ(&panicstr) != NULL;
}

static void
dump_hook(struct panic_cpu *cpu, const struct panic_verdict *so_far, void *arg)
{
	(void)arg;
	noted.n_told_before_dump = so_far->stop.n_told;
	noted.n_dumps++;
	noted.dump_saw_stopped = panicking_is_flagged();
	noted.dump_saw_message = FLAG_READ(&panicstr);
	noted.dump_saw_pc = cpu->context.pc;
	if (panics_in_dump)
		noted.nested = panic(cpu, "the second");
}

static void
refuse(void)
{
	sigset_t stop;

	sigemptyset(&stop);
	/* What join let through. */
	sigaddset(&stop, SIGRTMIN + 8);
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
}

static void *
count(void *arg)
{
	struct counter *c = arg;

	thread_init(&c->td);
	stop_enter(&c->td);
	if (panic_join(&c->cpu, c->name, &c->td) != 0)
		abort();
	if (c->refuses)
		refuse();
	if (c->held != NULL)
		subject.lock(c->held, &c->td);
	while (!atomic_load_acq(&c->is_over)) {
		atomic_store_rel(&c->n, atomic_load_rlx(&c->n) + 1);
		if (atomic_load_acq(&c->panics)) {
			const struct panic_verdict v =
			    panic(&c->cpu, "another");

			atomic_store_rlx(&c->panics, false);
			atomic_store_rel(&c->has_lost, v.kind == PANIC_LOST);
		}
	}
	if (c->held != NULL)
		subject.unlock(c->held, &c->td);
	panic_leave(&c->cpu);
	return NULL;
}

void
panicking_wait_until_counts(struct counter *c)
{
	const uintptr_t from = atomic_load_acq(&c->n);

	while (atomic_load_acq(&c->n) == from)
		usleep(100);
}

void
panicking_start(struct panic_tunables tunables)
{
	setup.tunables = tunables;
	assert_int_equal(panic_init(&setup), 0);
	assert_int_equal(panic_join(&my_cpu, "me", &me), 0);
	for (unsigned i = 0; i < OTHERS; i++) {
		struct counter *c = &others[i];

		snprintf(c->name, sizeof(c->name), "other %u", i);
		assert_int_equal(pthread_create(&c->thread, NULL, count, c), 0);
		panicking_wait_until_counts(c);
	}
}

struct panic_verdict
panicking_panic(const char *message)
{
	struct panic_verdict verdict;

	is_watched = true;
	verdict = panic(&my_cpu, message);
	is_watched = false;
	return verdict;
}

void
panicking_finish_others(void)
{
	for (unsigned i = 0; i < OTHERS; i++) {
		if (atomic_load_rlx(&others[i].is_over))
			continue;
		atomic_store_rel(&others[i].is_over, true);
		pthread_join(others[i].thread, NULL);
	}
}

void
panicking_finish(void)
{
	panic_release(&my_cpu);
	panicking_finish_others();
	panic_leave(&my_cpu);
}

bool
panicking_stands_still(struct counter *c)
{
	const uintptr_t n = atomic_load_acq(&c->n);

	usleep(STILL_US);
	return atomic_load_acq(&c->n) == n;
}

int
panicking_set_up(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	memset(others, 0, sizeof(others));
	memset(&my_cpu, 0, sizeof(my_cpu));
	memset(&noted, 0, sizeof(noted));
	thread_init(&me);
	stop_enter(&me);
	setup = (struct panic_setup){ .timeout_ns = PANIC_TIMEOUT_NS,
		.sync = sync_hook,
		.dump = dump_hook,
		.print = print };
	panics_in_dump = false;
	return 0;
}
