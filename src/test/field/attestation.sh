#!/usr/bin/env bash
# A verdict about an image as an attestation: the signed statement is attached to the image in a registry of this machine
# by cosign, which then verifies it as an admission controller would. Both come from the Go proxy.
# Ends with 0 when all is as it should be, with 1 when something isn't, with 77 when it could not run here.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70
. src/test/field/field.sh

COSIGN_VERSION=v2.5.3
CRANE_VERSION=v0.20.6
need_go
tools=$PWD/target/field/go
go_tool github.com/sigstore/cosign/v2/cmd/cosign@$COSIGN_VERSION cosign
go_tool github.com/google/go-containerregistry/cmd/crane@$CRANE_VERSION crane
need_engine
need openssl

work=$(mktemp -d)
trap 'kill "${registry:-}" 2>/dev/null; rm -rf "$work"' EXIT
crane=$tools/crane
# The image's layer, the registry's log and cosign's home stay in the folder of this run.
export HOME=$work COSIGN_PASSWORD=

port=$(free_port)
"$crane" registry serve --address "127.0.0.1:$port" >"$work/registry.log" 2>&1 &
registry=$!
until_answers "http://127.0.0.1:$port/v2/"

echo 'a scorer' >"$work/scorer" && tar -cf "$work/layer.tar" -C "$work" scorer
image=127.0.0.1:$port/bank/scorer
"$crane" append --new_layer "$work/layer.tar" --new_tag "$image:1" >/dev/null 2>"$work/append.log" || fail "the image was not pushed"
subject=$image@$("$crane" digest "$image:1")
"$crane" append --base "$image:1" --new_layer "$work/layer.tar" --new_tag "$image:other" >/dev/null 2>&1 || fail "the other image was not pushed"
other=$image@$("$crane" digest "$image:other")

openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$work/key.pem"
openssl pkey -in "$work/key.pem" -pubout -out "$work/public.pem"
openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$work/stranger.pem"
openssl pkey -in "$work/stranger.pem" -pubout -out "$work/stranger-public.pem"

{
  echo outcome,predicted,p_yes
  for i in $(seq 60); do echo yes,yes,0.9; echo no,no,0.1; done
  echo yes,no,0.4
} >"$work/predictions.csv"
"$BIN" validate --predictions "$work/predictions.csv" --label outcome --prediction-column predicted --score-columns yes=p_yes \
  --labels no,yes --pos-label yes --subject "$subject" --output "$work/evaluation.json" >"$work/validate.log" 2>&1 || fail "validate" "$work/validate.log"

# statement GATE NAME: judges by a gate and writes the signed statement NAME.json
statement() {
  "$BIN" gate --evaluation "$work/evaluation.json" --gate "$1" --output "$work/gate.json" >"$work/gate.log" 2>&1
  "$BIN" report --evaluation "$work/evaluation.json" --gate-result "$work/gate.json" --format in-toto --sign-key "$work/key.pem" \
    --output "$work/$2.json" >"$work/report.log" 2>&1 || fail "report" "$work/report.log"
}
# verified IMAGE KEY POLICY: what cosign says, as an admission controller asks
verified() {
  "$tools/cosign" verify-attestation --key "$2" --insecure-ignore-tlog --type "$PREDICATE" --policy "$3" "$1" >"$work/cosign.log" 2>&1
}
PREDICATE=https://in-toto.io/attestation/test-result/v0.1
policy=docs/examples/admission/passed.rego

statement 'accuracy>=0.9' passed
verified "$subject" "$work/public.pem" $policy && fail "an image without a verdict was verified"
ok "an image without an attestation is refused: $(last "$work/cosign.log")"

"$tools/cosign" attach attestation --attestation "$work/passed.json" "$subject" >"$work/attach.log" 2>&1 || fail "cosign attach" "$work/attach.log"
verified "$subject" "$work/public.pem" $policy || fail "the verdict was not verified" "$work/cosign.log"
ok "PASS: attached to $subject and verified with the key and $policy"

verified "$subject" "$work/stranger-public.pem" $policy && fail "a stranger's key verified it"
ok "another key is refused: $(last "$work/cosign.log")"

"$tools/cosign" attach attestation --attestation "$work/passed.json" "$other" >"$work/attach.log" 2>&1 || fail "cosign attach" "$work/attach.log"
verified "$other" "$work/public.pem" $policy && fail "a verdict about another image was verified"
ok "the same verdict at another image is refused: $(last "$work/cosign.log")"

"$crane" copy "$subject" "$image-failed:1" >/dev/null 2>&1
failed=$image-failed@${subject#*@}
statement 'accuracy>=0.999' failed
"$tools/cosign" attach attestation --attestation "$work/failed.json" "$failed" >"$work/attach.log" 2>&1 || fail "cosign attach" "$work/attach.log"
verified "$failed" "$work/public.pem" $policy && fail "a verdict FAIL was verified"
ok "a signed verdict FAIL is refused by the policy: $(last "$work/cosign.log")"
