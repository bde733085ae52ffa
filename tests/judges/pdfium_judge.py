#!/usr/bin/env python3
"""Draws PDF files with PDFium, as Chromium does: one line a file.

    pdfium_judge.py DPI FILE...

The line is the SHA-256 of all pages' sizes and pixels, annotations and forms drawn; or `error` and why PDFium does not
open the file or a page, falls over it or hangs. Needs pypdfium2, which has PDFium inside.
"""

import ctypes
import hashlib
import os
import signal
import sys

import pypdfium2

# Seconds for a file.
PATIENCE = 20


def drawn(path, scale):
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    digest = hashlib.sha256()
    for index in range(len(document)):
        bitmap = document[index].render(scale=scale, draw_annots=True, may_draw_forms=True)
        digest.update(f"{bitmap.width} {bitmap.height} {bitmap.format} ".encode())
        digest.update(ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height))
    return f"{len(document)} {digest.hexdigest()}"


def told(path, scale):
    try:
        return drawn(path, scale)
    except pypdfium2.PdfiumError as error:
        return f"error {error}".replace("\n", " ")


def main(dpi, files):
    for path in files:
        # In a process of its own, which PDFium may take with it; the alarm ends it.
        child = os.fork()
        if child == 0:
            signal.alarm(PATIENCE)
            print(told(path, float(dpi) / 72), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status != 0:
            print(f"error: ended with {status}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
