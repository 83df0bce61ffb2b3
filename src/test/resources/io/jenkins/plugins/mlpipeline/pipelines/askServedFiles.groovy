node {
  def lines = env.ROWS.split('\n') as List
  writeFile file: 'north.csv', text: lines.take(151).join('\n') + '\n'
  writeFile file: 'south.csv', text: ([lines[0]] + lines.drop(151)).join('\n') + '\n'
  writeFile file: 'model.onnx', text: 'weights'
  writeFile file: 'deployment.yaml', text: env.MANIFEST
  def files = ['north.csv', 'south.csv']
  def measured = mlValidate endpoint: env.JUDGED, protocol: 'v1', data: files, label: 'outcome', labels: ['good', 'bad'],
    posLabel: 'bad', subject: env.SUBJECT
  echo "measured ${measured.rows} rows"
  mlGate gates: ['accuracy>=0.5']
  mlDeploy manifests: 'deployment.yaml', model: 'model.onnx', namespace: env.NAMESPACE, credentialsId: 'cluster',
    serverUrl: env.SERVER, caCertificate: env.CA, stableFor: '1s'
  def v = mlVerify endpoint: env.SERVED, protocol: 'v1', data: files, rows: 300
  echo "answered ${v.verdict}"
}
