/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a command on a system that has no membarrier(2), as old ones have, or
 * that refuses ptrace(2), as containers do: without membarrier|ptrace COMMAND.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Makes the system call of this number fail, for this process and its children.
 */
static int
refuse(unsigned number, unsigned error)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		    offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { sizeof(filter) / sizeof(*filter),
		filter };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int
main(int argc, char *argv[])
{
	const bool is_ptrace = argc > 2 && strcmp(argv[1], "ptrace") == 0;

	if (argc < 3 ||
	    refuse(is_ptrace ? SYS_ptrace : SYS_membarrier,
	        is_ptrace ? EPERM : ENOSYS) != 0) {
		perror("without membarrier|ptrace COMMAND");
		return 77;
	}
	execvp(argv[2], argv + 2);
	perror(argv[2]);
	return 77;
}
