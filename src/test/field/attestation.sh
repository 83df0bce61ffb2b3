#!/usr/bin/env bash
# A verdict about an image as an attestation: "report attach" pushes the signed statement to the image's registry with a credential
# of its own, and cosign verifies it as an admission controller would. Registry (three users), crane and cosign come from the Go proxy.
# Ends with 0 when all is as it should be, with 1 when something isn't, with 77 when it could not run here.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70
. src/test/field/field.sh

COSIGN_VERSION=v2.5.3
CRANE_VERSION=v0.20.6
REGISTRY_VERSION=v3.0.0
need_go
tools=$PWD/target/field/go
go_tool github.com/sigstore/cosign/v2/cmd/cosign@$COSIGN_VERSION cosign
go_tool github.com/google/go-containerregistry/cmd/crane@$CRANE_VERSION crane
go_tool github.com/distribution/distribution/v3/cmd/registry@$REGISTRY_VERSION registry
need_engine
need openssl
need python3
python3 -c 'import crypt, warnings' 2>/dev/null || cannot "python3 has no crypt, which makes the registry's passwords"

work=$(mktemp -d)
trap 'kill "${registry:-}" 2>/dev/null; rm -rf "$work"' EXIT
crane=$tools/crane
# The image's layer, the registry's log and cosign's home stay in the folder of this run.
export HOME=$work COSIGN_PASSWORD=

port=$(free_port)
python3 -W ignore - >"$work/htpasswd" <<'EOF'
import crypt
for user in "builder", "gate", "cluster":
    print(user + ":" + crypt.crypt("of-" + user, crypt.mksalt(crypt.METHOD_BLOWFISH)))
EOF
printf 'version: 0.1\nstorage: {filesystem: {rootdirectory: %s/images}}\nhttp: {addr: "127.0.0.1:%s"}\nauth: {htpasswd: {realm: field, path: %s/htpasswd}}\n' \
  "$work" "$port" "$work" >"$work/registry.yml"
OTEL_TRACES_EXPORTER=none "$tools/registry" serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
registry=$!
for _ in $(seq 300); do
  [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/v2/")" = 401 ] && break
  sleep 0.1
done
# logged_in USER: a folder for docker's logins, with one of this user alone
logged_in() {
  mkdir -p "$work/login-$1"
  printf '{"auths": {"127.0.0.1:%s": {"auth": "%s"}}}' "$port" "$(printf '%s:of-%s' "$1" "$1" | base64)" >"$work/login-$1/config.json"
  echo "$work/login-$1"
}
DOCKER_CONFIG=$(logged_in builder)
export DOCKER_CONFIG

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
# attach IMAGE NAME: attaches the statement NAME.json, with a credential that is for this alone
attach() {
  DOCKER_CONFIG='' ML_PIPELINE_REGISTRY_USERNAME=gate ML_PIPELINE_REGISTRY_PASSWORD=of-gate "$BIN" report attach --record "$work/$2.json" \
    --image "$1" >"$work/attach.log" 2>&1
}
# verified IMAGE KEY POLICY: what cosign says, as an admission controller asks
verified() {
  DOCKER_CONFIG=$(logged_in cluster) "$tools/cosign" verify-attestation --key "$2" --insecure-ignore-tlog --type "$PREDICATE" --policy "$3" "$1" >"$work/cosign.log" 2>&1
}
PREDICATE=https://in-toto.io/attestation/test-result/v0.1
policy=docs/examples/admission/passed.rego

statement 'accuracy>=0.9' passed
verified "$subject" "$work/public.pem" $policy && fail "an image without a verdict was verified"
ok "an image without an attestation is refused: $(last "$work/cosign.log")"

DOCKER_CONFIG=$work/nobody "$BIN" report attach --record "$work/passed.json" --image "$subject" >"$work/attach.log" 2>&1 && fail "nobody attached it"
ok "without a credential nothing is attached: $(last "$work/attach.log")"
ML_PIPELINE_REGISTRY_USERNAME=gate ML_PIPELINE_REGISTRY_PASSWORD=wrong "$BIN" report attach --record "$work/passed.json" --image "$subject" \
  >"$work/attach.log" 2>&1 && fail "a wrong password attached it"
ok "nor with a wrong password: $(last "$work/attach.log")"

attach "$subject" passed || fail "attach" "$work/attach.log"
ok "attached: $(last "$work/attach.log")"
attach "$subject" passed || fail "attach" "$work/attach.log"
ok "and once only: $(last "$work/attach.log")"
verified "$subject" "$work/public.pem" $policy || fail "the verdict was not verified" "$work/cosign.log"
ok "PASS: attached to $subject and verified with the key and $policy"

verified "$subject" "$work/stranger-public.pem" $policy && fail "a stranger's key verified it"
ok "another key is refused: $(last "$work/cosign.log")"

attach "$other" passed && fail "a verdict about another image was attached"
ok "a verdict is not attached to another image: $(last "$work/attach.log")"
# Whoever may push can do it with another tool.
"$tools/cosign" attach attestation --attestation "$work/passed.json" "$other" >"$work/attach.log" 2>&1 || fail "cosign attach" "$work/attach.log"
verified "$other" "$work/public.pem" $policy && fail "a verdict about another image was verified"
ok "the same verdict at another image is refused: $(last "$work/cosign.log")"

"$crane" copy "$subject" "$image-failed:1" >/dev/null 2>&1
failed=$image-failed@${subject#*@}
failed_tag=$image-failed:sha256-${subject#*@sha256:}.att
statement 'accuracy>=0.999' failed
attach "$failed" failed || fail "attach" "$work/attach.log"
verified "$failed" "$work/public.pem" $policy && fail "a verdict FAIL was verified"
ok "a signed verdict FAIL is refused by the policy: $(last "$work/cosign.log")"

# What cosign attached and what we attach lie beside each other.
"$tools/cosign" attach attestation --attestation "$work/passed.json" "$failed" >"$work/attach.log" 2>&1 || fail "cosign attach" "$work/attach.log"
verified "$failed" "$work/public.pem" $policy && fail "a PASS beside a signed FAIL was verified"
ok "a PASS beside a signed FAIL does not let the image in: $(last "$work/cosign.log")"
statement 'accuracy>=0.95' again
attach "$failed" again || fail "attach" "$work/attach.log"
number=$("$crane" manifest "$failed_tag" | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["layers"]))')
[ "$number" = 3 ] || fail "there are $number statements at the image"
ok "three statements at one image, cosign's among them"
