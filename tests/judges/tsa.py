"""A time-stamp server (RFC 3161 over HTTP) for the tests, which answers rightly or with a fault, as the
path of the address says.

    tsa.py SIGNING   SIGNING is tests/data/signing: its authority issues the server's certificates

It makes its keys anew, takes two free ports of this machine, for http and for https, prints them, and ends
when its standard input does. Nobody trusts its certificate for https.

right: /certomancer, /openssl (who makes the answer)
faults: /nonce /imprint /expired /usage /500 /silence /html /truncated /time
also: /cut /long /redirect /refused /early /slow
"""

import copy
import datetime
import http.server
import ipaddress
import os
import pathlib
import ssl
import subprocess
import sys
import tempfile
import threading
import time

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from certomancer.services import TimeStamper
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

REPLY = "application/timestamp-reply"
UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)
NOW = datetime.datetime.now(UTC)
# How long silence lasts; longer than any test waits.
SILENCE = 60

SIGNING = pathlib.Path(sys.argv[1])
AUTHORITY = x509.load_pem_x509_certificate((SIGNING / "authority.cert.pem").read_bytes())
AUTHORITY_KEY = serialization.load_pem_private_key(
    (SIGNING / "authority.key.pem").read_bytes(), None
)


def server_key(start, end, purposes):
    """A key and its certificate, valid from start to end, with a critical list of purposes, or none."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test Time Stamps")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(AUTHORITY.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=True)
    return key, builder.sign(AUTHORITY_KEY, hashes.SHA256())


STAMPS = [ExtendedKeyUsageOID.TIME_STAMPING]
GOOD = server_key(NOW - DAY, NOW + 365 * DAY, STAMPS)
EXPIRED = server_key(NOW - 30 * DAY, NOW - DAY, STAMPS)
EARLY = server_key(NOW + DAY, NOW + 30 * DAY, STAMPS)
NO_USAGE = server_key(NOW - DAY, NOW + 365 * DAY, None)


def certomancer(request, made=GOOD, at=None):
    key, certificate = made
    key = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )

    def der(one):
        return asn1_x509.Certificate.load(one.public_bytes(serialization.Encoding.DER))

    stamper = TimeStamper(
        der(certificate),
        keys.PrivateKeyInfo.load(key),
        certs_to_embed=[der(AUTHORITY)],
        fixed_dt=at,
    )
    return stamper.request_tsa_response(request).dump()


CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
clock_precision_digits = 3
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
signer_digest = sha384
"""


def openssl(request):
    key, certificate = GOOD
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "serial").write_text("01\n")
        (folder / "config").write_text(CONFIG.format(folder=folder))
        (folder / "request").write_bytes(request)
        (folder / "certificate").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        (folder / "authority").write_bytes(AUTHORITY.public_bytes(serialization.Encoding.PEM))
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / "key").write_bytes(secret)
        arguments = "ts -reply -config config -queryfile request -signer certificate"
        arguments += " -inkey key -chain authority -out answer"
        subprocess.run(
            ["openssl", *arguments.split()], cwd=folder, check=True, capture_output=True
        )
        return (folder / "answer").read_bytes()


def changed(request, field):
    """The request with another nonce or imprint than was asked for."""
    other = copy.deepcopy(request)
    if field == "nonce":
        other["nonce"] = request["nonce"].native ^ 1
    else:
        digest = request["message_imprint"]["hashed_message"].native
        other["message_imprint"]["hashed_message"] = bytes(len(digest))
    return other


def refusal():
    status = tsp.PKIStatusInfo(
        {
            "status": "rejection",
            "status_string": ["no policy \x1b[31mfor you"],
            "fail_info": {"unaccepted_policy"},
        }
    )
    # asn1crypto wants a token in every answer (RFC 3161 §2.4.2: not in one that refuses).
    status = status.dump()
    return bytes([0x30, len(status)]) + status


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def answer(self, body, kind=REPLY, status=200, length=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(b"not a page", "text/plain", 405)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["Content-Type"] != "application/timestamp-query":
            return self.answer(b"no query", "text/plain", 415)
        request = tsp.TimeStampReq.load(body, strict=True)
        assert request["version"].native == "v1" and request["cert_req"].native is True
        match self.path:
            case "/certomancer":
                self.answer(certomancer(request), REPLY + "; charset=binary")
            case "/openssl":
                self.answer(openssl(body))
            case "/nonce":
                self.answer(certomancer(changed(request, "nonce")))
            case "/imprint":
                self.answer(certomancer(changed(request, "imprint")))
            case "/expired":
                self.answer(certomancer(request, EXPIRED))
            case "/early":
                self.answer(certomancer(request, EARLY))
            case "/usage":
                self.answer(certomancer(request, NO_USAGE))
            case "/500":
                self.answer(b"Internal Server Error", "text/plain", 500)
            case "/silence":
                time.sleep(SILENCE)
            case "/slow":
                # A byte now and then keeps a connection alive for ever.
                self.send_response(200)
                self.send_header("Content-Type", REPLY)
                self.send_header("Content-Length", str(SILENCE))
                self.end_headers()
                for _ in range(SILENCE):
                    self.wfile.write(b"0")
                    self.wfile.flush()
                    time.sleep(1)
            case "/html":
                self.answer(b"<!DOCTYPE html><title>Login</title>", "text/html; charset=utf-8")
            case "/truncated":
                whole = certomancer(request)
                self.answer(whole[: len(whole) // 2])
            case "/cut":
                whole = certomancer(request)
                self.answer(whole[: len(whole) // 2], length=len(whole))
            case "/time":
                self.answer(certomancer(request, at=datetime.datetime.now(UTC) - DAY / 2))
            case "/long":
                self.answer(certomancer(request) + bytes(100_000))
            case "/redirect":
                self.send_response(307)
                self.send_header("Location", "/certomancer")
                self.send_header("Content-Length", "0")
                self.end_headers()
            case "/refused":
                self.answer(refusal())
            case _:
                self.answer(b"nothing here", "text/plain", 404)


def secured(server):
    """Speaks TLS, with a certificate of the authority of the tests."""
    key, certificate = server_key(NOW - DAY, NOW + DAY, [ExtendedKeyUsageOID.SERVER_AUTH])
    with tempfile.TemporaryDirectory() as name:
        file = pathlib.Path(name) / "both"
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        file.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    return server


def main():
    def serving():
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.handle_error = lambda *_: None
        return server

    servers = [serving(), secured(serving())]
    print(*(server.server_address[1] for server in servers), flush=True)
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    os._exit(0)


main()
