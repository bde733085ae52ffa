"""Signs PDF files with pyHanko, as an office does that has another program for it.

    sign_with_pyhanko.py KEY.pem CERTIFICATE.pem AUTHORITY.pem IN.pdf APPROVED.pdf CERTIFIED.pdf

The field Signature1 is filled with pyHanko's own appearance; APPROVED has a plain signature, CERTIFIED certifies.
"""
import sys

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

key, certificate, authority, source, *targets = sys.argv[1:]
signer = signers.SimpleSigner.load(key, certificate, ca_chain_files=[authority])
for target, certify in zip(targets, (False, True), strict=True):
    metadata = signers.PdfSignatureMetadata(
        field_name="Signature1",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=certify,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    with open(source, "rb") as file, open(target, "wb") as out:
        out.write(signers.sign_pdf(IncrementalPdfFileWriter(file), metadata, signer=signer).getbuffer())
