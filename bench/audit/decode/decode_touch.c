/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What x86-64's instructions do to a memory operand, by their names; of what is
 * not here nobody knows.  The first that matches is it: a star stands for any
 * end.
 */
#include "bench/audit/decode/decode_arch.h"

#include <string.h>

#define NOTHING                  \
	{                        \
		.is_known = true \
	}
#define READ                                                         \
	{                                                            \
		.is_known = true, .reads = true, .reads_first = true \
	}
#define WRITE                                          \
	{                                              \
		.is_known = true, .writes_first = true \
	}
#define MOVE                                                          \
	{                                                             \
		.is_known = true, .reads = true, .writes_first = true \
	}
#define CHANGE                                                        \
	{                                                             \
		.is_known = true, .reads = true, .reads_first = true, \
		.writes_first = true                                  \
	}
#define UNKNOWN                   \
	{                         \
		.is_known = false \
	}

static const struct {
	const char *names; /* separated by spaces */
	struct decode_touch touch;
} touches[] = {
	{ "lea nop prefetch* clflush clflushopt clwb", NOTHING },
	/* These touch what they do not name. */
	{ "movdir* maskmov* vmaskmov* vpmaskmov*", UNKNOWN },
	{ "cmp cmpsb cmpsw cmpsd cmpsq scas* test bt", READ },
	{ "call jmp push mul imul div idiv", READ },
	{ "popcnt lzcnt tzcnt bsf bsr cmov*", READ },
	{ "fld fild fldcw ldmxcsr ucomis* comis* cvt*", READ },
	{ "pxor por pand pandn padd* psub* pcmpeq* punpck* pshuf*", READ },
	{ "xorp* andp* orp* addp* adds* subs* muls* divs*", READ },
	{ "vpxor vpor vpand vpandn vpadd* vpsub* vpcmpeq* vxorp*", READ },
	{ "vbroadcast* vpbroadcast* vinsert* vpinsr* pinsr*", READ },
	{ "set* pop fst fstp fist fistp fisttp", WRITE },
	{ "fnstcw fstcw fnstsw fstsw stmxcsr vstmxcsr", WRITE },
	{ "mov* vmov* stos* lods* lddqu vlddqu", MOVE },
	{ "pextr* vpextr* extractps vextract*", WRITE },
	{ "add sub and or xor adc sbb inc dec neg not", CHANGE },
	{ "shl sal shr sar rol ror rcl rcr shld shrd bts btr btc", CHANGE },
	{ "xchg cmpxchg cmpxchg8b cmpxchg16b xadd", CHANGE },
};

/* These have no memory operand, and touch memory beside the stack's top. */
static const char hidden[] = "enter xlatb maskmovq maskmovdqu vmaskmovdqu int* "
                             "iret* retf* lcall ljmp sysenter clzero pushf "
                             "popf";

static bool
is_among(const char *names, const char *name)
{
	while (*names != '\0') {
		const size_t n = strcspn(names, " ");
		const bool has_star = names[n - 1] == '*';

		if (strncmp(names, name, n - has_star) == 0 &&
		    (has_star || name[n] == '\0'))
			return true;
		names += n + strspn(names + n, " ");
	}
	return false;
}

struct decode_touch
decode_touch(const char *mnemonic)
{
	/* After lock, rep and the like. */
	const char *space = strrchr(mnemonic, ' ');
	const char *name = space == NULL ? mnemonic : space + 1;

	for (unsigned i = 0; i < sizeof(touches) / sizeof(touches[0]); i++)
		if (is_among(touches[i].names, name))
			return touches[i].touch;
	return (struct decode_touch)UNKNOWN;
}

bool
decode_hides_access(const char *mnemonic)
{
	return is_among(hidden, mnemonic);
}
