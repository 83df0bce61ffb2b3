node {
  writeFile file: 'model.onnx', text: 'weights'
  writeFile file: 'evaluation.json', text: EVALUATION
  writeFile file: 'deployment.yaml', text: env.MANIFEST
  mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.8']
  def d = mlDeploy manifests: 'deployment.yaml', model: 'model.onnx', namespace: env.NAMESPACE, credentialsId: 'cluster',
    serverUrl: env.SERVER, caCertificate: env.CA, stableFor: '1s', fieldManager: 'of-the-step',
    verify: [checks: [env.CHECKS], window: env.WINDOW ?: '8s', interval: '4s', onFailure: env.ON_FAILURE ?: 'rollback']
  def v = d.verification
  echo "answered ${d.status} ${v.verdict} ${v.passed} ${v.verified} ${v.checks[0].answer} ${v.rollback} ${v.verification}"
}
