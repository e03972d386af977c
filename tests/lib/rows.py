#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Asks a CSV file, which may be compressed, by the names of its columns.

rows.py FILE [COLUMN...] [--where EXPRESSION]
    prints the named columns of each row, all without a COLUMN, with a tab
    between them; ends with 1 where no row is printed
rows.py FILE --set COLUMN=EXPRESSION [--where EXPRESSION]
    prints the file with that column changed, in the rows of --where

An EXPRESSION is Python's, over the texts of the row: verdict == "PASS" and
int(units) > 9.  Ends with 2 where the file or an expression is wrong.
"""
import argparse
import csv
import gzip
import sys


def open_text(path):
    """Opens the file; gzip is told by its bytes, as the reader in C does."""
    with open(path, "rb") as f:
        is_packed = f.read(2) == b"\x1f\x8b"
    return (gzip.open if is_packed else open)(path, "rt", newline="")


def read_rows(path):
    """Returns the names of the columns, and each row by them."""
    with open_text(path) as f:
        reader = csv.DictReader(f, strict=True)
        rows = list(reader)
    for i, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise ValueError(f"{path}:{i}: not as many fields as the header")
    return reader.fieldnames, rows


def change_rows(names, rows, where, change):
    column, _, text = change.partition("=")
    value = compile(text, "--set", "eval")
    if column not in names:
        raise KeyError(column)
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        if eval(where, {}, row):
            row[column] = eval(value, {}, row)
        writer.writerow(row)


def main():
    parser = argparse.ArgumentParser(prog="rows.py")
    parser.add_argument("file")
    parser.add_argument("columns", nargs="*")
    parser.add_argument("--set")
    parser.add_argument("--where", default="True")
    args = parser.parse_args()
    where = compile(f"({args.where})", "--where", "eval")
    names, rows = read_rows(args.file)
    if args.set:
        change_rows(names, rows, where, args.set)
        return 0
    found = [row for row in rows if eval(where, {}, row)]
    for row in found:
        print(*(row[column] for column in args.columns or names), sep="\t")
    return 0 if found else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (
        KeyError, NameError, SyntaxError, ValueError, csv.Error, OSError
    ) as error:
        print(f"rows.py: {error!r}", file=sys.stderr)
        sys.exit(2)
