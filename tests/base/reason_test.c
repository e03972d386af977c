/* SPDX-License-Identifier: BSD-2-Clause */
/* Proves that a reason is one line that fits, whatever words it quotes. */
#include "base/reason.h"

#include <errno.h>
#include <string.h>

#include "tests/lib/test.h"

TEST(test_control_characters_leave_one_line)
{
	struct reason why;

	assert_int_equal(
	    reason_set(&why, -EINVAL, "'%s': not \xc3\xa4", "\n\x1b[2J\r"),
	    -EINVAL);
	assert_string_equal(why.text, "'??[2J?': not \xc3\xa4");
}

TEST(test_a_long_text_is_cut_where_it_does_not_fit)
{
	char words[2 * REASON_BYTES];
	struct reason why;

	memset(words, 'x', sizeof(words) - 1);
	words[sizeof(words) - 1] = '\0';
	assert_int_equal(reason_set(&why, -EIO, "%s", words), -EIO);
	assert_int_equal(strlen(why.text), REASON_BYTES - 1);
}
