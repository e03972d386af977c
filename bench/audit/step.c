/* SPDX-License-Identifier: BSD-2-Clause */
/* Running a tracee instruction by instruction. */
#include "bench/audit/tracee_private.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <unistd.h>

/* Steps that no operation needs: it hangs. */
#define STEPS_MAX 200000

/* Decodes what is executed next. */
static int
look(struct tracee *t, struct decoder *decoder, struct insn *ret,
    struct reason *why)
{
	unsigned char bytes[INSN_BYTES];
	const ssize_t n =
	    pread(t->mem, bytes, sizeof(bytes), (off_t)t->regs.pc);

	if (n <= 0 ||
	    !decode(decoder, bytes, (size_t)n, t->regs.pc, &t->regs, ret))
		return reason_set(why, -ENOEXEC,
		    "%s: what is executed at %#llx is no instruction",
		    t->arm->lock, (unsigned long long)t->regs.pc);
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

/* Executes what was decoded. */
static int
execute(struct tracee *t, const struct insn *insn, struct reason *why)
{
	const int err = step_once(t, why);

	if (err < 0)
		return err;
	if (t->regs.pc == insn->address && !insn->is_repeated &&
	    !insn->is_branch)
		return reason_set(why, -EIO,
		    "%s: a step at %#llx has executed nothing", t->arm->lock,
		    (unsigned long long)insn->address);
	return 0;
}

static int
record(const struct tracee *t, struct trace *trace, const struct insn *insn,
    struct reason *why)
{
	const bool is_taken =
	    insn->is_branch && t->regs.pc != insn->address + insn->n_bytes;
	struct line *line = listing_add(&trace->listing, &t->from, insn);

	if (line == NULL || counts_add(&trace->counts, insn, is_taken) < 0)
		return reason_set(why, -ENOMEM, "out of memory");
	line->is_taken = insn->is_conditional && is_taken;
	return 0;
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
		err = look(t, decoder, &insn, why);
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
			err = execute(t, &insn, why);
		if (err == 0)
			err = record(t, trace, &insn, why);
	}
	return err;
}

int
tracee_step(struct tracee *tracee, const struct arm_op *op,
    struct decoder *decoder, struct trace *ret, struct reason *why)
{
	struct trace trace = { .ending = ENDING_RETURNED };
	int err = tracee_set_call(
	    tracee, (void (*)(void))op->run, tracee->self, 0, why);

	if (err == 0)
		err = step_all(tracee, decoder, &trace, why);
	if (err < 0)
		trace_fini(&trace);
	else
		*ret = trace;
	return err;
}

int
tracee_count_passes(struct tracee *tracee, const struct arm_case *of,
    uint64_t n, uint64_t *ret, struct reason *why)
{
	uint64_t count = 0;
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
	for (; err == 0 && tracee->regs.pc != TRACEE_END; count++)
		err = step_once(tracee, why);
	if (err == 0)
		*ret = count;
	return err;
}

void
trace_fini(struct trace *trace)
{
	counts_fini(&trace->counts);
	listing_fini(&trace->listing);
}
