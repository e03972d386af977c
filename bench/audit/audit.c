/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/audit.h"

#include "bench/audit/state.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

/* An arm in memory and as a file. */
struct subject {
	const struct arm *arm;
	struct object object;
	struct state_arm states;
};

/* A base, and what each of its operations does in each state. */
struct base {
	struct subject subject;
	struct decoder *decoder;
	struct trace *traces;
	size_t n_traces;
};

int
audit_check_files(const char *folder, struct reason *why)
{
	char pattern[4096];
	glob_t found;
	int err = 0;

	snprintf(pattern, sizeof(pattern), "%s/*.p*.so", folder);
	/* That there are none is told by who loads them. */
	if (glob(pattern, 0, NULL, &found) != 0)
		return 0;
	for (size_t i = 0; i < found.gl_pathc && err == 0; i++) {
		struct object object;

		err = object_open(found.gl_pathv[i], &object, why);
		if (err == 0)
			object_close(&object);
	}
	globfree(&found);
	return err;
}

static void
close_subject(struct subject *subject)
{
	state_fini(&subject->states);
	object_close(&subject->object);
	armory_unload(subject->arm);
}

static int
open_subject(const struct armory *armory, const struct armory_arm *arm,
    struct subject *ret, struct reason *why)
{
	char path[4096];
	int err;

	/* All pads are the same code. */
	snprintf(path, sizeof(path), "%s/%s.p%u.so", armory->folder, arm->name,
	    arm->pads[0]);
	err = object_open(path, &ret->object, why);
	if (err < 0)
		return err;
	err = armory_load(path, &ret->arm, why);
	if (err < 0) {
		object_close(&ret->object);
		return err;
	}
	ret->states = (struct state_arm){ ret->arm, &ret->object, { NULL } };
	if (ret->arm->ops == NULL) {
		err = reason_set(why, -ENOEXEC,
		    "%s has no operations to count: see bench/arm.h", path);
		close_subject(ret);
	}
	return err;
}

static int
add_trace(struct base *base, struct trace *trace, struct reason *why)
{
	struct trace *traces =
	    reallocarray(base->traces, base->n_traces + 1, sizeof(*traces));

	if (traces == NULL) {
		trace_fini(trace);
		return reason_set(why, -ENOMEM, "out of memory");
	}
	traces[base->n_traces++] = *trace;
	base->traces = traces;
	return 0;
}

/* Compares one operation in all its states with the base, which is *with at
 * first: then what it does is kept. */
static int
audit_op(struct base *base, struct subject *with, unsigned i_op,
    size_t *i_trace, struct sheet *sheet, struct reason *why)
{
	const struct arm_op *op = &with->arm->ops->list[i_op];
	const struct state *state;
	struct code code;
	int err = code_compare(&base->subject.object, &with->object, op->name,
	    base->decoder, sheet_evidence(sheet, with->arm, op->name, "code"),
	    &code, why);

	if (err < 0)
		return err;
	sheet_code(sheet, with->arm, op->name, &code);
	for (unsigned i = 0;
	     err == 0 && (state = state_of(with->arm, op, i)) != NULL; i++) {
		const char *names[2] = { op->name, state_name(state) };
		const size_t j = (*i_trace)++;
		struct trace trace;

		err = state_trace(
		    state, &with->states, base->decoder, &trace, why);
		if (err < 0)
			break;
		if (with == &base->subject) {
			err = add_trace(base, &trace, why);
			if (err == 0)
				err = sheet_trace(sheet, with->arm, names,
				    &base->traces[j], &base->traces[j], why);
			continue;
		}
		err = sheet_trace(
		    sheet, with->arm, names, &base->traces[j], &trace, why);
		trace_fini(&trace);
	}
	return err;
}

static int
audit_arm(struct base *base, struct subject *with, struct sheet *sheet,
    struct reason *why)
{
	const struct arm_ops *ops = with->arm->ops;
	size_t i_trace = 0;
	int err = 0;

	if (ops->n != base->subject.arm->ops->n)
		return reason_set(why, -EINVAL,
		    "%s: its base has other operations", with->arm->lock);
	for (unsigned i = 0; err == 0 && i < ops->n; i++)
		err = audit_op(base, with, i, &i_trace, sheet, why);
	return err;
}

/* True if an arm's check, or check-place, is in a list. */
static bool
is_listed(const char *list, const struct armory_arm *arm)
{
	char name[2 * ARMORY_NAME_BYTES];
	const size_t n_check = strlen(arm->check);

	if (list == NULL)
		return true;
	snprintf(name, sizeof(name), "%s-%s", arm->check, arm->place);
	while (*list != '\0') {
		const size_t n = strcspn(list, ",");

		if ((n == n_check || n == strlen(name)) &&
		    strncmp(list, name, n) == 0)
			return true;
		list += n + (list[n] == ',');
	}
	return false;
}

/* Audits a base and the candidates of its lock. */
static int
audit_lock(const struct armory *armory, const char *checks, struct base *base,
    struct sheet *sheet, struct reason *why)
{
	const char *lock = base->subject.arm->lock;
	int err = audit_arm(base, &base->subject, sheet, why);

	for (unsigned i = 0; err == 0 && i < armory->n_arms; i++) {
		const struct armory_arm *arm = &armory->arms[i];
		struct subject with;

		if (arm->role != ARM_ROLE_CAND ||
		    strcmp(arm->lock, lock) != 0 || !is_listed(checks, arm))
			continue;
		err = open_subject(armory, arm, &with, why);
		if (err < 0)
			break;
		err = audit_arm(base, &with, sheet, why);
		close_subject(&with);
	}
	return err;
}

static int
audit_base(const struct armory *armory, const struct armory_arm *arm,
    const char *checks, struct sheet *sheet, struct reason *why)
{
	struct base base = { 0 };
	int err = open_subject(armory, arm, &base.subject, why);

	if (err < 0)
		return err;
	err = decode_open(base.subject.object.machine, &base.decoder, why);
	if (err == 0)
		err = audit_lock(armory, checks, &base, sheet, why);
	for (size_t i = 0; i < base.n_traces; i++)
		trace_fini(&base.traces[i]);
	free(base.traces);
	decode_close(base.decoder);
	close_subject(&base.subject);
	return err;
}

int
audit_run(const struct armory *armory, const char *checks, struct sheet *sheet,
    struct reason *why)
{
	int err = 0;

	for (unsigned i = 0; err == 0 && i < armory->n_arms; i++)
		if (armory->arms[i].role == ARM_ROLE_BASE)
			err = audit_base(
			    armory, &armory->arms[i], checks, sheet, why);
	return err;
}
