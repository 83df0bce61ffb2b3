node {
  writeFile file: 'model.onnx', text: 'weights'
  writeFile file: 'evaluation.json', text: EVALUATION
  writeFile file: 'deployment.yaml', text: env.MANIFEST
  mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.8']
  mlDeploy manifests: 'deployment.yaml', model: 'model.onnx', namespace: env.NAMESPACE, cloud: 'bank-prod', stableFor: '0s'
}
