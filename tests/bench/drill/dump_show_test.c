/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a dump is shown in full: which CPU panicked, what was held and
 * wanted, the deadlock that there would have been, what is wrong with the
 * world; and that only printable ASCII in lines of 100 columns is printed.
 */
#include "bench/drill/format/dump_show.h"

#include "bench/drill/format/wrapped.h"
#include "synth.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

static struct synth synth;
static char *text;

/* Prints the dump into text, and checks the form of the text. */
static void
show(void)
{
	static struct synth_file file;
	struct dump dump;
	struct reason why;
	size_t n_bytes;
	FILE *out;

	free(text);
	text = NULL;
	out = open_memstream(&text, &n_bytes);
	assert_non_null(out);
	synth_write(&synth, &file);
	if (dump_parse(file.bytes, file.n_bytes, &dump, &why) != 0)
		fail_msg("refused: %s", why.text);
	dump_show(&dump, out);
	dump_close(&dump);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(strlen(text), n_bytes);
	for (const char *c = text; *c != '\0'; c++)
		assert_true(*c == '\n' || (*c >= ' ' && *c <= '~'));
	for (const char *l = text; *l != '\0'; l += strcspn(l, "\n") + 1)
		assert_true(strcspn(l, "\n") <= WRAPPED_COLUMNS);
}

static void
assert_told(const char *words)
{
	if (strstr(text, words) == NULL)
		fail_msg("'%s' is not in:\n%s", words, text);
}

static void
assert_not_told(const char *words)
{
	if (strstr(text, words) != NULL)
		fail_msg("'%s' is in:\n%s", words, text);
}

static int
begin(void **state)
{
	(void)state;
	synth_init(&synth, 4);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	free(text);
	text = NULL;
	return 0;
}

#define WITH_DUMP(test) TEST_WITH(test, begin, end)

WITH_DUMP(test_a_dump_without_locks_held_is_told)
{
	show();
	assert_told("Panic by worker 0, CPU 0 of 4\n  the drill\n");
	assert_told("ask for it by 'global', are faked");
	assert_told("took 1.235 ms, and the world stood still");
	assert_told("  1 worker 1        stopped            1.5    1000000  "
	            "program+0x1001\n");
	assert_told("  table           rw      really  free\n");
	assert_told("Nobody asks for a lock");
	assert_told("None: the dump needed no lock");
	assert_told("Nobody was inside. It is consistent");
	assert_told("  panic: the drill\n  stopping CPUs\n");
	assert_not_told("A deadlock that is there");
	assert_not_told("What does not fit");
}

