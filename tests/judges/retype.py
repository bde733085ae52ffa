#!/usr/bin/env python3
"""Types over one cell of a DOCX, as people's scripts do.

    retype.py FILE TABLE ROW COLUMN TEXT OUT

Counts from 0 on the table's grid. Needs python-docx.
"""

import sys

from docx import Document

file, table, row, column, text, out = sys.argv[1:]
document = Document(file)
document.tables[int(table)].cell(int(row), int(column)).text = text
document.save(out)
