node {
  writeFile file: 'model.onnx', text: 'weights'
  writeFile file: 'evaluation.json', text: EVALUATION
  writeFile file: 'deployment.yaml', text: env.MANIFEST
  mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.8']
  def places = env.NAMESPACES.split(' ').collect { [credentialsId: 'kubeconfig', namespace: it] }
  def d = mlDeploy manifests: 'deployment.yaml', model: 'model.onnx', targets: places, wave: env.WAVE ?: '1',
    stableFor: env.STABLE ?: '1s', onAbort: env.ON_ABORT ?: 'leave',
    verify: env.CHECKS ? [checks: [env.CHECKS], window: '8s', interval: '4s'] : null
  d.targets.each { echo "target ${it.wave} ${it.target} ${it.status} ${it.verification} ${it.page}" }
  echo "all ${d.status} ${d.changed}: ${d.message}"
}
