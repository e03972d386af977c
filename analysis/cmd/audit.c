/* SPDX-License-Identifier: BSD-2-Clause */
/* audit: the commands that judge by a claims file. */
#include "analysis/cmd/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "analysis/audit/audit_pair.h"
#include "analysis/audit/claims_check.h"
#include "analysis/audit/claims_rewrite.h"
#include "analysis/audit/matrix.h"
#include "analysis/format/terminal.h"

int
commands_audit(const struct arguments *args, struct reason *why)
{
	struct claims claims;
	struct audit audit;
	int rc = claims_read(args->claims, &claims, why);

	if (rc < 0)
		return rc;
	rc = audit_read_report(args->reports[0], &audit, why);
	if (rc == 0) {
		const struct claims_result result =
		    claims_check_print(stdout, &audit, &claims);

		rc = terminal_end(stdout, result.n_broken > 0 ? 1 : 0, why);
		audit_fini(&audit);
	}
	claims_fini(&claims);
	return rc;
}

/*
 * Prints the claims file with the costs of the audit of the report at `path`.
 */
static int
rewrite_claims(
    const char *path, const struct claims *claims, struct reason *why)
{
	struct audit audit;
	int rc = audit_read_report(path, &audit, why);

	if (rc < 0)
		return rc;
	rc = claims_rewrite_print(stdout, claims, &audit, why);
	if (rc == 0)
		rc = terminal_end(stdout, 0, why);
	audit_fini(&audit);
	return rc;
}

int
commands_claims(const struct arguments *args, struct reason *why)
{
	struct claims claims;
	int rc = claims_read(args->claims, &claims, why);

	if (rc < 0)
		return rc;
	if (args->rewrite != NULL)
		rc = rewrite_claims(args->rewrite, &claims, why);
	claims_fini(&claims);
	return rc;
}

/* Reads the audits of all reports and prints the matrix. */
static int
read_and_print(const struct arguments *args, struct audit *audits,
    const struct claims *claims, struct reason *why)
{
	const size_t n = (size_t)args->n_reports;
	size_t n_read = 0;
	int rc = 0;

	while (rc == 0 && n_read < n) {
		rc = audit_read_report(
		    args->reports[n_read], &audits[n_read], why);
		n_read += rc == 0;
	}
	if (rc == 0)
		rc = terminal_end(stdout,
		    matrix_print(stdout, audits, n, claims) > 0 ? 1 : 0, why);
	while (n_read > 0)
		audit_fini(&audits[--n_read]);
	return rc;
}

int
commands_matrix(const struct arguments *args, struct reason *why)
{
	struct audit *audits = calloc((size_t)args->n_reports, sizeof(*audits));
	struct claims claims;
	int rc = audits != NULL ? claims_read(args->claims, &claims, why)
	                        : reason_memory(why);

	if (rc == 0) {
		rc = read_and_print(args, audits, &claims, why);
		claims_fini(&claims);
	}
	free(audits);
	return rc;
}
