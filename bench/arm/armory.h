/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The arms at hand: the shared objects NAME.so of a folder, each of which can
 * be loaded at any offset (loader.h); and of each base a null arm, NAME-null,
 * which is the same file loaded once more.
 */
#ifndef BENCH_ARM_ARMORY_H
#define BENCH_ARM_ARMORY_H

#include "base/reason.h"
#include "bench/arm/arm.h"
#include "bench/arm/compiler.h"
#include "bench/arm/loader.h"

#include <stdbool.h>

#define ARMORY_NAME_BYTES 64

/* How the file of an arm ends, and the name of a null arm. */
#define ARMORY_ENDING ".so"
#define ARMORY_NULL   "-null"

/* What an arm is for; a row's first is its base. */
enum arm_role {
#define ROLE(id, word, meaning) ARM_ROLE_##id,
#include "base/formats/words.def"
	N_ARM_ROLES
};

struct armory_arm {
	char name[ARMORY_NAME_BYTES]; /* "mtx-global-hard" */
	char *path;                   /* of its file */
	char lock[ARMORY_NAME_BYTES];
	char check[ARMORY_NAME_BYTES];
	char place[ARMORY_NAME_BYTES]; /* empty without a check */
	enum arm_role role;
	bool is_planted; /* can be slowed down by a known fraction */
	char beside[ARMORY_NAME_BYTES]; /* struct arm's; empty: all locks */
	char what[ARMORY_NAME_BYTES];   /* struct arm's */
	char means[ARMORY_NAME_BYTES];  /* struct arm's; empty: no choice */
	struct compiler compiler;       /* what made it */
	struct armory_case {
		char name[ARMORY_NAME_BYTES];
		enum arm_slow_path slow_path;
	} * cases;
	unsigned n_cases;
};

struct armory {
	char *folder;
	struct armory_arm *arms; /* sorted by role, then name */
	unsigned n_arms;

	/*
	 * Of two builds, the families that only one has: of role base where
	 * that is the old one, else cand.
	 */
	struct armory_arm *lone;
	unsigned n_lone;
};

/*
 * Looks at every arm in folder.  Returns 0, -ENOENT if there is none, or the
 * error of the first that cannot be used.
 */
int armory_open(const char *folder, struct armory *ret, struct reason *why);

void armory_close(struct armory *armory);

/* Sorts the arms as said above. */
void armory_sort(struct armory *armory);

/* The case called name of an arm, or NULL. */
const struct armory_case *armory_case(
    const struct armory_arm *arm, const char *name);

/*
 * Whether a comma-separated list of checks names that of a candidate: by its
 * check, or by check-place.
 */
bool armory_lists_check(const char *checks, const struct armory_arm *arm);

/* "base", "null", ...: as in raw.csv. */
const char *armory_role_name(enum arm_role role);

/* "none", "some", "every", "any": as in raw.csv. */
const char *armory_slow_path_name(enum arm_slow_path slow_path);

/*
 * Makes *ret another arm like *arm in a role, called name.  Returns 0 or
 * -ENOMEM.
 */
int armory_copy(const struct armory_arm *arm, enum arm_role role,
    const char *name, struct armory_arm *ret);

/* An arm in memory. */
struct armory_loaded {
	const struct arm *arm;
	struct loader_copy copy;
};

/*
 * Loads a copy of an arm and checks that it is of an ABI that this engine
 * knows, and that its loops lie at the offset.  It stays loaded until
 * armory_unload().  Returns 0, -ENOEXEC with the reason if it is not such an
 * arm, or loader_open()'s error.
 */
int armory_load(const struct loader_order *order, struct armory_loaded *ret,
    struct reason *why);

/* Unloads an arm to which nothing refers any more. */
void armory_unload(struct armory_loaded *loaded);

#endif /* BENCH_ARM_ARMORY_H */
