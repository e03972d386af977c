/* SPDX-License-Identifier: BSD-2-Clause */
#include "fake_perf.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>

fake_perf_open *fake_perf_opener;
fake_perf_ioctl *fake_perf_teller;
int fake_perf_level = FAKE_PERF_REAL_LEVEL;

/* The names are the linker's. */
int __real_perf_open(const struct perf_code *code, int leader);
int __wrap_perf_open(const struct perf_code *code, int leader);
int __real_perf_paranoid(int *ret_level);
int __wrap_perf_paranoid(int *ret_level);
int __real_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...);

int
__wrap_perf_open(const struct perf_code *code, int leader)
{
	return fake_perf_opener == NULL ? __real_perf_open(code, leader)
	                                : fake_perf_opener(code, leader);
}

int
__wrap_perf_paranoid(int *ret_level)
{
	if (fake_perf_level == FAKE_PERF_REAL_LEVEL)
		return __real_perf_paranoid(ret_level);
	if (fake_perf_level == FAKE_PERF_NO_LEVEL)
		return -ENOENT;
	*ret_level = fake_perf_level;
	return 0;
}

int
__wrap_ioctl(int fd, unsigned long request, ...)
{
	va_list rest;
	unsigned long argument;

	if (fake_perf_teller != NULL)
		return fake_perf_teller(fd, request);
	va_start(rest, request);
	argument = va_arg(rest, unsigned long);
	va_end(rest);
	return __real_ioctl(fd, request, argument);
}
