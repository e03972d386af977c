/* SPDX-License-Identifier: BSD-2-Clause */
/* Standard input, output and error, of which a caller may have closed some. */
#ifndef BASE_STREAMS_H
#define BASE_STREAMS_H

#include "base/reason.h"

/*
 * Fills the descriptors 0 to 2 where they are closed, so that no file of ours
 * becomes one of them; what is written to such a stream fails.  Call first.
 */
void streams_open(void);

/*
 * Ends standard output.  Returns 0, or a negative errno with the reason if
 * anything that was printed did not arrive.
 */
int streams_end_output(struct reason *why);

#endif /* BASE_STREAMS_H */
