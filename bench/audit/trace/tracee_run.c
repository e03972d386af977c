/* SPDX-License-Identifier: BSD-2-Clause */
/* Runs a tracee: at full speed, and instruction by instruction. */
#include "bench/audit/trace/tracee_private.h"

#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The signal of a stop at the entry or the end of a system call. */
#define SYSCALL_STOP (SIGTRAP | 0x80)

/* No operation needs so many steps: it hangs. */
#define STEPS_MAX 200000

/* Sets the registers to a call on the stack of an actor. */
static int
set_call(struct tracee *t, void (*function)(void), const uint64_t args[3],
    enum actor actor, struct reason *why)
{
	const uint64_t stack =
	    (uint64_t)(uintptr_t)TRACEE_MEMORY->stacks[actor] +
	    TRACEE_STACK_BYTES;
	const uint64_t end = TRACEE_END;

	tracee_begin_limit();
	/* Aligned as if a call had just been made. */
	regs_call(&t->regs, (uint64_t)(uintptr_t)function, args, stack, end);
	if (pwrite(t->mem, &end, sizeof(end), (off_t)(stack - 8)) !=
	        (ssize_t)sizeof(end) ||
	    !regs_write(t->pid, &t->regs) || !regs_read(t->pid, &t->regs))
		return reason_set(why, -errno, "ptrace: %s", strerror(errno));
	return 0;
}

int
tracee_set_call(struct tracee *t, void (*function)(void), enum actor actor,
    uint64_t third, struct reason *why)
{
	const uint64_t args[3] = {
		(uint64_t)(uintptr_t)TRACEE_MEMORY->site.lock,
		(uint64_t)(uintptr_t)tracee_thread(actor),
		third,
	};

	return set_call(t, function, args, actor, why);
}

/* The commands of futex(2) by which a lock may sleep. */
static bool
is_wait(uint64_t command)
{
	switch (command & FUTEX_CMD_MASK) {
	case FUTEX_WAIT:
	case FUTEX_WAIT_BITSET:
	case FUTEX_WAIT_REQUEUE_PI:
	case FUTEX_LOCK_PI:
	case FUTEX_LOCK_PI2:
		return true;
	default:
		return false;
	}
}

bool
tracee_would_sleep(const struct tracee *t)
{
	const uint64_t number = regs_syscall(&t->regs);

	return number == SYS_futex_waitv ||
	    (number == SYS_futex && is_wait(regs_syscall_arg(&t->regs, 1)));
}

static int
go_on(struct tracee *t, int *ret_signal, struct reason *why)
{
	if (ptrace(PTRACE_SYSCALL, t->pid, NULL, NULL) != 0)
		return reason_set(why, -errno, "ptrace: %s", strerror(errno));
	return tracee_wait(t, ret_signal, why);
}

/*
 * Cancels the system call at whose entry the child stands, and leaves it.  Else
 * the next step would be the end of that call, and not an instruction.
 */
static int
leave_syscall(struct tracee *t, struct reason *why)
{
	int sig;
	int err;

	if (!regs_cancel_syscall(t->pid, &t->regs))
		return reason_set(why, -errno, "ptrace: %s", strerror(errno));
	err = go_on(t, &sig, why);
	if (err == 0 && sig != SYSCALL_STOP)
		err = tracee_died(t, sig, why);
	return err;
}

int
tracee_run(struct tracee *t, enum ending *ret, struct reason *why)
{
	for (;;) {
		int sig;
		const int err = go_on(t, &sig, why);

		if (err < 0)
			return err;
		if (sig == SIGSEGV && t->regs.pc == TRACEE_END) {
			*ret = ENDING_RETURNED;
			return 0;
		}
		if (sig != SYSCALL_STOP)
			return tracee_died(t, sig, why);
		if (tracee_would_sleep(t)) {
			*ret = ENDING_BLOCKED;
			return leave_syscall(t, why);
		}
	}
}

int
tracee_call(struct tracee *tracee, const struct arm_op *op, enum actor actor,
    enum ending *ret, struct reason *why)
{
	const int err =
	    tracee_set_call(tracee, (void (*)(void))op->run, actor, 0, why);

	return err < 0 ? err : tracee_run(tracee, ret, why);
}

int
tracee_stop_world(struct tracee *tracee, struct reason *why)
{
	const uint64_t args[3] = {
		(uint64_t)(uintptr_t)tracee_thread(tracee->self),
		true,
	};
	enum ending ending;
	const int err = set_call(tracee, (void (*)(void))tracee->arm->ops->stop,
	    args, tracee->self, why);

	return err < 0 ? err : tracee_run(tracee, &ending, why);
}

/* True if the next instruction is of the arm itself. */
static bool
is_within(const struct tracee *t)
{
	return object_section_at(t->from.object, t->regs.pc - t->from.base) !=
	    NULL;
}

/* Decodes what is executed next. */
static int
decode_next(struct tracee *t, struct decoder *decoder, struct insn *ret,
    struct reason *why)
{
	unsigned char bytes[INSN_BYTES];
	const ssize_t n =
	    pread(t->mem, bytes, sizeof(bytes), (off_t)t->regs.pc);

