/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The stopped state and the ways to test it, side by side.  A build picks one
 * check with -DSTOP_CHECK=<name> and where it stands with -DSTOP_PLACE=<name>;
 * no name, or one that is not below, does not compile.
 *
 *   check          reads                               from
 *   none           nothing: the baseline               before December 2011
 *   global         one global, unlikely hint           the patch, r228424
 *   global_nohint  the same, no hint                   what the hint is worth
 *   curthread      thread pointer, then its field      2012-2016
 *   td             a field of the thread in a register 12.x
 *   readfreq       a global among often-read data      January 2024
 *   hotline        a global beside a written word      the mistake to avoid
 *   call           an out-of-line function's global    what inlining is worth
 *   patch          nothing: a jump is written          code patching
 *   panicstr       as global; lk asks panicked()       lockmgr until mid-2024
 *
 *   place    tested
 *   hard     first in the out-of-line slow path: before recursion, before
 *            adaptive spinning (a stopped owner still looks as if it ran)
 *   entry    inlined, before the compare-and-swap: ours alone
 *
 * FreeBSD of 2011 also tested before the compare-and-swap, but in out-of-line
 * wrappers, which modules and kernels with INVARIANTS called; an inlined test
 * there existed nowhere (freebsd.md 0.6).  Try-operations are tested at their
 * entry in either place, as FreeBSD did and does (freebsd.md 1.1).
 */
#ifndef LOCKS_STOP_H
#define LOCKS_STOP_H

#include "locks/patch.h"
#include "locks/thread.h"

#ifndef STOP_CHECK
#error "no check chosen: compile with -DSTOP_CHECK=none, global, ..."
#endif
#ifndef STOP_PLACE
#error "no place chosen: compile with -DSTOP_PLACE=hard or entry"
#endif

/*
 * Set once the other processors stand still.  A byte, as in 2024: gcc 12 tests
 * it by one compare with memory, and loads an int first, which 2011's probably
 * was (freebsd.md 0.5).  Not a bool: gcc would load it, to return it as the
 * result of a faked try.
 */
extern unsigned char stop_scheduler HIDDEN;

/*
 * The same among data that is often read and never written: FreeBSD's
 * __read_frequently.  block.ld keeps the section and its lines apart.
 */
extern unsigned char stop_readfreq HIDDEN;

/*
 * The same in a line that is written: the thread that asked last.  Every
 * question writes it, as a counter of hard entries beside the flag would be
 * written.  So the line moves to the processor that enters a hard path, and the
 * next processor misses.  On one thread the line stays, and only the cost of
 * the store is left.  block.ld gives the two a line for themselves.
 */
extern unsigned char stop_hotline HIDDEN;
extern atomic_word stop_hotline_asker HIDDEN;

/*
 * The calling thread; one that never stops, until stop_enter() names it.
 * Initial-exec, so that no function is called for it.  An arm is a shared
 * object, so its place within the thread's storage takes one load more than the
 * kernel's %gs:0 (freebsd.md 0.4).  Only where the check is curthread:
 * curthread.c.
 */
extern __thread const struct thread *stop_curthread HIDDEN
    __attribute__((tls_model("initial-exec")));

/*
 * "Panicked", which is not "stopped": the message of the first panic, NULL
 * until then.  lockmgr asks for it whether or not the world has stopped, as
 * condition variables did until 11.0 (freebsd.md 1.6, 1.7).  One form: a global
 * pointer, no hint.
 */
extern const char *panicstr HIDDEN;

/* Reads stop_scheduler, out of line. */
HIDDEN bool stop_call(void);

static ALWAYS_INLINE bool
stop_check_none(const struct thread *td)
{
	(void)td;
	return false;
}

static ALWAYS_INLINE bool
stop_check_global(const struct thread *td)
{
	(void)td;
	return unlikely(FLAG_READ(&stop_scheduler) != 0);
}

static ALWAYS_INLINE bool
stop_check_global_nohint(const struct thread *td)
{
	(void)td;
	return FLAG_READ(&stop_scheduler) != 0;
}

static ALWAYS_INLINE bool
stop_check_curthread(const struct thread *td)
{
	(void)td;
	return unlikely(FLAG_READ(&stop_curthread->stopped) != 0);
}

static ALWAYS_INLINE bool
stop_check_td(const struct thread *td)
{
	return unlikely(FLAG_READ(&td->stopped) != 0);
}

static ALWAYS_INLINE bool
stop_check_readfreq(const struct thread *td)
{
	(void)td;
	return unlikely(FLAG_READ(&stop_readfreq) != 0);
}

