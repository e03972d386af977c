# SPDX-License-Identifier: BSD-2-Clause
# Writes, from a link's map and its script (block.ld), the script by which the
# linker itself puts the block `offset` bytes further on:
#
#     awk -f place.awk -v offset=12 MAP BLOCK_LD
#
# Each input section is put where the map says that it was, plus the offset, and
# asks for no alignment of its own: an aligned section would be pulled back.

# strtonum is gawk's alone.
function number(hex,    i, n) {
	n = 0
	hex = tolower(hex)
	for (i = 3; i <= length(hex); i++)
		n = n * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
	return n
}

# The map breaks a line behind a long name.
FNR == NR && /^ ?\.[^ ]+$/ {
	held = $0
	next
}

FNR == NR && held != "" {
	$0 = held " " $0
	held = ""
}

FNR == NR && /^[.\/]/ {
	in_block = $1 == ".text.arm"
	if (in_block) {
		start = number($2)
		size = number($3)
	}
}

FNR == NR && in_block && /^ / && $1 ~ /^\.text/ {
	n++
	where[n] = number($2) - start
	# Without a star it would be one more file to link, and come first.
	what[n] = "*" $4 "(" $1 ")"
}

FNR == NR {
	next
}

/\.text\.arm : ALIGN\(4096\)/ {
	print "\t.text.arm : ALIGN(4096) SUBALIGN(1)\n\t{"
	for (i = 1; i <= n; i++)
		printf "\t\t. = %d;\n\t\t%s\n", where[i] + offset, what[i]
	printf "\t\t. = %d;\n", size
	is_left_out = 1
}

/^\t}/ {
	is_left_out = 0
}

!is_left_out

END {
	exit n > 0 ? 0 : 1
}
