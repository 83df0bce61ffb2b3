node {
  writeFile file: 'model.onnx', text: 'weights'
  writeFile file: 'evaluation.json', text: EVALUATION
  writeFile file: 'deployment.yaml', text: env.MANIFEST
  mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.8']
  def d = mlDeploy manifests: 'deployment.yaml', model: 'model.onnx', namespace: env.NAMESPACE, credentialsId: 'cluster',
    serverUrl: env.SERVER, caCertificate: env.CA, stableFor: '0s', prune: true
  echo "objects: ${d.objects.collect { it.kind + "/" + it.name + " " + it.action }}"
}
