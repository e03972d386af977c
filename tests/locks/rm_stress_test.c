/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that readers of rm never meet its writers: two plain words that
 * writers change one after the other are always read as equal.  Run with
 * `membarrier`, and with `signal` after the kernel was told to refuse
 * membarrier(2) to this process, as an old kernel or a strict container does.
 *
 * A thread sanitizer sees the orders that stores and loads name; that a
 * reader's entry cannot pass its look at the token is the rendezvous's doing,
 * which it does not see, and needs not: here only the values judge it.
 */
#include "tests/lib/test.h"

#include "locks/rm.h"

#include "effort.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#define N_READERS 3
#define N_WRITERS 2
#define N_THREADS (N_READERS + N_WRITERS)
#define WRITES    20000

static struct rm rm;
static struct thread threads[N_THREADS];
static pthread_barrier_t start;
static atomic_word n_writing;
static unsigned long n_writes;

/* What the lock guards; plain on purpose. */
static struct {
	_Alignas(LINE_PAIR_BYTES) volatile unsigned long first;
	_Alignas(LINE_PAIR_BYTES) volatile unsigned long last;
} guarded;

/* It could not be done without membarrier(2), as was asked for. */
static bool is_refused;

static void *
write_often(void *arg)
{
	struct thread *td = arg;

	pthread_barrier_wait(&start);
	for (unsigned long i = 0; i < n_writes; i++) {
		rm_lock(&rm, td);
		guarded.first++;
		spin_wait();
		guarded.last++;
		rm_unlock(&rm, td);
		/* Readers have their tokens back before the next. */
		for (unsigned j = 0; j < 50; j++)
			spin_wait();
	}
	atomic_store_rlx(&n_writing, 0);
	return NULL;
}

/* Reads until a writer is done; returns how often the words were unequal. */
static void *
read_often(void *arg)
{
	struct thread *td = arg;
	uintptr_t n_torn = 0;

	pthread_barrier_wait(&start);
	while (atomic_load_rlx(&n_writing) != 0) {
		unsigned long first;

		rm_rlock(&rm, td);
		first = guarded.first;
		n_torn += guarded.last != first;
		rm_runlock(&rm, td);
	}
	return (void *)n_torn;
}

/* Makes membarrier(2) fail with ENOSYS from here on; false if that is refused.
 */
static bool
refuse_membarrier(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		    offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_membarrier, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = {
		.len = sizeof(code) / sizeof(code[0]),
		.filter = code,
	};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static int
set_up(void **state)
{
	(void)state;
	if (test_argument() == NULL)
		return -1;
	is_refused =
	    strcmp(test_argument(), "signal") == 0 && !refuse_membarrier();
	return 0;
}

TEST_GROUP(set_up, NULL);

TEST(readers_never_meet_a_writer)
{
	pthread_t pthreads[N_THREADS];

	if (is_refused)
		skip();
	rm_init(&rm);
	n_writes = effort(WRITES);
	atomic_store_rlx(&n_writing, N_WRITERS);
	assert_int_equal(pthread_barrier_init(&start, NULL, N_THREADS), 0);
	for (int i = 0; i < N_THREADS; i++) {
		thread_init(&threads[i]);
		assert_int_equal(
		    pthread_create(&pthreads[i], NULL,
		        i < N_READERS ? read_often : write_often, &threads[i]),
		    0);
	}
	for (int i = 0; i < N_THREADS; i++) {
		void *n_torn;

		assert_int_equal(pthread_join(pthreads[i], &n_torn), 0);
		assert_null(n_torn);
	}
	pthread_barrier_destroy(&start);
	assert_int_equal(guarded.first, N_WRITERS * n_writes);
	assert_int_equal(guarded.last, N_WRITERS * n_writes);
}

TEST(it_was_done_by_the_means_asked_for)
{
	if (is_refused)
		skip();
	assert_string_equal(rendezvous_name(), test_argument());
}
