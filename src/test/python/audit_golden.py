"""Envelopes that another implementation of DSSE signed, with their keys (made for this test, and of no other use).

Writes golden.json and the keys to src/test/resources/io/jenkins/plugins/mlpipeline/engine/audit (run from the project's
root: python src/test/python/audit_golden.py). Needs securesystemslib and cryptography.
"""

import json
from pathlib import Path

import cryptography
import securesystemslib
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from securesystemslib.dsse import Envelope
from securesystemslib.signer import CryptoSigner, SSlibKey

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/audit")
TYPE = "application/vnd.in-toto+json"
PAYLOAD = '{"_type": "https://in-toto.io/Statement/v1", "name": "Grün \u20ac"}'.encode()


def keys():
    yield "ed25519", ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    yield "p256", ec.derive_private_key(int.from_bytes(bytes(range(1, 33)), "big"), ec.SECP256R1())
    yield "p384", ec.derive_private_key(int.from_bytes(bytes(range(1, 49)), "big"), ec.SECP384R1())
    yield "p521", ec.derive_private_key(int.from_bytes(bytes(range(1, 65)), "big"), ec.SECP521R1())


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    golden = {
        "versions": {"securesystemslib": securesystemslib.__version__, "cryptography": cryptography.__version__},
        "type": TYPE,
        "payload": PAYLOAD.decode(),
        "pae": Envelope(PAYLOAD, TYPE, {}).pae().decode(),
        "envelopes": {},
    }
    for name, key in keys():
        (OUT / f"{name}.pem").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        (OUT / f"{name}.pub.pem").write_bytes(
            key.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )
        if name == "p521":
            continue
        public = SSlibKey.from_crypto(key.public_key())
        envelope = Envelope(PAYLOAD, TYPE, {})
        envelope.sign(CryptoSigner(key, public))
        envelope.verify([public], 1)
        golden["envelopes"][name] = envelope.to_dict()
    (OUT / "golden.json").write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")


main()
