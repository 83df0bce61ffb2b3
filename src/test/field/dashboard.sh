#!/usr/bin/env bash
# The dashboard, read by Grafana's own description of one: every key and every value is of a kind that Grafana knows.
# Ends with 0 when all is as it should be, with 1 when something isn't, with 77 when it could not run here.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70
. src/test/field/field.sh

SDK_VERSION=v0.0.22
need_go
file=$PWD/docs/examples/prometheus/dashboard.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 70
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func main() {
	raw, err := os.ReadFile(os.Args[1])
	if err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	var d dashboard.Dashboard
	// It may answer a list of errors that is empty.
	if err := d.UnmarshalJSONStrict(raw); err != nil && err.Error() != "" {
		fmt.Println("unknown or of another kind:", err)
		os.Exit(1)
	}
	if err := d.Validate(); err != nil {
		fmt.Println("not valid:", err)
		os.Exit(1)
	}
	fmt.Printf("%d panels\n", len(d.Panels))
}
GO
(go mod init dashboard && go get "github.com/grafana/grafana-foundation-sdk/go@$SDK_VERSION" && go build -o check .) >build.log 2>&1 ||
  cannot "Grafana's description of dashboards could not be built: $(tail -n 1 build.log)"
./check "$file" >check.log || fail "the dashboard" check.log
panels=$(cat check.log)
ok "Grafana's foundation SDK $SDK_VERSION reads the dashboard: $panels"
sed 's/"timezone": ""/"timezone": 3/' "$file" >wrong.json
./check wrong.json >check.log && fail "a dashboard with a wrong value was read"
ok "a wrong value is found: $(last check.log)"
