/* SPDX-License-Identifier: BSD-2-Clause */
#include "locks/patch.h"

#include "locks/atomic.h"

#include <linux/membarrier.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

/* The linker's, around this object's section. */
extern const struct patch_entry __start_patch_sites[] HIDDEN;
extern const struct patch_entry __stop_patch_sites[] HIDDEN;

static unsigned char *
site_of(const struct patch_entry *e)
{
	return (unsigned char *)((uintptr_t)&e->site + (uintptr_t)e->site);
}

static unsigned char *
target_of(const struct patch_entry *e)
{
	return (unsigned char *)((uintptr_t)&e->target + (uintptr_t)e->target);
}

static _Noreturn void
give_up(const char *what)
{
	perror(what);
	abort();
}

static void
membarrier(int command)
{
	if (syscall(SYS_membarrier, command, 0, 0) != 0)
		give_up("membarrier with SYNC_CORE");
}

/*
 * Returns when no processor runs this process by code that it fetched before.
 */
static void
serialize_all(void)
{
	membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE);
}

/* Gives the pages of a site their protection; the code stays executable. */
static void
protect(const unsigned char *site, size_t n_bytes, int protection)
{
	const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	const uintptr_t from = (uintptr_t)site / page * page;
	const size_t length = (uintptr_t)site + n_bytes - from;

	if (mprotect((void *)from, length, protection) != 0)
		give_up("mprotect of code");
}

static void
protect_all(size_t n_bytes, int protection)
{
	for (const struct patch_entry *e = __start_patch_sites;
	     e < __stop_patch_sites; e++)
		protect(site_of(e), n_bytes, protection);
}

#if defined(__x86_64__)

#define SITE_BYTES 5
#define INT3       0xcc
#define JMP_REL32  0xe9

static const unsigned char nop[SITE_BYTES] = { 0x0f, 0x1f, 0x44, 0x00, 0x00 };

/* What the sites are or will be: for a thread that meets an int3. */
static atomic_word jumps;

static struct sigaction others;

static void
make_instruction(
    const struct patch_entry *e, bool is_jump, unsigned char ret[SITE_BYTES])
{
	const int32_t distance =
	    (int32_t)(target_of(e) - site_of(e) - SITE_BYTES);

	if (!is_jump) {
		memcpy(ret, nop, SITE_BYTES);
		return;
	}
	ret[0] = JMP_REL32;
	memcpy(ret + 1, &distance, sizeof(distance));
}

/* A byte at a time: the compiler neither joins nor watches these stores. */
static void
store_code(unsigned char *to, const unsigned char *from, size_t n)
{
	for (size_t i = 0; i < n; i++)
		__asm__ volatile("movb %1, %0" : "=m"(to[i]) : "q"(from[i]));
}

/* Hands a trap that is not of our making to the handler before ours. */
static void
pass_on(int signal, siginfo_t *info, void *context)
{
	if (others.sa_flags & SA_SIGINFO)
		others.sa_sigaction(signal, info, context);
	else if (others.sa_handler != SIG_DFL && others.sa_handler != SIG_IGN)
		others.sa_handler(signal);
	else
		abort();
}

/* Does what the instruction does over which an int3 stands, or has stood. */
static void
step_over(int signal, siginfo_t *info, void *context)
{
	greg_t *rip = &((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];

	for (const struct patch_entry *e = __start_patch_sites;
	     e < __stop_patch_sites; e++)
		if ((uintptr_t)*rip == (uintptr_t)site_of(e) + 1) {
			/* Pairs with the release in write_sites(). */
			*rip = (greg_t)(atomic_load_acq(&jumps)
			        ? target_of(e)
			        : site_of(e) + SITE_BYTES);
			return;
		}
	pass_on(signal, info, context);
}

/*
 * For good: a thread may have met the last int3 and not have had its signal yet
 * when the code is whole again.
 */
static void
take_traps(void)
{
	static bool is_done;
	struct sigaction ours = {
		.sa_sigaction = step_over,
		.sa_flags = SA_SIGINFO,
	};

	if (is_done)
		return;
	sigemptyset(&ours.sa_mask);
	if (sigaction(SIGTRAP, &ours, &others) != 0)
		give_up("sigaction");
	is_done = true;
}

static void
write_sites(bool is_jump)
{
	static const unsigned char int3 = INT3;
	unsigned char code[SITE_BYTES];
	const struct patch_entry *e;

	take_traps();
	atomic_store_rel(&jumps, is_jump);
	for (e = __start_patch_sites; e < __stop_patch_sites; e++)
		store_code(site_of(e), &int3, 1);
	serialize_all();
	/* From here on no thread runs past a first byte: the rest is ours. */
	for (e = __start_patch_sites; e < __stop_patch_sites; e++) {
		make_instruction(e, is_jump, code);
		store_code(site_of(e) + 1, code + 1, SITE_BYTES - 1);
	}
	serialize_all();
	for (e = __start_patch_sites; e < __stop_patch_sites; e++) {
		make_instruction(e, is_jump, code);
		store_code(site_of(e), code, 1);
	}
}

#else

#define SITE_BYTES 4
#define NOP        0xd503201fu
#define B_IMM26    0x14000000u
#define IMM26      0x03ffffffu

static void
write_sites(bool is_jump)
{
	for (const struct patch_entry *e = __start_patch_sites;
	     e < __stop_patch_sites; e++) {
		const ptrdiff_t words = (target_of(e) - site_of(e)) / 4;
		const uint32_t code =
		    is_jump ? B_IMM26 | ((uint32_t)words & IMM26) : NOP;
		uint32_t *site = (uint32_t *)site_of(e);

		/* The compiler neither splits nor watches this store. */
		__asm__ volatile("str %w1, %0" : "=m"(*site) : "r"(code));
		__builtin___clear_cache((char *)site, (char *)(site + 1));
	}
}

#endif

void
patch_write(bool is_jump)
{
	membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE);
	protect_all(SITE_BYTES, PROT_READ | PROT_WRITE | PROT_EXEC);
	write_sites(is_jump);
	serialize_all();
	protect_all(SITE_BYTES, PROT_READ | PROT_EXEC);
}
