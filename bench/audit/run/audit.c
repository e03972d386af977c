/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/run/audit.h"

#include "bench/audit/trace/state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An arm in memory and as a file. */
struct audited_arm {
	struct catalog_loaded loaded;
	const struct arm *arm; /* the loaded one */
	struct object object;
	struct state_arm states;
};

/* What the base did in a state. */
struct base_trace {
	const char *op;
	const char *state;
	struct trace trace;
};

/* A base, and what each of its operations does in each state. */
struct base {
	struct audited_arm subject;
	struct state_arm again; /* children for a second count of the base */
	struct decoder *decoder;
	struct base_trace *traces;
	size_t n_traces;
};

/* Instead of a list: those of the usual checks that some arm has. */
#define USUAL "usual"

/*
 * Returns whether an arm's check, or check-place, is in a list separated by
 * commas; NULL lists all.
 */
static bool
is_listed(const char *list, const struct catalog_arm *arm)
{
	if (list != NULL && strcmp(list, USUAL) == 0)
		list = CATALOG_USUAL_CHECKS;
	return list == NULL || catalog_lists_check(list, arm);
}

/* Checks that each name in the list is of some candidate. */
static int
check_names(
    const struct catalog *catalog, const char *checks, struct reason *why)
{
	char name[2 * CATALOG_NAME_BYTES];

	for (size_t n; *checks != '\0'; checks += n + (checks[n] == ',')) {
		unsigned i = 0;

		n = strcspn(checks, ",");
		snprintf(name, sizeof(name), "%.*s", (int)n, checks);
		while (i < catalog->n_arms &&
		    (catalog->arms[i].role != ARM_ROLE_CAND ||
		        !is_listed(name, &catalog->arms[i])))
			i++;
		if (i == catalog->n_arms)
			return reason_set(why, -EINVAL,
			    "--checks: no arm has the check '%s'", name);
	}
	return 0;
}

/* Checks that each candidate has a base. */
static int
check_bases(const struct catalog *catalog, struct reason *why)
{
	for (unsigned i = 0; i < catalog->n_arms; i++) {
		const struct catalog_arm *arm = &catalog->arms[i];
		unsigned j = 0;

		while (j < catalog->n_arms &&
		    (catalog->arms[j].role != ARM_ROLE_BASE ||
		        strcmp(catalog->arms[j].lock, arm->lock) != 0))
			j++;
		if (arm->role == ARM_ROLE_CAND && j == catalog->n_arms)
			return reason_set(why, -ENOENT,
			    "%s: there is no %s without a check in %s to "
			    "compare it with",
			    arm->name, arm->lock, catalog->folder);
	}
	return 0;
}

/*
 * Checks that each candidate has a base, and that each name in `checks` is of
 * some candidate.
 */
static int
check_arms(
    const struct catalog *catalog, const char *checks, struct reason *why)
{
	const int err = check_bases(catalog, why);

	if (err < 0 || checks == NULL || strcmp(checks, USUAL) == 0)
		return err;
	return check_names(catalog, checks, why);
}

static void
close_arm(struct audited_arm *subject)
{
	state_fini(&subject->states);
	object_close(&subject->object);
	catalog_unload(&subject->loaded);
}

static int
open_arm(
    const struct catalog_arm *arm, struct audited_arm *ret, struct reason *why)
{
	/* Every offset is the same code. */
	const struct loader_order order = {
		.path = arm->path,
		.name = arm->name,
	};
	int err = object_open(arm->path, &ret->object, why);

	if (err < 0)
		return err;
	err = catalog_load(&order, &ret->loaded, why);
	if (err < 0) {
		object_close(&ret->object);
		return err;
	}
	ret->arm = ret->loaded.arm;
	ret->states = (struct state_arm){ ret->arm, &ret->object, { NULL } };
	if (ret->arm->ops == NULL) {
		err = reason_set(why, -ENODATA,
		    "%s has no operations to count: see bench/arm/arm.h",
		    arm->path);
		close_arm(ret);
	}
	return err;
}

/* Keeps a trace of the base.  Returns it, or NULL if there is no memory. */
static const struct base_trace *
add_base_trace(
    struct base *base, const char *const names[2], struct trace *trace)
{
	struct base_trace *kept =
	    reallocarray(base->traces, base->n_traces + 1, sizeof(*kept));

	if (kept == NULL) {
		trace_fini(trace);
		return NULL;
	}
	base->traces = kept;
	kept += base->n_traces++;
	*kept = (struct base_trace){ names[0], names[1], *trace };
	return kept;
}

static const struct base_trace *
find_base_trace(const struct base *base, const char *const names[2])
{
	for (size_t i = 0; i < base->n_traces; i++) {
		const struct base_trace *kept = &base->traces[i];

		if (strcmp(kept->op, names[0]) == 0 &&
		    strcmp(kept->state, names[1]) == 0)
			return kept;
	}
	return NULL;
}

/* If this system cannot count the state, the trace says why. */
static int
trace_state(const struct state *state, struct state_arm *arm,
    const struct base *base, struct trace *ret, struct reason *why)
{
	const int err = state_trace(state, arm, base->decoder, ret, why);

	if (err != -ENOTSUP)
		return err;
	*ret = (struct trace){ .uncounted = *why };
	*why = (struct reason){ "" };
	return 0;
}

