#!/usr/bin/env python3
"""Judges DOCX files: one JSON object a line for each file named.

    docx_judge.py FILE...

{"file": "out/2024.docx",
 "audit": {"errors": 0, "messages": []},          # openxml-audit, the Open XML SDK's rules
 "title": "...", "author": "...", "language": "zh-CN",
 "paragraphs": [{"style": "heading 1", "text": "..."}],            # of the body, outside tables
 "tables": [{"rows": 28, "columns": 10, "header_rows": 3,
             "cells": [{"row": 0, "column": 0, "colspan": 3, "rowspan": 3,
                        "text": "...", "lines": ["...", "..."]}]}]}

Rows and columns count from 0 on the table's grid; a merged cell stands once, where it begins.
`lines` is the text between prescribed line breaks (`w:br`), `text` the same without them.
Exit status: 0 where every file could be judged, whatever was found; 2 where one could not be read.
Needs python-docx and openxml-audit.
"""

import json
import sys

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from openxml_audit import FileFormat, OpenXmlValidator


def audit(validator, path):
    result = validator.validate(path)
    messages = [f"{e.part_uri} {e.path}: {e.description}" for e in result.errors]
    return {"errors": len(messages), "messages": messages}


def properties(element, name):
    """The property elements of that name within `element`'s properties."""
    found = element.find(qn(name))
    return [] if found is None else list(found)


def value(props, name, default):
    for prop in props:
        if prop.tag == qn(name):
            return prop.get(qn("w:val"), "")
    return default


def text_of(cell):
    """The text of a cell, within content controls too, which python-docx' `cell.text` passes over."""
    signs = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t"}
    paragraphs = (
        "".join(
            (e.text or "") if e.tag == qn("w:t") else signs.get(e.tag, "")
            for e in paragraph.iter()
            if e.getparent().tag == qn("w:r")
        )
        for paragraph in cell.iter(qn("w:p"))
    )
    return "\n".join(paragraphs)


def table(tbl):
    grid = tbl.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    rows = tbl.findall(qn("w:tr"))
    cells, open_above = [], {}
    header_rows = 0
    for r, tr in enumerate(rows):
        props = properties(tr, "w:trPr")
        is_header = any(p.tag == qn("w:tblHeader") for p in props)
        if is_header and header_rows == r:
            header_rows += 1
        column, still_open = 0, {}
        for tc in tr.findall(qn("w:tc")):
            props = properties(tc, "w:tcPr")
            span = int(value(props, "w:gridSpan", "1"))
            merge = value(props, "w:vMerge", None)
            if merge is not None and merge != "restart":
                above = open_above[column]  # a continuation without a beginning is an error
                above["rowspan"] += 1
                still_open[column] = above
                if text_of(tc):
                    raise ValueError(f"row {r}, column {column}: text under a merged cell")
            else:
                text = text_of(tc)
                cell = {
                    "row": r,
                    "column": column,
                    "colspan": span,
                    "rowspan": 1,
                    "text": text.replace("\n", ""),
                    "lines": text.split("\n"),
                }
                cells.append(cell)
                if merge == "restart":
                    still_open[column] = cell
            column += span
        if column != len(grid):
            raise ValueError(f"row {r} covers {column} of {len(grid)} columns")
        open_above = still_open
    return {
        "rows": len(rows),
        "columns": len(grid),
        "header_rows": header_rows,
        "cells": cells,
    }


def judge(validator, path):
    document = Document(path)
    core = document.core_properties
    paragraphs, tables = [], []
    for element in document.element.body:
        if element.tag == qn("w:p"):
            paragraph = Paragraph(element, document)
            paragraphs.append({"style": paragraph.style.name, "text": paragraph.text})
        elif element.tag == qn("w:tbl"):
            tables.append(table(element))
    return {
        "file": path,
        "audit": audit(validator, path),
        "title": core.title,
        "author": core.author,
        "language": core.language,
        "paragraphs": paragraphs,
        "tables": tables,
    }


def main(paths):
    if not paths:
        sys.exit(__doc__)
    validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=0)
    status = 0
    for path in paths:
        try:
            verdict = judge(validator, path)
        except Exception as error:  # a judge says why, whatever the file did to it
            verdict = {"file": path, "error": f"{type(error).__name__}: {error}"}
            status = 2
        print(json.dumps(verdict, ensure_ascii=False), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
