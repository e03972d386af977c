/* SPDX-License-Identifier: BSD-2-Clause */
/* audit_texts: see audit_texts.h. */
#include "tests/analysis/audit/audit_texts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/lib/scratch.h"

void
audit_texts_read_claims(
    const char *folder, const char *text, struct claims *ret)
{
	const char *path =
	    scratch_write(folder, "claims.csv", text, strlen(text));
	struct reason why;

	if (claims_read(path, ret, &why) < 0)
		fail_msg("%s", why.text);
}

void
audit_texts_read(const char *folder, const char *text, struct audit *ret)
{
	const char *path =
	    scratch_write(folder, "audit.csv", text, strlen(text));
	struct reason why;

	if (audit_read(path, ret, &why) < 0)
		fail_msg("%s", why.text);
}
