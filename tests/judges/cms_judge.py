#!/usr/bin/env python3
"""Holds detached CMS signatures against their content by pyHanko.

Usage: cms_judge.py ROOT.pem CONTENT SIGNATURE.p7s…

Fails, naming the first, where one is not intact, not valid, not trusted, or not over the whole content.
"""

import asyncio
import sys

from asn1crypto import cms
from pyhanko.keys import load_cert_from_pemder
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext


async def main(root, content, names):
    context = ValidationContext(trust_roots=[load_cert_from_pemder(root)])
    with open(content, "rb") as file:
        content = file.read()
    for name in names:
        with open(name, "rb") as file:
            data = cms.ContentInfo.load(file.read(), strict=True)["content"]
        status = await async_validate_detached_cms(
            content, data, signer_validation_context=context
        )
        if not (status.intact and status.valid and status.trusted):
            sys.exit(f"{name}: {status.pretty_print_details()}")
    print(f"{len(names)} good")


asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
