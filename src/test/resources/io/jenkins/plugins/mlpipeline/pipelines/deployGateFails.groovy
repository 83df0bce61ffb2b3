node {
  writeFile file: 'model.onnx', text: 'weights'
  writeFile file: 'evaluation.json', text: EVALUATION
  writeFile file: 'deployment.yaml', text: env.MANIFEST
  mlGate evaluation: 'evaluation.json', gates: [[metric: 'accuracy', min: 0.9, criticality: 'UNSTABLE']]
  mlDeploy manifests: 'deployment.yaml', model: 'model.onnx', namespace: env.NAMESPACE, credentialsId: 'cluster',
    serverUrl: env.SERVER, caCertificate: env.CA, stableFor: '1s'
}
