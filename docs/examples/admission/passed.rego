# What cosign asks of a verdict: PASSED, or WARNED when a gate that is a note did not pass.
# cosign verify-attestation --key public.pem --insecure-ignore-tlog --type https://in-toto.io/attestation/test-result/v0.1 \
#   --policy passed.rego IMAGE@sha256:...
package signature

import rego.v1

default allow := false

allow if input.predicate.result in {"PASSED", "WARNED"}
