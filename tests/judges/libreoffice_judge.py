#!/usr/bin/env python3
"""Asks LibreOffice of the signatures of documents, or has it sign them.

    libreoffice_judge.py PROFILE verify FILE...
    libreoffice_judge.py PROFILE sign ALGORITHM FILE...

verify prints a JSON object a line for each file: {"file": …, "signatures": [{"valid": true,
"certificate": 0, "signer": "CN=…"}]}; `certificate` is a com.sun.star.security.CertificateValidity, 0 for
valid up to a trusted root. (`PartialDocumentSignature` says nothing: LibreOffice has it true for every
OOXML file.) sign signs each file in place with the first personal certificate whose key algorithm
contains ALGORITHM, and prints {"file": …, "signed": true}.

The certificates are those of the NSS database that MOZILLA_CERTIFICATE_FOLDER names. Runs under the
Python LibreOffice's own bridge is installed for (Debian: /usr/bin/python3 with python3-uno).
"""

import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

READ, READWRITE = 1, 7
PATIENCE = 120


class Office:
    def __init__(self, profile):
        pipe = f"chengbao{os.getpid()}"
        self.process = subprocess.Popen(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
             f"--accept=pipe,name={pipe};urp;"],
            stdout=sys.stderr,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.context = resolver.resolve(
                    f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                return
            except NoConnectException:
                if time.monotonic() > end:
                    self.process.kill()
                    raise
                time.sleep(0.3)

    def new(self, service):
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def package(self, file, mode):
        """The file as a ZIP package, which is how LibreOffice opens what it verifies and signs."""
        form = (PropertyValue("StorageFormat", 0, "ZipFormat", 0),)
        form = uno.Any("[]com.sun.star.beans.PropertyValue", form)
        factory = self.new("com.sun.star.embed.StorageFactory")
        url = uno.systemPathToFileUrl(os.path.abspath(file))
        return uno.invoke(factory, "createInstanceWithArguments", ((url, mode, form),))

    def verify(self, file):
        signatures = self.new("com.sun.star.security.DocumentDigitalSignatures")
        found = signatures.verifyDocumentContentSignatures(self.package(file, READ), None)
        return {"signatures": [
            {"valid": it.SignatureIsValid, "certificate": it.CertificateStatus,
             "signer": it.Signer.SubjectName if it.Signer else None}
            for it in found
        ]}

    def sign(self, algorithm, file):
        context = self.new("com.sun.star.xml.crypto.SEInitializer").createSecurityContext("")
        own = context.getSecurityEnvironment().getPersonalCertificates()
        own = [it for it in own if algorithm in it.SubjectPublicKeyAlgorithm]
        signatures = self.new("com.sun.star.security.DocumentDigitalSignatures")
        package = self.package(file, READWRITE)
        signed = signatures.signDocumentWithCertificate(own[0], package, None)
        package.dispose()
        return {"signed": signed}

    def close(self):
        try:
            self.new("com.sun.star.frame.Desktop").terminate()
            self.process.wait(PATIENCE)
        except Exception:
            self.process.kill()


def main(profile, verb, *rest):
    office = Office(profile)
    try:
        if verb == "sign":
            algorithm, *files = rest
            asked = lambda file: office.sign(algorithm, file)
        else:
            files, asked = rest, office.verify
        for file in files:
            print(json.dumps({"file": file, **asked(file)}, ensure_ascii=False), flush=True)
    finally:
        office.close()


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[2] not in ("verify", "sign"):
        sys.exit(__doc__)
    main(*sys.argv[1:])
