node {
  writeFile file: 'rows.csv', text: env.ROWS
  writeFile file: 'model.onnx', text: 'weights'
  writeFile file: 'deployment.yaml', text: env.MANIFEST
  writeFile file: 'requests.jsonl', text: '{"instances": [["Ulm", 100]]}\n{"instances": [["Ulm", 350]]}\n'
  def measured = mlValidate endpoint: env.JUDGED, protocol: 'v1', data: 'rows.csv', label: 'outcome', labels: ['good', 'bad'],
    posLabel: 'bad', subject: env.SUBJECT, slices: ['city'], threads: 2
  echo "measured ${measured.rows} rows, accuracy ${measured.metrics.accuracy}, digest ${measured.modelDigest}"
  mlGate gates: ['accuracy>=0.5', 'latency_ms_p95<=60000']
  mlDeploy manifests: 'deployment.yaml', model: 'model.onnx', namespace: env.NAMESPACE, credentialsId: 'cluster',
    serverUrl: env.SERVER, caCertificate: env.CA, stableFor: '1s'
  def v = mlVerify endpoint: env.SERVED, protocol: 'v1', data: 'rows.csv', rows: 100, load: 500, latency: 'p95<=60s',
    shadow: [requests: 'requests.jsonl', former: env.JUDGED, max: '1 %']
  echo "answered ${v.verdict} ${v.verified} ${v.checks*.id} ${v.checks*.answer}"
}