/*
 * Compares an operation in a state with the base.  If *with is the base itself,
 * keeps its trace and compares it with one of another child.
 */
static int
audit_state(struct base *base, struct audited_arm *with, const char *op,
    const struct state *state, struct audit_files *files, struct reason *why)
{
	const char *names[2] = { op, state_name(state) };
	const bool is_base = with == &base->subject;
	const struct base_trace *kept;
	struct trace trace;
	int err;

	if (is_base) {
		err = trace_state(state, &with->states, base, &trace, why);
		if (err < 0)
			return err;
		if (add_base_trace(base, names, &trace) == NULL)
			return reason_set(why, -ENOMEM, "out of memory");
	}
	kept = find_base_trace(base, names);
	if (kept == NULL)
		return reason_set(why, -EINVAL,
		    "%s-%s-%s: %s: its base has no state %s", with->arm->lock,
		    with->arm->check, with->arm->place, op, names[1]);
	err = trace_state(
	    state, is_base ? &base->again : &with->states, base, &trace, why);
	if (err < 0)
		return err;
	err = audit_files_trace(
	    files, with->arm, names, &kept->trace, &trace, why);
	trace_fini(&trace);
	return err;
}

/* Compares one operation in all its states. */
static int
audit_op(struct base *base, struct audited_arm *with, const struct arm_op *op,
    size_t *n_states, struct audit_files *files, struct reason *why)
{
	const struct state *state;
	struct code code;
	int err = code_compare(&base->subject.object, &with->object, op->name,
	    base->decoder,
	    audit_files_evidence(files, with->arm, op->name, "code"), &code,
	    why);

	if (err < 0)
		return err;
	audit_files_code(files, with->arm, op->name, &code);
	for (unsigned i = 0;
	     err == 0 && (state = state_of(with->arm, op, i)) != NULL; i++) {
		err = audit_state(base, with, op->name, state, files, why);
		++*n_states;
	}
	return err;
}

static int
audit_arm(struct base *base, struct audited_arm *with,
    struct audit_files *files, struct reason *why)
{
	const struct arm_ops *ops = with->arm->ops;
	size_t n_states = 0;
	int err = 0;

	for (unsigned i = 0; err == 0 && i < ops->n; i++)
		err =
		    audit_op(base, with, &ops->list[i], &n_states, files, why);
	if (err == 0 && n_states != base->n_traces)
		err = reason_set(why, -EINVAL,
		    "%s-%s-%s: its base has %zu states of operations, it has "
		    "%zu",
		    with->arm->lock, with->arm->check, with->arm->place,
		    base->n_traces, n_states);
	return err;
}

/* Audits a base and the candidates of its lock. */
static int
audit_lock(const struct catalog *catalog, const char *checks, struct base *base,
    struct audit_files *files, struct reason *why)
{
	const char *lock = base->subject.arm->lock;
	int err = audit_arm(base, &base->subject, files, why);

	for (unsigned i = 0; err == 0 && i < catalog->n_arms; i++) {
		const struct catalog_arm *arm = &catalog->arms[i];
		struct audited_arm with;

		if (arm->role != ARM_ROLE_CAND ||
		    strcmp(arm->lock, lock) != 0 || !is_listed(checks, arm))
			continue;
		err = open_arm(arm, &with, why);
		/* Its base has operations. */
		if (err == -ENODATA)
			err = -EINVAL;
		if (err < 0)
			break;
		err = audit_arm(base, &with, files, why);
		close_arm(&with);
	}
	return err;
}

static int
audit_base(const struct catalog *catalog, const struct catalog_arm *arm,
    const char *checks, struct audit_files *files, struct reason *why)
{
	struct base base = { 0 };
	int err = open_arm(arm, &base.subject, why);

	if (err < 0)
		return err;
	base.again = base.subject.states;
	err = decode_open(base.subject.object.machine, &base.decoder, why);
	if (err == 0)
		err = audit_lock(catalog, checks, &base, files, why);
	for (size_t i = 0; i < base.n_traces; i++)
		trace_fini(&base.traces[i].trace);
	free(base.traces);
	state_fini(&base.again);
	decode_close(base.decoder);
	close_arm(&base.subject);
	return err;
}

/* A user's own lock may have nothing to count; the others are still counted. */
int
audit_run(const struct catalog *catalog, const char *checks,
    struct audit_files *files, struct reason *why)
{
	int err = check_arms(catalog, checks, why);
	bool is_counted = false;
	bool is_left_out = false;

	for (unsigned i = 0; err == 0 && i < catalog->n_arms; i++) {
		if (catalog->arms[i].role != ARM_ROLE_BASE)
			continue;
		err =
		    audit_base(catalog, &catalog->arms[i], checks, files, why);
		is_counted |= err == 0;
		is_left_out |= err == -ENODATA;
		if (err == -ENODATA)
			err = 0;
	}
	return err == 0 && is_left_out && !is_counted ? -ENODATA : err;
}
