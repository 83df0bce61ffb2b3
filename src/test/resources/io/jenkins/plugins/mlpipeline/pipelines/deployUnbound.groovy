node {
  writeFile file: 'model.onnx', text: 'weights'
  def evaluation = EVALUATION
  writeFile file: 'evaluation.json', text: evaluation.replaceAll('(?m)^.*"model":.*\n', '')
  writeFile file: 'deployment.yaml', text: env.MANIFEST
  def verdict = mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.8']
  echo "the verdict is ${verdict.verdict}, of ${verdict.source}"
  mlDeploy manifests: 'deployment.yaml', model: 'model.onnx', namespace: env.NAMESPACE, credentialsId: 'kubeconfig'
}
