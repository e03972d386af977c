/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How an arm's code asks whether the world has stopped, one instruction after
 * the other: which instruction it is, that nothing else is read for it, and
 * where the flag lies.  locks/stop.h says what each check should be.
 */
#ifndef TESTS_BENCH_ARM_ASKING_H
#define TESTS_BENCH_ARM_ASKING_H

#include "insn.h"

#include "bench/elf/object.h"

/* A check by its name in the CSV. */
struct asking_form;

/* The form of that name, or NULL. */
const struct asking_form *asking_form(const char *check);

/* What was seen of a function; zeroed before its first instruction. */
struct asking {
	unsigned n_asked;       /* questions */
	unsigned n_malformed;   /* of these, not by the one instruction */
	unsigned n_otherwise;   /* reads of a flag that is another check's */
	unsigned n_tls;         /* uses of thread-local storage */
	unsigned n_line_writes; /* writes to the line of the check's flag */
	unsigned n_fake_ahead;  /* questions behind which faking comes first */
};

/* Adds what *insn, followed by *next or NULL, does to *seen. */
void asking_see(const struct object *object, const struct asking_form *form,
    const cs_insn *insn, const cs_insn *next, csh handle, struct asking *seen);

/* True if thread-local storage is part of the question. */
bool asking_uses_tls(const struct asking_form *form);

/* True if a load through the GOT is the question's own. */
bool asking_excuses_got(const struct object *object,
    const struct asking_form *form, uint64_t address);

/* What is wrong with the questions of a function; NULL if they are right. */
const char *asking_judge(
    const struct asking_form *form, const struct asking *seen);

/* The same of what it writes beside the flag. */
const char *asking_judge_line(
    const struct asking_form *form, const struct asking *seen);

/* What is wrong with where the flag lies; NULL if it is right. */
const char *asking_judge_data(
    const struct object *object, const struct asking_form *form);

#endif /* TESTS_BENCH_ARM_ASKING_H */