	if (n > 0 &&
	    decode(decoder, bytes, (size_t)n, t->regs.pc, &t->regs, ret)) {
		if (!ret->is_unknown || !is_within(t))
			return 0;
		return reason_set(why, -ENOEXEC,
		    "%s: what memory '%s %s' touches is not known: see "
		    "bench/audit/decode/decode_x86.c",
		    t->arm->lock, ret->mnemonic, ret->operands);
	}
	if (is_within(t))
		return reason_set(why, -ENOEXEC,
		    "%s: what is executed at %#llx is no instruction",
		    t->arm->lock, (unsigned long long)t->regs.pc);
	/* It is outside of the arm, where nothing is counted. */
	*ret = (struct insn){ .address = t->regs.pc };
	return 0;
}

static int
step_once(struct tracee *t, struct reason *why)
{
	int sig;
	int err;

	if (ptrace(PTRACE_SINGLESTEP, t->pid, NULL, NULL) != 0)
		return reason_set(why, -errno, "ptrace: %s", strerror(errno));
	err = tracee_wait(t, &sig, why);
	if (err == 0 && sig != SIGTRAP)
		err = tracee_died(t, sig, why);
	return err;
}

/*
 * Adds an instruction that was executed.  Fails if the step executed nothing.
 */
static int
record_step(const struct tracee *t, struct trace *trace,
    const struct insn *insn, struct reason *why)
{
	const bool is_taken =
	    insn->is_branch && t->regs.pc != insn->address + insn->n_bytes;
	struct listing_line *line;

	if (t->regs.pc == insn->address && !insn->is_repeated &&
	    !insn->is_branch)
		return reason_set(why, -EIO,
		    "%s: a step at %#llx has executed nothing", t->arm->lock,
		    (unsigned long long)insn->address);
	line = listing_add(&trace->listing, &t->from, insn);
	if (line == NULL || counts_add(&trace->counts, insn, is_taken) < 0)
		return reason_set(why, -ENOMEM, "out of memory");
	line->is_taken = insn->is_conditional && is_taken;
	return 0;
}

/*
 * Executes a decoded instruction in all its rounds; counts it if it is the
 * arm's.
 */
static int
execute_decoded(struct tracee *t, struct decoder *decoder, struct trace *trace,
    struct insn *insn, struct reason *why)
{
	const bool is_counted = is_within(t);
	int err = step_once(t, why);

	if (err == 0 && is_counted)
		err = record_step(t, trace, insn, why);
	while (err == 0 && insn->is_repeated && t->regs.pc == insn->address) {
		err = decode_next(t, decoder, insn, why);
		if (err == 0)
			err = step_once(t, why);
		if (err == 0 && is_counted &&
		    counts_add_accesses(&trace->counts, insn) < 0)
			err = reason_set(why, -ENOMEM, "out of memory");
	}
	return err;
}

/* Steps until the call returns or is about to sleep. */
static int
step_all(struct tracee *t, struct decoder *decoder, struct trace *trace,
    struct reason *why)
{
	int err = 0;

	for (unsigned i = 0; err == 0 && t->regs.pc != TRACEE_END; i++) {
		struct insn insn;

		if (i == STEPS_MAX)
			return reason_set(why, -ETIME,
			    "%s: the operation does not end", t->arm->lock);
		err = decode_next(t, decoder, &insn, why);
		if (err < 0)
			break;
		if (insn.is_syscall && tracee_would_sleep(t)) {
			trace->ending = ENDING_BLOCKED;
			break;
		}
		if (insn.is_pause && trace->ending == ENDING_RETURNED) {
			trace->ending = ENDING_FREED;
			err = tracee_free_lock(t, why);
		}
		if (err == 0)
			err = execute_decoded(t, decoder, trace, &insn, why);
	}
	return err;
}

/* Steps through the call that the registers are set to. */
static int
step_call(struct tracee *t, struct decoder *decoder, struct trace *ret,
    struct reason *why)
{
	struct trace trace = { .ending = ENDING_RETURNED };
	const int err = step_all(t, decoder, &trace, why);

	if (err < 0)
		trace_fini(&trace);
	else
		*ret = trace;
	return err;
}

int
tracee_step(struct tracee *tracee, const struct arm_op *op,
    struct decoder *decoder, struct trace *ret, struct reason *why)
{
	const int err = tracee_set_call(
	    tracee, (void (*)(void))op->run, tracee->self, 0, why);

	return err < 0 ? err : step_call(tracee, decoder, ret, why);
}

int
tracee_step_passes(struct tracee *tracee, const struct arm_case *of, uint64_t n,
    struct decoder *decoder, struct trace *ret, struct reason *why)
{
	int err = 0;

	if (of->begin != NULL) {
		enum ending ending;

		err = tracee_set_call(
		    tracee, (void (*)(void))of->begin, tracee->self, 0, why);
		if (err == 0)
			err = tracee_run(tracee, &ending, why);
	}
	if (err == 0)
		err = tracee_set_call(
		    tracee, (void (*)(void))of->run, tracee->self, n, why);
	return err < 0 ? err : step_call(tracee, decoder, ret, why);
}

void
trace_fini(struct trace *trace)
{
	counts_fini(&trace->counts);
	listing_fini(&trace->listing);
}
