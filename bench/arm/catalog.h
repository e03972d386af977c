/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The arms at hand: the shared objects NAME.so of a folder, each of which can
 * be loaded at any offset (loader.h).  Each base also gives a null arm,
 * NAME-null, which is the same file loaded once more.
 */
#ifndef BENCH_ARM_CATALOG_H
#define BENCH_ARM_CATALOG_H

#include "base/reason.h"
#include "bench/arm/arm.h"
#include "bench/arm/compiler.h"
#include "bench/arm/loader.h"

#include <stdbool.h>

#define CATALOG_NAME_BYTES 64

/* The checks that are run and counted where none are named. */
#define CATALOG_USUAL_CHECKS "global,td,panicstr"

/* The ending of an arm's file name, and that of a null arm's name. */
#define CATALOG_ENDING ".so"
#define CATALOG_NULL   "-null"

/* The role of an arm in a row; the first arm of a row is its base. */
enum arm_role {
#define ROLE(id, word, meaning) ARM_ROLE_##id,
#include "base/formats/words.def"
	N_ARM_ROLES
};

struct catalog_arm {
	char name[CATALOG_NAME_BYTES]; /* "mtx-global-hard" */
	char *path;                    /* of its file */
	char lock[CATALOG_NAME_BYTES];
	char check[CATALOG_NAME_BYTES];
	char place[CATALOG_NAME_BYTES]; /* empty without a check */
	enum arm_role role;
	bool is_planted; /* can be slowed down by a known fraction */
	char beside[CATALOG_NAME_BYTES]; /* struct arm's; empty: all locks */
	char what[CATALOG_NAME_BYTES];   /* struct arm's */
	char means[CATALOG_NAME_BYTES];  /* struct arm's; empty: no choice */
	struct compiler compiler;        /* what made it */
	struct catalog_case {
		char name[CATALOG_NAME_BYTES];
		enum arm_slow_path slow_path;
	} * cases;
	unsigned n_cases;
};

struct catalog {
	char *folder;
	struct catalog_arm *arms; /* sorted by role, then name */
	unsigned n_arms;

	/*
	 * With two builds, the families that only one has.  Their role is base
	 * if that is the old one, else cand.
	 */
	struct catalog_arm *lone;
	unsigned n_lone;
};

/*
 * Reads every arm in folder.  Returns 0; -ENOENT if there is none; or the error
 * of the first arm that cannot be used.
 */
int catalog_open(const char *folder, struct catalog *ret, struct reason *why);

void catalog_close(struct catalog *catalog);

/* Sorts the arms as said above. */
void catalog_sort(struct catalog *catalog);

/* The case called name of an arm, or NULL. */
const struct catalog_case *catalog_case(
    const struct catalog_arm *arm, const char *name);

/*
 * Whether a comma-separated list of checks names that of a candidate: by its
 * check, or by check-place.
 */
bool catalog_lists_check(const char *checks, const struct catalog_arm *arm);

/* "base", "null", ...: as in raw.csv. */
const char *catalog_role_name(enum arm_role role);

/* "none", "some", "every", "any": as in raw.csv. */
const char *catalog_slow_path_name(enum arm_slow_path slow_path);

/* Copies *arm to *ret with another role and name.  Returns 0 or -ENOMEM. */
int catalog_copy(const struct catalog_arm *arm, enum arm_role role,
    const char *name, struct catalog_arm *ret);

/* An arm in memory. */
struct catalog_loaded {
	const struct arm *arm;
	struct loader_copy copy;
};

/*
 * Loads a copy of an arm, and checks that this engine knows its ABI and that
 * its loops lie at the offset.  It stays loaded until catalog_unload().
 * Returns 0; -ENOEXEC with the reason if the file is no such arm; or the error
 * of loader_open().
 */
int catalog_load(const struct loader_order *order, struct catalog_loaded *ret,
    struct reason *why);

/* Unloads an arm.  Nothing may refer to it any more. */
void catalog_unload(struct catalog_loaded *loaded);

#endif /* BENCH_ARM_CATALOG_H */
