/* SPDX-License-Identifier: BSD-2-Clause */
/* Moves symbols, and changes the build id. */
#include "bench/elf/move_private.h"

#include <gelf.h>
#include <string.h>

static int
shift_symbol_table(const struct shift *shift, const Elf64_Shdr *section)
{
	size_t n = 0;
	const Elf64_Sym *symbols = object_table(&shift->object, section, &n);
	const unsigned char *bytes = object_contents(&shift->object, section);

	if (symbols == NULL)
		return shift_refuse_file(shift, "%s is no table",
		    object_section_name(&shift->object, section));
	for (size_t i = 0; i < n; i++) {
		Elf64_Sym symbol = symbols[i];

		if (!shift_has(shift, &symbol) ||
		    ELF64_ST_TYPE(symbol.st_info) == STT_SECTION)
			continue;
		symbol.st_value += shift->move->offset;
		memcpy(shift->copy + (bytes - shift->move->bytes) +
		        i * sizeof(symbol),
		    &symbol, sizeof(symbol));
	}
	return 0;
}

int
shift_symbols(const struct shift *shift)
{
	int err = 0;

	for (unsigned i = 1; i < shift->object.n_sections && err == 0; i++) {
		const Elf64_Shdr *s = &shift->object.sections[i];

		if ((s->sh_type == SHT_SYMTAB || s->sh_type == SHT_DYNSYM) &&
		    s->sh_size > 0)
			err = shift_symbol_table(shift, s);
	}
	return err;
}

void
shift_build_id(const struct shift *shift)
{
	const struct object *object = &shift->object;
	const Elf64_Shdr *s = object_section(object, ".note.gnu.build-id");
	const unsigned char *bytes =
	    s == NULL ? NULL : object_contents(object, s);
	Elf_Data *data = bytes == NULL
	    ? NULL
	    : elf_getdata(
	          elf_getscn(object->elf, (size_t)(s - object->sections)),
	          NULL);
	size_t at = 0;
	size_t next;
	size_t name;
	size_t value;
	GElf_Nhdr note;

	if (data == NULL || data->d_type != ELF_T_NHDR)
		return;
	for (; (next = gelf_getnote(data, at, &note, &name, &value)) > 0;
	     at = next)
		if (note.n_type == NT_GNU_BUILD_ID && note.n_descsz > 0)
			shift->copy[(size_t)(bytes - shift->move->bytes) +
			    value + note.n_descsz - 1] +=
			    (unsigned char)shift->move->offset;
}
