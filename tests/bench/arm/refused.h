/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the system refuses of how an arm is loaded: memfd_create, mkostemp and
 * dlopen are wrapped.
 */
#ifndef TESTS_BENCH_ARM_REFUSED_H
#define TESTS_BENCH_ARM_REFUSED_H

extern struct refused {
	int memfd_exec;     /* errno for memfd_create with MFD_EXEC; 0: none */
	int memfd;          /* without */
	const char *folder; /* no file can be made in it */
	const char *prefix; /* no object can be mapped that begins so */
	unsigned n_memfds;  /* calls */
	unsigned n_files;
} refused;

#endif /* TESTS_BENCH_ARM_REFUSED_H */
