#!/usr/bin/env python3
"""Recomputes what the signature of a DOCX says of its parts, from ECMA-376 part 2 §13.2.4 and lxml's
canonical XML alone: one JSON object a line for each file named.

    opc_judge.py FILE...

{"file": …, "good": ["/word/document.xml", …], "bad": [["/word/styles.xml", "digest"], …],
 "unsigned": ["/word/header9.xml", …], "stamped": "…", "token": "…", "imprint": "…"}

`unsigned` are parts and relationships the manifest does not name, the signature's own left out; `stamped`
is the SHA-256 of the canonical SignatureValue in hex, `token` what stands for a time-stamp token, in hex, and
`imprint` what that is over (RFC 3161 §2.4.2), where it is one.
"""

import base64
import hashlib
import json
import sys
import zipfile

from asn1crypto import cms, tsp
from lxml import etree

DS = "{http://www.w3.org/2000/09/xmldsig#}"
XD = "{http://uri.etsi.org/01903/v1.3.2#}"
MDSSI = "{http://schemas.openxmlformats.org/package/2006/digital-signature}"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
TRANSFORM = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": hashlib.sha256,
    "http://www.w3.org/2001/04/xmldsig-more#sha384": hashlib.sha384,
}
OWN = "/_xmlsignatures/"


def content_type(types, part):
    for override in types.findall(f"{TYPES}Override"):
        if override.get("PartName") == part:
            return override.get("ContentType")
    for default in types.findall(f"{TYPES}Default"):
        if part.rsplit(".", 1)[-1].lower() == default.get("Extension").lower():
            return default.get("ContentType")
    return None


def relationships(part, ids):
    """§13.2.4.24: the named ones, sorted by Id, TargetMode written out, in canonical XML."""
    root = etree.Element(f"{{{RELS}}}Relationships", nsmap={None: RELS})
    chosen = [it for it in etree.fromstring(part) if it.get("Id") in ids]
    for it in sorted(chosen, key=lambda it: it.get("Id")):
        attributes = dict(it.attrib)
        attributes.setdefault("TargetMode", "Internal")
        etree.SubElement(root, f"{{{RELS}}}Relationship", attributes)
    return etree.tostring(root, method="c14n")


def imprint(token):
    if token is None or not token.startswith(b"\x30"):
        return None
    info = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed
    assert isinstance(info, tsp.TSTInfo)
    assert info["message_imprint"]["hash_algorithm"]["algorithm"].native == "sha256"
    return info["message_imprint"]["hashed_message"].native.hex()


def judge(path):
    package = zipfile.ZipFile(path)
    parts = {"/" + name: package.read(name) for name in package.namelist()}
    types = etree.fromstring(parts.pop("/[Content_Types].xml"))
    root = etree.fromstring(parts["/_xmlsignatures/sig1.xml"])
    good, bad, named = [], [], set()
    manifest = root.find(f"{DS}Object[@Id='idPackageObject']/{DS}Manifest")
    for reference in manifest.findall(f"{DS}Reference"):
        part, stated = reference.get("URI").split("?ContentType=")
        transforms = [it.get("Algorithm") for it in reference.iterfind(f"{DS}Transforms/{DS}Transform")]
        octets = parts.get(part)
        if octets is None:
            bad.append((part, "missing"))
            continue
        if transforms == [TRANSFORM, C14N]:
            ids = {it.get("SourceId") for it in reference.iter(f"{MDSSI}RelationshipReference")}
            named |= {f"{part}#{it}" for it in ids}
            octets = relationships(octets, ids)
        elif transforms:
            bad.append((part, "transforms"))
            continue
        else:
            named.add(part)
        digest = DIGESTS[reference.find(f"{DS}DigestMethod").get("Algorithm")](octets).digest()
        if content_type(types, part) != stated:
            bad.append((part, "content type"))
        elif base64.b64decode(reference.findtext(f"{DS}DigestValue")) != digest:
            bad.append((part, "digest"))
        else:
            good.append(part)
    unsigned = []
    for part, octets in parts.items():
        if part.endswith(".rels") and not part.startswith(OWN):
            for it in etree.fromstring(octets):
                key = f"{part}#{it.get('Id')}"
                if key not in named and not it.get("Type").endswith("/digital-signature/origin"):
                    unsigned.append(key)
        elif part not in named and not part.startswith(OWN):
            unsigned.append(part)
    # Read anew, so that it stands alone with what is in scope.
    value = etree.fromstring(etree.tostring(root.find(f"{DS}SignatureValue"), with_tail=False))
    stamped = hashlib.sha256(etree.tostring(value, method="c14n")).hexdigest()
    token = root.find(f".//{XD}UnsignedSignatureProperties/{XD}SignatureTimeStamp/{XD}EncapsulatedTimeStamp")
    token = None if token is None else base64.b64decode(token.text)
    return {"file": path, "good": good, "bad": bad, "unsigned": unsigned, "stamped": stamped,
            "token": token and token.hex(), "imprint": imprint(token)}


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for file in sys.argv[1:]:
        print(json.dumps(judge(file), ensure_ascii=False), flush=True)