static ALWAYS_INLINE bool
stop_check_hotline(const struct thread *td)
{
	if (unlikely(FLAG_READ(&stop_hotline) != 0))
		return true;
	atomic_store_rlx(&stop_hotline_asker, (uintptr_t)td);
	return false;
}

static ALWAYS_INLINE bool
stop_check_call(const struct thread *td)
{
	(void)td;
	return unlikely(stop_call());
}

static ALWAYS_INLINE bool
stop_check_patch(const struct thread *td)
{
	(void)td;
	return patch_site();
}

static ALWAYS_INLINE bool
stop_check_panicstr(const struct thread *td)
{
	return stop_check_global(td);
}

enum stop_check {
	STOP_CHECK_none,
	STOP_CHECK_global,
	STOP_CHECK_global_nohint,
	STOP_CHECK_curthread,
	STOP_CHECK_td,
	STOP_CHECK_readfreq,
	STOP_CHECK_hotline,
	STOP_CHECK_call,
	STOP_CHECK_patch,
	STOP_CHECK_panicstr
};

enum stop_place {
	STOP_PLACE_hard,
	STOP_PLACE_entry
};

#define STOP_PASTE(a, b) a##b
#define STOP_NAME(a, b)  STOP_PASTE(a, b)

/* What each asks, in a line for people. */
#define STOP_TEXT_none          "nothing"
#define STOP_TEXT_global        "a global flag, with a hint: the patch"
#define STOP_TEXT_global_nohint "a global flag, without a hint"
#define STOP_TEXT_curthread     "a field of the thread, found by its pointer"
#define STOP_TEXT_td            "a field of the thread in a register"
#define STOP_TEXT_readfreq      "a global flag among often-read data"
#define STOP_TEXT_hotline       "a global flag beside a written word"
#define STOP_TEXT_call          "a global flag, by a call"
#define STOP_TEXT_patch         "nothing: a jump is written into the code"
#define STOP_TEXT_panicstr      "the panic's message, a global pointer"

/* That of this build's check. */
#define STOP_TEXT STOP_NAME(STOP_TEXT_, STOP_CHECK)

/* True in a build of that check: for what only one of them needs. */
static ALWAYS_INLINE bool
stop_check_is(enum stop_check check)
{
	return STOP_NAME(STOP_CHECK_, STOP_CHECK) == check;
}

/* True when the operation of *td is to be faked, asked from a try-operation. */
static ALWAYS_INLINE bool
stopped(const struct thread *td)
{
	return STOP_NAME(stop_check_, STOP_CHECK)(td);
}

/* The same, asked from a place where only some builds test. */
static ALWAYS_INLINE bool
stopped_at(const struct thread *td, enum stop_place place)
{
	return STOP_NAME(STOP_PLACE_, STOP_PLACE) == place && stopped(td);
}

/* True after a panic, asked by a lock that does not ask for the stop. */
static ALWAYS_INLINE bool
panicked(void)
{
	return !stop_check_is(STOP_CHECK_none) && FLAG_READ(&panicstr) != NULL;
}

/*
 * Returns an address in the line that the check reads for *td, or that of the
 * plain flag where it reads none.
 */
static ALWAYS_INLINE const void *
stop_line(const struct thread *td)
{
	if (stop_check_is(STOP_CHECK_curthread) || stop_check_is(STOP_CHECK_td))
		return &td->stopped;
	if (stop_check_is(STOP_CHECK_readfreq))
		return &stop_readfreq;
	if (stop_check_is(STOP_CHECK_hotline))
		return &stop_hotline;
	if (stop_check_is(STOP_CHECK_panicstr))
		return &panicstr;
	return &stop_scheduler;
}

/*
 * Says that the calling thread is *td, which the check curthread asks for; to
 * be called before *td takes a lock there, and without effect in other builds.
 */
HIDDEN void stop_enter(const struct thread *td);

/*
 * Says that the world has stopped for a panic, and that *td, the calling
 * thread, alone goes on; or takes it back.  Every thread sees a global and the
 * code, but only *td sees its field: a thread that failed to stop begins to
 * bypass locks in the first case, and not in the second (freebsd.md 2).  One
 * thread at a time.
 */
HIDDEN void stop_set(struct thread *td, bool is_stopped);

/* Says what the panic's message is, or takes it back by NULL; nothing stops. */
HIDDEN void stop_set_panicstr(const char *message);

#endif /* LOCKS_STOP_H */
