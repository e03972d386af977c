/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Describes to arm.c a user's lock, whose code points to itself in the ways
 * that ours does not: a table of jumps, of labels, or of functions
 * (-DSWITCH_BY=); a table whose address has an index in it; a word of each
 * thread; functions that others see, and one that may be missing.
 */
#include "locks/thread.h"

#define SWITCH_JUMPS     1
#define SWITCH_LABELS    2
#define SWITCH_FUNCTIONS 3

struct turns {
	int held;
	unsigned n;
};

/*
 * The table is behind the code.  An address from which its first index counts
 * is within the code, though its symbol is not.
 */
#define SWITCH_FIRST 3000u
static const unsigned char switch_waits[] = { 1, 2, 4, 8, 16, 3, 7, 9, 5, 11 };

static __thread unsigned switch_mine;

extern void switch_missing(void) __attribute__((weak, visibility("default")));

__attribute__((noinline, visibility("default"))) void switch_seen(
    struct turns *t, unsigned n);
__attribute__((noinline, visibility("default"))) void
switch_seen(struct turns *t, unsigned n)
{
	t->n += n;
	switch_mine++;
	if (switch_missing != NULL)
		switch_missing();
}

static __attribute__((noinline)) void
switch_wait(unsigned n)
{
	uintptr_t from = (uintptr_t)switch_waits - SWITCH_FIRST;

	/* Else the compiler would fold the subtraction. */
	__asm__("" : "+r"(from));
	n = ((const unsigned char *)from)[SWITCH_FIRST + n % 10];
	for (; n > 0; n--)
		spin_wait();
}

static __attribute__((noinline)) void
switch_read(const volatile int *held)
{
	while (*held)
		spin_wait();
}

#if SWITCH_BY == SWITCH_LABELS
static __attribute__((noinline)) void
switch_turn(struct turns *t, unsigned n)
{
	static const void *const labels[] = { &&wait, &&read, &&see, &&end };

	goto *labels[n % 4];
wait:
	switch_wait(n);
read:
	switch_read(&t->held);
	return;
see:
	switch_seen(t, n);
end:
	spin_wait();
}
#elif SWITCH_BY == SWITCH_FUNCTIONS
static void
switch_see_one(struct turns *t, unsigned n)
{
	switch_seen(t, n + 1);
}

static void
switch_see_two(struct turns *t, unsigned n)
{
	switch_read(&t->held);
	switch_wait(n + 2);
}

static void (*const volatile switch_turns[])(struct turns *, unsigned) = {
	switch_see_one,
	switch_see_two,
	switch_seen,
};

static __attribute__((noinline)) void
switch_turn(struct turns *t, unsigned n)
{
	switch_turns[n % 3](t, n);
}
#else
static __attribute__((noinline)) void
switch_turn(struct turns *t, unsigned n)
{
	switch (n) {
	case 0:
		switch_wait(n);
		break;
	case 1:
		switch_read(&t->held);
		break;
	case 2:
		switch_seen(t, 3);
		break;
	case 3:
		switch_wait(n + 3);
		switch_read(&t->held);
		break;
	case 4:
		switch_seen(t, 1);
		switch_wait(n);
		break;
	case 5:
		switch_seen(t, 2);
		break;
	case 6:
		spin_wait();
		break;
	default:
		switch_read(&t->held);
		switch_wait(n);
	}
}
#endif

static __attribute__((noinline, section(".text.hard"))) void
switch_lock_hard(struct turns *t, struct thread *td)
{
	unsigned n = 0;

	thread_count_hard(td);
	while (__atomic_exchange_n(&t->held, 1, __ATOMIC_ACQUIRE))
		switch_turn(t, switch_waits[n++ % 10]);
}

static ALWAYS_INLINE void
switch_lock(struct turns *t, struct thread *td)
{
	if (__atomic_exchange_n(&t->held, 1, __ATOMIC_ACQUIRE))
		switch_lock_hard(t, td);
}

static ALWAYS_INLINE void
switch_unlock(struct turns *t, struct thread *td)
{
	(void)td;
	__atomic_store_n(&t->held, 0, __ATOMIC_RELEASE);
}

static inline void
switch_init(struct turns *t)
{
	__atomic_store_n(&t->held, 0, __ATOMIC_RELAXED);
}

#define ARM_LOCK_STRUCT struct turns
#define arm_lock_init   switch_init
#define arm_lock        switch_lock
#define arm_unlock      switch_unlock

#include "bench/arm/cases/contended.h"
#include "bench/arm/cases/uncontended.h"

#define ARM_CASES &case_uncontended, &case_contended
