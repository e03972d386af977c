/* SPDX-License-Identifier: BSD-2-Clause */
/* Has no test. */
#include "tests/lib/test.h"
