"""Signs `content` with the Ed25519 key as RFC 8419 has it, which OpenSSL 3.0 cannot: by pyHanko, as in tests/judges."""

import asyncio
import hashlib

from asn1crypto import algos
from pyhanko.sign import signers


async def main() -> None:
    signer = signers.SimpleSigner.load(
        "../signing/ed25519.key.pem",
        "../signing/ed25519.cert.pem",
        signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "ed25519"}),
    )
    with open("content", "rb") as content:
        data = content.read()
    digest = hashlib.sha512(data).digest()
    signed = await signer.async_sign(data_digest=digest, digest_algorithm="sha512")
    with open("ed25519.der", "wb") as out:
        out.write(signed.dump())


asyncio.run(main())
