/* SPDX-License-Identifier: BSD-2-Clause */
/* What a tracee's memory is put back to. */
#include "bench/audit/trace/tracee_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int
keep(struct tracee *t, uint64_t address, size_t n_bytes)
{
	struct tracee_part *part;
	struct tracee_part *parts =
	    reallocarray(t->parts, t->n_parts + 1, sizeof(*parts));

	if (parts == NULL)
		return -ENOMEM;
	t->parts = parts;
	part = &parts[t->n_parts];
	*part = (struct tracee_part){ address, n_bytes, malloc(n_bytes) };
	if (part->bytes == NULL)
		return -ENOMEM;
	t->n_parts++;
	if (pread(t->mem, part->bytes, n_bytes, (off_t)address) !=
	    (ssize_t)n_bytes)
		return -EIO;
	return 0;
}

int
tracee_keep(struct tracee *t)
{
	const struct object *object = t->from.object;
	int err =
	    keep(t, TRACEE_MEMORY, offsetof(struct tracee_memory, stacks));

	for (unsigned i = 0; i < object->n_sections && err == 0; i++) {
		const Elf64_Shdr *s = &object->sections[i];

		if ((s->sh_flags & (SHF_ALLOC | SHF_WRITE | SHF_TLS)) ==
		        (SHF_ALLOC | SHF_WRITE) &&
		    s->sh_size > 0)
			err = keep(t, t->from.base + s->sh_addr, s->sh_size);
	}
	return err;
}

static bool
put_back(struct tracee *t, const struct tracee_part *part, size_t n_bytes)
{
	return pwrite(t->mem, part->bytes, n_bytes, (off_t)part->address) ==
	    (ssize_t)n_bytes;
}

int
tracee_reset(struct tracee *tracee, struct reason *why)
{
	for (size_t i = 0; i < tracee->n_parts; i++)
		if (!put_back(
		        tracee, &tracee->parts[i], tracee->parts[i].n_bytes))
			return reason_set(
			    why, -errno, "ptrace: %s", strerror(errno));
	return 0;
}

int
tracee_free_lock(struct tracee *t, struct reason *why)
{
	if (!put_back(t, &t->parts[0], ARM_LOCK_BYTES))
		return reason_set(why, -errno, "ptrace: %s", strerror(errno));
	return 0;
}

void
tracee_forget(struct tracee *t)
{
	for (size_t i = 0; i < t->n_parts; i++)
		free(t->parts[i].bytes);
	free(t->parts);
}
