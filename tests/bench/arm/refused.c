/* SPDX-License-Identifier: BSD-2-Clause */
#include "refused.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

struct refused refused;

int __real_memfd_create(const char *name, unsigned flags);
int __wrap_memfd_create(const char *name, unsigned flags);
int __real_mkostemp64(char *path, int flags);
int __wrap_mkostemp64(char *path, int flags);
void *__real_dlopen(const char *path, int flags);
void *__wrap_dlopen(const char *path, int flags);
char *__real_dlerror(void);
char *__wrap_dlerror(void);

int
__wrap_memfd_create(const char *name, unsigned flags)
{
	const int refusal =
	    flags & MFD_EXEC ? refused.memfd_exec : refused.memfd;

	refused.n_memfds++;
	if (refusal == 0)
		return __real_memfd_create(name, flags);
	errno = refusal;
	return -1;
}

int
__wrap_mkostemp64(char *path, int flags)
{
	const size_t n = refused.folder == NULL ? 0 : strlen(refused.folder);

	refused.n_files++;
	if (n > 0 && strncmp(path, refused.folder, n) == 0) {
		errno = EROFS;
		return -1;
	}
	return __real_mkostemp64(path, flags);
}

static char refusal[256];

void *
__wrap_dlopen(const char *path, int flags)
{
	refusal[0] = '\0';
	if (refused.prefix == NULL || (flags & RTLD_NOLOAD) ||
	    strncmp(path, refused.prefix, strlen(refused.prefix)) != 0)
		return __real_dlopen(path, flags);
	snprintf(refusal, sizeof(refusal),
	    "%.100s: failed to map segment from shared object", path);
	return NULL;
}

char *
__wrap_dlerror(void)
{
	return refusal[0] != '\0' ? refusal : __real_dlerror();
}
