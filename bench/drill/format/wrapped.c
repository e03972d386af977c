/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/format/wrapped.h"

#include <stdarg.h>
#include <string.h>

#define TEXT_BYTES 512

/* One byte as it is printed. */
struct glyph {
	char text[5];
};

static struct glyph
glyph_of(char byte)
{
	const unsigned char c = (unsigned char)byte;
	struct glyph ret;

	if (c == '\\')
		snprintf(ret.text, sizeof(ret.text), "\\\\");
	else if (c >= ' ' && c <= '~')
		snprintf(ret.text, sizeof(ret.text), "%c", c);
	else
		snprintf(ret.text, sizeof(ret.text), "\\x%02x", c);
	return ret;
}

struct wrapped
wrapped_begin(FILE *out, unsigned indent)
{
	fprintf(out, "%*s", (int)indent, "");
	return (struct wrapped){ out, indent, indent };
}

static void
go_on(struct wrapped *lines)
{
	fprintf(lines->out, "\n%*s", (int)lines->indent, "");
	lines->column = lines->indent;
}

/* Prints n_bytes without a line break, if they fit into one line. */
static void
add_word(struct wrapped *lines, const char *word, size_t n_bytes)
{
	size_t width = 0;

	for (size_t i = 0; i < n_bytes; i++)
		width += strlen(glyph_of(word[i]).text);
	if (lines->column > lines->indent) {
		if (lines->column + 1 + width > WRAPPED_COLUMNS) {
			go_on(lines);
		} else {
			fputc(' ', lines->out);
			lines->column++;
		}
	}
	for (size_t i = 0; i < n_bytes; i++) {
		const struct glyph g = glyph_of(word[i]);

		if (lines->column + strlen(g.text) > WRAPPED_COLUMNS)
			go_on(lines);
		fputs(g.text, lines->out);
		lines->column += (unsigned)strlen(g.text);
	}
}

void
wrapped_add(struct wrapped *lines, const char *format, ...)
{
	char text[TEXT_BYTES];
	const char *word = text;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	while (*word != '\0') {
		const size_t n_bytes = strcspn(word, " ");

		if (n_bytes > 0)
			add_word(lines, word, n_bytes);
		word += n_bytes;
		word += strspn(word, " ");
	}
}

void
wrapped_end(struct wrapped *lines)
{
	fputc('\n', lines->out);
	lines->column = 0;
}

void
wrapped_text(FILE *out, unsigned indent, const char *text, size_t n_bytes)
{
	struct wrapped lines = wrapped_begin(out, indent);

	for (size_t i = 0; i < n_bytes; i++) {
		const struct glyph g = glyph_of(text[i]);

		if (text[i] == '\n') {
			/* The last line is ended below. */
			if (i + 1 < n_bytes)
				go_on(&lines);
			continue;
		}
		if (lines.column + strlen(g.text) > WRAPPED_COLUMNS)
			go_on(&lines);
		fputs(g.text, out);
		lines.column += (unsigned)strlen(g.text);
	}
	wrapped_end(&lines);
}

struct wrapped_name
wrapped_name(const char name[DUMP_NAME_BYTES])
{
	struct wrapped_name ret = { "" };
	size_t n = 0;

	for (size_t i = 0; i < DUMP_NAME_BYTES - 1 && name[i] != '\0'; i++)
		n += (size_t)snprintf(ret.text + n, sizeof(ret.text) - n, "%s",
		    glyph_of(name[i]).text);
	return ret;
}
