"""Changes signed and final documents of an edition behind the program's back, the same way each time.

    alter.py EDITION   reads EDITION/finals and EDITION/signed, writes EDITION/altered
"""

import pathlib
import re
import sys
import zipfile

EDITION = pathlib.Path(sys.argv[1])
OUT = EDITION / "altered"


def rewritten(source, target, change):
    """A DOCX with its main part changed; the other parts stay as they are, in their order."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                before, part = part, change(part)
                assert part != before
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(about, part)


def once(old, new):
    """Puts new in the place of the first old."""
    return lambda part: part.replace(old, new, 1)


def figure(part):
    """Another figure where a cell of a table shows one of three digits."""
    return re.sub(rb">([1-9]\d\d)</w:t>", lambda found: b">9%s</w:t>" % found[1], part, count=1)


# A figure of the form, and words of the text.
rewritten(EDITION / "finals/filing/zfxxgk-2021.docx", OUT / "figure.docx", figure)
rewritten(EDITION / "signed/rsa3072.docx", OUT / "signed-figure.docx", figure)
words = once("主动公开".encode(), "依法公开".encode())
rewritten(EDITION / "finals/filing/shili-2024-chart.docx", OUT / "words.docx", words)

pdf = (EDITION / "signed/rsa2048.pdf").read_bytes()
# A second revision behind the signature: an object nothing refers to.
added = b"\n9999 0 obj\n(added)\nendobj\n"
start = re.findall(rb"startxref\s+(\d+)", pdf)[-1]
trailer = re.findall(rb"/Root \d+ 0 R", pdf)[-1]
where = len(pdf) + 1
table = b"xref\n9999 1\n%010d 00000 n \ntrailer\n<</Size 10000 %s/Prev %s>>\n" % (where, trailer, start)
update = added + table + b"startxref\n%d\n%%%%EOF\n" % (len(pdf) + len(added))
(OUT / "appended.pdf").write_bytes(pdf + update)
