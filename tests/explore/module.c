/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds a module's data by its program headers. */
#include "module.h"

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <unistd.h>

/* Of one module: where it may be written after the loader has protected it. */
struct memory {
	uintptr_t inside; /* an address in the module */
	uintptr_t from;
	uintptr_t to;
};

static bool
contains(const struct dl_phdr_info *info, uintptr_t p)
{
	for (unsigned i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *h = &info->dlpi_phdr[i];
		const uintptr_t from = info->dlpi_addr + h->p_vaddr;

		if (h->p_type == PT_LOAD && p - from < h->p_memsz)
			return true;
	}
	return false;
}

static int
find_memory(struct dl_phdr_info *info, size_t size, void *arg)
{
	const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	struct memory *m = arg;
	uintptr_t protected_to = 0;

	(void)size;
	if (!contains(info, m->inside))
		return 0;
	for (unsigned i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *h = &info->dlpi_phdr[i];
		const uintptr_t from = info->dlpi_addr + h->p_vaddr;

		if (h->p_type == PT_GNU_RELRO)
			protected_to = (from + h->p_memsz) & ~(page - 1);
		if (h->p_type == PT_LOAD && (h->p_flags & PF_W) != 0) {
			m->from = from;
			m->to = from + h->p_memsz;
		}
	}
	if (m->from < protected_to)
		m->from = protected_to;
	return 1;
}

const struct explored *
module_open(const char *path)
{
	void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	const struct explored *e =
	    module == NULL ? NULL : dlsym(module, EXPLORED_SYMBOL);
	struct memory m = { .inside = (uintptr_t)e };

	if (e == NULL || dl_iterate_phdr(find_memory, &m) == 0 ||
	    m.to <= m.from) {
		fprintf(stderr, "%s: %s\n", path,
		    e == NULL ? dlerror() : "has no writable memory");
		return NULL;
	}
	explore_world((void *)m.from, m.to - m.from);
	return e;
}
