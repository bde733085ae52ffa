"""What pyHanko says of signed PDFs: one line of JSON a file.

    sign_judge.py ROOT.pem FILE…
"""
import json
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

root = load_cert_from_pemder(sys.argv[1])
for name in sys.argv[2:]:
    context = ValidationContext(trust_roots=[root], allow_fetching=False)
    with open(name, "rb") as file:
        reader = PdfFileReader(file, strict=True)
        (signature,) = reader.embedded_signatures
        status = validate_pdf_signature(signature, context, context)
        stamp = status.timestamp_validity
        print(json.dumps({
            "file": name,
            "bottom_line": status.bottom_line,
            "intact": status.intact,
            "valid": status.valid,
            "trusted": status.trusted,
            "coverage": status.coverage.name,
            "sub_filter": str(signature.sig_object["/SubFilter"]),
            "doc_mdp": signature.docmdp_level.value if signature.docmdp_level else None,
            "certifies": reader.trailer["/Root"]["/Perms"]["/DocMDP"].raw_get("/Type") == "/Sig",
            "modified": status.modification_level.name,
            "stamp": None if stamp is None else [stamp.valid, stamp.trusted],
        }))