WITH_DUMP(test_what_is_held_and_wanted_is_told)
{
	synth_hold(&synth, 1, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_hold(&synth, 2, WORLD_TABLE, DUMP_SHARED);
	synth_queue(&synth, 2, WORLD_LOG, DUMP_EXCLUSIVE);
	synth.locks[WORLD_LOG].words[0] |= 3;
	synth.locks[WORLD_LOG].recurse = 2;
	synth.locks[WORLD_COUNTER].words[2] = 0x101;
	show();
	assert_told("has log alone; runs\n");
	assert_told("has table shared; wants log alone; sleeps\n");
	assert_told("worker 1 has it alone (recursed) (others wait) (taken");
	assert_told("1 share it, 1 noted it\n");
	assert_told("free (2 readers' tokens)\n");
	assert_told("worker 2 is queued for log and waits for worker 1\n");
	assert_told("inside of log (not looked at). It is consistent");
}

WITH_DUMP(test_the_deadlock_that_would_have_been_is_told)
{
	synth_hold(&synth, 1, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_queue(&synth, 1, WORLD_POOL, DUMP_EXCLUSIVE);
	synth_hold(&synth, 2, WORLD_POOL, DUMP_EXCLUSIVE);
	synth.trailer.take[WORLD_LOG] = DUMP_FAKED;
	show();
	assert_told("worker 0 would have waited for log of worker 1.\n");
	assert_told("worker 1 is stopped, and waits for pool of worker 2.\n");
	assert_told("worker 2 is stopped: it never lets go.\n");
	synth_hold(&synth, 0, WORLD_POOL, DUMP_EXCLUSIVE);
	synth.cpus[2].n_held = 0;
	show();
	assert_told("they would have waited in a circle.\n");
	assert_not_told("never lets go");
	synth.cpus[1].state = DUMP_CPU_UNANSWERED;
	synth_want(&synth, 1, DUMP_NONE, DUMP_EXCLUSIVE);
	synth.cpus[1].waits_on = 0;
	show();
	assert_told("worker 1 did not answer: it may let go, or not.\n");
}

WITH_DUMP(test_a_deadlock_that_is_there_is_told)
{
	synth_hold(&synth, 1, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_queue(&synth, 1, WORLD_ACCOUNT, DUMP_EXCLUSIVE);
	synth_hold(&synth, 2, WORLD_ACCOUNT, DUMP_EXCLUSIVE);
	synth_queue(&synth, 2, WORLD_LOG, DUMP_EXCLUSIVE);
	synth_queue(&synth, 3, WORLD_LOG, DUMP_EXCLUSIVE);
	synth.trailer.take[WORLD_LOG] = DUMP_FAKED;
	show();
	assert_told("A deadlock that is there\n"
	            "  worker 1 waits for account of worker 2\n"
	            "  worker 2 waits for log of worker 1\n");
	assert_told("worker 2 waits for log of one before it: they wait in");
}

WITH_DUMP(test_doubts_are_told)
{
	synth.locks[WORLD_LOG].words[0] = 0x7770;
	synth_hold(&synth, 1, WORLD_POOL, DUMP_EXCLUSIVE);
	synth.locks[WORLD_POOL].words[0] = synth_thread(2);
	synth_hold(&synth, 1, WORLD_TABLE, DUMP_SHARED);
	synth.locks[WORLD_TABLE].words[0] = 1;
	synth_hold(&synth, 2, WORLD_COUNTER, DUMP_EXCLUSIVE);
	synth_hold(&synth, 3, WORLD_COUNTER, DUMP_SHARED);
	synth.locks[WORLD_COUNTER].words[0] = synth_thread(2);
	show();
	assert_told("log: the word names 0x7770 as its owner");
	assert_told("pool: worker 1 noted that it has it alone; the word den");
	assert_told("pool: by the word worker 2 has it, which did not note");
	assert_told("table: 1 CPUs noted a share; the word counts 0.");
	assert_told("counter: worker 2 noted that it has it alone, and others");
}

WITH_DUMP(test_what_is_wrong_with_the_world_is_told)
{
	synth.world.accounts[0]++;
	show();
	assert_told("It is WRONG where nobody was: the accounts have");
	synth_hold(&synth, 1, WORLD_ACCOUNT, DUMP_EXCLUSIVE);
	synth_hold(&synth, 1, WORLD_POOL, DUMP_EXCLUSIVE);
	show();
	assert_told("inside of pool and account (not looked at). It is cons");
	/* A part that no lock guards is not checked either. */
	synth_init(&synth, 4);
	synth.world.accounts[0]++;
	strcpy(synth.locks[WORLD_ACCOUNT].name, "?");
	show();
	assert_told("inside of account (not looked at). It is consistent");
}

WITH_DUMP(test_no_bytes_get_out_that_a_terminal_would_obey)
{
	memset(synth.header.message, '\x1b', DUMP_TEXT_BYTES - 1);
	memset(synth.header.check, '\n', DUMP_NAME_BYTES - 1);
	for (unsigned i = 0; i < 4; i++) {
		memset(synth.cpus[i].name, '\xff', DUMP_NAME_BYTES - 1);
		synth.cpus[i].stop_ns = UINT64_MAX;
		synth.cpus[i].n_steps = UINT64_MAX;
		synth.cpus[i].pc = UINT64_MAX;
	}
	for (unsigned i = 0; i < WORLD_LOCKS; i++)
		memset(synth.locks[i].name, '\t', DUMP_NAME_BYTES - 1);
	for (unsigned i = 0; i < DUMP_HELD_MAX; i++)
		synth_hold(&synth, 1, i, DUMP_EXCLUSIVE);
	synth_queue(&synth, 2, WORLD_POOL, DUMP_EXCLUSIVE);
	synth.trailer.dump_ns = UINT64_MAX;
	show();
	assert_told("\\x1b\\x1b");
	assert_told("\\xff\\xff");
	assert_told("\\x09\\x09");
	assert_told("\\x0a\\x0a");
}

WITH_DUMP(test_what_the_flag_means_is_told_by_the_check)
{
	strcpy(synth.header.check, "td");
	show();
	assert_told("flag is set: locks, which ask for it by 'td', are faked");
	synth.header.is_stopped = 0;
	show();
	assert_told("flag is not set: locks, which ask for it by 'td', wait");
	strcpy(synth.header.check, "none");
	show();
	assert_told("flag is not set: no lock asks for it, and all wait as "
	            "ever.\n");
	synth.header.is_stopped = 1;
	show();
	assert_told("flag is set: no lock asks for it, and all wait as ever, "
	            "also for who stands");
	assert_not_told("faked where");
}
