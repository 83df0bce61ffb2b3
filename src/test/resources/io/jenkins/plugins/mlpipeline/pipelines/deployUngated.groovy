node {
  writeFile file: 'model.onnx', text: 'weights'
  writeFile file: 'evaluation.json', text: EVALUATION
  writeFile file: 'deployment.yaml', text: env.MANIFEST
  def d = mlDeploy manifests: 'deployment.yaml', namespace: env.NAMESPACE, credentialsId: 'cluster',
    serverUrl: env.SERVER, caCertificate: env.CA, stableFor: '1s', allowUngated: 'the gate is being built'
  echo "went on with ${d.status}"
}
